import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Night } from '../../../miniprogram/bands/colmi/codec';
import { colmi } from '../../../miniprogram/bands/colmi/driver';
import type { ColmiRun } from '../../../miniprogram/bands/colmi/run';
import {
  createVirtualColmi,
  type VirtualColmiOptions,
} from '../../../miniprogram/bands/colmi/virtual';
import type { BandDriver, DriverContext } from '../../../miniprogram/bands/driver';
import { openSession } from '../../../miniprogram/ble/session';
import { advertisementOf, createVirtualRadio } from '../../../miniprogram/ble/virtual-radio';
import { plausibleWalks, type Walk } from '../../../miniprogram/lib/walks';
import { contextOf, Kept, sync } from '../../support/sync';
import { createVirtualClock } from '../../support/virtual-clock';

const ID = 'ring-1';
const SERIAL = 'R02_A1B2';
/** 12:03:20 in Shanghai. */
const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;
const DAY = 86_400;

/** Seven days, four walks each: short enough to cut it everywhere. */
const WEEK: Walk[] = Array.from({ length: 28 }, (_, i) => ({
  at: NOW - 6 * DAY - 10_000 + Math.floor(i / 4) * DAY + (i % 4) * 2000,
  steps: 100 + i * 7,
}));
const NIGHTS: Night[] = [
  { daysAgo: 1, start: 30, end: 400, pieces: [{ stage: 'rem', minutes: 200 }] },
  {
    daysAgo: 0,
    start: -60,
    end: 420,
    pieces: [
      { stage: 'light', minutes: 90 },
      { stage: null, minutes: 10 },
      { stage: 'deep', minutes: 60 },
    ],
  },
];

function scene(options: Partial<VirtualColmiOptions> = {}, air = {}) {
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualColmi({ deviceId: ID, now, truth: WEEK, nights: NIGHTS, ...options });
  const radio = createVirtualRadio({ clock, bands: [band], ...air });
  const kept = new Kept();
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
      driver: colmi,
      kept,
      context: { expectedSerial: SERIAL, ...context },
      ...rest,
    });
    return clock.run(work.catch((error: unknown) => ({ error })));
  };
  return { clock, band, radio, kept, once };
}

/** Steps by the UTC start of their quarter of an hour, as they were walked. */
function truthOf(walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    const start = at - (at % 900);
    truth.set(start, (truth.get(start) ?? 0) + steps);
  }
  return truth;
}

const stepsOf = (kept: Kept) =>
  new Map(kept.summary().readings.map(({ start, steps }) => [start, steps]));
const reasonsOf = (kept: Kept) => kept.faults.map(({ reason }) => reason);

async function uninterrupted(options: Partial<VirtualColmiOptions> = {}) {
  const { kept, once } = scene(options);
  await once();
  return kept.summary();
}

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
    const { clock, kept, once } = scene({ truth }, { intervalMs: 30, hopMs: 15 });
    const progress: number[] = [];
    const add = kept.add.bind(kept);
    kept.add = (page) => {
      progress.push((page as typeof page & { progress: number }).progress);
      add(page);
    };
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
    expect(hidden).toMatchObject({ error: { code: 'garbage' } });
  });
});

describe('while connected', () => {
  async function opened(
    act: (run: ColmiRun, band: ReturnType<typeof scene>['band']) => Promise<void>,
  ) {
    const { clock, band, radio } = scene();
    const work = (async () => {
      const link = await radio.connect(ID, 1000);
      const session = await openSession(link, { clock });
      const run = await colmi.open(session, { ...contextOf(clock), expectedSerial: SERIAL });
      await act(run, band);
      await link.close();
    })();
    await clock.run(work);
    return band;
  }

  test('steps are told as they are walked', async () => {
    await opened(async (run, band) => {
      const live = await run.live('steps');
      const before = band.steps;
      band.addSteps(30);
      expect(await live.next()).toMatchObject({ at: NOW, steps: before + 30 });
      await live.stop();
      await expect(live.next()).rejects.toHaveProperty('code', 'timeout');
    });
  });

  test('the heart rate is measured until it is stopped', async () => {
    const band = await opened(async (run, ring) => {
      const live = await run.live('heart-rate');
      expect(await live.next()).toEqual({ at: NOW, heartRate: 78 });
      expect(await live.next()).toEqual({ at: NOW, heartRate: 78 });
      expect(ring.measuring).toBe(true);
      await live.stop();
      expect(ring.measuring).toBe(false);
    });
    expect(band.measuring).toBe(false);
  });

  test('it can be found', async () => {
    const band = await opened((run) => run.find());
    expect(band.found).toBe(1);
  });
});

describe('nothing is lost', () => {
  let whole: Awaited<ReturnType<typeof uninterrupted>>;
  beforeAll(async () => {
    whole = await uninterrupted();
  });

  test('R11-3 the app dies late, and goes on where it was', async () => {
    const { kept, radio, once } = scene();
    let seen = 0;
    await once({
      step: (name) => {
        if (name === 'kept' && ++seen === 6) throw new Error('killed');
      },
    });
    const before = radio.frames;
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(radio.frames - before).toBeLessThan(before);
  });

  test('R11-7 a corrupt packet is asked for again at once', async () => {
    for (let bad = 3; bad < 50; bad += 3) {
      const { radio, kept, once } = scene();
      radio.setFates(({ operation, index, value }) =>
        operation === 'value' && index === bad
          ? { value: value.map((byte, at) => (at === 9 ? byte ^ 0x10 : byte)) }
          : 'deliver',
      );
      await once();
      expect(kept.summary().readings).toEqual(whole.readings);
      expect(kept.faults).toEqual([]);
    }
  });

  test('R11-7 a packet that stays unreadable costs only itself, and comes next time', async () => {
    const { band, kept, once } = scene();
    band.faults.badRecord = 2;
    await once();
    expect(new Set(reasonsOf(kept))).toEqual(new Set(['checksum']));
    const some = kept.summary().readings;
    expect(some).toHaveLength(whole.readings.length - 7);
    for (const reading of some) expect(whole.readings).toContainEqual(reading);
    band.faults.badRecord = null;
    await once();
    expect(kept.summary()).toEqual(whole);
  });
});

describe('R13-7 the ring’s clock', () => {
  test('a phone in another zone sets it anew; what was recorded keeps its time', async () => {
    const { band, kept, once } = scene();
    await once();
    await once({ context: { offsetSeconds: 0 } });
    expect(band.clockShift).toBe(0);
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
  });

  test('was ahead: what it dated later than now is set aside', async () => {
    const { kept, once } = scene({ clockError: 6 * 3600, truth: [{ at: NOW, steps: 50 }] });
    await once();
    expect(kept.readings.size).toBe(0);
    expect(reasonsOf(kept)).toEqual(['time-unknown']);
  });

  test.each([-NOW + 40 * 365 * DAY, -400 * DAY, 365 * DAY])(
    'was wrong by %i s: what it recorded then is not counted, and it is set',
    async (clockError) => {
      const { band, kept, once } = scene({ clockError });
      await once();
      expect(kept.readings.size).toBe(0);
      expect(band.clockShift).toBe(28_800);
      band.addSteps(77);
      await once();
      expect([...stepsOf(kept).values()]).toEqual([77]);
    },
  );
});

describe('a ring that misbehaves', () => {
  test('says nothing', async () => {
    const { band, once } = scene();
    band.faults.silent = true;
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });

  test('falls silent on the way', async () => {
    const { band, kept, once } = scene();
    let pages = 0;
    const result = await once({
      step: (name) => {
        if (name === 'kept' && ++pages === 2) band.faults.silent = true;
      },
    });
    expect(result).toMatchObject({ error: { code: 'no-answer' } });
    band.faults.silent = false;
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
  });

  test('speaks garbage', async () => {
    const { band, once } = scene();
    band.faults.garbage = true;
    const result = await once();
    expect(result).toMatchObject({ error: { code: 'garbage', faults: [{ reason: 'checksum' }] } });
  });
});
