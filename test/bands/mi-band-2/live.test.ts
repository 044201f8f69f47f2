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
      expect(await live.next()).toEqual({ at: NOW, steps: before + 30 });
      await live.stop();
    });
  });

  test('the heart rate is measured until it is stopped', async () => {
    await scene().opened(async (run) => {
      const live = await run.live('heart-rate');
      expect(await live.next()).toEqual({ at: NOW, heartRate: 78 });
      await live.stop();
    });
  });
});
