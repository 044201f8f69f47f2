/** What a Mi Band 1 says beside its history. Integers are little-endian. */
import { civilParts, civilSeconds } from '../../lib/civil';
import { crc8 } from '../../lib/crc8';
import { beatsOrNone, orNone } from '../../lib/no-value';
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';

/** What FF03 says. Single source. */
export const STATUS_CODES = {
  goalReached: 0x07,
  parametersSet: 0x08,
  authenticated: 0x05,
  failed: 0x06,
  resetAuthenticated: 0x0a,
  tapNeeded: 0x13,
  tapAccepted: 0x15,
} as const;

/** FF05. Single source. */
export const CONTROLS = {
  liveSteps: 0x03,
  goal: 0x05,
  fetch: 0x06,
  vibrate: 0x08,
  acknowledge: 0x0a,
  stopFetch: 0x11,
} as const;

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

export const MODELS = ['1', '1A', '1S'] as const;
export type MiModel = (typeof MODELS)[number];

export interface DeviceInfo {
  /** Four bytes whose meaning is unknown; the last is part of the check. */
  id: Uint8Array;
  feature: number;
  appearance: number;
  hardware: number;
  /** "2.0.7.0". */
  profile: string;
  firmware: string;
  /** Only where there is a heart-rate sensor. */
  heartFirmware?: string;
}

const INFO_BYTES = 16;
const INFO_BYTES_HEART = 20;

const dotted = (bytes: Uint8Array): string => [...bytes].reverse().join('.');
const undotted = (version: string): number[] => version.split('.').map(Number).reverse();

/** FF01. */
export function encodeDeviceInfo(info: DeviceInfo): Uint8Array {
  const head = Uint8Array.from([...info.id, info.feature, info.appearance, info.hardware]);
  const { profile, firmware, heartFirmware } = info;
  const versions = [profile, firmware, ...(heartFirmware === undefined ? [] : [heartFirmware])];
  const check = crc8(head) ^ info.id[3]!;
  return Uint8Array.from([...head, check, ...versions.flatMap(undotted)]);
}

/** FF01. Total. */
export function decodeDeviceInfo(value: Uint8Array): Result<DeviceInfo, 'length' | 'checksum'> {
  if (value.length < INFO_BYTES) return fail('length');
  if ((crc8(value.subarray(0, 7)) ^ value[3]!) !== value[7]) return fail('checksum');
  return ok({
    id: value.slice(0, 4),
    feature: value[4]!,
    appearance: value[5]!,
    hardware: value[6]!,
    profile: dotted(value.subarray(8, 12)),
    firmware: dotted(value.subarray(12, 16)),
    ...(value.length >= INFO_BYTES_HEART && { heartFirmware: dotted(value.subarray(16, 20)) }),
  });
}

/** Which band it is; the plain one when the numbers say nothing. */
export function modelOf({ feature, hardware }: DeviceInfo): MiModel {
  if (feature === 5 || hardware === 208) return '1A';
  return feature === 4 || hardware === 4 ? '1S' : '1';
}

/** Whether values of the history begin with a counter: profile 2.0.7.0 and later. */
export function hasCounter({ profile }: DeviceInfo): boolean {
  const [major = 0, minor = 0, patch = 0] = profile.split('.').map(Number);
  return major * 65_536 + minor * 256 + patch >= 2 * 65_536 + 7;
}

export interface User {
  /** The band forgets everything when it changes. */
  uid: number;
  male: boolean;
  age: number;
  heightCm: number;
  weightKg: number;
  /** 0 normal, 1 erase, 2 keep. */
  type: number;
  alias: string;
}

const USER_BYTES = 20;

/** FF04. `addressEnd` is the last byte of the band's address; `info` is copied by 1A and 1S. */
export function encodeUser(user: User, info: DeviceInfo, addressEnd: number): Uint8Array {
  const value = new Uint8Array(USER_BYTES);
  value.set(littleEndian(user.uid, 4));
  value.set([user.male ? 1 : 0, user.age, user.heightCm, user.weightKg, user.type], 4);
  const plain = modelOf(info) === '1';
  if (!plain) value.set([info.feature, info.appearance], 9);
  const from = plain ? 9 : 11;
  const letters = [...user.alias].slice(0, USER_BYTES - 1 - from);
  value.set(
    letters.map((letter) => letter.charCodeAt(0)),
    from,
  );
  value[USER_BYTES - 1] = crc8(value.subarray(0, USER_BYTES - 1)) ^ (addressEnd & 0xff);
  return value;
}

/** What a band makes of it. Total. */
export function decodeUser(
  value: Uint8Array,
  info: DeviceInfo,
  addressEnd: number,
): Result<User, 'length' | 'checksum'> {
  if (value.length !== USER_BYTES) return fail('length');
  const check = crc8(value.subarray(0, USER_BYTES - 1)) ^ (addressEnd & 0xff);
  if (check !== value[USER_BYTES - 1]) return fail('checksum');
  const reader = new Reader(value);
  const uid = reader.u32le();
  const male = reader.u8() === 1;
  const age = reader.u8();
  const heightCm = reader.u8();
  const weightKg = reader.u8();
  const type = reader.u8();
  const alias = value.subarray(modelOf(info) === '1' ? 9 : 11, USER_BYTES - 1);
  const letters = [...alias].filter((code) => code !== 0);
  return ok({ uid, male, age, heightCm, weightKg, type, alias: String.fromCharCode(...letters) });
}

export interface LinkParameters {
  /** In units of 1.25 ms. */
  minInterval: number;
  maxInterval: number;
  latency: number;
  timeout: number;
}

export const FAST: LinkParameters = { minInterval: 39, maxInterval: 49, latency: 0, timeout: 500 };
export const SLOW: LinkParameters = {
  minInterval: 460,
  maxInterval: 500,
  latency: 0,
  timeout: 500,
};

/** FF09; two zeros, and no advertising interval. */
export function encodeLinkParameters(parameters: LinkParameters): Uint8Array {
  const { minInterval, maxInterval, latency, timeout } = parameters;
  const words = [minInterval, maxInterval, latency, timeout, 0, 0];
  return Uint8Array.from(words.flatMap((word) => [...littleEndian(word, 2)]));
}

/** FF09. Total. */
export function decodeLinkParameters(value: Uint8Array): Result<LinkParameters, 'length'> {
  if (value.length !== 12) return fail('length');
  const reader = new Reader(value);
  return ok({
    minInterval: reader.u16le(),
    maxInterval: reader.u16le(),
    latency: reader.u16le(),
    timeout: reader.u16le(),
  });
}

/** FF05: the goal in steps. */
export const encodeGoal = (steps: number): Uint8Array =>
  Uint8Array.of(CONTROLS.goal, 0, ...littleEndian(Math.min(Math.max(steps, 0), 0xffff), 2));

/** FF06: steps of the band's day, two bytes or (single source) four. */
export const encodeSteps = (steps: number): Uint8Array => littleEndian(steps, 2);

/** FF06: null when the band has none. Total. */
export function decodeSteps(value: Uint8Array): Result<number | null, 'length'> {
  if (value.length < 2) return fail('length');
  const reader = new Reader(value);
  return ok(value.length < 4 ? orNone(reader.u16le(), 2) : orNone(reader.u32le(), 4));
}

const BATTERY_STATES = ['normal', 'low', 'charging', 'full', 'unplugged'] as const;

export interface BatteryInfo {
  /** Per cent. */
  level: number;
  /** Civil seconds, or null when never. */
  charged: number | null;
  charges: number;
  state: (typeof BATTERY_STATES)[number];
}

/** FF0C. */
export function encodeBattery({ level, charged, charges, state }: BatteryInfo): Uint8Array {
  const time = charged === null ? [255, 255, 255, 255, 255, 255] : encodeTime(charged);
  const index = BATTERY_STATES.indexOf(state);
  return Uint8Array.from([level, ...time, ...littleEndian(charges, 2), index]);
}

/** FF0C. Total. */
export function decodeBattery(
  value: Uint8Array,
): Result<BatteryInfo, 'length' | 'level' | 'state'> {
  if (value.length < 10) return fail('length');
  if (value[0]! > 100) return fail('level');
  const state = BATTERY_STATES[value[9]!];
  if (!state) return fail('state');
  const charged = decodeTime(value.subarray(1, 7));
  return ok({
    level: value[0]!,
    charged: charged.ok ? charged.value : null,
    charges: value[7]! + value[8]! * 256,
    state,
  });
}

/** 2A39 of a 1S. */
export const HEART_COMMANDS = {
  onceOn: [0x15, 2, 1],
  onceOff: [0x15, 2, 0],
  on: [0x15, 1, 1],
  off: [0x15, 1, 0],
} as const;

/** 2A37 of a 1S: 06, beats a minute. */
export const encodeHeart = (bpm: number): Uint8Array => Uint8Array.of(6, bpm);

/** Null when the band has no reading. Total. */
export function decodeHeart(value: Uint8Array): Result<number | null, 'length' | 'start'> {
  if (value.length < 2) return fail('length');
  return value[0] === 6 ? ok(beatsOrNone(value[1]!)) : fail('start');
}
