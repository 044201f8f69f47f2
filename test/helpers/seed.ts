/** What a run draws by lot: another in every run, so that over runs everything is tried. */
import { randomInt } from 'node:crypto';

/** `TEST_SEED` repeats what a run with it drew. */
export const SEED = Number(process.env.TEST_SEED ?? randomInt(1_000_000));

/** To be shown with whatever such a run finds. */
export const AGAIN = `TEST_SEED=${SEED}`;
