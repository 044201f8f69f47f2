import { describe, expect, test } from '@jest/globals';
import { lefun } from '../../../miniprogram/bands/lefun/driver';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import { NOW } from '../../../tools/harness/world';
import { stepsOf } from '../../helpers/truth';
import { HOUR, SLEEP, scene, truthOf, WEEK } from './support';

/** All steps. */
const total = (steps: Map<number, number>) => [...steps.values()].reduce((a, b) => a + b, 0);

describe('a sync', () => {
  test('pairs, reads a week exactly, the sums of today, and the night', async () => {
    const { band, kept, once } = scene({ clockError: 45 });
    expect(await once()).toMatchObject({
      identity: { serial: 'EA1122334455' },
      battery: 71,
      sourceClass: 'direct',
    });
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    expect(kept.summary().days).toEqual([{ day: 20_261_122, steps: band.steps }]);
    const [light, deep, second] = SLEEP.map(({ at }) => at);
    expect(kept.summary().sleep).toMatchObject([
      { seconds: 1800, stage: 'light' },
      { seconds: 5400, stage: 'deep' },
      { seconds: 5 * HOUR, stage: 'light' },
    ]);
    for (const [index, at] of [light, deep, second].entries()) {
      expect(Math.abs(kept.summary().sleep[index]!.start - at!)).toBeLessThanOrEqual(60);
    }
    expect(kept.faults).toEqual([]);
    expect([band.bonded, band.clockShift]).toEqual([true, 28_800]);
  });

  test('R1-1 a plausible week equals the truth; a later one adds to it', async () => {
    const truth = plausibleWalks({ seed: 5, until: NOW - 700 });
    const { clock, band, kept, once } = scene({ truth, sleep: [] });
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(truth));
    await clock.advance(2 * HOUR * 1000);
    band.addSteps(300);
    await once();
    expect(total(stepsOf(kept))).toBe(total(truthOf(truth)) + 300);
    expect(kept.summary().days).toEqual([{ day: 20_261_122, steps: band.steps }]);
  });

  test('days that were read for good are not read again', async () => {
    const { radio, once } = scene();
    await once();
    const first = radio.frames;
    await once();
    expect(radio.frames - first).toBeLessThan(first / 2);
  });

  test('R11-1 a week takes less than 60 s, and progress never goes back', async () => {
    const truth = plausibleWalks({ seed: 6, until: NOW - 700 });
    const { clock, kept, progress, once } = scene({ truth }, { intervalMs: 30, hopMs: 15 });
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(truth));
    expect(clock.now() - NOW * 1000).toBeLessThan(60_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  test('a band that tells no sleep gives its steps', async () => {
    const { kept, once } = scene({ tellsSleep: false });
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    expect(kept.faults).toEqual([]);
  });

  test('another band is refused; its name and its service know it', async () => {
    const { band, once } = scene();
    const result = await once({ context: { expectedSerial: 'EA0000000000' } });
    expect(result).toMatchObject({ error: { code: 'other-band' } });
    expect(lefun.serialOf()).toBeNull();
    expect(lefun.accepts(band.gatt)).toBe(true);
    expect(lefun.accepts(band.gatt.slice(1))).toBe(false);
  });

  test('it can be found, and watched while it counts and measures', async () => {
    const { band, opened } = scene();
    await opened(async (run) => {
      await run.find?.();
      expect(band.finds).toBe(1);
      const steps = await run.live?.('steps');
      band.addSteps(30);
      expect(await steps?.next()).toMatchObject({ steps: band.steps });
      await steps?.stop();
      const heart = await run.live?.('heart-rate');
      expect(await heart?.next()).toMatchObject({ heartRate: 74 });
    });
  });
});

describe('numbers that cannot be', () => {
  test('an unknown battery ends no sync, and an hour that was never written is none', async () => {
    const { kept, once } = scene({ blank: true });
    expect(await once()).toMatchObject({ battery: null });
    const whole = scene();
    await whole.once();
    expect(kept.summary().readings).toEqual(whole.kept.summary().readings);
    expect(kept.faults).toEqual([]);
  });

  test('a record of 31 April costs itself, and is not asked for three times', async () => {
    const whole = scene();
    await whole.once();
    const { radio, band, kept, once } = scene();
    band.faults.undated = true;
    await once();
    expect(radio.frames).toBe(whole.radio.frames);
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
    expect(kept.readings.size).toBeLessThan(whole.kept.readings.size);
  });
});
