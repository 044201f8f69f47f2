import { describe, expect, test } from '@jest/globals';
import { NOW } from '../../../tools/harness/world';
import { scene } from './support';

describe('while connected', () => {
  test('steps are told as they are walked', async () => {
    const { band, opened } = scene();
    await opened(async (run) => {
      const live = await run.live('steps');
      const before = band.steps;
      band.addSteps(30);
      expect(await live.next()).toMatchObject({ at: NOW, steps: before + 30 });
      await live.stop();
      await expect(live.next()).rejects.toHaveProperty('code', 'timeout');
    });
  });

  test('the heart rate is measured until it is stopped', async () => {
    const { band, opened } = scene();
    await opened(async (run) => {
      const live = await run.live('heart-rate');
      expect(await live.next()).toEqual({ at: NOW, heartRate: 78 });
      expect(await live.next()).toEqual({ at: NOW, heartRate: 78 });
      expect(band.measuring).toBe(true);
      await live.stop();
      expect(band.measuring).toBe(false);
    });
    expect(band.measuring).toBe(false);
  });

  test('it can be found', async () => {
    const { band, opened } = scene();
    await opened((run) => run.find());
    expect(band.found).toBe(1);
  });
});
