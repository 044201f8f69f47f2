/** A Mi Band 1's time: six bytes, the month from 0. */
import { Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { civilParts, civilSeconds } from '../common/civil';

export const TIME_BYTES = 6;

/** Six bytes of civil seconds: year − 2000, month from 0, day, hour, minute, second. */
export function encodeTime(seconds: number): number[] {
  const { year, month, day, hour, minute, second } = civilParts(seconds);
  return [year - 2000, month - 1, day, hour, minute, second];
}

/** Civil seconds of the first six bytes. Total. */
export function decodeTime(bytes: Uint8Array): Result<number, 'length' | 'time'> {
  if (bytes.length < TIME_BYTES) return fail('length');
  const reader = new Reader(bytes);
  const year = 2000 + reader.u8();
  const month = 1 + reader.u8();
  const [day, hour, minute] = [reader.u8(), reader.u8(), reader.u8()];
  const second = reader.u8();
  const seconds = civilSeconds({ year, month, day, hour, minute, second });
  return seconds === null ? fail('time') : ok(seconds);
}

/** FF0A: the time, and six bytes for an older one. */
export const encodeClock = (seconds: number): Uint8Array =>
  Uint8Array.from([...encodeTime(seconds), 15, 15, 15, 15, 15, 15]);
