/**
 * Tag, length, value: the one shape of everything a packet says. Lengths have 7 bits a byte, most
 * significant group first. Tags from 80h hold TLVs again; tags may repeat, so order is kept.
 */
import { concat } from '../../../lib/bytes';
import { bigEndian } from '../../../lib/reader';
import { fail, ok, type Result } from '../../../lib/result';
import { utf8Encode } from '../../../lib/utf8';

export interface Tlv {
  tag: number;
  value: Uint8Array;
}

export type TlvReason = 'tlv-length' | 'tlv-cut';

const EMPTY = new Uint8Array(0);
/** 28 bits: far above any packet. */
const MOST_LENGTH_BYTES = 4;
/** From here on a byte of a length says that another follows. */
const LONG = 0x80;

/** A length as its bytes. */
export function encodeLength(length: number): Uint8Array {
  const bytes = [length & 0x7f];
  for (let rest = length >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return Uint8Array.from(bytes);
}

/** A length and where it ends, or null when it does not end in time. */
export function decodeLength(
  bytes: Uint8Array,
  from = 0,
  stop = bytes.length,
): { length: number; end: number } | null {
  let length = 0;
  for (let at = from; at < stop && at < from + MOST_LENGTH_BYTES; at++) {
    const byte = bytes[at]!;
    length = length * 128 + (byte & 0x7f);
    if (byte < 0x80) return { length, end: at + 1 };
  }
  return null;
}

/** One TLV as bytes. A container is given its encoded TLVs. */
export const tlv = (tag: number, value: Uint8Array = EMPTY): Uint8Array =>
  concat(Uint8Array.of(tag), encodeLength(value.length), value);

export const tlvNumber = (tag: number, value: number, width: number): Uint8Array =>
  tlv(tag, bigEndian(value, width));

export const tlvText = (tag: number, text: string): Uint8Array => tlv(tag, utf8Encode(text));

/** Moves over the TLVs between two places without copying. Any bytes end in fields or a reason. */
export class TlvReader {
  /** Of the TLV that `next` found: its tag, where its value begins and ends. */
  tag = 0;
  from = 0;
  end = 0;
  /** Why it stopped before the end; null while all is well. */
  reason: TlvReason | null = null;

  private stop: number;

  constructor(private readonly bytes: Uint8Array) {
    this.stop = bytes.length;
  }

  /** Moves to the next TLV; false at the end, and when there is none to read. */
  next(): boolean {
    const { bytes, stop, end: at } = this;
    if (at >= stop || this.reason !== null) return false;
    this.tag = bytes[at]!;
    this.from = at + 2;
    let length = this.from <= stop ? bytes[at + 1]! : LONG;
    // Nearly every length is one byte.
    if (length >= LONG) {
      const long = decodeLength(bytes, at + 1, stop);
      if (!long) return this.fail('tlv-length');
      this.from = long.end;
      length = long.length;
    }
    this.end = this.from + length;
    return this.end <= stop || this.fail('tlv-cut');
  }

  /** Goes into the value at hand, whose TLVs `next` then finds; `leave` takes the result. */
  enter(): number {
    const { stop } = this;
    this.stop = this.end;
    this.end = this.from;
    return stop;
  }

  /** Goes on behind a value that was entered, whatever was in it. */
  leave(stop: number): void {
    this.end = this.stop;
    this.stop = stop;
    this.reason = null;
  }

  private fail(reason: TlvReason): false {
    this.reason = reason;
    return false;
  }
}

/** The TLVs of a body, their values as views. Total. */
export function parseTlvs(bytes: Uint8Array): Result<Tlv[], TlvReason> {
  const list: Tlv[] = [];
  const reader = new TlvReader(bytes);
  while (reader.next()) {
    list.push({ tag: reader.tag, value: bytes.subarray(reader.from, reader.end) });
  }
  return reader.reason ? fail(reader.reason) : ok(list);
}

/** As `parseTlvs`, for decrypted bytes: some bands leave one 00 at the end. */
export function parseDecrypted(bytes: Uint8Array): Result<Tlv[], TlvReason> {
  const list = parseTlvs(bytes);
  if (list.ok || bytes[bytes.length - 1] !== 0) return list;
  const shorter = parseTlvs(bytes.subarray(0, -1));
  return shorter.ok ? shorter : list;
}

/** The bytes of a list of TLVs. */
export const encodeTlvs = (list: readonly Tlv[]): Uint8Array =>
  concat(...list.map(({ tag, value }) => tlv(tag, value)));

/** The value of the first such tag, or undefined. */
export const bytesOf = (list: readonly Tlv[], tag: number): Uint8Array | undefined =>
  list.find((one) => one.tag === tag)?.value;

/** A big-endian number of at most six bytes; undefined when the tag is missing, empty or longer. */
export function numberOf(list: readonly Tlv[], tag: number): number | undefined {
  const value = bytesOf(list, tag);
  if (!value || value.length === 0 || value.length > 6) return undefined;
  let number = 0;
  for (const byte of value) number = number * 256 + byte;
  return number;
}

/** The TLVs inside the first such container; none when it is missing. Total. */
export function childrenOf(list: readonly Tlv[], tag: number): Result<Tlv[], TlvReason> {
  return parseTlvs(bytesOf(list, tag) ?? EMPTY);
}
