/**
 * The WeChat pedometer profile's one value, as WeChat for Android reads it: flags, then three-byte
 * little-endian numbers for what the flags name. FEA1 (measurement) and FEA2 (goal) share it.
 */
import { concat } from '../../lib/bytes';
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';

const STEPS = 0x01;
const DISTANCE = 0x02;
const ENERGY = 0x04;

/** The largest number the profile can say. */
export const MOST = 0xffffff;

export interface Measurement {
  /** Running total of the band's day, or the goal. */
  steps: number;
  metres?: number;
  /** The profile names no unit; bands send kilocalories. */
  kcal?: number;
}

export type MeasurementReason = 'empty' | 'no-steps' | 'length';

/** Total. Unknown flags and bytes after the last number are ignored. */
export function decodeMeasurement(value: Uint8Array): Result<Measurement, MeasurementReason> {
  const reader = new Reader(value);
  const flags = reader.u8();
  if (reader.failed) return fail('empty');
  if ((flags & STEPS) === 0) return fail('no-steps');
  const measurement: Measurement = { steps: reader.u24le() };
  if (flags & DISTANCE) measurement.metres = reader.u24le();
  if (flags & ENERGY) measurement.kcal = reader.u24le();
  return reader.failed ? fail('length') : ok(measurement);
}

/** Numbers above 16,777,215 stay there. */
export function encodeMeasurement({ steps, metres, kcal }: Measurement): Uint8Array {
  const flags = STEPS | (metres === undefined ? 0 : DISTANCE) | (kcal === undefined ? 0 : ENERGY);
  const numbers = [steps, metres, kcal].filter((value) => value !== undefined);
  return concat(Uint8Array.of(flags), ...numbers.map((value) => littleEndian(clip(value), 3)));
}

const clip = (value: number) => Math.min(MOST, Math.max(0, Math.floor(value)));
