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
    return this.big(1);
  }

  u16be(): number {
    return this.big(2);
  }

  u24be(): number {
    return this.big(3);
  }

  u32be(): number {
    return this.big(4);
  }

  u16le(): number {
    return this.little(2);
  }

  u24le(): number {
    return this.little(3);
  }

  u32le(): number {
    return this.little(4);
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

  private big(width: number): number {
    const from = this.skip(width);
    let value = 0;
    for (let at = from; at < this.offset; at++) value = value * 256 + this.bytes[at]!;
    return value;
  }

  private little(width: number): number {
    const from = this.skip(width);
    let value = 0;
    for (let at = this.offset - 1; at >= from; at--) value = value * 256 + this.bytes[at]!;
    return value;
  }

  /** Moves over `width` bytes and returns where they begin; to the end when there are fewer. */
  private skip(width: number): number {
    const from = this.offset;
    const end = from + width;
    if (end <= this.bytes.length) {
      this.offset = end;
      return from;
    }
    this.short = true;
    this.offset = this.bytes.length;
    return this.offset;
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
