import { describe, expect, test } from '@jest/globals';
import {
  countOn,
  countTotal,
  type RunningTotal,
  totalFromText,
  totalToText,
} from '../../../miniprogram/bands/common/running-total';

const MIDNIGHT = 1_795_276_800;
const YESTERDAY = 20_261_121;
const TODAY = 20_261_122;
const ZONE = 28_800;
const STALE = 1800;
const HOUR = 3600;

const known = (last: Partial<RunningTotal>): RunningTotal => ({
  at: MIDNIGHT - 600,
  day: YESTERDAY,
  steps: 8000,
  base: { steps: 0 },
  ...last,
});

/** Counts samples one after the other, seconds after midnight and steps; the days at the end. */
function days(samples: readonly (readonly [number, number])[], last: RunningTotal | null = null) {
  const found = new Map<number, number>();
  let total = last;
  for (const [since, steps] of samples) {
    const counted = countTotal({ at: MIDNIGHT + since, steps }, total, ZONE, STALE);
    total = totalFromText(counted.total && totalToText(counted.total));
    const { counter } = counted;
    if (counter) found.set(counter.day, Math.max(found.get(counter.day) ?? 0, counter.steps));
  }
  return Object.fromEntries(found);
}

describe('R13-2 which day a running total belongs to', () => {
  test.each<[string, number, number, Partial<RunningTotal> | null, number]>([
    ['the same total just after midnight is yesterday', 60, 8000, {}, YESTERDAY],
    ['a total that grew across midnight is yesterday', 600, 8040, {}, YESTERDAY],
    ['a total that fell is today', 60, 12, {}, TODAY],
    ['a total that grew is today once the night is over', 36_000, 8040, {}, TODAY],
    ['the same total stays yesterday until it changes', 30_000, 8000, {}, YESTERDAY],
    ['nothing known before: today', 60, 200, null, TODAY],
    ['zero yesterday says nothing', 60, 0, { steps: 0 }, TODAY],
    ['a last total of today is no matter', 60, 300, { day: TODAY, steps: 200 }, TODAY],
    ['a last total from the future is not believed', 60, 80, { at: MIDNIGHT + 90 }, TODAY],
    ['nor one of a day that is to come', 60, 80, { day: TODAY + 4, at: MIDNIGHT + 400_000 }, TODAY],
  ])('%s', (_, since, steps, last, day) => {
    const shown = { at: MIDNIGHT + since, steps };
    const { counter } = countTotal(shown, last && known(last), ZONE, STALE);
    expect(counter?.day).toBe(day);
  });

  test('a total that did not begin anew at midnight is not today’s', () => {
    const night = [
      [-600, 13_660],
      [6.5 * HOUR, 13_660],
      [7 * HOUR, 0],
      [12 * HOUR, 2710],
    ] as const;
    expect(days(night)).toEqual({ [YESTERDAY]: 13_660, [TODAY]: 2710 });
  });

  test('one that goes on past it gives today what it grew by', () => {
    const lingered = [
      [-600, 13_660],
      [6.5 * HOUR, 13_660],
      [7 * HOUR, 13_900],
      [12 * HOUR, 15_000],
    ] as const;
    expect(days(lingered)).toEqual({ [YESTERDAY]: 13_660, [TODAY]: 1340 });
    const faster = [
      [-90_000, 8000],
      [2000, 9000],
    ] as const;
    expect(days(faster)[TODAY]).toBe(1000);
  });

  test('a clock that jumped does not end a day', () => {
    const today = { day: TODAY, since: 36_000, staleSeconds: 0, jumped: true };
    const shown = { at: MIDNIGHT + 36_000, steps: 8500 };
    expect(countOn(shown, today, known({}), ZONE).counter).toMatchObject({
      day: TODAY,
      steps: 500,
    });
  });
});

describe('R12-3 a total that begins anew within a day', () => {
  test.each<[string, readonly (readonly [number, number])[], number]>([
    [
      'once',
      [
        [36_000, 10_000],
        [60_000, 2500],
      ],
      12_500,
    ],
    [
      'seen at nothing',
      [
        [36_000, 10_000],
        [40_000, 0],
        [60_000, 2500],
      ],
      12_500,
    ],
    [
      'twice',
      [
        [36_000, 10_000],
        [50_000, 2500],
        [60_000, 100],
      ],
      12_600,
    ],
    [
      'after a day before',
      [
        [-600, 3000],
        [36_000, 10_000],
        [60_000, 2500],
      ],
      12_500,
    ],
    [
      'never',
      [
        [36_000, 10_000],
        [60_000, 10_000],
      ],
      10_000,
    ],
  ])('%s', (_, samples, steps) => {
    expect(days(samples)[TODAY]).toBe(steps);
  });

  test('metres and energy go on as well', () => {
    const first = { at: MIDNIGHT + 36_000, steps: 10_000, metres: 7000, kcal: 340 };
    const { total } = countTotal(first, null, ZONE, STALE);
    const again = { at: MIDNIGHT + 40_000, steps: 2500, metres: 1750, kcal: 85 };
    expect(countTotal(again, total, ZONE, STALE).counter).toEqual({
      day: TODAY,
      at: again.at,
      steps: 12_500,
      metres: 8750,
      kcal: 425,
    });
  });

  test('an older count that is told again is no new beginning', () => {
    expect(
      days([
        [36_000, 10_000],
        [35_000, 9000],
        [36_000, 10_000],
      ])[TODAY],
    ).toBe(10_000);
  });
});

test('a number that nobody can have walked is told, and the next right one counts', () => {
  const first = countTotal({ at: MIDNIGHT + 36_000, steps: 536_874_912 }, null, ZONE, STALE);
  expect(first).toEqual({ counter: null, total: null });
  expect(
    days([
      [36_000, 536_874_912],
      [36_060, 5200],
    ]),
  ).toEqual({ [TODAY]: 5200 });
});

test('totals go into a cursor and come back; other text is none', () => {
  const total = { at: MIDNIGHT, day: TODAY, steps: 8000, metres: 5600, base: { steps: -20 } };
  expect(totalFromText(totalToText(total))).toEqual(total);
  expect(totalFromText('1795276800,20261122,8000')).toMatchObject({ base: { steps: 0 } });
  for (const text of [null, '', '1,2', 'x,20261122,1', '1,20261122,-1', '{"at":1}']) {
    expect(totalFromText(text)).toBeNull();
  }
});
