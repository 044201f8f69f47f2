/**
 * What Codoon's frames say: commands, time, identity, user info, battery, frame count. All integers
 * are big-endian. Source of every layout: PROTOCOL.md.
 */
import { bigEndian } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { fromBcd, toBcd } from '../common/bcd';
import { type Civil, civilParts, civilSeconds, civilWeekday } from '../common/civil';

export * from './frame';
export * from './stream';

export const COMMANDS = {
  hello: 0x01,
  version: 0x02,
  readId: 0x04,
  writeUser: 0x05,
  readUser: 0x07,
  alarmAndBattery: 0x08,
  setTime: 0x0a,
  readTime: 0x0b,
  frameCount: 0x0c,
  readFrame: 0x11,
  erase: 0x14,
  bind: 0x41,
} as const;

/** yy mm dd hh mi ss of civil seconds. */
function bcdTime(seconds: number): number[] {
  const { year, month, day, hour, minute, second } = civilParts(seconds);
  return [year % 100, month, day, hour, minute, second].map(toBcd);
}

/** Payload of 0A: the time and the weekday with Monday = 0. */
export const encodeSetTime = (seconds: number): number[] => [
  ...bcdTime(seconds),
  (civilWeekday(seconds) + 6) % 7,
];

/** Payload of 0A back to civil seconds (what a band does with it). Total. */
export const decodeSetTime = (payload: Uint8Array): Result<number, 'length' | 'time'> =>
  payload.length === 7 ? decodeTime(payload.subarray(0, 6)) : fail('length');

/** Payload of 8B. */
export const encodeTime = (seconds: number): number[] => bcdTime(seconds);

/** Payload of 8B as civil seconds; the seconds byte may be missing, and more may follow. Total. */
export function decodeTime(payload: Uint8Array): Result<number, 'length' | 'time'> {
  if (payload.length < 5) return fail('length');
  const parts = [...payload.subarray(0, 6)].map(fromBcd);
  if (parts.includes(null)) return fail('time');
  const [yy, month, day, hour, minute, second = 0] = parts as number[];
  const civil = { year: 2000 + yy!, month, day, hour, minute, second } as Civil;
  const seconds = civilSeconds(civil);
  return seconds === null ? fail('time') : ok(seconds);
}

export { decodeId, ID_BYTES } from '../../protocols/codoon';

/** Type and version: [17, 3, 18] is type 17, version 3.18. */
export interface Version {
  type: number;
  version: string;
}

export const encodeVersion = ({ type, version }: Version): number[] => [
  type,
  ...version.split('.').map(Number),
];

/** Payload of 82. Total. */
export function decodeVersion(payload: Uint8Array): Result<Version, 'length'> {
  const [type, major, minor] = payload;
  if (payload.length < 3) return fail('length');
  return ok({ type: type!, version: `${major}.${minor}` });
}

/** Payload of 8C; the first byte's meaning is unknown. */
export const encodeFrameCount = (count: number): number[] => [0, ...bigEndian(count, 2)];

/** Payload of 8C: how many frames the band stores. Total. */
export function decodeFrameCount(payload: Uint8Array): Result<number, 'length'> {
  if (payload.length < 3) return fail('length');
  return ok(payload[1]! * 256 + payload[2]!);
}

export const encodeFrameIndex = (index: number): number[] => [...bigEndian(index, 2)];

/**
 * Battery of an 88 answer, per cent, or null. Byte 15 of the whole frame where there is one, else
 * byte 10 (the short form of older firmware: single source).
 */
export function decodeBattery(payload: Uint8Array): number | null {
  const level = payload.length > 12 ? payload[12] : payload[7];
  return payload.length !== 12 && level !== undefined && level <= 100 ? level : null;
}

export const GOAL_TYPES = ['calories', 'steps', 'distance'] as const;

export interface UserInfo {
  heightCm: number;
  weightKg: number;
  age: number;
  gender: 'male' | 'female';
  walkStepCm: number;
  runStepCm: number;
  /** Byte 6: 0, walk length or nothing known; byte 7: 0 or wheel diameter. Kept as they are. */
  byte6: number;
  wheel: number;
  goalType: (typeof GOAL_TYPES)[number];
  goal: number;
  bound: number;
  /** 0A is 10 minutes. */
  density: number;
  byte13: number;
}

export const MAX_GOAL = 65_534;
const USER_BYTES = 14;

/** Payload of 05 and 87. */
export function encodeUserInfo(user: UserInfo): number[] {
  const goal = Math.min(Math.max(Math.round(user.goal), 0), MAX_GOAL);
  return [
    user.heightCm,
    user.weightKg,
    user.age,
    user.gender === 'male' ? 1 : 0,
    user.walkStepCm,
    user.runStepCm,
    user.byte6,
    user.wheel,
    GOAL_TYPES.indexOf(user.goalType),
    ...bigEndian(goal, 2),
    user.bound,
    user.density,
    user.byte13,
  ].map((byte) => byte & 0xff);
}

/** Payload of 05 and 87. Total. */
export function decodeUserInfo(
  payload: Uint8Array,
): Result<UserInfo, 'length' | 'goal-type' | 'gender'> {
  if (payload.length !== USER_BYTES) return fail('length');
  const goalType = GOAL_TYPES[payload[8]!];
  if (!goalType) return fail('goal-type');
  const gender = payload[3]!;
  if (gender > 1) return fail('gender');
  return ok({
    heightCm: payload[0]!,
    weightKg: payload[1]!,
    age: payload[2]!,
    gender: gender === 1 ? 'male' : 'female',
    walkStepCm: payload[4]!,
    runStepCm: payload[5]!,
    byte6: payload[6]!,
    wheel: payload[7]!,
    goalType,
    goal: payload[9]! * 256 + payload[10]!,
    bound: payload[11]!,
    density: payload[12]!,
    byte13: payload[13]!,
  });
}

/** User info of a person: step lengths by the maker's rule, recording every ten minutes. */
export function userInfoOf(
  person: Pick<UserInfo, 'heightCm' | 'weightKg' | 'age' | 'gender'>,
  goal: number,
): UserInfo {
  return {
    ...person,
    walkStepCm: Math.floor(person.heightCm * 0.39),
    runStepCm: Math.floor(person.heightCm * 0.39 * 1.2),
    byte6: 0,
    wheel: 0,
    goalType: 'steps',
    goal,
    bound: 2,
    density: 10,
    byte13: 0,
  };
}
