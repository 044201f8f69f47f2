import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Reading } from '../../miniprogram/contract/activity';
import { apart } from '../../miniprogram/contract/counting';

const sum = (readings: readonly Reading[]) => readings.reduce((all, { steps }) => all + steps, 0);
const key = ({ start, seconds, steps }: Reading) => `${start}+${seconds}:${steps}`;
const some = fc.uniqueArray(
  fc.record({ start: fc.nat(40), seconds: fc.integer({ min: 1, max: 9 }), steps: fc.nat(9) }),
  { selector: ({ start }) => start, maxLength: 9 },
);

describe('readings that overlap', () => {
  test('no two of those kept do, and no other choice has more steps', () => {
    fc.assert(
      fc.property(some, (readings) => {
        const kept = apart(readings);
        expect(clash(kept)).toBe(false);
        expect(sum(kept)).toBe(most(readings));
      }),
    );
  });

  test('any order gives the same, and what does not overlap stays', () => {
    fc.assert(
      fc.property(some, (readings) => {
        const kept = apart(readings).map(key);
        expect(apart([...readings].reverse()).map(key)).toEqual(kept);
        if (!clash(readings)) expect(kept.length).toBe(readings.length);
      }),
    );
  });

  const clash = (readings: readonly Reading[]): boolean =>
    readings.some((a) =>
      readings.some((b) => a !== b && a.start <= b.start && b.start < a.start + a.seconds),
    );

  /** By trying all. */
  function most(readings: readonly Reading[]): number {
    let best = 0;
    for (let choice = 0; choice < 2 ** readings.length; choice++) {
      const chosen = readings.filter((_, index) => (choice >> index) & 1);
      if (!clash(chosen)) best = Math.max(best, sum(chosen));
    }
    return best;
  }
});
