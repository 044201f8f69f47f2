import { describe, expect, test } from '@jest/globals';
import { createVirtualColmi } from '../../../miniprogram/bands/colmi/virtual/band';
import * as drivers from '../../../miniprogram/bands/index';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import { BleError } from '../../../miniprogram/ble/link';
import type { Live, LiveSample, Run } from '../../../miniprogram/protocols/driver';
import { type Connected, connectBand } from '../../../miniprogram/services/bands/connect';
import { LIVE_LIMITS, type LiveKind, watchLive } from '../../../miniprogram/services/bands/live';
import { createVirtualClock } from '../../../tools/harness/clock';
import { scripted } from '../../helpers/bands';

/** A ring on the virtual radio, and a look at it. */
function ring() {
  const clock = createVirtualClock();
  const seconds = () => Math.floor(clock.now() / 1000);
  const band = createVirtualColmi({ deviceId: '30:34:12:00:A1:B2', now: seconds, heartRate: 71 });
  const radio = createVirtualRadio({ clock, bands: [band], intervalMs: 30 });
  let up = 0;
  const connect = async () => {
    const connected = await connectBand(
      { radio, clock, drivers },
      { serial: null, deviceId: band.deviceId, protocol: null },
      {
        now: seconds,
        offsetSeconds: 28_800,
        goal: null,
        cursor: null,
        random: (bytes) => new Uint8Array(bytes),
        vendorAuth: () => Promise.reject(new Error('no key')),
      },
    );
    up++;
    connected.session.onClose(() => up--);
    return connected;
  };
  const values: (number | null)[] = [];
  const look = () => watchLive({ clock, connect }, 'heart-rate', (bpm) => values.push(bpm));
  return { clock, band, radio, values, look, links: () => up };
}

/** A connection whose heart rate is a script; a sample that never comes is a promise of nothing. */
function scene(next: () => Promise<LiveSample>) {
  const clock = createVirtualClock();
  const log: string[] = [];
  const live: Live = {
    next,
    async stop() {
      log.push('stop');
    },
  };
  const base = scripted([], log);
  const connected: Connected = {
    ...base,
    run: { ...base.run, live: async () => live } as Run,
  };
  const values: (number | null)[] = [];
  const look = (over: Partial<Connected> = {}, kind: LiveKind = 'heart-rate') =>
    watchLive({ clock, connect: async () => ({ ...connected, ...over }) }, kind, (bpm) =>
      values.push(bpm),
    );
  return { clock, log, values, look, connected };
}

const never = () => new Promise<never>(() => {});

describe('a look at the heart rate', () => {
  test('starts on a wish, tells the value, and ends when it is stopped', async () => {
    const { clock, band, values, look, links } = ring();
    const watch = look();
    await clock.advance(8000);
    expect(values).toEqual([null, 71]);
    expect([band.measuring, links()]).toEqual([true, 1]);
    watch.stop();
    await clock.run(watch.done);
    expect([band.measuring, links()]).toEqual([false, 0]);
  });

  test('R11-9 two minutes at most, and the link is down within two seconds', async () => {
    const { clock, band, look, links } = ring();
    const start = clock.now();
    const watch = look();
    await clock.advance(LIVE_LIMITS.totalMs - 1000);
    expect(links()).toBe(1);
    await clock.run(watch.done);
    expect([band.measuring, links()]).toEqual([false, 0]);
    expect(clock.now()).toBeLessThan(start + LIVE_LIMITS.totalMs + 15_000);
  });

  test('R11-9 a band that does not answer the end is left all the same', async () => {
    const { clock, log, look } = scene(never);
    const stuck = { live: async () => ({ next: never, stop: never }) };
    const watch = look({ run: { ...scripted([]).run, ...stuck } });
    await clock.advance(10);
    const before = clock.now();
    watch.stop();
    await clock.run(watch.done);
    expect(clock.now() - before).toBeLessThanOrEqual(LIVE_LIMITS.closeMs);
    expect(log).toContain('close');
  });

  test('stopped while it connects: nothing is measured and the link does not stay', async () => {
    const { clock, band, values, look, links } = ring();
    const watch = look();
    watch.stop();
    await clock.run(watch.done);
    expect({ values, measuring: band.measuring, links: links() }).toEqual({
      values: [],
      measuring: false,
      links: 0,
    });
  });

  test('stopped while the band is told to measure: it is told to stop, too', async () => {
    const { clock, log, look, connected } = scene(never);
    const slow = async () => {
      await new Promise<void>((resolve) => clock.after(500, resolve));
      return connected.run.live!('heart-rate');
    };
    const watch = look({ run: { ...connected.run, live: slow } });
    await clock.advance(100);
    watch.stop();
    await clock.run(watch.done);
    expect(log).toEqual(['stop', 'close']);
  });

  test('a value is told once until it changes; no finger is no zero', async () => {
    const told = [70, 70, 72, undefined, undefined];
    const { clock, values, look } = scene(() => {
      const heartRate = told.shift();
      const sample = heartRate === undefined ? { at: 0 } : { at: 0, heartRate };
      return told.length > 0 ? Promise.resolve(sample) : never();
    });
    const watch = look();
    await clock.advance(100);
    watch.stop();
    await clock.run(watch.done);
    expect(values).toEqual([null, 70, 72, null]);
  });

  test('a band that has nothing new to say for a while is still measuring', async () => {
    const told = [null, null, 71, null, null, null, 72];
    const { clock, values, look } = scene(() => {
      const heartRate = told.shift();
      if (heartRate === null) return Promise.reject(new BleError('timeout', 'nothing new'));
      return heartRate === undefined ? never() : Promise.resolve({ at: 0, heartRate });
    });
    const watch = look();
    await clock.advance(100);
    watch.stop();
    await clock.run(watch.done);
    expect(values).toEqual([null, 71, 72]);
  });

  test('steps are the band’s own total; who stands still is waited for to the end', async () => {
    const told: (number | null)[] = [8432, ...new Array(9).fill(null), 8440];
    const { clock, values, look } = scene(() => {
      const steps = told.shift();
      if (steps === null) return Promise.reject(new BleError('timeout', 'nothing new'));
      return steps === undefined ? never() : Promise.resolve({ at: 0, steps, heartRate: 71 });
    });
    const watch = look({}, 'steps');
    await clock.run(watch.done);
    expect(values).toEqual([null, 8432, 8440]);
    expect(clock.now()).toBeGreaterThanOrEqual(LIVE_LIMITS.totalMs);
  });

  test.each([
    ['a silent band', new BleError('timeout', 'silent'), 'timeout'],
    ['a lost link', new BleError('disconnected', 'gone'), 'disconnected'],
  ])('%s ends it with its own code, and the link is closed', async (_, cause, code) => {
    const { clock, log, look } = scene(() => Promise.reject(cause));
    await expect(clock.run(look().done)).rejects.toMatchObject({ code });
    expect(log).toEqual(['stop', 'close']);
  });

  test('a band that shows no heart rate, and one that is away', async () => {
    const { clock, log, look } = scene(never);
    const run = scripted([]).run;
    await expect(clock.run(look({ run }).done)).rejects.toMatchObject({ code: 'not-supported' });
    expect(log).toEqual(['close']);
    const { clock: time, radio, band, look: away } = ring();
    radio.setInRange(band.deviceId, false);
    await expect(time.run(away().done)).rejects.toMatchObject({ code: 'band-not-found' });
  });
});
