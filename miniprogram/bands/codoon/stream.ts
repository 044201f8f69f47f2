/**
 * What a Codoon band remembers: a stream of 6-byte units, cut into frames anywhere. A header unit
 * starts a block, the next unit is its time, every further unit is ten minutes of steps or of
 * sleep. Several implementations.
 */
import { concat } from '../../lib/bytes';
import { fromBcd, toBcd } from '../common/bcd';
import { civilParts, civilSeconds } from '../common/civil';

export const UNIT_BYTES = 6;
export const UNIT_SECONDS = 600;
export const SLEEP_VALUE_SECONDS = 200;

const SPORT = 0xfe;
const SLEEP = 0xfd;
const SLEEP_TOO = 0xfb;

/** Ten minutes of steps. `at` is civil seconds by the band's clock. */
export interface SportUnit {
  kind: 'sport';
  at: number;
  steps: number;
  kcal: number;
  metres: number;
}

/** Ten minutes of sleep: three activity values of 200 s. */
export interface SleepUnit {
  kind: 'sleep';
  at: number;
  activity: [number, number, number];
}

/** A block whose time cannot be read; its units are skipped up to the next header. */
export interface BadTimeUnit {
  kind: 'bad-time';
  bytes: Uint8Array;
}

export type StreamUnit = SportUnit | SleepUnit | BadTimeUnit;

/** Where a stream is between two frames: all a later run needs to go on. */
export interface StreamState {
  /** Kind of the current block; none before the first header and after a bad time. */
  block: 'none' | 'sport' | 'sleep';
  /** Civil seconds of the next unit; null when the next unit is the block's time. */
  at: number | null;
  /** Up to five bytes of a unit that is not complete. */
  partial: Uint8Array;
}

export const STREAM_START: StreamState = { block: 'none', at: null, partial: new Uint8Array(0) };

/** Adds the payload of one frame. Pure and total: at most a unit per six bytes comes out. */
export function feedStream(
  state: StreamState,
  payload: Uint8Array,
): { state: StreamState; units: StreamUnit[] } {
  const { partial } = state;
  const bytes = partial.length === 0 ? payload : concat(partial, payload);
  const units: StreamUnit[] = [];
  let { block, at } = state;
  let offset = 0;
  for (; offset + UNIT_BYTES <= bytes.length; offset += UNIT_BYTES) {
    const header = headerAt(bytes, offset);
    if (header) {
      block = header;
      at = null;
    } else if (block !== 'none' && at === null) {
      at = timeAt(bytes, offset);
      if (at === null) {
        block = 'none';
        units.push({ kind: 'bad-time', bytes: bytes.slice(offset, offset + UNIT_BYTES) });
      }
    } else if (block !== 'none' && at !== null) {
      units.push(unitAt(block, at, bytes, offset));
      at += UNIT_SECONDS;
    }
  }
  return { state: { block, at, partial: restOf(bytes, offset) }, units };
}

/** What is left after whole units: mostly nothing, for frames are a multiple of a unit. */
const restOf = (bytes: Uint8Array, offset: number): Uint8Array =>
  offset === bytes.length ? STREAM_START.partial : bytes.slice(offset);

/** After a frame of `length` bytes that could not be read: times are unknown until a header. */
export function skipStream({ partial }: StreamState, length: number): StreamState {
  return {
    block: 'none',
    at: null,
    partial: new Uint8Array((partial.length + length) % UNIT_BYTES),
  };
}

function headerAt(bytes: Uint8Array, offset: number): 'sport' | 'sleep' | null {
  const first = bytes[offset]!;
  if (first !== SPORT && first !== SLEEP && first !== SLEEP_TOO) return null;
  for (let i = 1; i < UNIT_BYTES; i++) if (bytes[offset + i] !== first) return null;
  return first === SPORT ? 'sport' : 'sleep';
}

/** Century (20h), yy, mm, dd, hh, mi as civil seconds, floored to ten minutes; null if no time. */
function timeAt(bytes: Uint8Array, offset: number): number | null {
  if (bytes[offset] !== 0x20) return null;
  const parts: number[] = [];
  for (let i = 1; i < UNIT_BYTES; i++) {
    const value = fromBcd(bytes[offset + i]!);
    if (value === null) return null;
    parts.push(value);
  }
  const [yy, month, day, hour, minute] = parts as [number, number, number, number, number];
  const seconds = civilSeconds({ year: 2000 + yy, month, day, hour, minute, second: 0 });
  return seconds === null ? null : seconds - (seconds % UNIT_SECONDS);
}

function unitAt(
  block: 'sport' | 'sleep',
  at: number,
  bytes: Uint8Array,
  offset: number,
): SportUnit | SleepUnit {
  const first = bytes[offset]! * 256 + bytes[offset + 1]!;
  const second = bytes[offset + 2]! * 256 + bytes[offset + 3]!;
  const third = bytes[offset + 4]! * 256 + bytes[offset + 5]!;
  if (block === 'sleep') return { kind: 'sleep', at, activity: [first, second, third] };
  return { kind: 'sport', at, steps: first, kcal: second, metres: third };
}

/** The stream of a list of units: a header and a time wherever kind or time do not go on. */
export function encodeStream(units: readonly (SportUnit | SleepUnit)[]): Uint8Array {
  const bytes: number[] = [];
  let block: 'sport' | 'sleep' | 'none' = 'none';
  let next = 0;
  for (const unit of units) {
    if (unit.kind !== block || unit.at !== next) {
      const mark = unit.kind === 'sport' ? SPORT : SLEEP;
      bytes.push(mark, mark, mark, mark, mark, mark, ...timeBytes(unit.at));
    }
    bytes.push(...unitBytes(unit));
    block = unit.kind;
    next = unit.at + UNIT_SECONDS;
  }
  return Uint8Array.from(bytes);
}

function timeBytes(at: number): number[] {
  const { year, month, day, hour, minute } = civilParts(at);
  return [0x20, ...[year % 100, month, day, hour, minute].map(toBcd)];
}

function unitBytes(unit: SportUnit | SleepUnit): number[] {
  const words = unit.kind === 'sport' ? [unit.steps, unit.kcal, unit.metres] : unit.activity;
  return words.flatMap((word) => [(word >> 8) & 0xff, word & 0xff]);
}

/** Whether a unit passes the vendor app's filter; `candy` bands have one rule more. */
export function isPlausible(unit: SportUnit, candy = false): boolean {
  const { steps, kcal, metres } = unit;
  if (steps > 3000 || (steps === 0 && metres >= 2) || steps * 1.8 < metres) return false;
  return !candy || !(kcal > steps || (kcal * 10 === steps && steps === metres));
}

export type SleepLevel = 'deep' | 'light' | 'awake';

/** The level of an activity value; null when it is not one. */
export function sleepLevel(activity: number): SleepLevel | null {
  if (activity < 4) return 'deep';
  if (activity < 17) return 'light';
  return activity < 255 ? 'awake' : null;
}
