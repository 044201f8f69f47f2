/** CRC-16/XMODEM: polynomial 1021, start 0, nothing reflected, no final XOR. */

const TABLE = new Uint16Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000 ? (value << 1) ^ 0x1021 : value << 1;
  TABLE[byte] = value;
}

/** The checksum of the bytes before `end`. */
export function crc16(bytes: Uint8Array, end = bytes.length): number {
  let value = 0;
  for (let i = 0; i < end; i++) {
    value = ((value << 8) & 0xffff) ^ TABLE[(value >> 8) ^ bytes[i]!]!;
  }
  return value;
}
