import { describe, expect, test } from '@jest/globals';
import {
  dayOfTotal,
  type RunningTotal,
  totalFromText,
  totalToText,
} from '../../miniprogram/lib/running-total';

const MIDNIGHT = 1_795_276_800;
const YESTERDAY = 20_261_121;
const TODAY = 20_261_122;
const STALE = 1800;

/** The day of a total seen some seconds after midnight, when the last one was seen before it. */
const dayAfter = (sinceMidnight: number, steps: number, last: Partial<RunningTotal> | null) =>
  dayOfTotal(
    { at: MIDNIGHT + sinceMidnight, steps },
    TODAY,
    sinceMidnight,
    last && { at: MIDNIGHT - 600, day: YESTERDAY, steps: 8000, ...last },
    STALE,
  );

describe('R13-2 which day a running total belongs to', () => {
  test.each<[string, number, number, Partial<RunningTotal> | null, number]>([
    ['the same total just after midnight is yesterday', 60, 8000, {}, YESTERDAY],
    ['a total that grew across midnight is yesterday', 600, 8040, {}, YESTERDAY],
    ['a total that fell is today', 60, 12, {}, TODAY],
    ['a total that grew is today once the night is over', 1800, 8040, {}, TODAY],
    ['the same total stays yesterday until it changes', 30_000, 8000, {}, YESTERDAY],
    ['nothing known before: today', 60, 8000, null, TODAY],
    ['zero yesterday says nothing', 60, 0, { steps: 0 }, TODAY],
    ['a last total of today is no matter', 60, 8000, { day: TODAY }, TODAY],
    [
      'growth since the day before yesterday is not a late walk',
      60,
      9000,
      { at: MIDNIGHT - 90_000 },
      TODAY,
    ],
    ['a last total from the future is not believed', 60, 8000, { at: MIDNIGHT + 90 }, TODAY],
  ])('%s', (_, sinceMidnight, steps, last, day) => {
    expect(dayAfter(sinceMidnight, steps, last)).toBe(day);
  });
});

test('totals go into a cursor and come back; other text is none', () => {
  const total = { at: MIDNIGHT, day: TODAY, steps: 8000 };
  expect(totalFromText(totalToText(total))).toEqual(total);
  for (const text of [null, '', '1,2', 'x,20261122,1', '1,20261122,-1', '{"at":1}']) {
    expect(totalFromText(text)).toBeNull();
  }
});
