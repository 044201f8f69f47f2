/** What InfiniTime says: its own step count, and standard values. Source: its firmware. */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';

export { utf8Decode as decodeText, utf8Encode as encodeText } from '../../lib/utf8';
export * from '../common/battery-level';
export * from '../common/current-time';
export * from '../common/heart-rate';

/** Steps since the watch's midnight. Total. */
export function decodeSteps(value: Uint8Array): Result<number, 'length'> {
  return value.length === 4 ? ok(new Reader(value).u32le()) : fail('length');
}

export const encodeSteps = (steps: number): Uint8Array => littleEndian(steps, 4);

/** Acceleration on three axes, in 1/1024 g. Total. */
export function decodeMotion(
  value: Uint8Array,
): Result<[x: number, y: number, z: number], 'length'> {
  if (value.length !== 6) return fail('length');
  const reader = new Reader(value);
  const signed = () => (reader.u16le() << 16) >> 16;
  return ok([signed(), signed(), signed()]);
}

/** Levels of an immediate alert. */
export const ALERTS = { none: 0, mild: 1, high: 2 } as const;
