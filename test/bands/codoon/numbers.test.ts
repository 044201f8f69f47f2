import { expect, test } from '@jest/globals';
import type { SportUnit } from '../../../miniprogram/bands/codoon/codec';
import { decodeUnits } from '../../../miniprogram/bands/codoon/units';
import { NOW } from '../../../tools/harness/world';

const OFFSET = 28_800;
const dating = {
  clock: { state: 'right', shift: OFFSET },
  candy: false,
  since: 0,
  now: () => NOW,
} as const;
const unit = (amount: Pick<SportUnit, 'steps' | 'kcal' | 'metres'>): SportUnit => ({
  kind: 'sport',
  at: NOW - 3600 + OFFSET,
  ...amount,
});

test('ten minutes that were never written are none, and no fault', () => {
  const erased = unit({ steps: 0xffff, kcal: 0xffff, metres: 0xffff });
  expect(decodeUnits([erased], dating)).toEqual({ readings: [], sleep: [], faults: [] });
});

test('a distance or an energy with every bit set is left out; the steps beside it count', () => {
  const { readings, faults } = decodeUnits(
    [unit({ steps: 700, kcal: 0xffff, metres: 0xffff })],
    dating,
  );
  expect(readings).toEqual([{ start: NOW - 3600, seconds: 600, steps: 700 }]);
  expect(faults).toEqual([]);
});
