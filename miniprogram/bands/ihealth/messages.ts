/**
 * What iHealth's instructions say. Big-endian, wall-clock times, years from 2000. Single source
 * unless PROTOCOL.md says otherwise.
 */
import { bigEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { civilParts, civilSeconds, civilWeekday } from '../common/civil';
import { orNone } from '../common/no-value';
import type { Model } from './gatt';

export const COMMANDS = {
  reset: 0xa1,
  getUserId: 0xa2,
  setUserId: 0xa3,
  setTime: 0xa4,
  setProfile: 0xa5,
  state: 0xb4,
  getProfile: 0xb6,
  setBmr: 0xb7,
  totals: 0xbf,
  activity: 0xac,
  activityBlock: 0xab,
  activityData: 0xad,
  activityEnd: 0xae,
  sleep: 0xb0,
  sleepBlock: 0xaf,
  sleepData: 0xb1,
  sleepEnd: 0xb2,
  authStart: 0xfa,
  authProof: 0xfb,
  authAnswer: 0xfc,
  authOk: 0xfd,
  authRefused: 0xfe,
} as const;

/** What a model with this firmware sends: 4-byte steps and goals, a swim target. */
export interface Widths {
  wide: boolean;
  swim: boolean;
}

export function widthsOf(model: Model, firmware: string): Widths {
  const wide = model === 'AM4' || (model === 'AM3S' && atLeast(firmware, [1, 1, 0]));
  return { wide, swim: model === 'AM4' && atLeast(firmware, [1, 3, 8]) };
}

/** Whether dotted numbers are at least these; text that is not numbers is not. */
function atLeast(firmware: string, wanted: readonly number[]): boolean {
  const parts = firmware.split('.').map(Number);
  for (let i = 0; i < wanted.length; i++) {
    const own = parts[i] ?? 0;
    if (own !== wanted[i]) return own > wanted[i]!;
  }
  return true;
}

/** Parameters of A4. The weekday's numbering is not confirmed: Sunday is 0 here. */
export function encodeSetTime(civil: number): Uint8Array {
  const { year, month, day, hour, minute, second } = civilParts(civil);
  const weekday = civilWeekday(civil);
  return Uint8Array.of(year - 2000, month, day, hour, minute, second, weekday, 0, 0, 0, 0);
}

/** Parameters of A4 as civil seconds. Total. */
export const decodeSetTime = (params: Uint8Array): Result<number, 'length' | 'time'> =>
  params.length === 11 ? decodeTime(params.subarray(0, 6)) : fail('length');

function decodeTime(bytes: Uint8Array): Result<number, 'time'> {
  const [year, month, day] = [2000 + bytes[0]!, bytes[1]!, bytes[2]!];
  const [hour, minute, second] = [bytes[3] ?? 0, bytes[4] ?? 0, bytes[5] ?? 0];
  const seconds = civilSeconds({ year, month, day, hour, minute, second });
  return seconds === null ? fail('time') : ok(seconds);
}

export interface State {
  /** 0 waist, 1 wrist, 2 sleep. */
  mode: number;
  /** As sent: the vendor's texts say 0–10 and 0–100. */
  level: number;
}

export const encodeState = ({ mode, level }: State): Uint8Array => Uint8Array.of(mode, level);

/** Payload of B4. Total. */
export function decodeState(params: Uint8Array): Result<State, 'length'> {
  if (params.length < 2) return fail('length');
  return ok({ mode: params[0]!, level: params[1]! });
}

/** Per cent: a level of up to 10 is taken for tenths; null for one that cannot be. */
export const percentOf = (level: number): number | null =>
  level > 100 ? null : level <= 10 ? level * 10 : level;

export interface Totals {
  steps: number;
  kcal: number;
}

/** Payload of BF. */
export const encodeTotals = ({ steps, kcal }: Totals, { wide }: Widths): Uint8Array =>
  Uint8Array.of(...bigEndian(steps, wide ? 4 : 2), ...bigEndian(kcal, 2));

/** Payload of BF. Total. */
export function decodeTotals(
  params: Uint8Array,
  { wide }: Widths,
): Result<Totals, 'length' | 'none'> {
  if (params.length < (wide ? 6 : 4)) return fail('length');
  const reader = new Reader(params);
  const steps = wide ? orNone(reader.u32be(), 4) : orNone(reader.u16be(), 2);
  if (steps === null) return fail('none');
  return ok({ steps, kcal: orNone(reader.u16be(), 2) ?? 0 });
}

export interface Profile {
  age: number;
  stepCm: number;
  heightCm: number;
  sex: 'female' | 'male';
  /** One decimal; kg or lb, the vendor's texts differ. */
  weight: number;
  unit: 'miles' | 'kilometres';
  goals: readonly [number, number, number];
  /** hh, mm; only where the band has it. */
  swim: readonly [number, number] | null;
}

/** Parameters of A5 and B6. */
export function encodeProfile(profile: Profile, { wide, swim }: Widths): Uint8Array {
  const tenths = Math.round(profile.weight * 10);
  return Uint8Array.of(
    profile.age,
    profile.stepCm,
    profile.heightCm,
    profile.sex === 'male' ? 1 : 0,
    Math.floor(tenths / 10),
    tenths % 10,
    profile.unit === 'kilometres' ? 1 : 0,
    ...profile.goals.flatMap((goal) => [...bigEndian(goal, wide ? 4 : 2)]),
    ...(swim ? (profile.swim ?? [0, 0]) : []),
  );
}

/** Parameters of A5 and B6. Total. */
export function decodeProfile(params: Uint8Array, widths: Widths): Result<Profile, 'length'> {
  const { wide, swim } = widths;
  if (params.length !== 7 + (wide ? 12 : 6) + (swim ? 2 : 0)) return fail('length');
  const reader = new Reader(params);
  const goal = () => (wide ? reader.u32be() : reader.u16be());
  return ok({
    age: reader.u8(),
    stepCm: reader.u8(),
    heightCm: reader.u8(),
    sex: reader.u8() === 1 ? 'male' : 'female',
    weight: (reader.u8() * 10 + reader.u8()) / 10,
    unit: reader.u8() === 1 ? 'kilometres' : 'miles',
    goals: [goal(), goal(), goal()],
    swim: swim ? [reader.u8(), reader.u8()] : null,
  });
}

/** A day of records. */
export interface ActivityBlock {
  /** Civil seconds of the day's midnight. */
  midnight: number;
  stepCm: number;
  count: number;
}

/** Payload of AB. */
export function encodeActivityBlock({ midnight, stepCm, count }: ActivityBlock): Uint8Array {
  const { year, month, day } = civilParts(midnight);
  return Uint8Array.of(year - 2000, month, day, stepCm, ...bigEndian(count, 2));
}

/** Payload of AB. Total. */
export function decodeActivityBlock(params: Uint8Array): Result<ActivityBlock, 'length' | 'time'> {
  if (params.length < 6) return fail('length');
  const midnight = decodeTime(params.subarray(0, 3));
  if (!midnight.ok) return midnight;
  const count = params[4]! * 256 + params[5]!;
  return ok({ midnight: midnight.value, stepCm: params[3]!, count });
}

/** What the band's day had come to at a minute of it. */
export interface ActivityRecord extends Totals {
  /** −1 for a time that cannot be; so are the steps where the band has none. */
  minute: number;
}

export const recordBytes = ({ wide }: Widths): number => (wide ? 8 : 6);

/** Payload of AD. */
export const encodeActivity = (records: readonly ActivityRecord[], widths: Widths): Uint8Array =>
  Uint8Array.from(
    records.flatMap(({ minute, ...totals }) => [
      Math.floor(minute / 60),
      minute % 60,
      ...encodeTotals(totals, widths),
    ]),
  );

/** Payload of AD. Total. */
export function decodeActivity(
  params: Uint8Array,
  widths: Widths,
): Result<ActivityRecord[], 'length'> {
  const size = recordBytes(widths);
  if (params.length === 0 || params.length % size !== 0) return fail('length');
  const word = (at: number) => params[at]! * 256 + params[at + 1]!;
  const records: ActivityRecord[] = [];
  for (let at = 0; at < params.length; at += size) {
    const hour = params[at]!;
    const minute = params[at + 1]!;
    const possible = hour < 24 && minute < 60;
    const steps = widths.wide ? word(at + 2) * 0x10000 + word(at + 4) : word(at + 2);
    records.push({
      minute: possible ? hour * 60 + minute : -1,
      steps: orNone(steps, widths.wide ? 4 : 2) ?? -1,
      kcal: orNone(word(at + size - 2), 2) ?? 0,
    });
  }
  return ok(records);
}

export interface SleepBlock {
  /** Civil seconds. */
  start: number;
  count: number;
}

/** Payload of AF. */
export function encodeSleepBlock({ start, count }: SleepBlock): Uint8Array {
  const { year, month, day, hour, minute, second } = civilParts(start);
  return Uint8Array.of(year - 2000, month, day, hour, minute, second, ...bigEndian(count, 2));
}

/** Payload of AF. Total. */
export function decodeSleepBlock(params: Uint8Array): Result<SleepBlock, 'length' | 'time'> {
  if (params.length < 8) return fail('length');
  const start = decodeTime(params.subarray(0, 6));
  return start.ok ? ok({ start: start.value, count: params[6]! * 256 + params[7]! }) : start;
}

export const SLEEP_SECONDS = 300;

/** Level of one byte of B1: five minutes each. */
export const SLEEP_LEVELS = ['awake', 'light', 'deep'] as const;
