/** What Lefun's frames say. All integers are big-endian. Source of every layout: PROTOCOL.md. */
import { bigEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { civilParts, civilSeconds } from '../common/civil';
import { beatsOrNone, orNone } from '../common/no-value';

export * from './frame';

export const COMMANDS = {
  bond: 0x01,
  battery: 0x03,
  time: 0x04,
  profile: 0x06,
  find: 0x09,
  startHeart: 0x0f,
  heart: 0x10,
  totals: 0x12,
  activity: 0x13,
  sleep: 0x15,
} as const;

/** Whether a band took a command: find, a time, a profile. Total. */
export function decodeDone(payload: Uint8Array): Result<boolean, 'length'> {
  const done = payload[payload.length - 1];
  return payload.length < 1 || payload.length > 2 ? fail('length') : ok(done === 1);
}

/** Per cent; null for a level that cannot be. Total. */
export function decodeBattery(payload: Uint8Array): Result<number | null, 'length'> {
  const [level] = payload;
  if (level === undefined) return fail('length');
  return ok(level > 100 ? null : level);
}

const GET = 0;
const SET = 1;
const FIRST_YEAR = 2000;

/** Asks for the time. */
export const TIME_REQUEST: readonly number[] = [GET];

function parts(seconds: number): [number, number, number, number, number, number] {
  const { year, month, day, hour, minute, second } = civilParts(seconds);
  return [year - FIRST_YEAR, month, day, hour, minute, second];
}

/** Civil seconds of `width` bytes: date, or date, hour and minute, or all six. */
function civilOf(bytes: Uint8Array, at: number, width: 3 | 5 | 6): number | null {
  const year = FIRST_YEAR + bytes[at]!;
  const month = bytes[at + 1]!;
  const day = bytes[at + 2]!;
  const hour = width > 3 ? bytes[at + 3]! : 0;
  const minute = width > 3 ? bytes[at + 4]! : 0;
  const second = width > 5 ? bytes[at + 5]! : 0;
  return civilSeconds({ year, month, day, hour, minute, second });
}

/** Two bytes of a payload whose length is known. */
const word = (bytes: Uint8Array, at: number): number => bytes[at]! * 256 + bytes[at + 1]!;

/** Sets the band's clock; civil seconds of the years 2000–2099. */
export const encodeSetTime = (seconds: number): number[] => [SET, ...parts(seconds)];
/** What a band answers when asked for the time. */
export const encodeTime = (seconds: number): number[] => [GET, ...parts(seconds)];

/** Civil seconds of a time as it is told or set. Total. */
export function decodeTime(
  payload: Uint8Array,
): Result<{ seconds: number; set: boolean }, 'length' | 'time' | 'kind'> {
  if (payload.length < 7) return fail('length');
  const kind = payload[0]!;
  if (kind > SET) return fail('kind');
  const seconds = civilOf(payload, 1, 6);
  return seconds === null ? fail('time') : ok({ seconds, set: kind === SET });
}

export interface Profile {
  gender: 'male' | 'female';
  heightCm: number;
  weightKg: number;
  age: number;
}

/** Tells the band who wears it. */
export const encodeProfile = ({ gender, heightCm, weightKg, age }: Profile): number[] => [
  SET,
  gender === 'male' ? 1 : 0,
  heightCm,
  weightKg,
  age,
];

/** Total. */
export function decodeProfile(payload: Uint8Array): Result<Profile, 'length' | 'kind'> {
  if (payload.length !== 5) return fail('length');
  const [kind, gender, heightCm, weightKg, age] = payload as unknown as number[];
  if (kind !== SET || gender! > 1) return fail('kind');
  return ok({
    gender: gender === 1 ? 'male' : 'female',
    heightCm: heightCm!,
    weightKg: weightKg!,
    age: age!,
  });
}

/** Sums of a day. `day` is civil seconds of its midnight. */
export interface Totals {
  daysAgo: number;
  day: number;
  /** Null where the band has none. */
  steps: number | null;
  metres: number | null;
  kcal: number | null;
}

export const encodeTotals = ({ daysAgo, day, steps, metres, kcal }: Totals): number[] => [
  daysAgo,
  ...parts(day).slice(0, 3),
  ...[steps, metres, kcal].flatMap((value) => [...bigEndian(value ?? 0xffffffff, 4)]),
];

/** Total. */
export function decodeTotals(payload: Uint8Array): Result<Totals, 'length' | 'time'> {
  if (payload.length < 16) return fail('length');
  const day = civilOf(payload, 1, 3);
  if (day === null) return fail('time');
  const reader = new Reader(payload.subarray(4));
  const next = () => orNone(reader.u32be(), 4);
  const [steps, metres, kcal] = [next(), next(), next()];
  return ok({ daysAgo: payload[0]!, day, steps, metres, kcal });
}

/** Where a record stands in its day: the first of `of` is 1. */
export interface Place {
  daysAgo: number;
  index: number;
  of: number;
}

/** `at` is civil seconds; what the band has no number of is null. */
export interface Activity {
  at: number;
  steps: number;
  metres: number | null;
  kcal: number | null;
}

export type SleepStage = 'awake' | 'light' | 'deep';
export interface Sleep {
  at: number;
  stage: SleepStage;
}

const STAGES: readonly SleepStage[] = ['awake', 'light', 'deep'];

/** One record of a list; null where the day has none (`of` 0), or one that cannot be. */
export type Listed<T> = Place & { record: T | null };

export const encodeActivity = ({ daysAgo, index, of, record }: Listed<Activity>): number[] => [
  daysAgo,
  of,
  index,
  ...(record ? parts(record.at).slice(0, 5) : [0, 0, 0, 0, 0]),
  ...(record ? [record.steps, record.metres, record.kcal] : [0, 0, 0]).flatMap((value) => [
    ...bigEndian(value ?? NONE, 2),
  ]),
];

const NONE = 0xffff;

type RecordReason = 'length' | 'index';

/** Total. */
export function decodeActivity(payload: Uint8Array): Result<Listed<Activity>, RecordReason> {
  if (payload.length < 14) return fail('length');
  const daysAgo = payload[0]!;
  const of = payload[1]!;
  const index = payload[2]!;
  if (of === 0) return ok({ daysAgo, of, index, record: null });
  if (index === 0 || index > of) return fail('index');
  const at = civilOf(payload, 3, 5);
  if (at === null) return ok({ daysAgo, of, index, record: null });
  const steps = orNone(word(payload, 8), 2) ?? 0;
  const metres = orNone(word(payload, 10), 2);
  const kcal = orNone(word(payload, 12), 2);
  return ok({ daysAgo, of, index, record: { at, steps, metres, kcal } });
}

export const encodeSleep = ({ daysAgo, index, of, record }: Listed<Sleep>): number[] => [
  daysAgo,
  ...bigEndian(of, 2),
  ...bigEndian(index, 2),
  ...(record ? parts(record.at).slice(0, 5) : [0, 0, 0, 0, 0]),
  record ? STAGES.indexOf(record.stage) + 1 : 0,
];

/** Total. */
export function decodeSleep(payload: Uint8Array): Result<Listed<Sleep>, RecordReason> {
  if (payload.length < 11) return fail('length');
  const daysAgo = payload[0]!;
  const of = word(payload, 1);
  const index = word(payload, 3);
  if (of === 0) return ok({ daysAgo, of, index, record: null });
  if (index === 0 || index > of) return fail('index');
  const at = civilOf(payload, 5, 5);
  const stage = STAGES[payload[10]! - 1];
  return ok({ daysAgo, of, index, record: at === null || !stage ? null : { at, stage } });
}

/** Starts one measurement of the heart rate. */
export const HEART_START: readonly number[] = [1];
const HEART = 1;

/** Beats a minute; null when the band has no reading, or measured something else. Total. */
export function decodeHeart(payload: Uint8Array): Result<number | null, 'length'> {
  const [kind, value] = payload;
  if (payload.length < 2) return fail('length');
  return ok(kind === HEART && value !== undefined ? beatsOrNone(value) : null);
}
