import { describe, expect, test } from '@jest/globals';
import { dayStart } from '../../../miniprogram/contract/activity';
import { NOON, readingTotals, setUp } from './support';

describe('time', () => {
  test('R13-7 more than a day ahead: kept apart as time-unknown, counted nowhere', async () => {
    const clockError = 26 * 3600;
    const truth = [{ at: NOON - 1000, steps: 500 }];
    const { run, kept } = setUp({ truth, clockError });
    await run();
    expect(kept.summary()).toMatchObject({ readings: [], days: [] });
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
  });

  test('a real-time clock with a date that does not exist is time-unknown too', async () => {
    const { run, kept } = setUp({
      truth: [{ at: NOON - 1000, steps: 500 }],
      times: 'rtc',
      clockError: Date.UTC(1969, 0, 1) / 1000 - NOON,
    });
    await run();
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
  });

  test('R13-3 a sync just after midnight: the evening is yesterday, today is empty', async () => {
    const midnight = dayStart(20_261_122);
    const truth = [1, 2, 3].map((slice) => ({ at: midnight - slice * 1500, steps: 400 })).reverse();
    const { run, kept, clock } = setUp({ truth });
    await clock.advance((midnight + 180 - NOON) * 1000);
    await run();
    expect(kept.summary().days).toEqual([{ day: 20_261_121, steps: 1200 }]);
    expect(readingTotals(kept)).toEqual([{ day: 20_261_121, steps: 1200 }]);
  });

  test('R13-1 steps on both sides of midnight fall on two days', async () => {
    const midnight = dayStart(20_261_123);
    const { run, kept, clock, band } = setUp();
    await clock.advance((midnight - 60 - NOON) * 1000);
    band.addSteps(100);
    await clock.advance(61_000);
    band.addSteps(30);
    await run();
    const days = [
      { day: 20_261_122, steps: 100 },
      { day: 20_261_123, steps: 30 },
    ];
    expect(kept.summary().days).toEqual(days);
    expect(readingTotals(kept)).toEqual(days);
  });

  test('a total told again for an earlier instant begins no second reading there', async () => {
    const { run, kept, clock, band } = setUp();
    band.addSteps(9);
    await clock.advance(60_000);
    await run();
    await clock.advance(60_000);
    // The band dates this from the ten minutes it falls in, of which nine steps are read already.
    band.addSteps(32);
    await clock.advance(3_600_000);
    await run();
    expect(kept.summary().readings.map(({ steps }) => steps)).toEqual([9, 32]);
  });

  test('R12-3 a counter that falls begins again: no negative steps, and the day goes on', async () => {
    const { run, kept, clock, band } = setUp();
    band.addSteps(1000);
    await run();
    await clock.advance(15 * 60_000);
    band.setTotals({ steps: 40 });
    await run();
    expect(kept.summary().days).toEqual([{ day: 20_261_122, steps: 1040 }]);
    expect(kept.summary().readings.map(({ steps }) => steps)).toEqual([40]);
  });
});
