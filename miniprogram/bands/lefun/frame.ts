/**
 * Lefun's frame: AB to the band or 5A from it, the whole length, command, parameters, CRC-8 of all
 * before it. At most 20 bytes, so a frame is one value. Single source.
 */
import { fail, ok, type Result } from '../../lib/result';
import { crc8 } from '../common/crc8';

const STARTS = { phone: 0xab, band: 0x5a } as const;
export type Side = keyof typeof STARTS;
const OVERHEAD = 4;
export const MAX_FRAME = 20;

export interface Frame {
  command: number;
  payload: Uint8Array;
}

/** One frame; the payload must fit 16 bytes. */
export function encodeFrame(
  from: Side,
  command: number,
  payload: ArrayLike<number> = [],
): Uint8Array {
  const frame = new Uint8Array(payload.length + OVERHEAD);
  frame.set([STARTS[from], frame.length, command]);
  frame.set(Array.from(payload), 3);
  frame[frame.length - 1] = crc8(frame, frame.length - 1);
  return frame;
}

/** Total. The payload shares the memory of the value. */
export function decodeFrame(
  from: Side,
  value: Uint8Array,
): Result<Frame, 'length' | 'start' | 'checksum'> {
  if (value.length < OVERHEAD || value.length > MAX_FRAME) return fail('length');
  if (value[0] !== STARTS[from]) return fail('start');
  if (value[1] !== value.length) return fail('length');
  const end = value.length - 1;
  if (crc8(value, end) !== value[end]) return fail('checksum');
  return ok({ command: value[2]!, payload: value.subarray(3, end) });
}
