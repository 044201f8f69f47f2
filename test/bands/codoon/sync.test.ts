import { beforeEach, describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../../miniprogram/bands/codoon/codec';
import { codoon } from '../../../miniprogram/bands/codoon/driver';
import {
  createVirtualCodoon,
  type VirtualCodoonOptions,
} from '../../../miniprogram/bands/codoon/virtual';
import type { DriverContext, SecretStore } from '../../../miniprogram/bands/driver';
import type { Clock } from '../../../miniprogram/ble/clock';
import type { Central, Peripheral } from '../../../miniprogram/ble/peripheral';
import { advertisementOf, createVirtualRadio } from '../../../miniprogram/ble/virtual-radio';
import { plausibleWalks, type Walk } from '../../../miniprogram/lib/walks';
import { Kept, sync } from '../../support/sync';
import { createVirtualClock } from '../../support/virtual-clock';

const ID = 'codoon-1';
const SERIAL = '17-1-515-1029-6-1800-2314-11';
const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;
const DAY = 86_400;

/** Seven days, a few walks each: short enough to cut it everywhere. */
const WEEK: Walk[] = Array.from({ length: 42 }, (_, i) => ({
  at: NOW - 7 * DAY + 7200 + Math.floor(i / 6) * DAY + (i % 6) * (i % 2 === 0 ? 600 : 4200),
  steps: 100 + i * 7,
}));
const SLEEP: NonNullable<VirtualCodoonOptions['sleep']> = [
  { at: NOW - 20_000, activity: [2, 9, 40] },
  { at: NOW - 19_400, activity: [3, 3, 300] },
];

function scene(options: Partial<VirtualCodoonOptions> = {}, hop = {}) {
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualCodoon({ deviceId: ID, now, truth: WEEK, sleep: SLEEP, ...options });
  const radio = createVirtualRadio({ clock, bands: [band], ...hop });
  const kept = new Kept();
  const once = (more: { context?: Partial<DriverContext>; step?: (name: string) => void } = {}) =>
    clock.run(
      sync({ radio, clock, deviceId: ID, driver: codoon, kept, ...more }).catch(
        (error: unknown) => ({ error }),
      ),
    );
  return { clock, band, radio, kept, once };
}

/** Where a phone keeps what pairing left. */
function notebook(value: string | null = null) {
  const kept = { value };
  const secret: SecretStore = {
    get: () => kept.value,
    set: async (text) => {
      kept.value = text;
    },
  };
  return { kept, secret };
}

/** A band whose nth value is 3.5 s late, and whatever follows it after that, as radios keep order. */
function late(band: Peripheral, clock: Clock, nth: number): Peripheral {
  let count = 0;
  let line: Promise<unknown> = Promise.resolve();
  const slow = (central: Central): Central => ({
    disconnect: () => central.disconnect(),
    send: (at, value) => {
      const wait = ++count === nth ? 3500 : 0;
      const sent = line.then(async () => {
        if (wait > 0) await new Promise<void>((resolve) => clock.after(wait, resolve));
        await central.send(at, value);
      });
      line = sent.catch(() => undefined);
      return sent;
    },
  });
  return {
    deviceId: band.deviceId,
    localName: band.localName,
    serviceUuids: band.serviceUuids,
    manufacturerData: band.manufacturerData,
    maxPayload: band.maxPayload,
    gatt: band.gatt,
    onConnect: (central) => band.onConnect(slow(central)),
    onDisconnect: () => band.onDisconnect(),
    onRead: (at) => band.onRead(at),
    onWrite: (at, value) => band.onWrite(at, value),
    onSubscribe: (at, enabled) => band.onSubscribe(at, enabled),
  };
}

/** Steps by the UTC start of their ten minutes, as they were walked. */
function truthOf(walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    const start = at - (at % 600);
    truth.set(start, (truth.get(start) ?? 0) + steps);
  }
  return truth;
}

const stepsOf = (kept: Kept) =>
  new Map(kept.summary().readings.map(({ start, steps }) => [start, steps]));

const uninterrupted = async (options: Partial<VirtualCodoonOptions> = {}) => {
  const { kept, once } = scene(options);
  await once();
  return kept.summary();
};

describe('a sync', () => {
  test('pairs, reads a week exactly, and the band forgets it', async () => {
    const { band, kept, once } = scene();
    const run = await once();
    expect(run).toMatchObject({
      identity: { serial: SERIAL, firmware: '3.18' },
      battery: 88,
      sourceClass: 'direct',
    });
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    expect(kept.faults).toEqual([]);
    expect(band.bound).toBe(true);
    expect(band.remembered).toBe(0);
    const start = (at: number) => at - (at % 600);
    expect(kept.summary().sleep).toEqual([
      { start: start(NOW - 20_000), seconds: 200, stage: 'deep' },
      { start: start(NOW - 20_000) + 200, seconds: 200, stage: 'light' },
      { start: start(NOW - 20_000) + 400, seconds: 200, stage: 'awake' },
      { start: start(NOW - 19_400), seconds: 400, stage: 'deep' },
    ]);
  });

  test.each([12, 16] as const)(
    'R1-1 a full week of %i-byte frames equals the truth',
    async (frameBytes) => {
      const truth = plausibleWalks({ seed: 5, until: NOW - 700 });
      const { kept, once } = scene({ truth, sleep: [], frameBytes, dense: true });
      await once();
      expect(stepsOf(kept)).toEqual(truthOf(truth));
    },
  );

  test('R11-1 a dense week at 20 bytes takes less than 60 s, and progress never goes back', async () => {
    const truth = plausibleWalks({ seed: 6, until: NOW - 700 });
    const { clock, kept, once } = scene({ truth, dense: true }, { intervalMs: 30, hopMs: 15 });
    const before = clock.now();
    await once();
    expect(clock.now() - before).toBeLessThan(60_000);
    expect(stepsOf(kept)).toEqual(truthOf(truth));
  });

  test('what is walked later comes with the next sync, larger than before in the same ten minutes', async () => {
    const { band, kept, once } = scene();
    band.addSteps(40);
    await once();
    band.addSteps(60);
    await once();
    expect(stepsOf(kept).get(NOW - (NOW % 600))).toBe(100);
    expect(band.steps).toBeGreaterThanOrEqual(100);
  });

  test('an empty band gives no page', async () => {
    const { kept, once } = scene({ truth: [], sleep: [] });
    await once({
      step: (name) => {
        if (name === 'read') throw new Error('there is nothing to read');
      },
    });
    expect(kept.cursor).toBeNull();
  });

  test('the goal is written into what the band knows of its wearer', async () => {
    const { band, once } = scene();
    await once({ context: { goal: 9000 } });
    expect(band.user).toMatchObject({
      heightCm: 170,
      gender: 'female',
      goalType: 'steps',
      goal: 9000,
    });
  });

  test('another band than the one meant is refused', async () => {
    const { once } = scene();
    const result = await once({ context: { expectedSerial: '17-9-9-9-9-9-9-9' } });
    expect(result).toMatchObject({ error: { code: 'other-band' } });
  });

  describe('a band that knows only phones it was bound with', () => {
    test('is bound when its code named it: a serial meant is no pairing', async () => {
      const { band, kept, once } = scene();
      band.faults.strict = true;
      const { secret, kept: notes } = notebook();
      await once({ context: { expectedSerial: SERIAL, secret } });
      expect(band.bound).toBe(true);
      expect(notes.value).not.toBeNull();
      expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    });

    test('another band than the one meant is left unbound', async () => {
      const { band, once } = scene();
      await once({ context: { expectedSerial: '17-9-9-9-9-9-9-9', secret: notebook().secret } });
      expect(band.bound).toBe(false);
    });

    test('is greeted, not bound again, by the phone that bound it', async () => {
      const { band, radio, once } = scene();
      const { secret } = notebook();
      const said: number[] = [];
      await once({ context: { secret } });
      band.faults.strict = true;
      radio.setFates(({ operation, value }) => {
        if (operation === 'write') said.push(value[1]!);
        return 'deliver';
      });
      await once({ context: { expectedSerial: SERIAL, secret } });
      expect(said[0]).toBe(COMMANDS.hello);
      expect(said).not.toContain(COMMANDS.bind);
    });

    test('a cursor tells of a pairing as well, where nothing could be kept', async () => {
      const { radio, once } = scene();
      const said: number[] = [];
      radio.setFates(({ operation, value }) => {
        if (operation === 'write') said.push(value[1]!);
        return 'deliver';
      });
      await once({ context: { expectedSerial: SERIAL, cursor: 'of an earlier sync' } });
      expect(said[0]).toBe(COMMANDS.hello);
      expect(said).not.toContain(COMMANDS.bind);
    });

    test('is bound again when it forgot us, in time for a person who waits', async () => {
      const { band, clock, kept, once } = scene();
      band.faults.strict = true;
      const { secret } = notebook('1');
      const before = clock.now();
      await once({
        context: { expectedSerial: SERIAL, secret },
        step: (name) => {
          if (name === 'opened') expect(clock.now() - before).toBeLessThan(10_000);
        },
      });
      expect(band.bound).toBe(true);
      expect(stepsOf(kept)).toEqual(truthOf(WEEK));
    });
  });

  test('it is recognised by name, by its id in the advert, and by a battery that can be written', () => {
    const { band } = scene();
    expect(codoon.serialOf(advertisementOf(band))).toBe(SERIAL);
    expect(codoon.accepts(band.gatt)).toBe(true);
    const plain = band.gatt.map((at) => ({ ...at, write: false }));
    expect(codoon.accepts(plain)).toBe(false);
  });
});

describe('nothing is lost', () => {
  let whole: Awaited<ReturnType<typeof uninterrupted>>;
  beforeEach(async () => {
    whole = await uninterrupted();
  });

  test('an interrupted reading goes on where it was, not at the start', async () => {
    const truth = plausibleWalks({ seed: 7, until: NOW - 700, days: 3 });
    const { radio, kept, once } = scene({ truth, dense: true });
    let pages = 0;
    await once({
      step: (name) => {
        if (name === 'kept' && ++pages === 2) throw new Error('killed');
      },
    });
    const before = radio.frames;
    await once();
    const resumed = radio.frames - before;
    expect(kept.summary()).toEqual(await uninterrupted({ truth, dense: true }));
    expect(resumed).toBeLessThan(before);
  });

  test('a cursor of data that was erased meanwhile is not used', async () => {
    const { band, kept, once } = scene();
    await once({
      step: (name) => {
        if (name === 'kept') throw new Error('killed before release');
      },
    });
    const stale = kept.cursor;
    await once();
    for (let i = 0; i < 60; i++) band.addSteps(2900);
    kept.cursor = stale;
    await once();
    const before = truthOf(WEEK);
    const extra = [...stepsOf(kept)].filter(([start, steps]) => before.get(start) !== steps);
    expect(extra.reduce((sum, [start, steps]) => sum + steps - (before.get(start) ?? 0), 0)).toBe(
      60 * 2900,
    );
  });

  test('an answer that comes after we asked again is not taken for the next frame', async () => {
    const options = { truth: plausibleWalks({ seed: 8, until: NOW - 700, days: 2 }), dense: true };
    const reference = await uninterrupted(options);
    for (const nth of [9, 20, 33]) {
      const { clock, band, kept } = scene(options);
      const radio = createVirtualRadio({ clock, bands: [late(band, clock, nth)], intervalMs: 30 });
      await clock.run(sync({ radio, clock, deviceId: ID, driver: codoon, kept }));
      expect(kept.summary()).toEqual(reference);
    }
  });

  test('R11-7 a corrupt frame is asked for again at once', async () => {
    const { radio, kept, once } = scene();
    radio.setFates(({ operation, index, value }) =>
      operation === 'value' && index % 12 === 7
        ? { value: value.map((byte, at) => (at === 4 ? byte ^ 0x10 : byte)) }
        : 'deliver',
    );
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(kept.faults).toEqual([]);
  });

  test('R11-7 a frame that stays unreadable costs its own block, is not released, and comes next time', async () => {
    const { band, kept, once } = scene();
    band.faults.badFrame = 9;
    const stored = band.remembered;
    await once();
    expect(kept.faults.map(({ reason }) => reason)).toEqual(['checksum']);
    expect(band.remembered).toBe(stored);
    const some = kept.summary().readings;
    expect(some.length).toBeGreaterThan(30);
    for (const reading of some) expect(whole.readings).toContainEqual(reading);
    band.faults.badFrame = null;
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(band.remembered).toBe(0);
  });

  test('frames recorded between reading and erasing are read first', async () => {
    const { band, kept, once } = scene();
    let added = false;
    await once({
      step: (name) => {
        if (name !== 'kept' || added) return;
        added = true;
        band.addSteps(321);
      },
    });
    expect(stepsOf(kept).get(NOW - (NOW % 600))).toBe(321);
    expect(band.remembered).toBe(0);
  });
});

describe('R13-7 the band clock', () => {
  test('was last set in another zone: the data is right all the same', async () => {
    const { kept, once } = scene({ offsetSeconds: -5 * 3600 });
    await once();
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
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
    const result = await once();
    expect(result).toMatchObject({ error: { code: 'garbage', faults: [{ reason: 'checksum' }] } });
  });
});
