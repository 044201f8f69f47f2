/** What a run draws by lot: another in every run, so that over runs everything is tried. */
import { randomInt } from 'node:crypto';

/** `TEST_SEED` repeats what a run with it drew. */
export const SEED = Number(process.env.TEST_SEED ?? randomInt(1_000_000));

/** To be shown with whatever such a run finds. */
export const AGAIN = `TEST_SEED=${SEED}`;

/** One of every so many of a list: `TEST_SEED=0`, `1` and so on are all of them. */
export const oneOf = <T>(every: number, all: readonly T[]): T[] =>
  all.filter((_, index) => index % every === SEED % every);
