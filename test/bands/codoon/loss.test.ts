import { describe, expect, test } from '@jest/globals';
import { codoon } from '../../../miniprogram/bands/codoon/driver';
import type { VirtualCodoonOptions } from '../../../miniprogram/bands/codoon/virtual/options';
import type { Central, Peripheral } from '../../../miniprogram/bands/virtual/peripheral';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import type { Clock } from '../../../miniprogram/lib/clock';
import { sync } from '../../../tools/harness/sync';
import { NOW } from '../../../tools/harness/world';
import { stepsOf } from '../../helpers/truth';
import { scene, truthOf, WEEK } from './support';

/** A band whose nth value is 3.5 s late, and whatever follows it after that, as radios keep order. */
function late(band: Peripheral, clock: Clock, nth: number): Peripheral {
  let count = 0;
  let line: Promise<unknown> = Promise.resolve();
  const slow = (central: Central): Central => ({
    payload: central.payload,
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

describe('nothing is lost', () => {
  const uninterrupted = async (options: Partial<VirtualCodoonOptions> = {}) => {
    const { kept, once } = scene(options);
    await once();
    return kept.summary();
  };

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
      await clock.run(sync({ radio, clock, deviceId: band.deviceId, driver: codoon, kept }));
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
    expect(kept.summary()).toEqual(await uninterrupted());
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
    const whole = await uninterrupted();
    for (const reading of some) expect(whole.readings).toContainEqual(reading);
    band.faults.badFrame = null;
    await once();
    expect(kept.summary()).toEqual(await uninterrupted());
    expect(band.remembered).toBe(0);
  });
});
