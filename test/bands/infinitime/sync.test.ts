import { describe, expect, test } from '@jest/globals';
import { encodeSteps } from '../../../miniprogram/bands/infinitime/codec';
import { infinitime } from '../../../miniprogram/bands/infinitime/driver';
import { createVirtualInfiniTime } from '../../../miniprogram/bands/infinitime/virtual/band';
import type { VirtualInfiniTimeOptions } from '../../../miniprogram/bands/infinitime/virtual/options';
import { cutAt, type Fates } from '../../../miniprogram/bands/virtual/faults';
import { advertisementOf } from '../../../miniprogram/bands/virtual/radio';
import { openSession } from '../../../miniprogram/ble/link-session';
import { dayStart } from '../../../miniprogram/contract/activity';
import type { DriverContext } from '../../../miniprogram/protocols/driver';
import { createVirtualClock } from '../../../tools/harness/clock';
import { contextOf, Kept, radioWith, sync } from '../../../tools/harness/sync';

const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
const TODAY = 20_261_122;
const MIDNIGHT = dayStart(TODAY + 1);
const DAY = 86_400;
const ID = 'D5:11:22:33:44:55';

function scene(options: Partial<VirtualInfiniTimeOptions> = {}, fates?: Fates) {
  const clock = createVirtualClock(NOON * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualInfiniTime({ deviceId: ID, now, ...options });
  const radio = radioWith(clock, band);
  if (fates) radio.setFates(fates);
  const kept = new Kept();
  const once = (
    context: Partial<DriverContext> = {},
    step: (name: string) => void = () => undefined,
  ) =>
    clock.run(
      sync({ radio, clock, deviceId: ID, driver: infinitime, kept, context, step }).catch(
        (error: unknown) => ({ error }),
      ),
    );
  /** Moves to so many seconds after the coming midnight. */
  const at = (sinceMidnight: number) =>
    clock.advance((MIDNIGHT + sinceMidnight) * 1000 - clock.now());
  return { clock, band, radio, kept, once, at };
}

describe('a sync', () => {
  test('steps of today, firmware, battery, and the clock set', async () => {
    const truth = [
      { at: NOON - DAY, steps: 7000 },
      { at: NOON - 600, steps: 1234 },
    ];
    const { band, kept, once } = scene({ truth, clockError: 30 });
    expect(await once()).toMatchObject({
      identity: { serial: 'D51122334455', firmware: '1.14.0' },
      battery: 85,
      sourceClass: 'counter',
    });
    expect([...kept.days.values()]).toEqual([{ day: TODAY, at: NOON, steps: 1234 }]);
    expect(kept.faults).toEqual([]);
    expect(band.clockShift).toBe(28_800);
  });

  test('it can be watched while it counts and measures', async () => {
    const { clock, band, radio } = scene();
    const watching = (async () => {
      const link = await radio.connect(ID, 1000);
      const run = await infinitime.open(await openSession(link, { clock }), contextOf(clock));
      const steps = await run.live?.('steps');
      band.addSteps(30);
      const first = await steps?.next();
      await expect(steps?.next()).rejects.toHaveProperty('code', 'timeout');
      await steps?.stop();
      const heart = await run.live?.('heart-rate');
      return { first, heart: await heart?.next() };
    })();
    expect(await clock.run(watching)).toEqual({
      first: { at: NOON, steps: 30 },
      heart: { at: NOON + 10, heartRate: 72 },
    });
  });

  test('it can be found; another watch is refused; its name and its service know it', async () => {
    const { band, clock, radio, kept, once } = scene();
    const finding = {
      ...infinitime,
      open: async (...args: Parameters<typeof infinitime.open>) => {
        const run = await infinitime.open(...args);
        await run.find?.();
        return run;
      },
    };
    await clock.run(sync({ radio, clock, deviceId: ID, driver: finding, kept }));
    expect(band.alerts).toEqual([2]);
    expect(await once({ expectedSerial: 'D50000000000' })).toMatchObject({
      error: { code: 'other-band' },
    });
    expect(infinitime.serialOf()).toBeNull();
    expect(advertisementOf(band).localName).toBe('InfiniTime');
    expect(infinitime.accepts(band.gatt)).toBe(true);
    expect(infinitime.accepts(band.gatt.slice(1))).toBe(false);
  });
});

describe('R13-2 midnight', () => {
  test('yesterday stays yesterday, today begins at nothing', async () => {
    const { band, kept, once, at } = scene();
    band.addSteps(8000);
    await at(-60);
    await once();
    await at(10);
    await once();
    band.addSteps(30);
    await at(600);
    await once();
    expect(kept.summary().days).toEqual([
      { day: TODAY, steps: 8000 },
      { day: TODAY + 1, steps: 30 },
    ]);
  });

  test('between the time and the steps: nothing large lands on the new day', async () => {
    const { clock, band, kept, once, at } = scene();
    band.addSteps(8000);
    await at(-0.5);
    const read = band.onRead.bind(band);
    band.onRead = (from) => {
      const value = read(from);
      if (value.length === 10) void clock.advance(1000);
      return value;
    };
    await once();
    expect(kept.days.get(TODAY + 1)?.steps ?? 0).toBe(0);
  });

  test('a watch that is slow by ten minutes is set after its count is kept', async () => {
    const { band, kept, once, at } = scene({ clockError: -600 });
    band.addSteps(8000);
    await at(300);
    await once({}, (name) => {
      if (name === 'kept') throw new Error('killed');
    });
    expect(band.steps).toBe(8000);
    await once();
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 8000 }]);
    expect(band.steps).toBe(0);
    band.addSteps(20);
    await at(900);
    await once();
    expect(kept.summary().days).toEqual([
      { day: TODAY, steps: 8000 },
      { day: TODAY + 1, steps: 20 },
    ]);
  });

  test('a count of yesterday that goes on after its clock was set is not today’s', async () => {
    const { band, kept, once, at } = scene({ clockError: -3 * 3600 });
    band.addSteps(8000);
    await at(2 * 3600);
    await once();
    expect(band.steps).toBe(8000);
    band.addSteps(20);
    await at(3 * 3600);
    await once();
    expect(kept.summary().days).toEqual([
      { day: TODAY, steps: 8000 },
      { day: TODAY + 1, steps: 20 },
    ]);
  });
});

describe('counts that do not begin and end with the day', () => {
  /** The watch says these, seconds after the coming midnight. */
  async function says(...counts: readonly (readonly [at: number, steps: number])[]) {
    const { band, kept, once, at } = scene();
    const read = band.onRead.bind(band);
    for (const [since, steps] of counts) {
      await at(since);
      band.onRead = (from) => {
        const value = read(from);
        return value.length === 4 ? encodeSteps(steps) : value;
      };
      await once();
    }
    return kept;
  }

  test('R13-2 one that is still yesterday’s in the morning', async () => {
    const kept = await says([-600, 13_660], [23_400, 13_660], [25_200, 0], [43_200, 2710]);
    expect(kept.summary().days).toEqual([
      { day: TODAY, steps: 13_660 },
      { day: TODAY + 1, steps: 2710 },
    ]);
  });

  test('R12-3 one that begins anew at noon', async () => {
    const kept = await says([36_000, 10_000], [60_000, 2500]);
    expect(kept.summary().days).toEqual([{ day: TODAY + 1, steps: 12_500 }]);
  });

  test('R12-1 one that nobody can have walked is told, and the next is right', async () => {
    const kept = await says([36_000, 536_874_912], [36_600, 5200]);
    expect(kept.summary().days).toEqual([{ day: TODAY + 1, steps: 5200 }]);
    expect(kept.faults).toEqual([{ kind: 'content', reason: 'range', hex: 'a00f0020' }]);
  });
});

describe('R13-7 the watch’s clock', () => {
  test.each([-3 * 3600, 3600, 90, 13 * 3600])('off by %i s: counted', async (clockError) => {
    const { band, kept, once } = scene({ clockError });
    band.addSteps(500);
    await once();
    band.addSteps(50);
    await once();
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 550 }]);
    expect(band.clockShift).toBe(28_800);
  });

  test.each([
    ['1970', -NOON + 8 * DAY],
    ['2000', Date.UTC(2000, 0, 9) / 1000 - NOON],
    ['2038', Date.UTC(2038, 0, 19) / 1000 - NOON],
    ['three days ago', -3 * DAY],
  ])('%s: time-unknown, then set; only what follows counts', async (_, clockError) => {
    const { band, kept, once } = scene({ clockError });
    band.addSteps(500);
    await once();
    expect(kept.days.size).toBe(0);
    expect(kept.faults.map(({ reason }) => reason)).toEqual(['time-unknown']);
    expect(band.clockShift).toBe(28_800);
    band.addSteps(70);
    await once();
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 70 }]);
  });
});

describe('nothing is lost', () => {
  test.each(['cut', 'deliver-cut'] as const)(
    'R11-2 the link drops at every frame (%s)',
    async (when) => {
      const total = scene();
      await total.once();
      for (let index = 0; index < total.radio.frames; index++) {
        const { band, kept, once } = scene({ clockError: 40 }, cutAt(index, when));
        band.addSteps(77);
        await once();
        await once();
        expect(kept.summary().days).toEqual([{ day: TODAY, steps: 77 }]);
        expect(band.clockShift).toBe(28_800);
      }
      expect(total.radio.frames).toBeGreaterThan(4);
    },
  );

  test('R11-7 one damaged value is asked for again; only damaged ones are garbage', async () => {
    const { band, kept, once } = scene({}, ({ index }) => (index === 99 ? 'lose' : 'deliver'));
    band.addSteps(77);
    const good = band.onRead.bind(band);
    let asked = 0;
    band.onRead = (at) => {
      const value = good(at);
      return value.length === 4 && ++asked === 1 ? value.subarray(1) : value;
    };
    await once();
    expect(kept.faults.map(({ reason }) => reason)).toEqual(['length']);
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 77 }]);
    band.onRead = good;
    band.faults.garbage = true;
    expect(await once()).toMatchObject({ error: { code: 'garbage' } });
  });

  test('R11-4 a watch that never confirms its clock costs no sync', async () => {
    const { band, kept, once } = scene({}, ({ operation }) =>
      operation === 'write' ? 'no-callback' : 'deliver',
    );
    band.addSteps(9);
    expect(await once()).toMatchObject({ battery: 85 });
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 9 }]);
  });

  test('a sync in which every read is repeated by the phone gives the same', async () => {
    const { band, kept, once } = scene();
    band.addSteps(9);
    await once();
    await once();
    await once();
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 9 }]);
  });
});
