/** CRC-32 of zlib and IEEE 802.3: reflected polynomial EDB88320, start and final XOR FFFFFFFF. */

const TABLE = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLE[byte] = value;
}

/**
 * The checksum as an unsigned 32-bit number. `start` and `xor` are for vendors who left both out.
 */
export function crc32(bytes: Uint8Array, start = 0xffffffff, xor = 0xffffffff): number {
  let value = start;
  for (let at = 0; at < bytes.length; at++) {
    value = (value >>> 8) ^ TABLE[(value ^ bytes[at]!) & 0xff]!;
  }
  return (value ^ xor) >>> 0;
}
