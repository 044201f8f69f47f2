/**
 * A5 framing: a message is a payload and its CRC, cut into values of 20 bytes. The first value is
 * header (2), length, 01 and 16 bytes; each further one its number (02, 03 …) and 19 bytes. The
 * length counts payload and CRC. Single source.
 */
import { concat, equalBytes } from '../../lib/bytes';
import { crc32 } from '../../lib/crc32';
import { bigEndian } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';

const FIRST_BYTES = 16;
const NEXT_BYTES = 19;
const FIRST_HEAD = 4;
const CRC_BYTES = 4;
export const MAX_PAYLOAD = 255 - CRC_BYTES;

export interface Message {
  /** Two bytes; an answer repeats those of the question. */
  header: number;
  payload: Uint8Array;
}

/** CRC-32 of zlib's polynomial that starts at 0 and is not inverted. */
export const messageCrc = (payload: Uint8Array): number => crc32(payload, 0, 0);

/** The values of a message. The payload must be at most 251 bytes. */
export function encodeMessage({ header, payload }: Message): Uint8Array[] {
  const body = concat(payload, bigEndian(messageCrc(payload), CRC_BYTES));
  const head = [header >> 8, header & 0xff, body.length, 1];
  const frames = [Uint8Array.of(...head, ...body.subarray(0, FIRST_BYTES))];
  for (let from = FIRST_BYTES; from < body.length; from += NEXT_BYTES) {
    frames.push(Uint8Array.of(frames.length + 1, ...body.subarray(from, from + NEXT_BYTES)));
  }
  return frames;
}

export type FrameFault = 'short' | 'order' | 'length' | 'checksum';

/** Joins values into messages. Holds at most one message; a value heard twice counts once. */
export class Assembler {
  private header = 0;
  private length = 0;
  private number = 0;
  private readonly body = new Uint8Array(MAX_PAYLOAD + CRC_BYTES);
  private readonly view = new DataView(this.body.buffer);
  private filled = 0;
  private last: Uint8Array | null = null;

  /** A message, a fault that ends the message in progress, or null: more is to come. Total. */
  push(value: Uint8Array): Result<Message, FrameFault> | null {
    // Further values are numbered up to 14, headers start at 80h: the first byte tells.
    const isFirst = value.length > 0 && value[0]! >= 0x80;
    const again = this.last !== null && equalBytes(value, this.last);
    // A whole message in one value may well be said twice; a part of one may not.
    if (again && (this.length > 0 || !isFirst)) return null;
    this.last = value;
    if (isFirst) return this.begin(value);
    if (this.length === 0 || value[0] !== this.number + 1) return this.end(fail('order'));
    return this.extend(value, 1, NEXT_BYTES, value[0]);
  }

  /** Ends the message in progress; what there was of it, or null. */
  abandon(): Uint8Array | null {
    if (this.length === 0) return null;
    this.end(fail('length'));
    return this.body.slice(0, this.filled);
  }

  private begin(value: Uint8Array): Result<Message, FrameFault> | null {
    const length = value[2] ?? 0;
    if (value[3] !== 1 || length <= CRC_BYTES) return this.end(fail('short'));
    this.header = value[0]! * 256 + value[1]!;
    this.length = length;
    this.filled = 0;
    return this.extend(value, FIRST_HEAD, FIRST_BYTES, 1);
  }

  /** Takes what stands behind `from`, which must be as much as fits or all there is to come. */
  private extend(value: Uint8Array, from: number, room: number, number: number) {
    const { body, filled } = this;
    const wanted = Math.min(room, this.length - filled);
    if (value.length - from !== wanted) return this.end(fail('length'));
    for (let i = 0; i < wanted; i++) body[filled + i] = value[from + i]!;
    this.filled = filled + wanted;
    this.number = number;
    return this.filled === this.length ? this.end(this.whole()) : null;
  }

  private whole(): Result<Message, FrameFault> {
    const payload = this.body.slice(0, this.length - CRC_BYTES);
    const same = this.view.getUint32(payload.length) === messageCrc(payload);
    return same ? ok({ header: this.header, payload }) : fail('checksum');
  }

  private end(result: Result<Message, FrameFault>): Result<Message, FrameFault> {
    this.length = 0;
    this.number = 0;
    return result;
  }
}
