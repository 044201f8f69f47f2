import { beforeAll, describe, expect, test } from '@jest/globals';
import type {
  BandDriver,
  DriverContext,
  Page,
  SecretStore,
} from '../../../miniprogram/bands/driver';
import { miBand2 } from '../../../miniprogram/bands/mi-band-2/driver';
import type { MiBand2Run } from '../../../miniprogram/bands/mi-band-2/run';
import {
  createVirtualMiBand2,
  type VirtualMiBand2Options,
} from '../../../miniprogram/bands/mi-band-2/virtual';
import { openSession } from '../../../miniprogram/ble/session';
import { createVirtualRadio } from '../../../miniprogram/ble/virtual-radio';
import { plausibleWalks, seeded, type Walk } from '../../../miniprogram/lib/walks';
import { contextOf, Kept, sync } from '../../support/sync';
import { createVirtualClock } from '../../support/virtual-clock';

const ID = 'mi-2';
const SERIAL = 'A0B1C2D3E4F5';
/** 12:03:20 in Shanghai. */
const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;
const DAY = 86_400;

/** Seven days, three walks each: short enough to cut it everywhere. */
const WEEK: Walk[] = Array.from({ length: 21 }, (_, i) => ({
  at: NOW - 7 * DAY + 7200 + Math.floor(i / 3) * DAY + (i % 3) * 5400,
  steps: 400 + i * 31,
}));

function scene(options: Partial<VirtualMiBand2Options> = {}, air = {}) {
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualMiBand2({ deviceId: ID, now, truth: WEEK, ...options });
  const radio = createVirtualRadio({ clock, bands: [band], ...air });
  const kept = new Kept();
  const pocket = pocketOf();
  const next = seeded(3);
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next() * 256);
  const once = (
    more: {
      context?: Partial<DriverContext>;
      step?: (name: string) => void;
      driver?: BandDriver;
    } = {},
  ) => {
    const { context, ...rest } = more;
    const work = sync({
      radio,
      clock,
      deviceId: band.deviceId,
      driver: miBand2,
      kept,
      context: { random, secret: pocket, ...context },
      ...rest,
    });
    return clock.run(work.catch((error: unknown) => ({ error })));
  };
  return { clock, band, radio, kept, pocket, once };
}

/** A phone's storage of one pairing. */
const pocketOf = (): SecretStore & { text: string | null } => ({
  text: null,
  get() {
    return this.text;
  },
  async set(value) {
    this.text = value;
  },
});

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

async function uninterrupted(options: Partial<VirtualMiBand2Options> = {}) {
  const { kept, once } = scene(options);
  await once();
  return kept.summary();
}

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
    expect(progress.length).toBeGreaterThan(5);
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

  test('it is recognised by its characteristics, and names itself', async () => {
    const { band } = scene();
    expect(miBand2.serialOf()).toBeNull();
    expect(miBand2.accepts(band.gatt)).toBe(true);
    expect(miBand2.accepts(band.gatt.slice(1))).toBe(false);
    const other = await scene().once({ context: { expectedSerial: 'FFFFFFFFFFFF' } });
    expect(other).toMatchObject({ error: { code: 'other-band' } });
    const mute = { serial: '' };
    expect(await scene(mute).once()).toMatchObject({ error: { code: 'garbage' } });
    const seen = await scene({ ...mute, deviceId: 'C8:0F:10:12:34:56' }).once();
    expect(seen).toMatchObject({ identity: { serial: 'C80F10123456' } });
  });
});

describe('the key', () => {
  test('is made once, kept before the band is told, and confirmed by one tap', async () => {
    const { band, pocket, once } = scene();
    await once();
    const first = pocket.text;
    expect(first).toMatch(/^1;[0-9a-f]{32}$/);
    await once();
    expect([pocket.text, band.taps]).toEqual([first, 1]);
  });

  test('of another phone: one more tap, and nothing is lost', async () => {
    const { band, pocket, kept, once } = scene();
    const before = band.remembered;
    pocket.text = `1;${'ab'.repeat(16)}`;
    await once();
    expect(band.taps).toBe(1);
    expect(before).toBeGreaterThan(0);
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
  });

  test('nobody taps: refused, and nothing is lost', async () => {
    const { band, once } = scene();
    band.faults.untapped = true;
    const before = band.remembered;
    let asked = 0;
    const askWearer = () => asked++;
    expect(await once({ context: { askWearer } })).toMatchObject({ error: { code: 'refused' } });
    expect(asked).toBe(1);
    expect(await once()).toMatchObject({ error: { code: 'refused' } });
    expect(band.remembered).toBe(before);
  });

  test('a band that says nothing is not waited for without end', async () => {
    const { band, pocket, once } = scene();
    band.faults.silent = true;
    expect(await once()).toMatchObject({ error: { code: 'refused' } });
    pocket.text = `1;${'ab'.repeat(16)}`;
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });
});

describe('while connected', () => {
  const opened = async (
    options: Partial<VirtualMiBand2Options>,
    act: (run: MiBand2Run, band: ReturnType<typeof scene>['band']) => Promise<void>,
  ) => {
    const { clock, band, radio } = scene(options);
    const work = (async () => {
      const link = await radio.connect(ID, 1000);
      const session = await openSession(link, { clock });
      await act(await miBand2.open(session, contextOf(clock)), band);
      await link.close();
    })();
    await clock.run(work);
    return band;
  };

  test('steps are told as they are walked', async () => {
    await opened({}, async (run, band) => {
      const live = await run.live('steps');
      const before = band.steps;
      band.addSteps(30);
      expect(await live.next()).toEqual({ at: NOW, steps: before + 30 });
      await live.stop();
    });
  });

  test('the heart rate is measured until it is stopped', async () => {
    await opened({}, async (run) => {
      const live = await run.live('heart-rate');
      expect(await live.next()).toEqual({ at: NOW, heartRate: 78 });
      await live.stop();
    });
  });
});

describe('nothing is lost', () => {
  let whole: Awaited<ReturnType<typeof uninterrupted>>;
  beforeAll(async () => {
    whole = await uninterrupted();
  });

  test('a page nobody let go stays on the band; release may be called late, and again', async () => {
    const { clock, radio, band, kept, pocket, once } = scene();
    const stored = band.remembered;
    const pages: Page[] = [];
    const work = (async () => {
      const link = await radio.connect(ID, 1000);
      const session = await openSession(link, { clock });
      const run = await miBand2.open(session, { ...contextOf(clock), secret: pocket });
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
    expect(band.remembered).toBe(stored - second);
  });

  test('R11-7 a value cut short is asked for again at once', async () => {
    const { radio, kept, once } = scene();
    let left = 1;
    radio.setFates(({ operation, value }) =>
      operation === 'value' && value.length === 17 && left-- > 0
        ? { value: value.subarray(0, 12) }
        : 'deliver',
    );
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(kept.faults).toEqual([]);
  });

  test('R11-7 a value that never comes costs its minutes only, and comes next time', async () => {
    const truth = plausibleWalks({ seed: 7, until: NOW - 700, days: 2 });
    const options = { truth, dense: true };
    const { band, kept, once } = scene(options);
    band.faults.lostValue = 10;
    const stored = band.remembered;
    await once();
    expect(new Set(reasonsOf(kept))).toEqual(new Set(['missing']));
    expect(band.remembered).toBe(stored);
    const all = truthOf(truth);
    const some = stepsOf(kept);
    for (const [start, steps] of some) expect(all.get(start)).toBe(steps);
    expect(some.size).toBeGreaterThan(all.size * 0.9);
    band.faults.lostValue = null;
    await once();
    expect(stepsOf(kept)).toEqual(all);
  });
});
