import { beforeAll, describe, expect, test } from '@jest/globals';
import type { BandDriver, DriverContext, Page } from '../../../miniprogram/bands/driver';
import { miBand } from '../../../miniprogram/bands/mi-band/driver';
import { userOf } from '../../../miniprogram/bands/mi-band/login';
import type { MiBandRun } from '../../../miniprogram/bands/mi-band/run';
import {
  createVirtualMiBand,
  type VirtualMiBandOptions,
} from '../../../miniprogram/bands/mi-band/virtual';
import { openSession } from '../../../miniprogram/ble/session';
import { advertisementOf, createVirtualRadio } from '../../../miniprogram/ble/virtual-radio';
import { plausibleWalks, type Walk } from '../../../miniprogram/lib/walks';
import { contextOf, Kept, sync } from '../../support/sync';
import { createVirtualClock } from '../../support/virtual-clock';

const ID = 'mi-1';
const SERIAL = '880F10123456';
/** 12:03:20 in Shanghai. */
const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;
const DAY = 86_400;
const COUNTED = '2.0.7.1';

/** Seven days, three walks each: short enough to cut it everywhere. */
const WEEK: Walk[] = Array.from({ length: 21 }, (_, i) => ({
  at: NOW - 7 * DAY + 7200 + Math.floor(i / 3) * DAY + (i % 3) * 5400,
  steps: 400 + i * 31,
}));

function scene(options: Partial<VirtualMiBandOptions> = {}, air = {}) {
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualMiBand({ deviceId: ID, now, truth: WEEK, ...options });
  const radio = createVirtualRadio({ clock, bands: [band], ...air });
  const kept = new Kept();
  const once = (
    more: {
      context?: Partial<DriverContext>;
      step?: (name: string) => void;
      driver?: BandDriver;
    } = {},
  ) => {
    const work = sync({ radio, clock, deviceId: band.deviceId, driver: miBand, kept, ...more });
    return clock.run(work.catch((error: unknown) => ({ error })));
  };
  return { clock, band, radio, kept, once };
}

/** Steps by the UTC minute, as the band counts at most 180 of them a minute. */
function truthOf(walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    let minute = at - (at % 60);
    for (let left = steps; left > 0; minute -= 60) {
      const part = Math.min(left, 180 - (truth.get(minute) ?? 0));
      if (part > 0) truth.set(minute, (truth.get(minute) ?? 0) + part);
      left -= Math.max(0, part);
    }
  }
  return new Map([...truth].sort(([a], [b]) => a - b));
}

const stepsOf = (kept: Kept) =>
  new Map(kept.summary().readings.map(({ start, steps }) => [start, steps]));
const reasonsOf = (kept: Kept) => kept.faults.map(({ reason }) => reason);

async function uninterrupted(options: Partial<VirtualMiBandOptions> = {}) {
  const { kept, once } = scene(options);
  await once();
  return kept.summary();
}

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

  test('R11-1 a dense week at 20 bytes takes less than 60 s, and progress never goes back', async () => {
    const truth = plausibleWalks({ seed: 6, until: NOW - 700 });
    const { clock, kept, once } = scene({ truth, dense: true }, { intervalMs: 30, hopMs: 15 });
    const progress: number[] = [];
    const add = kept.add.bind(kept);
    kept.add = (page) => {
      progress.push((page as Page).progress);
      add(page);
    };
    const before = clock.now();
    await once();
    expect(clock.now() - before).toBeLessThan(60_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(progress.length).toBeGreaterThan(20);
  });

  test('what is walked later comes with the next sync', async () => {
    const { band, kept, once } = scene();
    await once();
    band.addSteps(40);
    await once();
    expect(stepsOf(kept).get(NOW - (NOW % 60))).toBe(40);
    expect(kept.summary().days.at(-1)).toEqual({ day: 20_261_122, steps: band.steps });
  });

  test('a goal is set', async () => {
    const { band, once } = scene();
    await once({ context: { goal: 9000 } });
    expect(band.goal).toBe(9000);
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

describe('who wears it', () => {
  test('a band that knows another person asks for a tap, and is empty afterwards', async () => {
    const { band, kept, once } = scene({ uid: 1 });
    await once();
    expect(band.uid).toBe(userOf(SERIAL).uid);
    expect(kept.readings.size).toBe(0);
    band.addSteps(25);
    await once();
    expect([...stepsOf(kept).values()]).toEqual([25]);
  });

  test('nobody taps: refused, and nothing is lost', async () => {
    const { band, once } = scene({ uid: 1 });
    band.faults.untapped = true;
    const before = band.remembered;
    let asked = 0;
    const askWearer = () => asked++;
    expect(await once({ context: { askWearer } })).toMatchObject({ error: { code: 'refused' } });
    expect(asked).toBe(1);
    expect(await once()).toMatchObject({ error: { code: 'refused' } });
    expect(band.remembered).toBe(before);
  });

  test('a band that says nothing is no-answer', async () => {
    const { band, once } = scene();
    band.faults.silent = true;
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });
});

describe('while connected', () => {
  const opened = async (
    options: Partial<VirtualMiBandOptions>,
    act: (run: MiBandRun, band: ReturnType<typeof scene>['band']) => Promise<void>,
  ) => {
    const { clock, band, radio } = scene(options);
    const work = (async () => {
      const link = await radio.connect(ID, 1000);
      const session = await openSession(link, { clock });
      await act(await miBand.open(session, contextOf(clock)), band);
      await link.close();
    })();
    await clock.run(work);
    return band;
  };

  test('steps are told as they are walked', async () => {
    await opened({}, async (run, band) => {
      const live = await run.live('steps');
      const before = band.steps;
      expect(await live.next()).toEqual({ at: NOW, steps: before });
      band.addSteps(30);
      expect(await live.next()).toEqual({ at: NOW, steps: before + 30 });
      await live.stop();
    });
  });

  test('a 1S measures the heart rate; a 1 has no sensor', async () => {
    await opened({ model: '1S' }, async (run) => {
      const live = await run.live('heart-rate');
      expect(await live.next()).toEqual({ at: NOW, heartRate: 78 });
      await live.stop();
    });
    await opened({}, async (run) => {
      await expect(run.live('heart-rate')).rejects.toHaveProperty('code', 'no-characteristic');
    });
  });

  test('it can be found', async () => {
    const band = await opened({}, (run) => run.find());
    expect(band.found).toBe(1);
  });
});

describe('nothing is lost', () => {
  let whole: Awaited<ReturnType<typeof uninterrupted>>;
  beforeAll(async () => {
    whole = await uninterrupted();
  });

  test('a page nobody let go stays on the band; release may be called late, and again', async () => {
    const { clock, radio, band, kept, once } = scene();
    const stored = band.remembered;
    const pages: Page[] = [];
    const work = (async () => {
      const link = await radio.connect(ID, 1000);
      const run = await miBand.open(await openSession(link, { clock }), contextOf(clock));
      for (let page = await run.next(); page; page = await run.next()) {
        pages.push(page);
        if (pages.length === 2) {
          await page.release();
          await page.release();
        }
      }
      for (const page of pages) await page.release();
      await link.close();
    })();
    await clock.run(work);
    const second = pages[1]!.readings.length;
    expect(band.remembered).toBe(stored - second);
    for (const page of pages) kept.add(page);
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(band.remembered).toBe(0);
  });

  test('R11-7 a value cut short is asked for again at once', async () => {
    const { radio, kept, once } = scene({ profile: COUNTED });
    let left = 1;
    radio.setFates(({ operation, value }) =>
      operation === 'value' && value.length === 19 && left-- > 0
        ? { value: value.subarray(0, 12) }
        : 'deliver',
    );
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(kept.faults).toEqual([]);
  });

  test('R11-7 a value that never comes costs its minutes only, and comes next time', async () => {
    const truth = plausibleWalks({ seed: 7, until: NOW - 700, days: 2 });
    const options = { profile: COUNTED, truth, dense: true };
    const { band, kept, once } = scene(options);
    band.faults.lostValue = 10;
    const stored = band.remembered;
    await once();
    expect(new Set(reasonsOf(kept))).toEqual(new Set(['missing']));
    expect(band.remembered).toBeGreaterThan(stored / 2);
    const all = truthOf(truth);
    const some = stepsOf(kept);
    for (const [start, steps] of some) expect(all.get(start)).toBe(steps);
    expect(some.size).toBeGreaterThan(all.size * 0.9);
    band.faults.lostValue = null;
    await once();
    expect(stepsOf(kept)).toEqual(all);
    expect(band.remembered).toBe(0);
  });
});
