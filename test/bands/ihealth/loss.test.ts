import { describe, expect, test } from '@jest/globals';
import type { Fates } from '../../../miniprogram/bands/virtual/faults';
import { reasonsOf, stepsOf } from '../../helpers/truth';
import { NIGHTS, SHORT, scene } from './support';

const uninterrupted = async () => {
  const { kept, once } = scene();
  await once();
  return kept.summary();
};

describe('nothing is lost', () => {
  test('cut after the echo of a day in progress: the next differences begin there', async () => {
    const { clock, band, kept, once } = scene({ sleep: [] });
    await once();
    for (const steps of [200, 300]) {
      band.addSteps(steps);
      await clock.advance(600_000);
      await once({
        step: (name) => {
          if (name === 'kept') throw new Error('killed');
        },
      });
      await once();
    }
    const total = SHORT.reduce((sum, { steps }) => sum + steps, 500);
    expect([...stepsOf(kept).values()].reduce((a, b) => a + b, 0)).toBe(total);
  });

  test('a day in progress is told again with the same differences', async () => {
    const { clock, band, kept, once } = scene({ sleep: [] });
    const walk = async (steps: number) => {
      band.addSteps(steps);
      await clock.advance(600_000);
    };
    await walk(100);
    await once();
    await walk(200);
    await walk(300);
    await once({
      step: (name) => {
        if (name === 'kept') throw new Error('killed');
      },
    });
    const read = kept.summary().readings;
    await once();
    expect(kept.summary().readings).toEqual(read);
    expect(read.slice(-3).map(({ steps }) => steps)).toEqual([100, 200, 300]);
  });

  test('a sync with nothing to read keeps where the day was: no step counts twice', async () => {
    const { clock, band, kept, once } = scene({ sleep: [], truth: [] });
    for (const steps of [423, 350]) {
      band.addSteps(steps);
      await clock.advance(600_000);
      await once();
      await once();
    }
    expect([...stepsOf(kept).values()]).toEqual([423, 350]);
  });

  test('a record of an hour that cannot be costs itself: the rest is read and let go', async () => {
    const { radio, band, kept, once } = scene({ sleep: [] });
    const nonsense: Fates = ({ operation, value }) => {
      if (operation !== 'value' || value.length < 7 || value[5] !== 0xad) return 'deliver';
      const hour31 = value.slice();
      hour31[6] = 31;
      hour31[value.length - 1]! += 31 - value[6]!;
      return { value: hour31 };
    };
    radio.setFates(nonsense);
    await once();
    expect(new Set(reasonsOf(kept))).toEqual(new Set(['time-unknown']));
    expect(stepsOf(kept).size).toBeGreaterThan(0);
    expect(band.remembered).toBe(0);
  });

  test('R11-7 a corrupt frame: the transfer is told again at once', async () => {
    const { band, kept, once } = scene();
    band.faults.badFrame = 11;
    await once();
    expect(kept.summary()).toEqual(await uninterrupted());
    expect(band.remembered).toBe(0);
  });

  test('R11-7 a frame that stays corrupt: what came counts, nothing is released, the rest comes next time', async () => {
    const whole = await uninterrupted();
    const { band, kept, once } = scene();
    const stored = band.remembered;
    band.faults.badFrame = 11;
    band.faults.badAlways = true;
    await once();
    expect(reasonsOf(kept)).toContain('checksum');
    expect(kept.readings.size).toBeGreaterThan(0);
    for (const reading of kept.summary().readings) expect(whole.readings).toContainEqual(reading);
    expect(band.remembered).toBe(stored - NIGHTS.length);
    band.faults.badFrame = null;
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(band.remembered).toBe(0);
  });
});
