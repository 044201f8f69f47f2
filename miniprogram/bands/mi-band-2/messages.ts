/** What a Mi Band 2 says beside its history. Integers are little-endian. */
import { ecb } from '@noble/ciphers/aes.js';
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { beatsOrNone, orNone } from '../common/no-value';
import { type BandTime, decodeTime, encodeTime } from './band-time';

/** First byte of every answer of the band. */
const ANSWER = 0x10;
export const OK = 1;
/** The answer was made with another key. */
export const WRONG_KEY = 4;

/** An answer to a command, with what follows its result. */
export interface Answer {
  command: number;
  result: number;
  rest: Uint8Array;
}

export const encodeAnswer = ({ command, result, rest }: Answer): Uint8Array =>
  Uint8Array.of(ANSWER, command, result, ...rest);

/** Total. */
export function decodeAnswer(value: Uint8Array): Result<Answer, 'length' | 'start'> {
  if (value.length < 3) return fail('length');
  if (value[0] !== ANSWER) return fail('start');
  return ok({ command: value[1]!, result: value[2]!, rest: value.subarray(3) });
}

export const AUTH_COMMANDS = { sendKey: 1, askRandom: 2, sendProof: 3 } as const;
const AUTH_FLAG = 8;
export const KEY_BYTES = 16;

export const encodeSendKey = (key: Uint8Array): Uint8Array =>
  Uint8Array.of(AUTH_COMMANDS.sendKey, AUTH_FLAG, ...key);

export const encodeAskRandom = (): Uint8Array => Uint8Array.of(AUTH_COMMANDS.askRandom, AUTH_FLAG);

/** Shows that we know the key: the band's random number, encrypted. Both have 16 bytes. */
export const encodeProof = (key: Uint8Array, random: Uint8Array): Uint8Array =>
  Uint8Array.of(
    AUTH_COMMANDS.sendProof,
    AUTH_FLAG,
    ...ecb(key, { disablePadding: true }).encrypt(random),
  );

const GOAL = [0x10, 0, 0] as const;

/** 0008: the goal in steps. */
export const encodeGoal = (steps: number): Uint8Array =>
  Uint8Array.of(...GOAL, ...littleEndian(Math.min(Math.max(steps, 0), 0xffff), 2), 0, 0);

/** What a band makes of it. Total. */
export function decodeGoal(value: Uint8Array): Result<number, 'length' | 'command'> {
  if (value.length !== 7) return fail('length');
  if (!GOAL.every((byte, i) => value[i] === byte)) return fail('command');
  return ok(value[3]! + value[4]! * 256);
}

export interface BatteryInfo {
  /** Per cent. */
  level: number;
  charging: boolean;
  /** Meaning not sure: a time, and that of the last charge with the level then. */
  noted: BandTime | null;
  charged: BandTime | null;
  chargedLevel: number;
}

const BATTERY_BYTES = 20;
const NO_TIME = [0, 0, 0, 0, 0, 0, 0, 0];

/** 0006. */
export function encodeBattery(info: BatteryInfo): Uint8Array {
  const { level, charging, noted, charged, chargedLevel } = info;
  const times = [noted, charged].flatMap((time) => (time ? encodeTime(time) : NO_TIME));
  return Uint8Array.of(0x0f, level, charging ? 1 : 0, ...times, chargedLevel);
}

/** 0006. Total. */
export function decodeBattery(value: Uint8Array): Result<BatteryInfo, 'length' | 'level'> {
  if (value.length < BATTERY_BYTES) return fail('length');
  if (value[1]! > 100) return fail('level');
  const noted = decodeTime(value.subarray(3, 11));
  const charged = decodeTime(value.subarray(11, 19));
  return ok({
    level: value[1]!,
    charging: value[2] === 1,
    noted: noted.ok ? noted.value : null,
    charged: charged.ok ? charged.value : null,
    chargedLevel: value[19]!,
  });
}

const STEPS_BYTES = 13;

/** 0007: steps of the band's day; what else is in there is not verified. */
export function encodeSteps(steps: number): Uint8Array {
  const value = new Uint8Array(STEPS_BYTES);
  value[0] = 0x0c;
  value.set(littleEndian(steps, 4), 1);
  return value;
}

/** 0007: some firmware ends behind the steps. Null when the band has none. Total. */
export function decodeSteps(value: Uint8Array): Result<number | null, 'length'> {
  if (value.length < 3) return fail('length');
  const reader = new Reader(value.subarray(1));
  return ok(value.length < 5 ? orNone(reader.u16le(), 2) : orNone(reader.u32le(), 4));
}

/** 2A39. */
export const HEART_COMMANDS = { on: [0x15, 1, 1], off: [0x15, 1, 0] } as const;

/** 2A37 in the standard layout, one byte. */
export const encodeHeart = (bpm: number): Uint8Array => Uint8Array.of(0, bpm);

/** 2A37: beats a minute, of one byte or two; null when there are none. Total. */
export function decodeHeart(value: Uint8Array): Result<number | null, 'length'> {
  const wide = ((value[0] ?? 0) & 1) === 1;
  if (value.length < (wide ? 3 : 2)) return fail('length');
  return ok(wide ? beatsOrNone(value[1]! + value[2]! * 256, 2) : beatsOrNone(value[1]!));
}
