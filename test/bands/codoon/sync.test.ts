import { describe, expect, test } from '@jest/globals';
import { codoon } from '../../../miniprogram/bands/codoon/driver';
import { advertisementOf } from '../../../miniprogram/bands/virtual/radio';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import { NOW } from '../../../tools/harness/world';
import { stepsOf } from '../../helpers/truth';
import { SERIAL, scene, truthOf, WEEK } from './support';

describe('a sync', () => {
  test('pairs, reads a week exactly, and the band forgets it', async () => {
    const { band, kept, once } = scene();
    const run = await once();
    expect(run).toMatchObject({
      identity: { serial: SERIAL, firmware: '3.18' },
      battery: 88,
      sourceClass: 'direct',
    });
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    expect(kept.faults).toEqual([]);
    expect(band.bound).toBe(true);
    expect(band.remembered).toBe(0);
    const start = (at: number) => at - (at % 600);
    expect(kept.summary().sleep).toEqual([
      { start: start(NOW - 20_000), seconds: 200, stage: 'deep' },
      { start: start(NOW - 20_000) + 200, seconds: 200, stage: 'light' },
      { start: start(NOW - 20_000) + 400, seconds: 200, stage: 'awake' },
      { start: start(NOW - 19_400), seconds: 400, stage: 'deep' },
    ]);
  });

  test('R1-1 a full week of 16-byte frames equals the truth', async () => {
    const truth = plausibleWalks({ seed: 5, until: NOW - 700 });
    const { kept, once } = scene({ truth, sleep: [], frameBytes: 16, dense: true });
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(truth));
  });

  test('R11-1 a dense week at 20 bytes takes less than 60 s, and progress never goes back', async () => {
    const truth = plausibleWalks({ seed: 6, until: NOW - 700 });
    const { clock, kept, progress, once } = scene(
      { truth, dense: true },
      { intervalMs: 30, hopMs: 15 },
    );
    const before = clock.now();
    await once();
    expect(clock.now() - before).toBeLessThan(60_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(stepsOf(kept)).toEqual(truthOf(truth));
  });

  test('an empty band gives no page', async () => {
    const { kept, once } = scene({ truth: [], sleep: [] });
    await once({
      step: (name) => {
        if (name === 'read') throw new Error('there is nothing to read');
      },
    });
    expect(kept.cursor).toBeNull();
  });

  test('the goal is written into what the band knows of its wearer', async () => {
    const { band, once } = scene();
    await once({ context: { goal: 9000 } });
    expect(band.user).toMatchObject({
      heightCm: 170,
      gender: 'female',
      goalType: 'steps',
      goal: 9000,
    });
  });

  test('another band than the one meant is refused', async () => {
    const { once } = scene();
    const result = await once({ context: { expectedSerial: '17-9-9-9-9-9-9-9' } });
    expect(result).toMatchObject({ error: { code: 'other-band' } });
  });

  test('it is recognised by name, by its id in the advert, and by a battery that can be written', () => {
    const { band } = scene();
    expect(codoon.serialOf(advertisementOf(band))).toBe(SERIAL);
    expect(codoon.accepts(band.gatt)).toBe(true);
    const plain = band.gatt.map((at) => ({ ...at, write: false }));
    expect(codoon.accepts(plain)).toBe(false);
  });
});

describe('a band that misbehaves', () => {
  test('says nothing', async () => {
    const { band, once } = scene();
    band.faults.silent = true;
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });

  test('speaks garbage', async () => {
    const { band, once } = scene();
    band.faults.garbage = true;
    const result = await once();
    expect(result).toMatchObject({ error: { code: 'garbage', faults: [{ reason: 'checksum' }] } });
  });
});
