/**
 * Reads numbers and slices from bytes without ever leaving them. A read past the end yields zeros
 * and sets `failed`, so a codec reads a whole record in a straight line and asks once at the end.
 */
export class Reader {
  private offset = 0;
  private short = false;

  constructor(private readonly bytes: Uint8Array) {}

  /** True once any read wanted more than there was. */
  get failed(): boolean {
    return this.short;
  }

  get position(): number {
    return this.offset;
  }

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  u8(): number {
    const at = this.skip(1);
    return at < 0 ? 0 : this.bytes[at]!;
  }

  u16be(): number {
    const at = this.skip(2);
    return at < 0 ? 0 : this.big(at);
  }

  u24be(): number {
    const at = this.skip(3);
    return at < 0 ? 0 : this.bytes[at]! * 0x10000 + this.big(at + 1);
  }

  u32be(): number {
    const at = this.skip(4);
    return at < 0 ? 0 : this.big(at) * 0x10000 + this.big(at + 2);
  }

  u16le(): number {
    const at = this.skip(2);
    return at < 0 ? 0 : this.little(at);
  }

  u24le(): number {
    const at = this.skip(3);
    return at < 0 ? 0 : this.little(at) + this.bytes[at + 2]! * 0x10000;
  }

  u32le(): number {
    const at = this.skip(4);
    return at < 0 ? 0 : this.little(at) + this.little(at + 2) * 0x10000;
  }

  /** A view of the next bytes; empty when there are fewer. */
  take(length: number): Uint8Array {
    if (length < 0 || length > this.remaining) {
      this.short = true;
      this.offset = this.bytes.length;
      return this.bytes.subarray(this.offset);
    }
    const from = this.offset;
    this.offset += length;
    return this.bytes.subarray(from, this.offset);
  }

  /** Two bytes at a place that has them. */
  private big(at: number): number {
    return this.bytes[at]! * 256 + this.bytes[at + 1]!;
  }

  private little(at: number): number {
    return this.bytes[at]! + this.bytes[at + 1]! * 256;
  }

  /** Moves over `width` bytes and returns where they begin; to the end and −1 when there are fewer. */
  private skip(width: number): number {
    const from = this.offset;
    const end = from + width;
    if (end <= this.bytes.length) {
      this.offset = end;
      return from;
    }
    this.short = true;
    this.offset = this.bytes.length;
    return -1;
  }
}

/** An unsigned number in `width` bytes, most significant first; higher bits are dropped. */
export function bigEndian(value: number, width: number): Uint8Array {
  return littleEndian(value, width).reverse();
}

/** An unsigned number in `width` bytes, least significant first; higher bits are dropped. */
export function littleEndian(value: number, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  let rest = value;
  for (let i = 0; i < width; i++) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}
