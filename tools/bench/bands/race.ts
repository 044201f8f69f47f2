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

/** Milliseconds for one run in each round. */
export type Rounds = readonly number[];

/** Where the last result goes: somebody might look. */
export const kept: { last: unknown } = { last: null };

/**
 * Every other round goes backwards, and rubbish is taken out before each turn where Node was told to
 * allow it: nobody pays for the one before. Processor time counts, so that neighbours do not.
 */
export function race(
  contestants: readonly Contestant[],
  { warm, rounds, roundMs }: Pace = PACE,
): Map<string, Rounds> {
  const figures = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = -warm; round < rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? contestants : [...contestants].reverse()) {
      kept.last = null;
      // Not a full collection: that would also throw compiled code away.
      globalThis.gc?.({ type: 'minor' });
      const until = performance.now() + roundMs;
      const begin = process.cpuUsage();
      let count = 0;
      do {
        kept.last = run();
        count++;
      } while (performance.now() < until);
      const { user, system } = process.cpuUsage(begin);
      if (round >= 0) figures.get(name)!.push((user + system) / 1000 / count);
    }
  }
  return figures;
}

/** How many times as fast as `of` somebody was: the median round, so that both had the same weather. */
export const ratio = (of: Rounds, ours: Rounds): number =>
  median(of.map((spent, round) => spent / ours[round]!));
