/** CRC-16/MODBUS: polynomial 8005 reflected (A001), start FFFF, no final XOR. */
export function crc16Modbus(bytes: Uint8Array): number {
  let value = 0xffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1;
  }
  return value;
}
