/**
 * A process of its own for one encoding, so that no other protocol has shaped the code it runs:
 * `node racer.mjs <encoding> [pace as JSON]` tells its parent what it measured.
 */
import { deepStrictEqual } from 'node:assert';
import { ENCODINGS } from './encodings/index';
import { type Rounds, race } from './race';

/** What a racer tells. */
export interface Raced {
  bytes: number;
  values: number;
  goals: { of: string; least: number }[];
  /** Milliseconds a week by contestant, the floor first. */
  figures: [name: string, rounds: Rounds][];
}

const [name = '', pace] = process.argv.slice(2);
const { bytes, values, goals, contestants } = await ENCODINGS[name]!();
const expected = contestants[0]!.run();
for (const { run } of contestants) deepStrictEqual(run(), expected, name);
const figures = race(contestants, pace ? JSON.parse(pace) : undefined);
const raced: Raced = { bytes, values, goals, figures: [...figures] };
process.send!(raced);
