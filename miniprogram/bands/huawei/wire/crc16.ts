/**
 * CRC-16/XMODEM: polynomial 1021, start 0, nothing reflected, no final XOR. Four bytes a round by
 * four tables: nearly every byte of a dialogue passes here.
 */

/** Table 0 is a byte's checksum; in each further one a zero byte follows it. */
const TABLES = new Uint16Array(4 * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000 ? (value << 1) ^ 0x1021 : value << 1;
  TABLES[byte] = value;
}
for (let at = 256; at < TABLES.length; at++) {
  const before = TABLES[at - 256]!;
  TABLES[at] = (before << 8) ^ TABLES[before >> 8]!;
}

/** The checksum of the bytes before `end`. */
export function crc16(bytes: Uint8Array, end = bytes.length): number {
  let value = 0;
  let at = 0;
  for (; at + 4 <= end; at += 4) {
    value =
      TABLES[768 + ((value >> 8) ^ bytes[at]!)]! ^
      TABLES[512 + ((value & 0xff) ^ bytes[at + 1]!)]! ^
      TABLES[256 + bytes[at + 2]!]! ^
      TABLES[bytes[at + 3]!]!;
  }
  for (; at < end; at++) {
    value = ((value << 8) & 0xffff) ^ TABLES[(value >> 8) ^ bytes[at]!]!;
  }
  return value;
}
