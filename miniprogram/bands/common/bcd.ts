/** A byte as binary-coded decimal, or null when it is not. */
export function fromBcd(byte: number): number | null {
  const tens = byte >> 4;
  const ones = byte & 15;
  return tens > 9 || ones > 9 ? null : tens * 10 + ones;
}

/** 0–99 as binary-coded decimal. */
export const toBcd = (value: number): number => (Math.floor(value / 10) << 4) | (value % 10);
