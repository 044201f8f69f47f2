/**
 * Running Speed and Cadence (1814). It has no step count: steps would be an estimate (cadence over
 * time), so nothing here becomes a reading.
 */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';

const STRIDE = 0x01;
const DISTANCE = 0x02;
const RUNNING = 0x04;

export interface RunningMeasurement {
  /** In 1/256 m/s. */
  speed256: number;
  /** Steps a minute. */
  cadence: number;
  strideCm?: number;
  /** Since the sensor began to count, in 0.1 m. */
  decimetres?: number;
  running: boolean;
}

/** 2A53. Total. */
export function decodeRunning(value: Uint8Array): Result<RunningMeasurement, 'length'> {
  const reader = new Reader(value);
  const flags = reader.u8();
  const measurement: RunningMeasurement = {
    speed256: reader.u16le(),
    cadence: reader.u8(),
    running: (flags & RUNNING) !== 0,
  };
  if (flags & STRIDE) measurement.strideCm = reader.u16le();
  if (flags & DISTANCE) measurement.decimetres = reader.u32le();
  return reader.failed ? fail('length') : ok(measurement);
}

export function encodeRunning(measurement: RunningMeasurement): Uint8Array {
  const { speed256, cadence, strideCm, decimetres, running } = measurement;
  const flags =
    (strideCm === undefined ? 0 : STRIDE) |
    (decimetres === undefined ? 0 : DISTANCE) |
    (running ? RUNNING : 0);
  return Uint8Array.from([
    flags,
    ...littleEndian(speed256, 2),
    cadence,
    ...(strideCm === undefined ? [] : littleEndian(strideCm, 2)),
    ...(decimetres === undefined ? [] : littleEndian(decimetres, 4)),
  ]);
}

export const RUNNING_FEATURES = [
  'stride',
  'distance',
  'walk-or-run',
  'calibration',
  'several-places',
] as const;
export type RunningFeature = (typeof RUNNING_FEATURES)[number];

/** 2A54. Total; reserved bits are ignored. */
export function decodeRunningFeatures(value: Uint8Array): Result<RunningFeature[], 'length'> {
  if (value.length !== 2) return fail('length');
  return ok(RUNNING_FEATURES.filter((_, bit) => (value[0]! >> bit) & 1));
}
