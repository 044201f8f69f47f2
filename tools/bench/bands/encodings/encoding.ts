/** What races: a week as bytes, a floor, our codecs, peers; all end with the same pieces. */
import type { Contestant } from '../race';

/** What a week is made of, whoever reads it. */
export interface Piece {
  /** Seconds by whatever clock the bytes are in. */
  start: number;
  seconds: number;
  steps: number;
  metres: number;
  kcal: number;
  heartRate: number;
}

export const piece = (
  start: number,
  seconds: number,
  steps: number,
  metres = 0,
  kcal = 0,
  heartRate = 0,
): Piece => ({ start, seconds, steps, metres, kcal, heartRate });

export const OURS = 'ours';
const FLOOR = 'floor: a walk that builds objects';
/** A goal of the codecs: no less than this of the floor. */
const LEAST = 0.5;

export interface Encoding {
  bytes: number;
  values: number;
  /** The floor first. */
  contestants: Contestant[];
  /** Ours is compared with this one, and how much of it is enough. */
  goals: { of: string; least: number }[];
}

export const sizeOf = (values: readonly Uint8Array[]): number =>
  values.reduce((sum, value) => sum + value.length, 0);

/** A floor whose half is our goal, and peers that are not to be faster. */
export const encoding = (
  values: readonly Uint8Array[],
  floor: () => Piece[],
  ours: () => Piece[],
  peers: Contestant[] = [],
): Encoding => ({
  bytes: sizeOf(values),
  values: values.length,
  contestants: [{ name: FLOOR, run: floor }, { name: OURS, run: ours }, ...peers],
  goals: [{ of: FLOOR, least: LEAST }, ...peers.map((peer) => ({ of: peer.name, least: 1 }))],
});

/** What a result holds; a race over broken input would prove nothing. */
export function must<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

/** Two digits in a byte, trusted. */
export const bcd = (byte: number): number => (byte >> 4) * 10 + (byte & 15);
