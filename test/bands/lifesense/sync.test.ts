import { describe, expect, test } from '@jest/globals';
import { lifesense } from '../../../miniprogram/bands/lifesense/driver';
import {
  createVirtualA2,
  type VirtualA2Options,
} from '../../../miniprogram/bands/lifesense/virtual/a2';
import { createVirtualLifesense } from '../../../miniprogram/bands/lifesense/virtual/band';
import type { VirtualLifesenseOptions } from '../../../miniprogram/bands/lifesense/virtual/options';
import type { Peripheral } from '../../../miniprogram/bands/virtual/peripheral';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import { plausibleWalks, type Walk } from '../../../miniprogram/bands/virtual/walks';
import { dayOf } from '../../../miniprogram/contract/activity';
import type { DriverContext, SecretStore } from '../../../miniprogram/protocols/driver';
import { createVirtualClock, type VirtualClock } from '../../../tools/harness/clock';
import { Kept, sync } from '../../../tools/harness/sync';

const ID = 'ls-1';
const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;
const DAY = 86_400;
const WEEK = plausibleWalks({ seed: 3, until: NOW });
/** Seven days of two hours each: short enough to cut it everywhere. */
const SHORT: Partial<VirtualLifesenseOptions> = {
  truth: Array.from({ length: 14 }, (_, i) => ({
    at: NOW - 7 * DAY + Math.floor(i / 2) * DAY + (i % 2) * 7200 + 600,
    steps: 200 + i,
  })),
  sleep: [{ time: NOW - 30_000, values: [0, 3, null, 12, 7, 7] }],
};
const NIGHT = [
  { time: NOW - 30_000, values: [0, 0, 3, null, null, 12, 7, 7, 7, 0] },
  { time: NOW - 120_000, values: Array.from({ length: 150 }, (_, i) => i % 5) },
];

interface More {
  context?: Partial<DriverContext>;
  step?: (name: string) => void;
}

function stage<B extends Peripheral>(make: (clock: VirtualClock) => B) {
  const clock = createVirtualClock(NOW * 1000);
  const band = make(clock);
  const radio = createVirtualRadio({ clock, bands: [band] });
  const kept = new Kept();
  let secret: string | null = null;
  const store: SecretStore = {
    get: () => secret,
    async set(value) {
      secret = value;
    },
  };
  const once = ({ context, step }: More = {}) => {
    const options = { radio, clock, deviceId: ID, driver: lifesense, kept };
    const work = sync({
      ...options,
      context: { secret: store, ...context },
      ...(step ? { step } : {}),
    });
    return clock.run(work.catch((error: unknown) => ({ error })));
  };
  return { clock, band, radio, kept, once };
}

const now = (clock: VirtualClock) => () => clock.now() / 1000;
const a5 = (options: Partial<VirtualLifesenseOptions> = {}) =>
  stage((clock) =>
    createVirtualLifesense({
      deviceId: ID,
      now: now(clock),
      truth: WEEK,
      sleep: NIGHT,
      ...options,
    }),
  );
const a2 = (options: Partial<VirtualA2Options> = {}) =>
  stage((clock) => createVirtualA2({ deviceId: ID, now: now(clock), truth: WEEK, ...options }));

/** Steps by closed hour, and by day, as they were walked. */
function hoursOf(walks: readonly Walk[], until: number): Map<number, number> {
  const hours = new Map<number, number>();
  for (const { at, steps } of walks) {
    const hour = at - (at % 3600);
    if (hour + 3600 <= until) hours.set(hour, (hours.get(hour) ?? 0) + steps);
  }
  return hours;
}

function daysOf(walks: readonly Walk[]): Map<number, number> {
  const days = new Map<number, number>();
  for (const { at, steps } of walks) days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + steps);
  return days;
}

const byStart = (kept: Kept) =>
  new Map(kept.summary().readings.map(({ start, steps }) => [start, steps]));
const byDay = (kept: Kept) => new Map(kept.summary().days.map(({ day, steps }) => [day, steps]));

describe('A5', () => {
  test('pairs, reads a week of hours, the day so far and the nights', async () => {
    const { band, kept, once } = a5();
    expect(await once()).toMatchObject({
      identity: { serial: 'CD0B5E7C2E2A', firmware: 'V031' },
      sourceClass: 'direct',
    });
    expect(byStart(kept)).toEqual(hoursOf(WEEK, NOW));
    expect(byDay(kept)).toEqual(new Map([[dayOf(NOW), daysOf(WEEK).get(dayOf(NOW))]]));
    expect(kept.sleep.size).toBe(8 + 150);
    expect(kept.summary().sleep.every(({ stage }) => stage === 'light')).toBe(true);
    expect(kept.faults).toEqual([]);
    expect(band.paired).toBe(true);
    expect(band.remembered).toBe([...hoursOf(WEEK, Infinity)].length - byStart(kept).size);
  });

  test('a band that puts a version before its commands', async () => {
    const { band, kept, once } = a5({ version: 1 });
    await once({ context: { goal: 9500 } });
    expect(byStart(kept)).toEqual(hoursOf(WEEK, NOW));
    expect(band.user).toMatchObject({ targetType: 0, target: 9500 });
  });

  test('what is walked later counts at once in the day, and in its hour when that is over', async () => {
    const { clock, band, kept, once } = a5();
    await once();
    const before = band.steps;
    band.addSteps(500);
    await once();
    expect(byDay(kept).get(dayOf(NOW))).toBe(before + 500);
    await clock.advance(3_600_000);
    await once();
    expect([...byStart(kept).values()].reduce((a, b) => a + b, 0)).toBe(
      WEEK.reduce((sum, { steps }) => sum + steps, 500),
    );
  });

  test('another band than the one meant is refused', async () => {
    const result = await a5().once({ context: { expectedSerial: 'CD0B5E7C2E2B' } });
    expect(result).toMatchObject({ error: { code: 'other-band' } });
  });

  test('a clock that was wrong is set; hours that cannot be are set aside', async () => {
    const { band, kept, once } = a5({ clockError: 3 * DAY });
    await once();
    const reasons = new Set(kept.faults.map(({ reason }) => reason));
    expect(reasons).toEqual(new Set(['time-unknown']));
    expect(kept.summary().readings.every(({ start }) => start <= NOW)).toBe(true);
    const before = kept.faults.length;
    band.addSteps(70);
    await once();
    expect(kept.faults.length - before).toBeLessThanOrEqual(1);
  });

  test('R11-7 a corrupt message costs itself only, stays on the band and comes next time', async () => {
    const full = a5();
    await full.once();
    const whole = full.kept.summary();
    const { band, kept, once } = a5();
    band.faults.badMessage = 2;
    await once();
    expect(kept.faults.map(({ reason }) => reason)).toEqual(['checksum']);
    const missing = whole.readings.length - kept.readings.size;
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThanOrEqual(12);
    band.faults.badMessage = null;
    await once();
    expect(kept.summary()).toEqual(whole);
  });

  test('what the driver cannot read stays on the band, and stops nothing', async () => {
    const { band, kept, once } = a5({ ...SHORT, heartRate: [Uint8Array.of(1, 2, 3)] });
    await once();
    expect(kept.faults).toEqual([{ kind: 'frame', reason: 'unknown-command', hex: '53010203' }]);
    expect(byStart(kept)).toEqual(hoursOf(SHORT.truth!, NOW));
    expect(band.remembered).toBe(1);
  });

  test('R11-7 a band that asks the same again and again is not answered for ever', async () => {
    const { band, kept, once } = a5();
    band.faults.insists = true;
    expect(await once()).toMatchObject({ error: { code: 'garbage' } });
    band.faults.insists = false;
    expect(await once()).not.toHaveProperty('error');
    expect(kept.summary().readings.length).toBeGreaterThan(0);
  });

  test('a band that says nothing, and one that speaks garbage', async () => {
    const silent = a5();
    silent.band.faults.silent = true;
    expect(await silent.once()).toMatchObject({ error: { code: 'no-answer' } });
    const garbled = a5();
    garbled.band.faults.garbage = true;
    expect(await garbled.once()).toMatchObject({ error: { code: 'garbage' } });
  });
});

describe('A2', () => {
  test('pairs first, then logs in with what pairing left and reads every day', async () => {
    const { band, kept, once } = a2();
    expect(await once()).toMatchObject({ sourceClass: 'counter' });
    expect(band.paired).toBe(true);
    expect(kept.days.size).toBe(0);
    expect(await once()).toMatchObject({
      identity: { serial: 'A1B2C3FFFED4E5F6' },
      sourceClass: 'counter',
    });
    expect(byDay(kept)).toEqual(daysOf(WEEK));
    band.addSteps(40);
    await once();
    expect(byDay(kept).get(dayOf(NOW))).toBe(band.steps);
  });

  test('a band that was paired elsewhere is refused', async () => {
    const { once } = a2();
    await once();
    const other: SecretStore = { get: () => null, set: async () => undefined };
    const result = await once({ context: { secret: other } });
    expect(result).toMatchObject({ error: { code: 'refused' } });
  });

  test('days that cannot be are set aside', async () => {
    const { kept, once } = a2({ clockError: 8 * DAY });
    await once();
    await once();
    expect(kept.days.size).toBeLessThan(3);
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
  });
});

test('both families are accepted, a band with neither is not', () => {
  expect(lifesense.accepts(a5().band.gatt)).toBe(true);
  expect(lifesense.accepts(a2().band.gatt)).toBe(true);
  expect(lifesense.accepts(a5().band.gatt.slice(2))).toBe(false);
});
