/** What a band told of a day as it is stored, and what of it is refused. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BandTold, holdOff, readTold, storeTold } from '../../../cloudfunctions/activity/told';
import { SLOTS_PER_DAY } from '../../../miniprogram/contract/activity';
import type { HeldOff } from '../../../miniprogram/contract/api';

const slot = fc.nat(SLOTS_PER_DAY - 1);
const held = fc
  .uniqueArray(fc.tuple(slot, fc.integer({ min: 1, max: 60_000 })), { selector: ([at]) => at })
  .map((all): HeldOff => Object.fromEntries(all));
const bare: BandTold = { band: 'b', maker: null, virtual: false, slots: {} };
const withSlots = held.map((all): BandTold => {
  const slots = Object.entries(all).map(([at, steps]) => [at, { steps }]);
  return { ...bare, slots: Object.fromEntries(slots) };
});

describe('what is refused of a day', () => {
  test('is the most of each slot, in any order and repetition, and never what the slots have', () => {
    fc.assert(
      fc.property(withSlots, held, held, (told, a, b) => {
        const once = holdOff(holdOff(told, a), b);
        expect(holdOff(holdOff(holdOff(told, b), a), b)).toEqual(once);
        for (const [at, steps] of Object.entries(once.heldOff ?? {})) {
          const key = Number(at);
          expect(steps).toBe(Math.max(a[key] ?? 0, b[key] ?? 0));
          expect(steps).toBeGreaterThan(told.slots[key]?.steps ?? 0);
        }
        expect(once.slots).toEqual(told.slots);
      }),
    );
  });

  test('comes back from the store as it was, and where there is none nothing is stored', () => {
    fc.assert(
      fc.property(withSlots, held, (told, more) => {
        const one = holdOff(told, more);
        expect(readTold(storeTold(one))).toStrictEqual(one);
      }),
    );
    expect(storeTold(holdOff(bare, {}))).toStrictEqual({ ...bare, slots: '' });
  });
});
