/**
 * iHealth's link frames: start, length − 3, order, sequence, AA, content, checksum. An instruction
 * (AA, command, parameters) of more than 15 bytes is cut into fragments, each acknowledged. From one
 * vendor code base: single source.
 */
import { concat } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';

export const FROM_PHONE = 0xb0;
export const FROM_BAND = 0xa0;
const PRODUCT = 0xaa;
const HEAD = 5;
const SMALLEST = 6;
const LARGEST = 20;
/** Instruction bytes, AA included, that fit one frame. */
const SINGLE = 15;
const FRAGMENT = 14;
const ACK_ORDER = 0xa0;
/** A band's frame that nobody asked for and nobody acknowledges. */
export const UNSOLICITED = 0xf0;
/** Orders are below A0, so an instruction has at most ten fragments. */
export const MAX_CONTENT = 10 * FRAGMENT - 1;

export interface Instruction {
  command: number;
  params: Uint8Array;
}

export interface Frame {
  order: number;
  sequence: number;
  /** What follows AA. */
  content: Uint8Array;
}

/** A frame as it came: whole, since nearly all are fragments whose content is copied on. */
export interface Heard {
  order: number;
  sequence: number;
  bytes: Uint8Array;
}

export function encodeFrame(start: number, { order, sequence, content }: Frame): Uint8Array {
  const frame = new Uint8Array(content.length + HEAD + 1);
  frame.set([start, frame.length - 3, order, sequence & 0xff, PRODUCT]);
  frame.set(content, HEAD);
  frame[frame.length - 1] = checksum(frame);
  return frame;
}

/** Total; the checks and their order are the vendor's. */
export function decodeFrame(
  start: number,
  value: Uint8Array,
): Result<Heard, 'start' | 'length' | 'checksum'> {
  if (value[0] !== start) return fail('start');
  if (value.length < SMALLEST || value.length > LARGEST) return fail('length');
  if (value[1] !== value.length - 3) return fail('length');
  if (checksum(value) !== value[value.length - 1]) return fail('checksum');
  return ok({ order: value[2]!, sequence: value[3]!, bytes: value });
}

/** Bytes 2 to the one before the last. */
function checksum(frame: Uint8Array): number {
  let sum = 0;
  for (let i = 2; i < frame.length - 1; i++) sum += frame[i]!;
  return sum & 0xff;
}

/** A frame without content acknowledges the one whose sequence is one less; see `expects`. */
export const isEmpty = ({ bytes }: Heard): boolean => bytes.length === SMALLEST;

export const ackOf = ({ order, sequence }: Pick<Frame, 'order' | 'sequence'>): Frame => ({
  order: ACK_ORDER + (order & 0x0f),
  sequence: (sequence + 1) & 0xff,
  content: new Uint8Array(0),
});

/**
 * The frames of an instruction; the first has `sequence`, each further one two more. Content that
 * ends with a fragment gets an empty one behind it: the vendor's quirk, kept.
 */
export function split({ command, params }: Instruction, sequence: number): Frame[] {
  const content = concat(Uint8Array.of(command), params);
  if (content.length < SINGLE) return [{ order: 0, sequence, content }];
  const count = Math.floor(content.length / FRAGMENT) + 1;
  return Array.from({ length: count }, (_, index) => ({
    order: ((count - 1) << 4) | (count - 1 - index),
    sequence: (sequence + 2 * index) & 0xff,
    content: content.subarray(index * FRAGMENT, (index + 1) * FRAGMENT),
  }));
}

/** Bytes of the longest instruction, AA not counted, rounded up to whole fragments. */
const ROOM = 10 * FRAGMENT;
/** Memory for a few dozen instructions. */
const BLOCK = 4096;

/**
 * Joins fragments into instructions, in any order. Instructions lie one behind the other in blocks
 * of memory; what was given away is never written to again.
 */
export class Assembler {
  private count = 0;
  /** Sequence of the first fragment. */
  private base = 0;
  /** A bit for each fragment that is still to come. */
  private missing = 0;
  private size = 0;
  private block = new Uint8Array(BLOCK);
  /** Where the instruction in progress begins in the block. */
  private start = 0;

  /** Whether an empty frame is the last fragment of the instruction in progress, no acknowledgement. */
  expects({ order, sequence }: Heard): boolean {
    const index = order >> 4;
    return this.count === index + 1 && this.base === ((sequence - 2 * index) & 0xff);
  }

  /** The instruction a frame completes, or null. A new instruction ends one in progress. */
  push({ order, sequence, bytes }: Heard): Instruction | null {
    const length = bytes.length - HEAD - 1;
    if (order === UNSOLICITED) return instructionOf(bytes, HEAD, length);
    if (order >= ACK_ORDER) return null;
    const last = order >> 4;
    const index = last - (order & 0x0f);
    if (index < 0 || length > FRAGMENT) return null;
    // Only the last one may be short.
    if (index < last && length < FRAGMENT) return null;
    const base = (sequence - 2 * index) & 0xff;
    if (last + 1 !== this.count || base !== this.base) {
      this.count = last + 1;
      this.base = base;
      this.missing = (2 << last) - 1;
    }
    const { block } = this;
    const from = this.start + index * FRAGMENT;
    for (let i = 0; i < length; i++) block[from + i] = bytes[HEAD + i]!;
    if (index === last) this.size = index * FRAGMENT + length;
    this.missing &= ~(1 << index);
    if (this.missing !== 0) return null;
    this.count = 0;
    return this.give();
  }

  private give(): Instruction | null {
    const { block, start } = this;
    this.start += this.size;
    if (this.start + ROOM > BLOCK) {
      this.block = new Uint8Array(BLOCK);
      this.start = 0;
    }
    return instructionOf(block, start, this.size);
  }
}

const instructionOf = (bytes: Uint8Array, from: number, size: number): Instruction | null =>
  size <= 0 ? null : { command: bytes[from]!, params: bytes.subarray(from + 1, from + size) };
