import { describe, expect, test } from '@jest/globals';
import type { Counter, Reading, SleepSpan } from '../../../../miniprogram/contract/activity';
import { sift } from '../../../../miniprogram/services/activity/sync/sift';

const NOW = Date.UTC(2026, 10, 22, 4) / 1000;
const ZONE = 28_800;
const DAY = 20_261_122;

const sifted = (page: { readings?: Reading[]; counters?: Counter[]; sleep?: SleepSpan[] }) =>
  sift({ readings: [], counters: [], ...page }, NOW, ZONE);

const reading = (over: Partial<Reading> = {}): Reading => ({
  start: NOW - 900,
  seconds: 60,
  steps: 100,
  ...over,
});

describe('R12-1 what cannot be is told and not kept', () => {
  test.each<[string, Reading, string | null]>([
    ['a walk', reading(), null],
    [
      'many steps in a moment: when in its slot they were walked is a guess',
      reading({ steps: 3750 }),
      null,
    ],
    ['more than a slot can have', reading({ steps: 3751 }), 'range'],
    ['more than an hour can have', reading({ seconds: 3600, steps: 15_001 }), 'range'],
    ['not a number', reading({ steps: Number.NaN }), 'range'],
    ['half a step', reading({ steps: 0.5 }), 'range'],
    ['less than nothing', reading({ kcal: -1 }), 'range'],
    ['longer than a day', reading({ start: NOW - 100_000, seconds: 90_000 }), 'range'],
    ['to come', reading({ start: NOW + 301 }), 'time-unknown'],
  ])('%s', (_, one, reason) => {
    const { readings, faults } = sifted({ readings: [reading({ steps: 7 }), one] });
    expect(readings).toHaveLength(reason ? 1 : 2);
    expect(faults.map((fault) => fault.reason)).toEqual(reason ? [reason] : []);
  });

  test('counters by the minutes of the band’s day, sleep by its length', () => {
    const counter = (steps: number, day = DAY): Counter => ({ day, at: NOW, steps });
    const { counters, faults } = sifted({ counters: [counter(9000), counter(536_874_912)] });
    expect(counters).toEqual([counter(9000)]);
    expect(faults).toHaveLength(1);
    expect(sifted({ counters: [counter(1, DAY + 1)] }).faults[0]?.reason).toBe('time-unknown');
    const span = { start: NOW - 30_000, seconds: 3600, stage: 'deep' } as const;
    const sleep = [span, { ...span, seconds: 0 }, { ...span, seconds: 100_000 }];
    expect(sifted({ sleep }).sleep).toEqual([span]);
  });

  test('one fault for a reason, whatever its number', () => {
    const many = Array.from({ length: 500 }, (_, at) => reading({ start: NOW - at, steps: 9999 }));
    expect(sifted({ readings: many }).faults).toHaveLength(1);
  });
});
