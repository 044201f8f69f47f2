/**
 * Codoon's frame: AA, command, length, payload, checksum (the sum of all before it). An answer
 * carries the request's command + 80h. Several implementations, three of them the maker's.
 */
import { fail, ok, type Result } from '../../lib/result';

const START = 0xaa;
const OVERHEAD = 4;
/** Answers carry at most 16 bytes, so a frame never exceeds one ATT value. */
export const MAX_PAYLOAD = 16;

export interface Frame {
  command: number;
  payload: Uint8Array;
}

export const answerTo = (command: number): number => command | 0x80;

/** One frame. The payload must fit: 16 bytes, 14 in requests. */
export function encodeFrame(command: number, payload: ArrayLike<number> = []): Uint8Array {
  const frame = new Uint8Array(payload.length + OVERHEAD);
  frame[0] = START;
  frame[1] = command;
  frame[2] = payload.length;
  frame.set(Array.from(payload), 3);
  frame[frame.length - 1] = sum(frame, frame.length - 1);
  return frame;
}

/** Total. The payload shares the memory of the value. */
export function decodeFrame(value: Uint8Array): Result<Frame, 'start' | 'length' | 'checksum'> {
  if (value.length < OVERHEAD) return fail('length');
  if (value[0] !== START) return fail('start');
  const length = value[2]!;
  if (length > MAX_PAYLOAD || value.length !== length + OVERHEAD) return fail('length');
  if (sum(value, value.length - 1) !== value[value.length - 1]) return fail('checksum');
  return ok({ command: value[1]!, payload: value.subarray(3, 3 + length) });
}

/** The sum of the first `length` bytes, modulo 256. */
function sum(bytes: Uint8Array, length: number): number {
  let total = 0;
  for (let i = 0; i < length; i++) total += bytes[i]!;
  return total & 0xff;
}
