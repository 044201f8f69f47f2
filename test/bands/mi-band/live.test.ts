import { describe, expect, test } from '@jest/globals';
import { NOW } from '../../../tools/harness/world';
import { scene } from './support';

describe('while connected', () => {
  test('steps are told as they are walked', async () => {
    const { band, opened } = scene();
    await opened(async (run) => {
      const live = await run.live('steps');
      const before = band.steps;
      expect(await live.next()).toEqual({ at: NOW, steps: before });
      band.addSteps(30);
      expect(await live.next()).toEqual({ at: NOW, steps: before + 30 });
      await live.stop();
    });
  });

  test('a 1S measures the heart rate; a 1 has no sensor', async () => {
    await scene({ model: '1S' }).opened(async (run) => {
      const live = await run.live('heart-rate');
      expect(await live.next()).toEqual({ at: NOW, heartRate: 78 });
      await live.stop();
    });
    await scene().opened(async (run) => {
      await expect(run.live('heart-rate')).rejects.toHaveProperty('code', 'no-characteristic');
    });
  });

  test('it can be found', async () => {
    const { band, opened } = scene();
    await opened((run) => run.find());
    expect(band.found).toBe(1);
  });
});
