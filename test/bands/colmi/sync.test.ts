import { describe, expect, test } from '@jest/globals';
import { colmi } from '../../../miniprogram/bands/colmi/driver';
import { advertisementOf } from '../../../miniprogram/bands/virtual/radio';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import { NOW } from '../../../tools/harness/world';
import { stepsOf } from '../../helpers/truth';
import { DAY, SERIAL, scene, truthOf, WEEK } from './support';

describe('a sync', () => {
  test('R1-1 reads a week exactly, quarter by quarter, and its nights', async () => {
    const { band, kept, once } = scene({ clockError: 40 });
    const run = await once();
    expect(run).toMatchObject({ identity: { serial: SERIAL }, battery: 64, sourceClass: 'direct' });
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    expect(kept.summary().readings[0]).toEqual({
      start: WEEK[0]!.at - (WEEK[0]!.at % 900),
      seconds: 900,
      steps: 100,
      metres: 70,
      kcal: 4,
    });
    expect(kept.faults).toEqual([]);
    expect(band.clockShift).toBe(28_800);
    const midnight = Date.UTC(2026, 10, 21, 16) / 1000;
    expect(kept.summary().sleep).toEqual([
      { start: midnight - DAY + 1800, seconds: 12_000, stage: 'rem' },
      { start: midnight - 3600, seconds: 5400, stage: 'light' },
      { start: midnight + 2400, seconds: 3600, stage: 'deep' },
    ]);
  });

  test('R11-1 a busy week takes a few seconds, and progress never goes back', async () => {
    const truth = plausibleWalks({ seed: 6, until: NOW - 60 });
    const { clock, kept, progress, once } = scene({ truth }, { intervalMs: 30, hopMs: 15 });
    const before = clock.now();
    await once();
    expect(clock.now() - before).toBeLessThan(10_000);
    expect(stepsOf(kept)).toEqual(truthOf(truth));
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
  });

  test('what is walked later comes with the next sync, which only reads today again', async () => {
    const { band, radio, kept, once } = scene();
    await once();
    const first = radio.frames;
    band.addSteps(40);
    await once();
    expect(radio.frames - first).toBeLessThan(first / 2);
    band.addSteps(60);
    await once();
    expect(stepsOf(kept).get(NOW - (NOW % 900))).toBe(100);
  });

  test('a record that holds a whole hour fills its quarters, and only adds as it grows', async () => {
    const hour = NOW - (NOW % 3600) - 3600;
    const { band, kept, once } = scene({ truth: [{ at: hour, steps: 5000 }] });
    await once();
    band.addSteps(1);
    await once();
    expect([...stepsOf(kept)]).toEqual([
      [hour, 3750],
      [hour + 900, 1250],
      [NOW - (NOW % 900), 1],
    ]);
  });

  test('it is recognised by its name, which is its serial', () => {
    const { band } = scene();
    expect(colmi.serialOf(advertisementOf(band))).toBe(SERIAL);
    const named = { ...advertisementOf(band), localName: 'COLMI R10_00ff' };
    expect(colmi.serialOf(named)).toBe('R10_00FF');
    expect(colmi.serialOf({ ...named, localName: 'R2D2' })).toBeNull();
    expect(colmi.accepts(band.gatt)).toBe(true);
    expect(colmi.accepts(band.gatt.slice(1))).toBe(false);
  });

  test('another ring than the one meant is refused where the phone knows its address', async () => {
    const { once } = scene({ deviceId: '70:CB:0D:D0:A1:B2' });
    expect(await once()).toMatchObject({ identity: { serial: SERIAL } });
    const other = await once({ context: { expectedSerial: 'R02_FFFF' } });
    expect(other).toMatchObject({ error: { code: 'other-band' } });
    const unknown = await once({ context: { expectedSerial: null } });
    expect(unknown).toMatchObject({ identity: { serial: '70CB0DD0A1B2' } });
    const hidden = await scene().once({ context: { expectedSerial: null } });
    expect(hidden).toMatchObject({ identity: { serial: 'RING1' } });
    const elsewhere = await once({ context: { expectedSerial: '70CB0DD0A1B3' } });
    expect(elsewhere).toMatchObject({ error: { code: 'other-band' } });
  });
});

describe('a ring that misbehaves', () => {
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
