import { describe, expect, test } from '@jest/globals';
import { difference } from '../../../cloudfunctions/activity/difference';
import { sift } from '../../../cloudfunctions/activity/sift';
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
        { day: DAY - 2, slots: {} },
      ],
      NOON,
    );
    expect(days).toEqual([
      { day: DAY - 1, slots: {}, counter: { steps: 0 } },
      { day: DAY, slots: { 3: { steps: 7 }, 4: { steps: 1 } } },
    ]);
  });
});

describe('difference', () => {
  const known = { day: DAY, slots: { 3: { steps: 7, kcal: 1 } }, counter: { steps: 50 } };

  test('names what grows, by path', () => {
    const sent = {
      day: DAY,
      slots: { 3: { steps: 6, kcal: 2, metres: 0 }, 4: { steps: 1 } },
      counter: { steps: 51 },
    };
    expect(difference(known, sent)).toEqual({
      raises: {
        'slots.3.kcal': 2,
        'slots.3.metres': 0,
        'slots.4.steps': 1,
        'counter.steps': 51,
      },
      changed: 3,
    });
  });

  test('is empty for what is known already', () => {
    expect(difference(known, known)).toEqual({ raises: {}, changed: 0 });
    const sent = { day: DAY, slots: { 5: { steps: 9 } } };
    const merged = mergeBandDays(known, sent);
    expect(difference(merged, sent).changed).toBe(0);
    expect(difference(null, sent)).toEqual({ raises: { 'slots.5.steps': 9 }, changed: 1 });
  });
});
