import { describe, expect, test } from '@jest/globals';
import { ihealth } from '../../../miniprogram/bands/ihealth/driver';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import { dayOf } from '../../../miniprogram/contract/activity';
import { NOW } from '../../../tools/harness/world';
import { stepsOf } from '../../helpers/truth';
import { byDay, daysOf, SHORT, scene, truthOf } from './support';

describe('a sync', () => {
  test.each([
    ['AM3', '1.0.5', false],
    ['AM3', '1.0.5', true],
    ['AM3S', '1.0.9', false],
    ['AM3S', '1.1.0', false],
    ['AM4', '1.3.8', false],
  ] as const)(
    'R1-1 %s with firmware %s (early radio: %s) equals the truth',
    async (model, firmware, early) => {
      const truth = plausibleWalks({ seed: 4, until: NOW - 400 });
      const { band, kept, once } = scene({ model, firmware, early, truth });
      expect(await once()).toMatchObject({
        identity: { serial: '004D32079148', firmware },
        battery: 80,
        sourceClass: 'direct',
      });
      expect(stepsOf(kept)).toEqual(truthOf(truth));
      expect(byDay(kept)).toEqual(daysOf(truth));
      expect(kept.faults).toEqual([]);
      expect(band.remembered).toBe(0);
    },
  );

  test('nights come as spans of one level', async () => {
    const { kept, once } = scene();
    await once();
    const at = NOW - 40_000;
    expect(kept.summary().sleep.slice(0, 4)).toEqual([
      { start: at, seconds: 300, stage: 'awake' },
      { start: at + 300, seconds: 600, stage: 'light' },
      { start: at + 900, seconds: 900, stage: 'deep' },
      { start: at + 2100, seconds: 300, stage: 'light' },
    ]);
    const total = kept.summary().sleep.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(total).toBe((7 + 27) * 300);
  });

  test('what is walked later counts at once in the day, and is no step twice', async () => {
    const { clock, band, kept, once } = scene();
    await once();
    band.addSteps(400);
    await once();
    expect(byDay(kept).get(dayOf(NOW))).toBe(band.steps);
    await clock.advance(600_000);
    band.addSteps(50);
    await clock.advance(600_000);
    await once();
    const total = SHORT.reduce((sum, { steps }) => sum + steps, 450);
    expect([...stepsOf(kept).values()].reduce((a, b) => a + b, 0)).toBe(total);
    expect(byDay(kept).get(dayOf(NOW))).toBe(band.steps);
  });

  test('a day begun elsewhere is a day total, not a five-minute wonder', async () => {
    const truth = [
      { at: NOW - 4000, steps: 6000 },
      { at: NOW - 2000, steps: 300 },
    ];
    const { kept, once } = scene({ truth, sleep: [] });
    await once();
    expect([...stepsOf(kept).values()]).toEqual([300]);
    expect(byDay(kept).get(dayOf(NOW))).toBe(6300);
  });

  test('the goal is the first of three, and the rest of the profile stays', async () => {
    const { band, once } = scene({ model: 'AM4' });
    await once({ context: { goal: 12_345 } });
    expect(band.profile).toMatchObject({
      heightCm: 175,
      weight: 70.5,
      goals: [12_345, 5000, 8000],
    });
  });

  test('battery levels of up to ten are tenths', async () => {
    expect(await scene({ battery: 7 }).once()).toMatchObject({ battery: 70 });
  });

  test('another band than the one meant is refused', async () => {
    const result = await scene().once({ context: { expectedSerial: '004D32079149' } });
    expect(result).toMatchObject({ error: { code: 'other-band' } });
  });

  test('a heart-rate strap is not an early AM3', () => {
    const { band } = scene({ model: 'AM3', early: true });
    expect(ihealth.accepts(band.gatt)).toBe(true);
    expect(ihealth.accepts(band.gatt.slice(0, 4))).toBe(false);
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
    expect(await once()).toMatchObject({
      error: { code: 'garbage', faults: { 0: { reason: 'checksum' } } },
    });
  });
});
