/**
 * What A5 messages say. Big-endian; times are unix seconds. Command numbers: several
 * implementations; layouts: single source.
 */
import { bigEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { floatBits, floatValue } from '../common/ieee11073';
import { orNone } from '../common/no-value';

export const COMMANDS = {
  ack: 0x00,
  userInfo: 0x50,
  days: 0x51,
  sleep: 0x52,
  heartRate: 0x53,
  pairing: 0x55,
  hours: 0x57,
  userInfoTaken: 0x61,
  wechat: 0x62,
  pairResult: 0x7b,
} as const;

/** Newer bands put a command version in front of the command, e.g. FE 01. */
const VERSION_MARK = 0xfe;

export interface Body {
  /** Command version, or null on bands without one. */
  version: number | null;
  command: number;
  rest: Uint8Array;
}

/** Splits a payload. Total. */
export function decodeBody(payload: Uint8Array): Result<Body, 'length'> {
  const versioned = payload[0] === VERSION_MARK;
  const at = versioned ? 2 : 0;
  const command = payload[at];
  if (command === undefined) return fail('length');
  return ok({
    version: versioned ? payload[1]! : null,
    command,
    rest: payload.subarray(at + 1),
  });
}

export function encodeBody({ version, command, rest }: Body): Uint8Array {
  const mark = version === null ? [] : [VERSION_MARK, version];
  return Uint8Array.of(...mark, command, ...rest);
}

/** What the phone answers to a log-in: its time, zone and platform (02 is Android). */
export function encodeLogin(now: number, offsetSeconds: number, versioned: boolean): Uint8Array {
  const zone = versioned ? Math.round(offsetSeconds / 900) + 48 : Math.round(offsetSeconds / 3600);
  return Uint8Array.of(...bigEndian(now, 4), zone & 0xff, 2);
}

export interface Login {
  time: number;
  offsetSeconds: number;
}

/** The other side of `encodeLogin`. Total. */
export function decodeLogin(rest: Uint8Array, versioned: boolean): Result<Login, 'length'> {
  if (rest.length !== 6) return fail('length');
  const reader = new Reader(rest);
  const time = reader.u32be();
  const zone = reader.u8();
  const hours = zone > 127 ? zone - 256 : zone;
  return ok({ time, offsetSeconds: versioned ? (zone - 48) * 900 : hours * 3600 });
}

export interface UserInfo {
  time: number;
  weightKg: number;
  heightM: number;
  /** 0 steps, 1 kcal, 2 distance, 3 exercise amount. */
  targetType: number;
  target: number;
  heartRate: boolean;
  /** No heart rate between these: hh, mm, hh, mm. */
  quiet: readonly [number, number, number, number];
}

const USER_REST = 27;

/** What follows 50 in the answer. */
export function encodeUserInfo(info: UserInfo): Uint8Array {
  return Uint8Array.of(
    ...bigEndian(info.time, 4),
    ...bigEndian(floatBits(info.weightKg, 1), 4),
    ...bigEndian(floatBits(info.heightM, 2), 4),
    info.targetType,
    ...bigEndian(info.target, 4),
    // Previous steps and the clear flag: not used.
    ...[0, 0, 0, 0],
    0,
    info.heartRate ? 1 : 0,
    ...info.quiet,
  );
}

/** The other side of `encodeUserInfo`. Total. */
export function decodeUserInfo(rest: Uint8Array): Result<UserInfo, 'length' | 'number'> {
  if (rest.length !== USER_REST) return fail('length');
  const reader = new Reader(rest);
  const time = reader.u32be();
  const weightKg = floatValue(reader.u32be());
  const heightM = floatValue(reader.u32be());
  if (weightKg === null || heightM === null) return fail('number');
  const targetType = reader.u8();
  const target = reader.u32be();
  reader.take(5);
  const heartRate = reader.u8() !== 0;
  const quiet = [reader.u8(), reader.u8(), reader.u8(), reader.u8()] as const;
  return ok({ time, weightKg, heightM, targetType, target, heartRate, quiet });
}

/** A total of an hour (57) or of a day so far (51). */
export interface StepRecord {
  /** Null when the band has none. */
  steps: number | null;
  /** Unix seconds. */
  time: number;
  /** SFLOAT bits: a measure of the maker's own. */
  exercise: number;
  /** Null when the band has none. */
  kcal: number | null;
  minutes: number;
  /** Null when the band has none. */
  metres: number | null;
  status: number;
  /** 0.01 V + 1.6 V. */
  voltage: number;
}

const RECORD_BYTES = 19;
/** What one message holds besides its command and version. */
export const MAX_RECORDS = 13;
const NO_NUMBER = 0x007fffff;

/** Records after the command byte. Total; a length that is not whole records is refused. */
export function decodeSteps(rest: Uint8Array): Result<StepRecord[], 'length'> {
  if (rest.length === 0 || rest.length % RECORD_BYTES !== 0) return fail('length');
  const view = new DataView(rest.buffer, rest.byteOffset, rest.length);
  const records: StepRecord[] = [];
  for (let at = 0; at < rest.length; at += RECORD_BYTES) {
    records.push({
      steps: orNone(view.getUint32(at) >>> 8, 3),
      time: view.getUint32(at + 3),
      exercise: view.getUint16(at + 7),
      kcal: floatValue(view.getUint32(at + 9)),
      minutes: view.getUint16(at + 13),
      metres: orNone(view.getUint16(at + 15), 2),
      status: view.getUint8(at + 17),
      voltage: view.getUint8(at + 18),
    });
  }
  return ok(records);
}

/** Kilocalories must be whole. */
export function encodeSteps(records: readonly StepRecord[]): Uint8Array {
  return Uint8Array.from(
    records.flatMap((record) => [
      ...bigEndian(record.steps ?? 0xffffff, 3),
      ...bigEndian(record.time, 4),
      ...bigEndian(record.exercise, 2),
      ...bigEndian(record.kcal === null ? NO_NUMBER : floatBits(record.kcal), 4),
      ...bigEndian(record.minutes, 2),
      ...bigEndian(record.metres ?? 0xffff, 2),
      record.status,
      record.voltage,
    ]),
  );
}

/** A night, one value each `interval`; null where the band was not worn. */
export interface Sleep {
  time: number;
  seconds: number;
  /** Messages or values still to come; which of the two is not known. */
  remaining: number;
  values: (number | null)[];
}

const NOT_WORN = 0xff;
const REPEAT = 0x80;
const SLEEP_HEAD = 9;

/**
 * What follows 52: time, interval in units of five minutes, remaining, count, then values, where a
 * byte with bit 7 repeats the next one. Total; at most 127 values a byte pair.
 */
export function decodeSleep(rest: Uint8Array): Result<Sleep, 'length' | 'repeat'> {
  if (rest.length < SLEEP_HEAD) return fail('length');
  const reader = new Reader(rest);
  const time = reader.u32be();
  const seconds = reader.u8() * 300;
  const remaining = reader.u16be();
  reader.u16be();
  const values: (number | null)[] = [];
  while (reader.remaining > 0) {
    const byte = reader.u8();
    const count = byte & REPEAT ? byte & 0x7f : 1;
    const value = byte & REPEAT ? reader.u8() : byte;
    if (reader.failed) return fail('repeat');
    for (let i = 0; i < count; i++) values.push(value === NOT_WORN ? null : value);
  }
  return ok({ time, seconds, remaining, values });
}

/** Values are 0–127 or null. */
export function encodeSleep({ time, seconds, remaining, values }: Sleep): Uint8Array {
  const runs: number[] = [];
  for (let at = 0; at < values.length; ) {
    const value = values[at]!;
    let count = 1;
    while (count < 127 && at + count < values.length && values[at + count] === value) count++;
    if (value === null) runs.push(REPEAT | count, NOT_WORN);
    else if (count > 1) runs.push(REPEAT | count, value);
    else runs.push(value);
    at += count;
  }
  return Uint8Array.of(
    ...bigEndian(time, 4),
    Math.round(seconds / 300),
    ...bigEndian(remaining, 2),
    ...bigEndian(values.length, 2),
    ...runs,
  );
}
