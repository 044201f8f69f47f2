import { describe, expect, test } from '@jest/globals';
import type { DriverContext } from '../../../miniprogram/bands/driver';
import { authAnswer } from '../../../miniprogram/bands/ihealth/crypto';
import { ihealth } from '../../../miniprogram/bands/ihealth/driver';
import {
  createVirtualIHealth,
  type VirtualIHealthOptions,
} from '../../../miniprogram/bands/ihealth/virtual';
import type { Fates } from '../../../miniprogram/ble/virtual-faults';
import { createVirtualRadio } from '../../../miniprogram/ble/virtual-radio';
import { dayOf } from '../../../miniprogram/contract/activity';
import { plausibleWalks, type Walk } from '../../../miniprogram/lib/walks';
import { Kept, sync } from '../../support/sync';
import { createVirtualClock } from '../../support/virtual-clock';

const ID = 'ih-1';
const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;
const DAY = 86_400;
/** Made up: the makers' keys are not public. */
const KEY = Uint8Array.from({ length: 16 }, (_, index) => 0xa0 + index);
const WEEK = plausibleWalks({ seed: 4, until: NOW - 400 });
/** Seven days, four walks each: short enough to cut it everywhere. */
const SHORT: Walk[] = Array.from({ length: 28 }, (_, i) => ({
  at: NOW - 7 * DAY + 3600 + Math.floor(i / 4) * DAY + (i % 4) * 900,
  steps: 90 + i * 5,
}));
const NIGHTS = [
  { at: NOW - 40_000, levels: [0, 1, 1, 2, 2, 2, 9, 1] },
  { at: NOW - 30_000, levels: Array.from({ length: 27 }, (_, i) => (i % 4 === 3 ? 2 : 1)) },
];

type Step = (name: string) => void;

function scene(options: Partial<VirtualIHealthOptions> = {}) {
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualIHealth({
    deviceId: ID,
    key: KEY,
    now,
    truth: SHORT,
    sleep: NIGHTS,
    ...options,
  });
  const radio = createVirtualRadio({ clock, bands: [band] });
  const kept = new Kept();
  const asked: string[] = [];
  const vendorAuth: DriverContext['vendorAuth'] = async ({ protocol, challenge }) => {
    asked.push(challenge);
    const answer = protocol === 'ihealth' ? authAnswer(KEY, challenge) : null;
    if (!answer) throw new Error('not one of ours');
    return answer;
  };
  const once = ({ context, step }: { context?: Partial<DriverContext>; step?: Step } = {}) => {
    const work = sync({
      radio,
      clock,
      deviceId: ID,
      driver: ihealth,
      kept,
      context: { vendorAuth, ...context },
      ...(step ? { step } : {}),
    });
    return clock.run(work.catch((error: unknown) => ({ error })));
  };
  return { clock, band, radio, kept, once, asked };
}

/** Steps by the start of their five minutes, and by day, as they were walked. */
function truthOf(walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    const start = at - (at % 300);
    truth.set(start, (truth.get(start) ?? 0) + steps);
  }
  return truth;
}

function daysOf(walks: readonly Walk[]): Map<number, number> {
  const days = new Map<number, number>();
  for (const { at, steps } of walks) days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + steps);
  return days;
}

const byStart = (kept: Kept) =>
  new Map(kept.summary().readings.map(({ start, steps }) => [start, steps]));
const byDay = (kept: Kept) =>
  new Map(kept.summary().days.flatMap(({ day, steps }) => (steps > 0 ? [[day, steps]] : [])));

const uninterrupted = async (options: Partial<VirtualIHealthOptions> = {}) => {
  const { kept, once } = scene(options);
  await once();
  return kept.summary();
};

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
      const { band, kept, once } = scene({ model, firmware, early, truth: WEEK });
      expect(await once()).toMatchObject({
        identity: { serial: '004D32079148', firmware },
        battery: 80,
        sourceClass: 'direct',
      });
      expect(byStart(kept)).toEqual(truthOf(WEEK));
      expect(byDay(kept)).toEqual(daysOf(WEEK));
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
    expect([...byStart(kept).values()].reduce((a, b) => a + b, 0)).toBe(total);
    expect(byDay(kept).get(dayOf(NOW))).toBe(band.steps);
  });

  test('a day begun elsewhere is a day total, not a five-minute wonder', async () => {
    const truth = [
      { at: NOW - 4000, steps: 6000 },
      { at: NOW - 2000, steps: 300 },
    ];
    const { kept, once } = scene({ truth, sleep: [] });
    await once();
    expect([...byStart(kept).values()]).toEqual([300]);
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

describe('the log-in', () => {
  test('asks the maker, and never holds a key', async () => {
    const { asked, once } = scene();
    await once();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^AM3S(:[0-9a-f]{32}){4}$/);
  });

  test('without the maker’s key says so', async () => {
    const { band, once } = scene();
    const stored = band.remembered;
    const result = await once({ context: { vendorAuth: () => Promise.reject(new Error('none')) } });
    expect(result).toMatchObject({ error: { code: 'needs-key' } });
    expect(band.remembered).toBe(stored);
  });

  test('with a wrong answer is refused', async () => {
    const vendorAuth = async () => '00112233445566778899aabbccddeeff';
    const result = await scene().once({ context: { vendorAuth } });
    expect(result).toMatchObject({ error: { code: 'refused' } });
  });

  test('of a band with another key does not pass the maker', async () => {
    const result = await scene({ key: new Uint8Array(16) }).once();
    expect(result).toMatchObject({ error: { code: 'needs-key' } });
  });
});

describe('nothing is lost', () => {
  test('cut after the echo of a day in progress: the next differences begin there', async () => {
    const { clock, band, kept, once } = scene({ sleep: [] });
    await once();
    for (const steps of [200, 300]) {
      band.addSteps(steps);
      await clock.advance(600_000);
      await once({
        step: (name) => {
          if (name === 'kept') throw new Error('killed');
        },
      });
      await once();
    }
    const total = SHORT.reduce((sum, { steps }) => sum + steps, 500);
    expect([...byStart(kept).values()].reduce((a, b) => a + b, 0)).toBe(total);
  });

  test('a day in progress is told again with the same differences', async () => {
    const { clock, band, kept, once } = scene({ sleep: [] });
    const walk = async (steps: number) => {
      band.addSteps(steps);
      await clock.advance(600_000);
    };
    await walk(100);
    await once();
    await walk(200);
    await walk(300);
    await once({
      step: (name) => {
        if (name === 'kept') throw new Error('killed');
      },
    });
    const read = kept.summary().readings;
    await once();
    expect(kept.summary().readings).toEqual(read);
    expect(read.slice(-3).map(({ steps }) => steps)).toEqual([100, 200, 300]);
  });

  test('records that make no sense are not released', async () => {
    const { radio, band, kept, once } = scene({ sleep: [] });
    const stored = band.remembered;
    const nonsense: Fates = ({ operation, value }) => {
      if (operation !== 'value' || value.length < 7 || value[5] !== 0xad) return 'deliver';
      const hour31 = value.slice();
      hour31[6] = 31;
      hour31[value.length - 1]! += 31 - value[6]!;
      return { value: hour31 };
    };
    radio.setFates(nonsense);
    await once();
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time']));
    expect(band.remembered).toBe(stored);
    radio.setFates(() => 'deliver');
    await once();
    expect(byStart(kept)).toEqual(truthOf(SHORT));
  });

  test('R11-7 a corrupt frame: the transfer is told again at once', async () => {
    const { band, kept, once } = scene();
    band.faults.badFrame = 11;
    await once();
    expect(kept.summary()).toEqual(await uninterrupted());
    expect(band.remembered).toBe(0);
  });

  test('R11-7 a frame that stays corrupt: what came counts, nothing is released, the rest comes next time', async () => {
    const whole = await uninterrupted();
    const { band, kept, once } = scene();
    const stored = band.remembered;
    band.faults.badFrame = 11;
    band.faults.badAlways = true;
    await once();
    expect(kept.faults.map(({ reason }) => reason)).toContain('checksum');
    expect(kept.readings.size).toBeGreaterThan(0);
    for (const reading of kept.summary().readings) expect(whole.readings).toContainEqual(reading);
    expect(band.remembered).toBe(stored - NIGHTS.length);
    band.faults.badFrame = null;
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(band.remembered).toBe(0);
  });
});

describe('R13-7 the band clock', () => {
  test.each([400 * DAY, -(NOW - Date.UTC(2000, 0, 9) / 1000), 30 * DAY])(
    'is off by %i s: what cannot be is set aside, and the clock is set',
    async (clockError) => {
      const { band, kept, once } = scene({ clockError, sleep: [] });
      await once();
      const wrong = kept.summary().readings;
      expect(wrong).toEqual([]);
      expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
      band.addSteps(33);
      await once();
      expect(byDay(kept).get(dayOf(NOW))).toBe(33);
    },
  );
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
