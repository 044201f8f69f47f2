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

  test('it is recognised by its characteristics, and names itself', async () => {
    const { band } = scene();
    expect(miBand2.serialOf()).toBeNull();
    expect(miBand2.accepts(band.gatt)).toBe(true);
    expect(miBand2.accepts(band.gatt.slice(1))).toBe(false);
    const other = await scene().once({ context: { expectedSerial: 'FFFFFFFFFFFF' } });
    expect(other).toMatchObject({ error: { code: 'other-band' } });
    const mute = { serial: '' };
    expect(await scene(mute).once()).toMatchObject({ identity: { serial: 'MI2' } });
    const seen = await scene({ ...mute, deviceId: 'C8:0F:10:12:34:56' }).once();
    expect(seen).toMatchObject({ identity: { serial: 'C80F10123456' } });
  });
});
