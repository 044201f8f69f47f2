import { describe, expect, test } from '@jest/globals';
import { growth } from '../../../cloudfunctions/activity/growth';
import { sift } from '../../../cloudfunctions/activity/sift';
import { addDays } from '../../../miniprogram/contract/activity';
import { mergeBandDays } from '../../../miniprogram/contract/counting';

const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
const DAY = 20261122;

describe('R12-1 sifting', () => {
  test('one bad slot costs one slot', () => {
    const { days, rejected } = sift(
      [
        {
          day: DAY,
          slots: {
            10: { steps: 100, metres: 70 },
            11: { steps: -1 },
            12: { steps: Number.NaN },
            13: { steps: 1.5 },
            14: { steps: 3751 },
            15: { steps: 0 },
            80: { steps: 5 },
            96: { steps: 5 },
          },
          counter: { steps: 181_251 },
        },
      ],
      NOON,
    );
    expect(days).toEqual([{ day: DAY, slots: { 10: { steps: 100, metres: 70 } } }]);
    expect(rejected).toEqual([
      { day: DAY, slot: 11, reason: 'not-a-number' },
      { day: DAY, slot: 12, reason: 'not-a-number' },
      { day: DAY, slot: 13, reason: 'not-a-number' },
      { day: DAY, slot: 14, reason: 'too-fast' },
      { day: DAY, slot: 80, reason: 'future' },
      { day: DAY, slot: 96, reason: 'not-a-number' },
      { day: DAY, slot: null, reason: 'too-fast' },
    ]);
  });

  test('a day named twice is one day, and a counter of nought is data', () => {
    const { days } = sift(
      [
        { day: DAY, slots: { 3: { steps: 7 } } },
        { day: DAY - 1, slots: {}, counter: { steps: 0 } },
        { day: DAY, slots: { 3: { steps: 5 }, 4: { steps: 1 } } },
      ],
      NOON,
    );
    expect(days).toEqual([
      { day: DAY - 1, slots: {}, counter: { steps: 0 } },
      { day: DAY, slots: { 3: { steps: 7 }, 4: { steps: 1 } } },
    ]);
  });
});

test('nothing of today is an answer, of a day that is over it says nothing', () => {
  const nothing = [DAY - 1, DAY].map((day) => ({ day, slots: {} }));
  expect(sift(nothing, NOON).days).toEqual([{ day: DAY, slots: {} }]);
});

test('slots 7 and 007 are one slot, of which the larger counts', () => {
  const slots = { '007': { steps: 9, metres: 1 }, 7: { steps: 5, metres: 4 } };
  expect(sift([{ day: DAY, slots }], NOON).days).toEqual([
    { day: DAY, slots: { 7: { steps: 9, metres: 4 } } },
  ]);
});

test('days older than 400 days are refused, to the day', () => {
  const days = [addDays(DAY, -400), addDays(DAY, -401), 19_700_101, 19_000_101].map((day) => ({
    ...{ day, slots: { 3: { steps: 7 } } },
    counter: { steps: 8 },
  }));
  const { days: taken, rejected } = sift(days, NOON);
  expect(taken.map(({ day }) => day)).toEqual([addDays(DAY, -400)]);
  expect(rejected.every(({ reason }) => reason === 'too-old')).toBe(true);
  expect(rejected).toHaveLength(6);
});

test('growth counts what is new or larger, and is 0 for what is known already', () => {
  const known = { day: DAY, slots: { 3: { steps: 7, kcal: 1 } }, counter: { steps: 50 } };
  const sent = {
    day: DAY,
    slots: { 3: { steps: 6, kcal: 2, metres: 0 }, 4: { steps: 1 } },
    counter: { steps: 51 },
  };
  expect(growth(known, sent)).toBe(3);
  expect(growth(undefined, sent)).toBe(3);
  expect(growth(known, known)).toBe(0);
  expect(growth(mergeBandDays(known, sent), sent)).toBe(0);
});
