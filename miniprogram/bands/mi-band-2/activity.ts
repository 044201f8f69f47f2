/**
 * The history: ask since when, hear how much there is, take it in values of a counter and up to four
 * minutes, and delete it or not. Single source.
 */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { orNone } from '../common/no-value';
import { type BandTime, decodeTime, encodeTime, TIME_BYTES } from './band-time';

export const FETCH_COMMANDS = { since: 1, go: 2, finish: 3 } as const;
const MINUTES = 1;
export const SAMPLE_BYTES = 4;
/** Minutes of a full value. */
export const SAMPLES_PER_VALUE = 4;
/** More minutes than this, a year, are no count. */
const MAX_COUNT = 366 * 1440;

/** Payload that asks for all minutes from then on; the time's seconds are not sent. */
export const encodeSince = ({ at, offsetSeconds }: BandTime): Uint8Array =>
  Uint8Array.of(
    FETCH_COMMANDS.since,
    MINUTES,
    ...encodeTime({ at: at - (at % 60), offsetSeconds }),
  );

/** What a band makes of it. Total. */
export function decodeSince(value: Uint8Array): Result<BandTime, 'length' | 'command' | 'time'> {
  if (value.length !== 10) return fail('length');
  if (value[0] !== FETCH_COMMANDS.since || value[1] !== MINUTES) return fail('command');
  return decodeTime(value.subarray(2));
}

/** How many minutes come, and when the first of them was; null for a time that cannot be. */
export interface Offer {
  count: number;
  start: BandTime | null;
}

/** What follows the result in the answer. */
export const encodeOffer = ({ count, start }: Offer): Uint8Array =>
  Uint8Array.from([...littleEndian(count, 4), ...(start ? encodeTime(start) : [])]);

/** Total. */
export function decodeOffer(rest: Uint8Array): Result<Offer, 'length' | 'count'> {
  const reader = new Reader(rest);
  const count = reader.u32le();
  if (reader.failed) return fail('length');
  if (count > MAX_COUNT) return fail('count');
  const start = decodeTime(rest.subarray(4));
  // Nothing to come needs no time.
  if (rest.length < 4 + TIME_BYTES && count > 0) return fail('length');
  return ok({ count, start: start.ok ? start.value : null });
}

export interface Sample {
  kind: number;
  intensity: number;
  /** 0 where the band has none: nobody walks 255 in a minute. */
  steps: number;
  heartRate: number;
}

export function encodeValue(counter: number, samples: readonly Sample[]): Uint8Array {
  const bytes = samples.flatMap(({ kind, intensity, steps, heartRate }) => [
    kind,
    intensity,
    steps,
    heartRate,
  ]);
  return Uint8Array.of(counter & 0xff, ...bytes);
}

/** Total. */
export function decodeValue(
  value: Uint8Array,
): Result<{ counter: number; samples: Sample[] }, 'length'> {
  const bytes = value.length - 1;
  const whole = bytes > 0 && bytes % SAMPLE_BYTES === 0;
  if (!whole || bytes > SAMPLE_BYTES * SAMPLES_PER_VALUE) return fail('length');
  const samples = new Array<Sample>(bytes / SAMPLE_BYTES);
  for (let i = 0; i < samples.length; i++) {
    const at = 1 + i * SAMPLE_BYTES;
    const kind = value[at]!;
    const intensity = value[at + 1]!;
    const steps = orNone(value[at + 2]!, 1) ?? 0;
    samples[i] = { kind, intensity, steps, heartRate: value[at + 3]! };
  }
  return ok({ counter: value[0]!, samples });
}
