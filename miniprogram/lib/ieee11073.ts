/**
 * Decimal floating point of IEEE 11073-20601, as health devices send it: FLOAT is 8 bits of exponent
 * and 24 of mantissa, SFLOAT 4 and 12, both signed, both to the base of ten.
 */

/** NaN, not at this resolution, reserved, and both infinities. */
const FLOAT_SPECIAL = [0x7fffff, 0x800000, 0x800001, 0x7ffffe, 0x800002];
const SFLOAT_SPECIAL = [0x7ff, 0x800, 0x801, 0x7fe, 0x802];

const signed = (value: number, bits: number): number =>
  value >= 2 ** (bits - 1) ? value - 2 ** bits : value;

const scaled = (mantissa: number, exponent: number): number =>
  exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent;

/** The number of 32 bits, or null when they say there is none. */
export function floatValue(bits: number): number | null {
  const mantissa = bits % 0x1000000;
  if (FLOAT_SPECIAL.includes(mantissa)) return null;
  return scaled(signed(mantissa, 24), signed(Math.floor(bits / 0x1000000), 8));
}

/** The number of 16 bits, or null when they say there is none. */
export function sfloatValue(bits: number): number | null {
  const mantissa = bits & 0xfff;
  if (SFLOAT_SPECIAL.includes(mantissa)) return null;
  return scaled(signed(mantissa, 12), signed(bits >> 12, 4));
}

/** 32 bits of a number with `decimals` digits behind the point; the mantissa must fit 24 bits. */
export function floatBits(value: number, decimals = 0): number {
  const mantissa = Math.round(value * 10 ** decimals) & 0xffffff;
  return ((256 - decimals) % 256) * 0x1000000 + mantissa;
}
