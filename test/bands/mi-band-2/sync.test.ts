import { describe, expect, test } from '@jest/globals';
import { decodeSteps } from '../../../miniprogram/bands/mi-band-2/codec';
import { miBand2 } from '../../../miniprogram/bands/mi-band-2/driver';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { NOW } from '../../../tools/harness/world';
import { stepsOf } from '../../helpers/truth';
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

describe('a band with more pieces than a usual one', () => {
  const pieces = Array.from({ length: 260 }, (_, nth) => ({
    at: NOW - (260 - nth) * 1980,
    steps: 50,
  }));

  test.each([0, 7200])('is read to its end with a clock that is %d s ahead', async (clockError) => {
    const { band, kept, once } = scene({ truth: pieces, clockError });
    await once();
    expect(kept.summary().readings).toHaveLength(260);
    expect(stepsOf(kept)).toEqual(truthOf(pieces));
    expect(band.remembered).toBe(0);
  });
});

describe('numbers and times that cannot be', () => {
  const minutes = Array.from({ length: 160 }, (_, at) => ({
    at: NOW - (NOW % 60) - 12_000 + at * 60,
    steps: 20,
  }));
  const total = (kept: ReturnType<typeof scene>['kept']) =>
    kept.summary().readings.reduce((sum, { steps }) => sum + steps, 0);

  test('a history that begins at 37 s past, with a gap, then at none: every step once', async () => {
    const { band, kept, once } = scene({ truth: minutes });
    band.shiftGrid(37);
    await once();
    band.shiftGrid(0);
    await once();
    expect(total(kept)).toBe(3200);
  });

  test('a band that always begins before what was asked is read once', async () => {
    const whole = scene({ truth: minutes });
    await whole.once();
    const { band, kept, radio, once } = scene({ truth: minutes });
    Object.assign(band.faults, { early: true, keeps: true });
    await once();
    expect(total(kept)).toBe(3200);
    expect(radio.frames).toBeLessThan(whole.radio.frames + 10);
  });

  test.each([1800, 7200, 18_000])(
    'one that begins %d s before what was asked goes on',
    async (seconds) => {
      const apart = Array.from({ length: 6 }, (_, nth) => ({
        at: NOW - 90_000 + nth * 14_400,
        steps: 50,
      }));
      const { band, kept, once } = scene({ truth: apart });
      Object.assign(band.faults, { behindSeconds: seconds, keeps: true });
      await once();
      expect(total(kept)).toBe(300);
    },
  );

  test('a history of 31 April is told and let go', async () => {
    const { band, kept, once } = scene({ truth: minutes });
    band.faults.undated = true;
    expect(await once()).not.toHaveProperty('error');
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
    expect(band.remembered).toBe(0);
  });
});

test.each([
  ['00b7010000', 439],
  ['0c00000100', 65_536],
  ['0c8f190000e4110000d2000000', 6543],
  ['0cffffffff', null],
])('steps %s', (hex, steps) => {
  expect(decodeSteps(fromHex(hex)!)).toEqual({ ok: true, value: steps });
});
