/**
 * Decimal floating point of IEEE 11073-20601, as health devices send it: FLOAT is 8 bits of exponent
 * and 24 of mantissa, SFLOAT 4 and 12, both signed, both to the base of ten.
 */

const scaled = (mantissa: number, exponent: number): number => {
  if (exponent === 0) return mantissa;
  return exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent;
};

/** The number of 32 bits, or null when they say there is none. */
export function floatValue(bits: number): number | null {
  const mantissa = bits & 0xffffff;
  // Infinity, NaN, not at this resolution, reserved, minus infinity.
  if (mantissa >= 0x7ffffe && mantissa <= 0x800002) return null;
  return scaled((mantissa << 8) >> 8, bits >> 24);
}

/** The number of 16 bits, or null when they say there is none. */
export function sfloatValue(bits: number): number | null {
  const mantissa = bits & 0xfff;
  if (mantissa >= 0x7fe && mantissa <= 0x802) return null;
  return scaled((mantissa << 20) >> 20, (bits << 16) >> 28);
}

/** 32 bits of a number with `decimals` digits behind the point; the mantissa must fit 24 bits. */
export function floatBits(value: number, decimals = 0): number {
  const mantissa = Math.round(value * 10 ** decimals) & 0xffffff;
  return ((256 - decimals) % 256) * 0x1000000 + mantissa;
}
