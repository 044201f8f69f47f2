import { describe, expect, test } from '@jest/globals';
import { miBand2 } from '../../../miniprogram/bands/mi-band-2/driver';
import { plausibleWalks } from '../../../miniprogram/lib/walks';
import { NOW, stepsOf } from '../../support/world';
import { SERIAL, scene, truthOf } from './support';

describe('a sync', () => {
  test('R1-1 reads a week exactly, and it forgets', async () => {
    const truth = plausibleWalks({ seed: 5, until: NOW - 60 });
    const { band, kept, once } = scene({ truth, dense: true });
    const run = await once();
    expect(run).toMatchObject({
      identity: { serial: SERIAL },
      battery: 48,
      sourceClass: 'direct',
    });
    expect(stepsOf(kept)).toEqual(truthOf(truth));
    expect(kept.summary().days).toEqual([{ day: 20_261_122, steps: band.steps }]);
    expect(kept.faults).toEqual([]);
    expect(band.remembered).toBe(0);
  });

  test('R11-1 a dense week at 20 bytes takes less than 60 s, and progress never goes back', async () => {
    const truth = plausibleWalks({ seed: 6, until: NOW - 700 });
    const { clock, progress, once } = scene({ truth, dense: true }, { intervalMs: 30, hopMs: 15 });
    const before = clock.now();
    await once();
    expect(clock.now() - before).toBeLessThan(60_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(progress.length).toBeGreaterThan(5);
  });

  test('a goal is set', async () => {
    const { band, once } = scene();
    await once({ context: { goal: 9000 } });
    expect(band.goal).toBe(9000);
  });

  test('it is recognised by its characteristics, and names itself', async () => {
    const { band } = scene();
    expect(miBand2.serialOf()).toBeNull();
    expect(miBand2.accepts(band.gatt)).toBe(true);
    expect(miBand2.accepts(band.gatt.slice(1))).toBe(false);
    const other = await scene().once({ context: { expectedSerial: 'FFFFFFFFFFFF' } });
    expect(other).toMatchObject({ error: { code: 'other-band' } });
    const mute = { serial: '' };
    expect(await scene(mute).once()).toMatchObject({ error: { code: 'garbage' } });
    const seen = await scene({ ...mute, deviceId: 'C8:0F:10:12:34:56' }).once();
    expect(seen).toMatchObject({ identity: { serial: 'C80F10123456' } });
  });
});
