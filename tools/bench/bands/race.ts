/** Contestants in one run: rounds take turns, medians decide, ratios are what counts. */
import { median } from '../figures';

export interface Contestant {
  name: string;
  /** Does the work once; what it returns is kept so that nothing is optimised away. */
  run(): unknown;
}

const ROUNDS = 9;
const ROUND_MS = 40;

/** Milliseconds for one run of each, medians of rounds. */
export function race(contestants: readonly Contestant[]): Map<string, number> {
  const figures = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  let kept: unknown;
  for (let round = -2; round < ROUNDS; round++) {
    for (const { name, run } of contestants) {
      const begin = performance.now();
      let count = 0;
      let spent = 0;
      while (spent < ROUND_MS) {
        kept = run();
        count++;
        spent = performance.now() - begin;
      }
      // The first two rounds warm up.
      if (round >= 0) figures.get(name)!.push(spent / count);
    }
  }
  if (kept === figures) throw new Error('never');
  return new Map([...figures].map(([name, all]) => [name, median(all)]));
}
