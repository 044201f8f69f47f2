/** What a run draws by lot: another in every run, so that over runs everything is tried. */
import { randomInt } from 'node:crypto';
import { type Choose, drawn } from '../../tools/band/check/places';

/** `TEST_SEED` repeats what a run with it drew; `all` draws nothing: everything is tried. */
const asked = process.env.TEST_SEED;
if (asked !== undefined && !/^(all|\d{1,9})$/.test(asked)) {
  throw new Error(`TEST_SEED is "${asked}": write the number a run has shown, or all.`);
}

export const ALL = asked === 'all';

export const SEED = ALL ? 0 : Number(asked ?? randomInt(1_000_000));

/** To be shown with whatever such a run finds. */
export const AGAIN = `TEST_SEED=${asked ?? SEED}`;

/** One of every so many of a list; `more` makes it another one than of the list before. */
export const oneOf = <T>(every: number, all: readonly T[], more = 0): T[] =>
  all.filter((_, index) => ALL || (index + more) % every === SEED % every);

/** Of a long list of places one of every six. */
export const somePlaces = (more = 0): Choose => drawn(ALL ? null : SEED + more);
