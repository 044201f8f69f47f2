/** What Colmi packets say, beside the logs. Integers are little-endian unless noted. */
import { bigEndian, littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { fromBcd, toBcd } from '../common/bcd';
import { civilParts, civilSeconds } from '../common/civil';

export const COMMANDS = {
  setTime: 0x01,
  battery: 0x03,
  heartLog: 0x15,
  heartSettings: 0x16,
  goals: 0x21,
  packetSize: 0x2f,
  steps: 0x43,
  find: 0x50,
  measure: 0x69,
  stop: 0x6a,
  notification: 0x73,
} as const;

/** Payload of a find request: the ring shows where it is. Single source. */
export const FIND = [0x55, 0xaa] as const;

const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Payload of the time: yy mm dd hh mm ss of civil seconds, then the language. */
export function encodeSetTime(seconds: number, language: Language): number[] {
  const { year, month, day, hour, minute, second } = civilParts(seconds);
  const parts = [year % 100, month, day, hour, minute, second];
  return [...parts.map(toBcd), LANGUAGES.indexOf(language)];
}

/** What a ring makes of it: civil seconds. Total. */
export function decodeSetTime(payload: Uint8Array): Result<number, 'length' | 'time'> {
  if (payload.length < 6) return fail('length');
  const parts = [...payload.subarray(0, 6)].map(fromBcd);
  if (parts.includes(null)) return fail('time');
  const [yy, month, day, hour, minute, second] = parts as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const seconds = civilSeconds({ year: 2000 + yy, month, day, hour, minute, second });
  return seconds === null ? fail('time') : ok(seconds);
}

export interface Battery {
  /** Per cent. */
  level: number;
  charging: boolean;
}

export const encodeBattery = ({ level, charging }: Battery): number[] => [level, charging ? 1 : 0];

/** Total. */
export function decodeBattery(payload: Uint8Array): Result<Battery, 'length' | 'level'> {
  const [level, charging] = payload;
  if (level === undefined || charging === undefined) return fail('length');
  return level > 100 ? fail('level') : ok({ level, charging: charging !== 0 });
}

export interface Goals {
  steps: number;
  calories: number;
  metres: number;
  sportMinutes: number;
  sleepMinutes: number;
}

/** How wide each of them is. Single source; how they are set is not known. */
const GOAL_WIDTHS = [3, 3, 3, 2, 2] as const;

export function encodeGoals(goals: Goals): number[] {
  const { steps, calories, metres, sportMinutes, sleepMinutes } = goals;
  const values = [steps, calories, metres, sportMinutes, sleepMinutes];
  return [1, ...values.flatMap((value, i) => [...littleEndian(value, GOAL_WIDTHS[i]!)])];
}

/** Total. */
export function decodeGoals(payload: Uint8Array): Result<Goals, 'length'> {
  const reader = new Reader(payload);
  reader.u8();
  const goals = {
    steps: reader.u24le(),
    calories: reader.u24le(),
    metres: reader.u24le(),
    sportMinutes: reader.u16le(),
    sleepMinutes: reader.u16le(),
  };
  return reader.failed ? fail('length') : ok(goals);
}

/** How often the ring measures by itself. */
export interface HeartSettings {
  on: boolean;
  minutes: number;
}

export const encodeHeartSettings = ({ on, minutes }: HeartSettings, write: boolean): number[] => [
  write ? 2 : 1,
  on ? 1 : 2,
  minutes,
];

/** Total. */
export function decodeHeartSettings(
  payload: Uint8Array,
): Result<HeartSettings, 'length' | 'switch'> {
  const [, on, minutes] = payload;
  if (on === undefined || minutes === undefined) return fail('length');
  return on === 1 || on === 2 ? ok({ on: on === 1, minutes }) : fail('switch');
}

const HEART_RATE = 1;
const ACTIONS = { start: 1, continue: 3 } as const;

/** Payload that starts or goes on measuring the heart rate. */
export const encodeMeasure = (action: keyof typeof ACTIONS): number[] => [
  HEART_RATE,
  ACTIONS[action],
];

/** Payload that ends it. */
export const encodeStop = (): number[] => [HEART_RATE, 0, 0];

/** A value while measuring; 0 as long as there is none. */
export interface Measured {
  kind: number;
  error: number;
  value: number;
}

export const encodeMeasured = ({ kind, error, value }: Measured): number[] => [kind, error, value];

/** Total. */
export function decodeMeasured(payload: Uint8Array): Result<Measured, 'length'> {
  const [kind, error, value] = payload;
  if (kind === undefined || error === undefined || value === undefined) return fail('length');
  return ok({ kind, error, value });
}

export const isHeartRate = ({ kind }: Measured): boolean => kind === HEART_RATE;

/** The running totals of the ring's day. */
export interface Totals {
  steps: number;
  /** Tenths. */
  calories: number;
  metres: number;
}

/** What the ring says by itself. */
export type Notification =
  | { kind: 'new-heart-rate' | 'new-spo2' | 'new-steps' }
  | { kind: 'battery'; battery: Battery }
  | { kind: 'totals'; totals: Totals };

const NEWS = { 'new-heart-rate': 1, 'new-spo2': 3, 'new-steps': 4 } as const;
const BATTERY = 0x0c;
const TOTALS = 0x12;

export function encodeNotification(notification: Notification): number[] {
  if (notification.kind === 'battery') return [BATTERY, ...encodeBattery(notification.battery)];
  if (notification.kind !== 'totals') return [NEWS[notification.kind]];
  const { steps, calories, metres } = notification.totals;
  // Big-endian here, unlike everywhere else.
  return [TOTALS, ...[steps, calories, metres].flatMap((value) => [...bigEndian(value, 3)])];
}

/** Total. */
export function decodeNotification(
  payload: Uint8Array,
): Result<Notification, 'length' | 'level' | 'unknown-notification'> {
  const reader = new Reader(payload);
  const kind = reader.u8();
  if (kind === BATTERY) {
    const battery = decodeBattery(payload.subarray(1));
    return battery.ok ? ok({ kind: 'battery', battery: battery.value }) : battery;
  }
  if (kind === TOTALS) {
    const totals = { steps: reader.u24be(), calories: reader.u24be(), metres: reader.u24be() };
    return reader.failed ? fail('length') : ok({ kind: 'totals', totals });
  }
  for (const name of ['new-heart-rate', 'new-spo2', 'new-steps'] as const) {
    if (NEWS[name] === kind) return ok({ kind: name });
  }
  return reader.failed ? fail('length') : fail('unknown-notification');
}
