/** What was walked and what was kept, in the pieces of time of a protocol. */
import type { Walk } from '../../miniprogram/bands/virtual/walks';
import type { Kept } from '../../tools/harness/sync';

/** Steps by the UTC start of their piece of time, as they were walked. */
export function truthBy(seconds: number, walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    const start = at - (at % seconds);
    truth.set(start, (truth.get(start) ?? 0) + steps);
  }
  return truth;
}

/** Steps by the UTC minute, of which a band counts at most so many in one. */
export function truthByMinute(most: number, walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    let minute = at - (at % 60);
    for (let left = steps; left > 0; minute -= 60) {
      const part = Math.min(left, most - (truth.get(minute) ?? 0));
      if (part > 0) truth.set(minute, (truth.get(minute) ?? 0) + part);
      left -= Math.max(0, part);
    }
  }
  return new Map([...truth].sort(([a], [b]) => a - b));
}

/** Steps of the kept readings by their start. */
export const stepsOf = (kept: Kept): Map<number, number> =>
  new Map(kept.summary().readings.map(({ start, steps }) => [start, steps]));

/** Why frames could not be read. */
export const reasonsOf = (kept: Kept): string[] => kept.faults.map(({ reason }) => reason);
