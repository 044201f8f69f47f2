import { describe, expect, test } from '@jest/globals';
import { miBand } from '../../../miniprogram/bands/mi-band/driver';
import { advertisementOf } from '../../../miniprogram/bands/virtual/radio';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import { NOW } from '../../../tools/harness/world';
import { stepsOf } from '../../helpers/truth';
import { COUNTED, SERIAL, scene, truthOf, WEEK } from './support';

describe('a sync', () => {
  test.each([
    ['1', '2.0.6.9'],
    ['1', COUNTED],
    ['1A', COUNTED],
    ['1S', COUNTED],
  ] as const)('R1-1 reads a week of a %s (%s) exactly, and it forgets', async (model, profile) => {
    const truth = plausibleWalks({ seed: 5, until: NOW - 60 });
    const { band, kept, once } = scene({ model, profile, truth, dense: true });
    const run = await once();
    expect(run).toMatchObject({
      identity: { serial: SERIAL, firmware: '4.16.3.32' },
      battery: 71,
      sourceClass: 'direct',
    });
    expect(stepsOf(kept)).toEqual(truthOf(truth));
    expect(kept.summary().days).toEqual([{ day: 20_261_122, steps: band.steps }]);
    expect(kept.faults).toEqual([]);
    expect(band.remembered).toBe(0);
  });

  test('R11-7 a band that tells one block again and again ends the sync; it is read when it goes on', async () => {
    const { band, kept, once } = scene();
    band.faults.goesRound = true;
    expect(await once()).toMatchObject({ error: { code: 'garbage' } });
    band.faults.goesRound = false;
    expect(await once()).not.toHaveProperty('error');
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    expect(band.remembered).toBe(0);
  });

  test('it is recognised by its service and characteristics; its address names it', async () => {
    const { band } = scene();
    const advertisement = advertisementOf(band);
    expect(miBand.serialOf(advertisement)).toBeNull();
    const deviceId = 'C8:0F:10:AA:BB:CC';
    expect(miBand.serialOf({ ...advertisement, deviceId })).toBe('C80F10AABBCC');
    expect(miBand.accepts(band.gatt)).toBe(true);
    expect(miBand.accepts(band.gatt.slice(1))).toBe(false);
    const other = await scene().once({ context: { expectedSerial: '880F10FFFFFF' } });
    expect(other).toMatchObject({ error: { code: 'other-band' } });
  });

  test('a band that does not show its address needs the phone or the code to know it', async () => {
    const hidden = { showsAddress: false };
    expect(await scene(hidden).once()).toMatchObject({ error: { code: 'garbage' } });
    const told = await scene(hidden).once({ context: { expectedSerial: SERIAL } });
    expect(told).toMatchObject({ identity: { serial: SERIAL } });
    const seen = await scene({ ...hidden, deviceId: '88:0F:10:12:34:56' }).once();
    expect(seen).toMatchObject({ identity: { serial: SERIAL } });
  });
});
