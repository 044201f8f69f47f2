/** CRC-8 of Maxim: reflected polynomial 8C, start 0. */

const TABLE = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x8c : value >>> 1;
  TABLE[byte] = value;
}

/** The checksum of the bytes before `end`. */
export function crc8(bytes: Uint8Array, end = bytes.length): number {
  let value = 0;
  for (let at = 0; at < end; at++) value = TABLE[value ^ bytes[at]!]!;
  return value;
}
