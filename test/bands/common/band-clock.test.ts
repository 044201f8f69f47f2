import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeClock } from '../../../miniprogram/bands/common/band-clock';
import { civilParts, civilSeconds, civilWeekday } from '../../../miniprogram/bands/common/civil';

const NOW = Date.UTC(2026, 10, 22, 4) / 1000;
const ZONE = 28_800;
const judge = (error: number, earlier: number | null = null) =>
  judgeClock(NOW + ZONE + error, NOW, ZONE, earlier);

describe('R13-7 a band clock', () => {
  test('that is close is right, and not corrected', () => {
    for (const error of [-120, -1, 0, 60, 120]) {
      expect(judge(error)).toEqual({ state: 'right', shift: ZONE });
    }
  });

  test('that is up to a day off is corrected by whole minutes', () => {
    expect(judge(3 * 3600 + 10)).toEqual({ state: 'shifted', shift: ZONE + 3 * 3600 });
    expect(judge(-86_400)).toEqual({ state: 'shifted', shift: ZONE - 86_400 });
  });

  test('keeps the correction of an interrupted run while that still fits', () => {
    expect(judge(3635, ZONE + 3600)).toEqual({ state: 'shifted', shift: ZONE + 3600 });
    expect(judge(7200, ZONE + 3600)).toEqual({ state: 'shifted', shift: ZONE + 7200 });
  });

  test('that is more than a day off, started over or cannot be read is not believed', () => {
    const unknown = { state: 'unknown', shift: ZONE };
    expect(judge(86_401)).toEqual(unknown);
    expect(judgeClock(null, NOW, ZONE)).toEqual(unknown);
    for (const year of [1970, 2000, 2038]) {
      expect(judgeClock(Date.UTC(year, 0, 1) / 1000, NOW, ZONE)).toEqual(unknown);
    }
    const then = Date.UTC(2000, 5, 1) / 1000;
    expect(judgeClock(then, then, 0)).toEqual({ state: 'unknown', shift: 0 });
  });
});

describe('civil time', () => {
  test('survives the round trip', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_799 }), (seconds) => {
        expect(civilSeconds(civilParts(seconds))).toBe(seconds);
      }),
    );
  });

  test('knows dates that do not exist', () => {
    const noon = { hour: 12, minute: 0, second: 0 };
    expect(civilSeconds({ year: 2027, month: 2, day: 29, ...noon })).toBeNull();
    expect(civilSeconds({ year: 2028, month: 2, day: 29, ...noon })).not.toBeNull();
    for (const [month, day] of [
      [0, 1],
      [13, 1],
      [4, 31],
      [1, 0],
    ] as const) {
      expect(civilSeconds({ year: 2026, month, day, ...noon })).toBeNull();
    }
    expect(
      civilSeconds({ year: 2026, month: 1, day: 1, hour: 24, minute: 0, second: 0 }),
    ).toBeNull();
  });

  test('knows the weekday', () => expect(civilWeekday(NOW)).toBe(0));
});
