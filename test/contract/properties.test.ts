import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  type BandDay,
  type DaySlots,
  dayOf,
  dayStart,
  dayText,
  isDay,
  type Reading,
  SLOT_SECONDS,
  weekday,
} from '../../miniprogram/contract/activity';
import {
  apportion,
  countDay,
  type DaySource,
  mergeBandDays,
  readingsToDays,
  splitReading,
} from '../../miniprogram/contract/counting';
import { type Rankable, rankRows } from '../../miniprogram/contract/rank';

const DAY = 20261122;
const steps = fc.nat(4000);
const amount = fc.record({ steps, metres: steps, kcal: steps }, { requiredKeys: ['steps'] });
const slots: fc.Arbitrary<DaySlots> = fc
  .dictionary(fc.nat(95).map(String), amount)
  .map((entries) => ({ ...entries }));
const bandDay: fc.Arbitrary<BandDay> = fc
  .record({ day: fc.constant(DAY), slots, counter: amount }, { requiredKeys: ['day', 'slots'] })
  .map((day) => day as BandDay);
const utc = fc.integer({ min: Date.UTC(2014, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 });
const offset = fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * SLOT_SECONDS);
const reading: fc.Arbitrary<Reading> = fc.record(
  { start: utc, seconds: fc.nat(100_000), steps: fc.nat(100_000), metres: fc.nat(100_000) },
  { requiredKeys: ['start', 'seconds', 'steps'] },
) as fc.Arbitrary<Reading>;
const source: fc.Arbitrary<DaySource> = fc
  .tuple(bandDay, fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('direct', 'counter'))
  .map(([day, name, sourceClass]) => ({ ...day, source: name, sourceClass }) as DaySource);
const sources = fc.uniqueArray(source, { selector: (one) => one.source });

const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);

describe('splitting', () => {
  test('the parts of a reading sum to it and lie in its slots', () => {
    fc.assert(
      fc.property(reading, (whole) => {
        const parts = splitReading(whole);
        const amounts = [...parts.values()];
        expect(sum(amounts.map((part) => part.steps))).toBe(whole.steps);
        if (whole.metres !== undefined) {
          expect(sum(amounts.map((part) => part.metres!))).toBe(whole.metres);
        }
        const end = whole.start + Math.max(1, whole.seconds);
        for (const slot of parts.keys()) {
          expect((slot + 1) * SLOT_SECONDS).toBeGreaterThan(whole.start);
          expect(slot * SLOT_SECONDS).toBeLessThan(end);
        }
      }),
    );
  });

  test('no part is a whole step away from its exact share', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(fc.nat(1_000_000), weights, (total, shares) => {
        const parts = apportion(total, shares);
        expect(sum(parts)).toBe(total);
        parts.forEach((part, index) => {
          expect(Math.abs(part - (total * shares[index]!) / sum(shares))).toBeLessThan(1);
        });
      }),
    );
  });

  test('R13-5 days of slots sum to the readings, whatever the offset', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 5 }), offset, (readings, east) => {
        const days = [...readingsToDays(readings, east).values()];
        const counted = sum(days.flatMap((day) => Object.values(day)).map((one) => one.steps));
        expect(counted).toBe(sum(readings.map((one) => one.steps)));
      }),
    );
  });
});

describe('merging', () => {
  test('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(bandDay, bandDay, bandDay, (a, b, c) => {
        expect(mergeBandDays(a, b)).toEqual(mergeBandDays(b, a));
        expect(mergeBandDays(mergeBandDays(a, b), c)).toEqual(
          mergeBandDays(a, mergeBandDays(b, c)),
        );
        expect(mergeBandDays(a, a)).toEqual(a);
        expect(mergeBandDays(mergeBandDays(a, b), b)).toEqual(mergeBandDays(a, b));
      }),
    );
  });
});

describe('counting', () => {
  test('R12-4 never adds across sources and never loses the best one', () => {
    fc.assert(
      fc.property(sources, (all) => {
        const total = countDay(DAY, all);
        const each = all.map((one) => countDay(DAY, [one]).steps);
        expect(total.steps).toBeGreaterThanOrEqual(Math.max(0, ...each));
        for (const [hour, counted] of total.hours.entries()) {
          const best = sum(
            [0, 1, 2, 3].map((quarter) =>
              Math.max(0, ...all.map((one) => one.slots[hour * 4 + quarter]?.steps ?? 0)),
            ),
          );
          expect(counted).toBe(best);
        }
      }),
    );
  });

  test('does not depend on the order of the sources', () => {
    const shuffled = sources.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(countDay(DAY, other)).toEqual(countDay(DAY, all));
      }),
    );
  });

  test('more data never makes a day smaller', () => {
    fc.assert(
      fc.property(sources, bandDay, (all, more) => {
        const [first, ...rest] = all;
        if (!first) return;
        const grown = { ...first, ...mergeBandDays(first, more) };
        expect(countDay(DAY, [grown, ...rest]).steps).toBeGreaterThanOrEqual(
          countDay(DAY, all).steps,
        );
      }),
    );
  });
});

describe('ranking', () => {
  test('R5-1 ties share a rank: 1, 2, 2, 4, the earlier first', () => {
    const row = (uid: string, count: number, reachedAt: number): Rankable => {
      return { uid, steps: count, reachedAt };
    };
    const rows = [row('d', 10, 1), row('c', 20, 9), row('b', 20, 3), row('a', 30, 5)];
    const ranked = rankRows(rows).map(({ uid, rank }) => `${rank}${uid}`);
    expect(ranked).toEqual(['1a', '2b', '2c', '4d']);
  });

  test('a rank is one more than the number of rows with more steps; none without a step; any order', () => {
    const row = fc.record({ uid: fc.uuid(), steps: fc.nat(5), reachedAt: fc.nat(5) });
    const rows = fc.uniqueArray(row, { selector: (one) => one.uid });
    const shuffled = rows.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const ranked = rankRows(all);
        expect(rankRows(other)).toEqual(ranked);
        for (const one of ranked) {
          const place = 1 + all.filter((each) => each.steps > one.steps).length;
          expect(one.rank).toBe(one.steps > 0 ? place : null);
        }
      }),
    );
  });
});

describe('days', () => {
  test('an instant lies in its day, at every offset', () => {
    fc.assert(
      fc.property(utc, offset, (instant, east) => {
        const day = dayOf(instant, east);
        expect(isDay(day)).toBe(true);
        expect(dayStart(day, east)).toBeLessThanOrEqual(instant);
        expect(dayStart(addDays(day, 1), east)).toBeGreaterThan(instant);
        expect(dayStart(day, east) % SLOT_SECONDS).toBe(0);
      }),
    );
  });

  test('adding days and taking them away again is nothing; weekdays go round', () => {
    fc.assert(
      fc.property(utc, fc.integer({ min: -4000, max: 4000 }), (instant, count) => {
        const day = dayOf(instant);
        expect(addDays(addDays(day, count), -count)).toBe(day);
        expect(weekday(addDays(day, count))).toBe((((weekday(day) + count) % 7) + 7) % 7);
      }),
    );
  });

  test('R3-8 month and year ends, leap days, names', () => {
    expect(addDays(20261231, 1)).toBe(20270101);
    expect(addDays(20260228, 1)).toBe(20260301);
    expect(addDays(20280228, 1)).toBe(20280229);
    expect(weekday(20261122)).toBe(0);
    expect(dayText(20260105)).toBe('2026-01-05');
  });

  test.each([20260229, 20261301, 20260100, 20260132, 0, -1, 1.5, Number.NaN, 1e15, 2026_11_221])(
    '%p is no day',
    (value) => {
      expect(isDay(value)).toBe(false);
    },
  );
});
