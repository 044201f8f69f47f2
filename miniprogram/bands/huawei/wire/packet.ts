/**
 * Packets and their slices. A frame is 5A, a length, a slice mark, content and a checksum; a packet
 * longer than the band's slice size is cut into several frames of their own length and checksum,
 * and only the first names service and command.
 */
import { concat } from '../../../lib/bytes';
import { bigEndian } from '../../../lib/reader';
import { fail, ok, type Result } from '../../../lib/result';
import { crc16 } from './crc16';

export interface Packet {
  service: number;
  command: number;
  /** Encoded TLVs. */
  body: Uint8Array;
}

export const MARK = 0x5a;
/** Mark, length and checksum around what the length counts. */
const AROUND = 5;
/** The same and slice mark, slice counter: what a slice adds to its content. */
const SLICE_AROUND = 7;
/** What bands offer unless they say otherwise (LinkParams). */
export const SLICE_SIZE = 0x00f4;

const SLICE = { none: 0, first: 1, middle: 2, last: 3 } as const;

/** The frames of a packet, in order; one unless it is longer than `sliceSize`. */
export function encodePacket(packet: Packet, sliceSize = SLICE_SIZE): Uint8Array[] {
  const content = concat(Uint8Array.of(packet.service, packet.command), packet.body);
  if (content.length + AROUND + 1 <= sliceSize) return [frame(Uint8Array.of(SLICE.none), content)];
  const step = Math.max(2, sliceSize - SLICE_AROUND);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += step) {
    const last = at + step >= content.length;
    const mark = at === 0 ? SLICE.first : last ? SLICE.last : SLICE.middle;
    frames.push(frame(Uint8Array.of(mark, frames.length), content.subarray(at, at + step)));
  }
  return frames;
}

function frame(head: Uint8Array, content: Uint8Array): Uint8Array {
  const length = bigEndian(head.length + content.length, 2);
  const before = concat(Uint8Array.of(MARK), length, head, content);
  return concat(before, bigEndian(crc16(before), 2));
}

/** One frame, understood. */
export interface Slice {
  kind: 'none' | 'first' | 'middle' | 'last';
  /** Counted from 0; 0 for a packet in one frame. */
  index: number;
  content: Uint8Array;
}

export type FrameReason = 'mark' | 'length' | 'checksum' | 'slice';

const KINDS = ['none', 'first', 'middle', 'last'] as const;

/** Bytes of the frame that begins here, or null while its length is not known. */
export const frameLength = (bytes: Uint8Array): number | null =>
  bytes.length < 3 ? null : bytes[1]! * 256 + bytes[2]! + AROUND;

/** One whole frame. Total. */
export function decodeFrame(bytes: Uint8Array): Result<Slice, FrameReason> {
  if (bytes[0] !== MARK) return fail('mark');
  if (frameLength(bytes) !== bytes.length) return fail('length');
  const end = bytes.length - 2;
  if (crc16(bytes, end) !== bytes[end]! * 256 + bytes[end + 1]!) return fail('checksum');
  const kind = KINDS[bytes[3] ?? 4];
  const from = kind === 'none' ? 4 : 5;
  const least = kind === 'none' || kind === 'first' ? 2 : 0;
  if (!kind || end - from < least) return fail('slice');
  const index = kind === 'none' ? 0 : bytes[4]!;
  return ok({ kind, index, content: bytes.subarray(from, end) });
}

/** Service, command and body of joined content; the content of a first slice has at least both. */
export const packetOf = (content: Uint8Array): Packet => ({
  service: content[0]!,
  command: content[1]!,
  body: content.subarray(2),
});
