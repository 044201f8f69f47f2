/**
 * Walks the fields of a protobuf message. Any bytes end in `failed` or in fields; nothing throws.
 */

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
/** A varint of 64 bits takes ten bytes. */
const MOST_VARINT_BITS = 70;

export class FieldReader {
  /** Of the field that `next` found. */
  number = 0;
  /** True once bytes made no sense. */
  failed = false;
  /** Where the next field begins and the message at hand ends. */
  at = 0;
  end: number;
  private type = 0;

  constructor(readonly data: Uint8Array) {
    this.end = data.length;
  }

  /** Moves to the next field; false at the end, and when there is none to read. */
  next(): boolean {
    if (this.failed || this.at >= this.end) return false;
    const tag = this.varint();
    this.number = tag >>> 3;
    this.type = tag & 7;
    return !this.failed;
  }

  /** An unsigned number; of more than 32 bits the low ones. */
  uint(): number {
    return this.type === VARINT ? this.varint() : this.fail();
  }

  /** The field's bytes; they share memory. */
  bytes(): Uint8Array {
    const from = this.skipBytes();
    return this.data.subarray(from, this.at);
  }

  /** Goes into the message in this field, whose fields `next` then finds; `leave` takes the result. */
  enter(): number {
    const { end } = this;
    const from = this.skipBytes();
    this.end = this.at;
    this.at = from;
    return end;
  }

  /** Goes on behind a message that was entered. */
  leave(end: number): void {
    this.at = this.end;
    this.end = end;
  }

  skip(): void {
    if (this.type === VARINT) this.varint();
    else if (this.type === LENGTH_DELIMITED) this.skipBytes();
    else if (this.type === FIXED32) this.advance(4);
    else if (this.type === FIXED64) this.advance(8);
    else this.fail();
  }

  /** Moves behind a field that must hold bytes and returns where they begin. */
  skipBytes(): number {
    const length = this.type === LENGTH_DELIMITED ? this.varint() : this.fail();
    const from = this.at;
    this.advance(length);
    return from;
  }

  private advance(length: number): void {
    if (length > this.end - this.at) this.fail();
    else this.at += length;
  }

  /** Reading past the end gives undefined, which ends the loop; it is noticed once, behind it. */
  private varint(): number {
    const { data } = this;
    let { at } = this;
    let byte = data[at++]!;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < MOST_VARINT_BITS; shift += 7) {
      byte = data[at++]!;
      if (shift < 32) value |= (byte & 0x7f) << shift;
    }
    if (at > this.end || byte >= 0x80) return this.fail();
    this.at = at;
    return value >>> 0;
  }

  /** What was read makes no sense; returns 0. */
  fail(): number {
    this.failed = true;
    return 0;
  }
}
