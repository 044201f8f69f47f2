/** What a Mi Band 1 says beside its history. Integers are little-endian. */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { beatsOrNone, orNone } from '../common/no-value';
import { decodeTime, encodeTime } from './clock';

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
