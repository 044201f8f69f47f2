/**
 * CRC-32 of zlib and IEEE 802.3: reflected polynomial EDB88320, start and final XOR FFFFFFFF. Four
 * bytes a round by four tables: every line of the journal passes here.
 */

/**
 * Table 0 is a byte's checksum; in each further one a zero byte follows it. Signed, as what XOR gives
 * is: unsigned numbers of 32 bits fit no small integer, and the loop takes a third longer.
 */
const TABLES = new Int32Array(4 * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLES[byte] = value;
}
for (let at = 256; at < TABLES.length; at++) {
  const before = TABLES[at - 256]!;
  TABLES[at] = (before >>> 8) ^ TABLES[before & 0xff]!;
}

/**
 * The checksum as an unsigned 32-bit number. `start` and `xor` are for vendors who left both out.
 */
export function crc32(bytes: Uint8Array, start = 0xffffffff, xor = 0xffffffff): number {
  let value = start | 0;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    value =
      TABLES[768 + ((value ^ bytes[at]!) & 0xff)]! ^
      TABLES[512 + (((value >>> 8) ^ bytes[at + 1]!) & 0xff)]! ^
      TABLES[256 + (((value >>> 16) ^ bytes[at + 2]!) & 0xff)]! ^
      TABLES[(value >>> 24) ^ bytes[at + 3]!]!;
  }
  for (; at < bytes.length; at++) {
    value = (value >>> 8) ^ TABLES[(value ^ bytes[at]!) & 0xff]!;
  }
  return (value ^ xor) >>> 0;
}
