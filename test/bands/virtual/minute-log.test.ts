import { describe, expect, test } from '@jest/globals';
import { MinuteLog } from '../../../miniprogram/bands/virtual/minute-log';

const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
const HOUR = 3600;

describe('a minute log', () => {
  test('what does not fit a minute goes to those before; what grows is told whole', () => {
    const log = new MinuteLog();
    log.walk({ at: NOON + 5, steps: 200 }, 0);
    log.forget(NOON, 1);
    log.walk({ at: NOON + 30, steps: 0 }, 0);
    expect([...log.stored]).toEqual([[NOON - 60, 20]]);
    log.walk({ at: NOON - 30, steps: 10 }, 0);
    expect([...log.stored]).toEqual([[NOON - 60, 30]]);
    expect(log.sum(NOON - HOUR, NOON + HOUR)).toBe(210);
    expect(log.sum(NOON, NOON + HOUR)).toBe(180);
  });

  test('a minute that the clock shows again begins anew, and is added to what waits', () => {
    const log = new MinuteLog();
    log.walk({ at: NOON, steps: 40 }, HOUR);
    log.walk({ at: NOON + HOUR, steps: 7 }, 0);
    expect([...log.stored]).toEqual([[NOON + HOUR, 47]]);
    log.forget(NOON + HOUR, 1);
    log.walk({ at: NOON + 2 * HOUR, steps: 5 }, -HOUR);
    expect([...log.stored]).toEqual([[NOON + HOUR, 5]]);
    expect(log.sum(NOON, NOON + 2 * HOUR)).toBe(52);
  });
});
