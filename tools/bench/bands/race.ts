/** Contestants in one run: rounds take turns, medians decide, ratios are what counts. */
import { median } from '../figures';

export interface Contestant {
  name: string;
  /** Does the work once; what it returns is kept so that nothing is optimised away. */
  run(): unknown;
}

export interface Pace {
  /** Rounds that are not counted. */
  warm: number;
  rounds: number;
  roundMs: number;
}

const PACE: Pace = { warm: 2, rounds: 9, roundMs: 40 };

/** Where the last result goes: somebody might look. */
export const kept: { last: unknown } = { last: null };

/**
 * Milliseconds for one run of each, medians of rounds. Every other round goes backwards, and rubbish
 * is taken out before each turn where Node was told to allow it: nobody pays for the one before.
 */
export function race(
  contestants: readonly Contestant[],
  { warm, rounds, roundMs }: Pace = PACE,
): Map<string, number> {
  const figures = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = -warm; round < rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? contestants : [...contestants].reverse()) {
      kept.last = null;
      globalThis.gc?.({ type: 'minor' });
      const begin = performance.now();
      let count = 0;
      let spent = 0;
      while (spent < roundMs) {
        kept.last = run();
        count++;
        spent = performance.now() - begin;
      }
      if (round >= 0) figures.get(name)!.push(spent / count);
    }
  }
  return new Map([...figures].map(([name, all]) => [name, median(all)]));
}
