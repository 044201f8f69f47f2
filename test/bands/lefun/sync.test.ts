import { beforeAll, describe, expect, test } from '@jest/globals';
import type { DriverContext } from '../../../miniprogram/bands/driver';
import { COMMANDS } from '../../../miniprogram/bands/lefun/codec';
import { lefun } from '../../../miniprogram/bands/lefun/driver';
import {
  createVirtualLefun,
  type VirtualLefunOptions,
} from '../../../miniprogram/bands/lefun/virtual';
import { openSession } from '../../../miniprogram/ble/session';
import { cutAt, type Fates, swapValues } from '../../../miniprogram/ble/virtual-faults';
import { createVirtualRadio } from '../../../miniprogram/ble/virtual-radio';
import { plausibleWalks, seeded, type Walk } from '../../../miniprogram/lib/walks';
import { contextOf, Kept, sync } from '../../support/sync';
import { createVirtualClock } from '../../support/virtual-clock';

const ID = 'EA:11:22:33:44:55';
const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;
const TODAY = 20_261_122;
const DAY = 86_400;
const HOUR = 3600;
/** Weeks made up for the last property. */
const SEEDS = 60;

/** Six days and today, a few walks each: short enough to cut a sync at every frame. */
const WEEK: Walk[] = Array.from({ length: 21 }, (_, i) => ({
  at: NOW - 6 * DAY - 7200 + Math.floor(i / 3) * DAY + (i % 3) * 3000,
  steps: 100 + i * 7,
}));
const SLEEP: NonNullable<VirtualLefunOptions['sleep']> = [
  { at: NOW - 13 * HOUR, stage: 'light' },
  { at: NOW - 12.5 * HOUR, stage: 'deep' },
  { at: NOW - 11 * HOUR, stage: 'light' },
  { at: NOW - 6 * HOUR, stage: 'awake' },
].map(({ at, stage }) => ({ at: at - (at % 60), stage: stage as 'light' | 'deep' | 'awake' }));

function scene(options: Partial<VirtualLefunOptions> = {}, fates?: Fates) {
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualLefun({ deviceId: ID, now, truth: WEEK, sleep: SLEEP, ...options });
  const radio = createVirtualRadio({ clock, bands: [band] });
  if (fates) radio.setFates(fates);
  const kept = new Kept();
  const once = (more: { context?: Partial<DriverContext>; step?: (name: string) => void } = {}) =>
    clock.run(
      sync({ radio, clock, deviceId: ID, driver: lefun, kept, ...more }).catch(
        (error: unknown) => ({ error }),
      ),
    );
  return { clock, band, radio, kept, once };
}

/** Steps by the UTC start of their hour, as they were walked. */
function truthOf(walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    const start = at - (at % HOUR);
    truth.set(start, (truth.get(start) ?? 0) + steps);
  }
  return truth;
}

const stepsOf = (kept: Kept) =>
  new Map(kept.summary().readings.map(({ start, steps }) => [start, steps]));
const total = (steps: Map<number, number>) => [...steps.values()].reduce((a, b) => a + b, 0);

describe('a sync', () => {
  test('pairs, reads a week exactly, the sums of today, and the night', async () => {
    const { band, kept, once } = scene({ clockError: 45 });
    expect(await once()).toMatchObject({
      identity: { serial: 'EA1122334455' },
      battery: 71,
      sourceClass: 'direct',
    });
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: band.steps }]);
    const [light, deep, second] = SLEEP.map(({ at }) => at);
    expect(kept.summary().sleep).toMatchObject([
      { seconds: 1800, stage: 'light' },
      { seconds: 5400, stage: 'deep' },
      { seconds: 5 * HOUR, stage: 'light' },
    ]);
    for (const [index, at] of [light, deep, second].entries()) {
      expect(Math.abs(kept.summary().sleep[index]!.start - at!)).toBeLessThanOrEqual(60);
    }
    expect(kept.faults).toEqual([]);
    expect([band.bonded, band.clockShift]).toEqual([true, 28_800]);
  });

  test('R1-1 a plausible week equals the truth; a later one adds to it', async () => {
    const truth = plausibleWalks({ seed: 5, until: NOW - 700 });
    const { clock, band, kept, once } = scene({ truth, sleep: [] });
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(truth));
    await clock.advance(2 * HOUR * 1000);
    band.addSteps(300);
    await once();
    expect(total(stepsOf(kept))).toBe(total(truthOf(truth)) + 300);
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: band.steps }]);
  });

  test('days that were read for good are not read again', async () => {
    const { radio, once } = scene();
    await once();
    const first = radio.frames;
    await once();
    expect(radio.frames - first).toBeLessThan(first / 2);
  });

  test('R11-1 a week takes less than 60 s, and progress never goes back', async () => {
    const truth = plausibleWalks({ seed: 6, until: NOW - 700 });
    const clock = createVirtualClock(NOW * 1000);
    const band = createVirtualLefun({ deviceId: ID, now: () => clock.now() / 1000, truth });
    const radio = createVirtualRadio({ clock, bands: [band], intervalMs: 30, hopMs: 15 });
    const kept = new Kept();
    await clock.run(sync({ radio, clock, deviceId: ID, driver: lefun, kept }));
    expect(stepsOf(kept)).toEqual(truthOf(truth));
    expect(clock.now() - NOW * 1000).toBeLessThan(60_000);
  });

  test('a band that tells no sleep gives its steps', async () => {
    const { kept, once } = scene({ tellsSleep: false });
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    expect(kept.faults).toEqual([]);
  });

  test('another band is refused; its name and its service know it', async () => {
    const { band, once } = scene();
    const result = await once({ context: { expectedSerial: 'EA0000000000' } });
    expect(result).toMatchObject({ error: { code: 'other-band' } });
    expect(lefun.serialOf()).toBeNull();
    expect(lefun.accepts(band.gatt)).toBe(true);
    expect(lefun.accepts(band.gatt.slice(1))).toBe(false);
  });

  test('it can be found, and watched while it counts and measures', async () => {
    const { clock, radio, band } = scene();
    const watching = (async () => {
      const link = await radio.connect(ID, 1000);
      const session = await openSession(link, { clock });
      const run = await lefun.open(session, contextOf(clock));
      await run.find?.();
      const steps = (await run.live?.('steps'))!;
      band.addSteps(30);
      const first = await steps.next();
      await steps.stop();
      const heart = await run.live?.('heart-rate');
      return { first, heart: await heart?.next() };
    })();
    const { first, heart } = await clock.run(watching);
    expect(band.finds).toBe(1);
    expect(first).toMatchObject({ steps: band.steps });
    expect(heart).toMatchObject({ heartRate: 74 });
  });
});

describe('nothing is lost', () => {
  let whole: ReturnType<Kept['summary']>;
  beforeAll(async () => {
    const { kept, once } = scene();
    await once();
    whole = kept.summary();
  });

  test.each([
    ['values swap places', swapValues],
    ['every ninth frame is lost', ({ index }) => (index % 9 === 5 ? 'lose' : 'deliver')],
    [
      'no write is confirmed',
      ({ operation }) => (operation === 'write' ? 'no-callback' : 'deliver'),
    ],
    [
      'every twelfth frame has a wrong bit',
      ({ operation, index, value }) =>
        operation === 'value' && index % 12 === 7
          ? { value: value.map((byte, at) => (at === 5 ? byte ^ 0x10 : byte)) }
          : 'deliver',
    ],
  ] as [string, Fates][])('%s: asked for again at once', async (_, fates) => {
    const { kept, once } = scene({}, fates);
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(kept.faults).toEqual([]);
  });

  test('R11-7 a record that stays unreadable costs itself only, and comes next time', async () => {
    const { band, kept, once } = scene();
    band.faults.badRecord = 4;
    await once();
    expect(kept.faults.map(({ reason }) => reason)).toEqual(['checksum']);
    expect(kept.summary().readings).toHaveLength(whole.readings.length - 1);
    band.faults.badRecord = null;
    await once();
    expect(kept.summary()).toEqual(whole);
  });
});

describe('R13-7 the band clock', () => {
  test('was last set in another zone: the data is right all the same', async () => {
    const { kept, once } = scene({ offsetSeconds: -5 * HOUR });
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
  });

  test('the phone travels west and home again', async () => {
    const { clock, band, kept, once } = scene();
    await once();
    const before = total(stepsOf(kept));
    for (const offsetSeconds of [-8 * HOUR, -8 * HOUR, 8 * HOUR, 8 * HOUR]) {
      await clock.advance(7 * HOUR * 1000);
      band.addSteps(50);
      await once({ context: { offsetSeconds } });
      expect(band.clockShift).toBe(offsetSeconds);
    }
    expect(total(stepsOf(kept))).toBe(before + 200);
  });
});

describe('weeks as they come', () => {
  test('clocks, zones, cuts and walks in any order: every step once', async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { walked, told } = await week(seed);
      expect({ seed, told }).toEqual({ seed, told: walked });
    }
  });

  /** Ten times some walks and perhaps a sync that is perhaps cut, here or ten hours west. */
  async function week(seed: number) {
    const random = seeded(seed);
    const pick = (most: number) => Math.floor(random() * most);
    const errors = [0, 0, 3600, -3600, 46_800, -46_800, 5000, -700];
    const clockError = errors[pick(errors.length)]!;
    const { clock, band, radio, kept, once } = scene({ truth: [], sleep: [], clockError });
    let walked = 0;
    let offsetSeconds = 28_800;
    for (let round = 0; round < 10; round++) {
      await clock.advance(pick(12 * HOUR) * 1000);
      for (let walks = pick(3); walks > 0; walks--) {
        const steps = 1 + pick(500);
        band.addSteps(steps);
        walked += steps;
        await clock.advance(pick(3000) * 1000);
      }
      if (random() < 0.2) offsetSeconds = random() < 0.5 ? 28_800 : -7200;
      radio.setFates(cutAt(radio.frames + pick(80)));
      if (random() < 0.7) await once({ context: { offsetSeconds } });
    }
    radio.setFates(() => 'deliver');
    await once({ context: { offsetSeconds } });
    return { walked, told: total(stepsOf(kept)) };
  }
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
      error: { code: 'garbage', faults: [{ reason: 'checksum' }, {}, {}] },
    });
  });

  test('falls silent after the log-in', async () => {
    const { once } = scene({}, ({ operation, value }) =>
      operation === 'value' && value[2] === COMMANDS.activity ? 'lose' : 'deliver',
    );
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });
});
