/**
 * A2: the older pedometers. Little-endian. Order of the dialogue: several implementations; layouts:
 * single source. `test/fixtures/lifesense.vectors.json`, `a2.*`.
 */
import { equalBytes } from '../../lib/bytes';
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { floatBits, floatValue } from '../common/ieee11073';

/** A2 counts seconds from 2010-01-01. One source; not checked on a band. */
export const A2_EPOCH = 1_262_304_000;

export const PUSH = { password: 0xa0, random: 0xa1 } as const;
export const WRITE = {
  utc: 0x02,
  weekTarget: 0x08,
  proof: 0x20,
  broadcastId: 0x21,
  end: 0x22,
} as const;

/** A number the band pushes: its password while pairing, a random one every time. */
export interface Push {
  kind: 'password' | 'random';
  value: number;
}

/** Total. */
export function decodePush(value: Uint8Array): Result<Push, 'length' | 'unknown-command'> {
  const kind = value[0] === PUSH.password ? 'password' : value[0] === PUSH.random ? 'random' : null;
  if (!kind) return fail('unknown-command');
  if (value.length !== 5) return fail('length');
  const reader = new Reader(value.subarray(1));
  return ok({ kind, value: reader.u32le() });
}

export const encodePush = ({ kind, value }: Push): Uint8Array =>
  Uint8Array.of(PUSH[kind], ...littleEndian(value, 4));

export const encodeUtc = (now: number): Uint8Array =>
  Uint8Array.of(WRITE.utc, ...littleEndian(Math.max(0, now - A2_EPOCH), 4));

/** What a band takes 02 for, unix seconds. Total. */
export function decodeUtc(value: Uint8Array): Result<number, 'length'> {
  if (value[0] !== WRITE.utc || value.length !== 5) return fail('length');
  return ok(new Reader(value.subarray(1)).u32le() + A2_EPOCH);
}

/** Password XOR random: that we are who paired. */
export const encodeProof = (password: number, random: number): Uint8Array =>
  Uint8Array.of(WRITE.proof, ...littleEndian((password ^ random) >>> 0, 4));

/** The byte order of the id is assumed. */
export const encodeBroadcastId = (id: Uint8Array): Uint8Array =>
  Uint8Array.of(WRITE.broadcastId, ...id.subarray(0, 4));

export const encodeEnd = (): Uint8Array => Uint8Array.of(WRITE.end);

/** Steps to walk, for the first user. */
export const encodeTarget = (steps: number): Uint8Array =>
  Uint8Array.of(WRITE.weekTarget, 0x02, 1, ...littleEndian(floatBits(steps), 4));

/** The other side of `encodeTarget`; null where it is none. Total. */
export function decodeTarget(value: Uint8Array): number | null {
  const reader = new Reader(value.subarray(3));
  const bits = reader.u32le();
  return value[0] === WRITE.weekTarget && !reader.failed ? floatValue(bits) : null;
}

export interface Measurement {
  run: boolean;
  steps: number;
  /** Unix seconds, or null when the band says its time is not valid. */
  time: number | null;
  kcal: number | null;
  minutes: number;
  metres: number;
  /** 0–7. */
  battery: number;
  sleepStatus: number;
  intensity: number;
}

const MEASUREMENT_BYTES = 19;
const FLAG = { run: 1, utc: 2, kcal: 8, minutes: 16, metres: 32 } as const;

/** Total. */
export function decodeMeasurement(value: Uint8Array): Result<Measurement, 'length'> {
  if (value.length < MEASUREMENT_BYTES) return fail('length');
  const reader = new Reader(value);
  const flags = reader.u8();
  const steps = reader.u24le();
  const utc = reader.u32le();
  reader.u16le();
  const kcal = floatValue(reader.u32le());
  const minutes = reader.u16le();
  const metres = reader.u16le();
  const last = reader.u8();
  return ok({
    run: (flags & FLAG.run) !== 0,
    steps,
    time: flags & FLAG.utc ? utc + A2_EPOCH : null,
    kcal: flags & FLAG.kcal ? kcal : null,
    minutes,
    metres,
    battery: last & 7,
    sleepStatus: (last >> 3) & 3,
    intensity: last >> 5,
  });
}

/** All fields present, as bands send them; kilocalories must be whole. */
export function encodeMeasurement(m: Measurement): Uint8Array {
  const flags =
    (m.run ? FLAG.run : 0) |
    (m.time === null ? 0 : FLAG.utc) |
    4 |
    (m.kcal === null ? 0 : FLAG.kcal) |
    FLAG.minutes |
    FLAG.metres;
  return Uint8Array.of(
    flags,
    ...littleEndian(m.steps, 3),
    ...littleEndian(m.time === null ? 0 : m.time - A2_EPOCH, 4),
    ...littleEndian(0, 2),
    ...littleEndian(floatBits(m.kcal ?? 0), 4),
    ...littleEndian(m.minutes, 2),
    ...littleEndian(m.metres, 2),
    m.battery | (m.sleepStatus << 3) | (m.intensity << 5),
  );
}

/** Whether a write is this command with nothing else. */
export const isEnd = (value: Uint8Array): boolean => equalBytes(value, encodeEnd());
