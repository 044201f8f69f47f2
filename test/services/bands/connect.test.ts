import { describe, expect, test } from '@jest/globals';
import { createVirtualColmi } from '../../../miniprogram/bands/colmi/virtual/band';
import * as drivers from '../../../miniprogram/bands/index';
import type { Peripheral } from '../../../miniprogram/bands/virtual/peripheral';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual/band';
import { createVirtualPedometer } from '../../../miniprogram/bands/wechat-pedometer/virtual/band';
import { type Advertisement, BleError, type Radio, uuid } from '../../../miniprogram/ble/link';
import {
  type BandTarget,
  CONNECT_LIMITS,
  connectBand,
} from '../../../miniprogram/services/bands/connect';
import {
  barsOf,
  discover,
  type Nearby,
  SEARCH_SECONDS,
} from '../../../miniprogram/services/bands/discover';
import { FIND_MS } from '../../../miniprogram/services/bands/find';
import { createVirtualClock } from '../../../tools/harness/clock';

function rig(make: (now: () => number) => Peripheral[]) {
  const clock = createVirtualClock();
  const now = () => Math.floor(clock.now() / 1000);
  const radio = createVirtualRadio({ clock, bands: make(now) });
  const context = {
    now,
    offsetSeconds: 28_800,
    goal: null,
    cursor: null,
    random: (bytes: number) => new Uint8Array(bytes),
    vendorAuth: () => Promise.reject(new Error('none')),
  };
  const connect = (target: BandTarget, on: Radio = radio) =>
    clock.run(connectBand({ radio: on, clock, drivers }, target, context));
  return { clock, radio, connect, context };
}

const airSync = (mac: string, deviceId: string, now: () => number) =>
  createVirtualAirSync({ deviceId, localName: 'AM3', mac, now });
const silent: typeof airSync = (...of) => {
  const band = airSync(...of);
  band.faults.silent = true;
  return band;
};
const pedometer = (mac: string, deviceId: string, now: () => number) =>
  createVirtualPedometer({ deviceId, localName: 'Mambo', mac, now });

const A = 'AAAAAAAAAA01';
const B = 'BBBBBBBBBB02';

/** The bands are connected to this phone already, by another app: they do not advertise. */
const held = (radio: Radio): Radio => ({
  ...radio,
  scan: (found, services = []) =>
    radio.scan(({ deviceId, serviceUuids }) => {
      const service = services.find((one) => serviceUuids.map(uuid).includes(one));
      const plain = { deviceId, localName: 'X', rssi: -60, manufacturerData: new Uint8Array(0) };
      if (service) found({ ...plain, serviceUuids: [service] });
    }),
});

/** Hides manufacturer data, as some phones and bands do. */
const mute = (radio: Radio): Radio => ({
  ...radio,
  scan: (found) =>
    radio.scan((ad) => found({ ...ad, manufacturerData: new Uint8Array(0) } as Advertisement)),
});

/** Every report in two: what it is in the first, its name in the second. */
const apart = (radio: Radio): Radio => ({
  ...radio,
  scan: (found) =>
    radio.scan((ad) => {
      found({ ...ad, localName: '' });
      found({ ...ad, manufacturerData: new Uint8Array(0), serviceUuids: [] });
    }),
});

/** Writes down which places it connects to. */
const counting = (radio: Radio): Radio & { connects: string[] } => {
  const connects: string[] = [];
  const connect: Radio['connect'] = (deviceId, ms) => {
    connects.push(deviceId);
    return radio.connect(deviceId, ms);
  };
  return { ...radio, connect, connects };
};

const wanted = (serial: string): BandTarget => ({ serial, deviceId: null, protocol: null });

describe('finding the band that is meant', () => {
  test('R2-9 by its serial, whatever its deviceId is today', async () => {
    const { connect } = rig((now) => [airSync(B, 'old-place', now), airSync(A, 'new-place', now)]);
    const { deviceId, run } = await connect({ serial: A, deviceId: 'old-place', protocol: null });
    expect(deviceId).toBe('new-place');
    expect(run.identity.serial).toBe(A);
  });

  test('R2-9 the one that is meant is met however many are nearer', async () => {
    const many = (now: () => number) => [
      ...[1, 2, 3, 4, 5].map((n) => pedometer(`BBBBBBBBBB0${n}`, `other ${n}`, now)),
      pedometer(A, 'mine', now),
    ];
    const { connect, radio } = rig(many);
    const { deviceId } = await connect(wanted(A), mute(radio));
    expect(deviceId).toBe('mine');
  });

  test('R2-9 where others answered before is tried last', async () => {
    const { radio, clock, context } = rig((now) => [
      pedometer(B, 'other', now),
      pedometer(A, 'mine', now),
    ]);
    const strangers = new Set<string>();
    const deps = { radio: counting(mute(radio)), clock, drivers, strangers };
    for (let time = 0; time < 2; time++) {
      const { session } = await clock.run(connectBand(deps, wanted(A), context));
      await session.close();
    }
    expect(deps.radio.connects).toEqual(['other', 'mine', 'mine']);
  });

  test('a band that does not connect, or says nothing, is passed over', async () => {
    const { connect, radio } = rig((now) => [
      pedometer(B, 'far', now),
      silent(A, 'silent', now),
      pedometer(A, 'mine', now),
    ]);
    const failing: Radio = {
      ...mute(radio),
      connect: (deviceId, ms) =>
        deviceId === 'far'
          ? Promise.reject(new BleError('connect-failed', 'status 133'))
          : radio.connect(deviceId, ms),
    };
    expect((await connect(wanted(A), failing)).deviceId).toBe('mine');
  });

  test('what is said when none was it: the failure of one that may have been it', async () => {
    const { connect, radio } = rig((now) => [pedometer(B, 'other', now)]);
    const failing: Radio = {
      ...mute(radio),
      scan: (found) =>
        mute(radio).scan((ad) => {
          found(ad);
          found({ ...ad, deviceId: 'far' });
        }),
    };
    const failure = connect(wanted(A), failing);
    await expect(failure).rejects.toMatchObject({ code: 'timeout' });
  });

  test('a band of another protocol is not asked, and no other protocol is spoken', async () => {
    const { radio, clock, context } = rig((now) => [
      createVirtualColmi({ deviceId: 'ring', localName: 'R02_A1B2', now }),
      pedometer(A, 'mine', now),
    ]);
    const deps = { radio: counting(mute(radio)), clock, drivers };
    const target = { ...wanted(A), protocol: 'wechat-pedometer' };
    const { protocol, session } = await clock.run(connectBand(deps, target, context));
    await session.close();
    expect([protocol, deps.radio.connects]).toEqual(['wechat-pedometer', ['mine']]);
    const other = { ...wanted(A), deviceId: 'mine', protocol: 'lefun' };
    const failure = clock.run(connectBand(deps, other, context));
    await expect(failure).rejects.toMatchObject({
      code: 'no-service',
    });
  });

  test('a strength that nobody knows is not the nearest', async () => {
    const { radio, clock, context } = rig((now) => [
      pedometer(B, 'unknown', now),
      pedometer(A, 'mine', now),
    ]);
    const scan: Radio['scan'] = (found) =>
      mute(radio).scan((ad) => found({ ...ad, rssi: ad.deviceId === 'unknown' ? null : -90 }));
    const deps = { radio: counting({ ...radio, scan }), clock, drivers };
    await clock.run(connectBand(deps, wanted(A), context));
    expect(deps.radio.connects).toEqual(['mine']);
  });

  test('an advertisement in two parts: the known place is taken when it has said what it is', async () => {
    const { connect, radio } = rig((now) => [pedometer(A, 'mine', now)]);
    const { model } = await connect({ ...wanted(A), deviceId: 'mine' }, apart(mute(radio)));
    expect(model).toBe('mambo');
  });

  test('R2-9 a band that does not advertise its serial is asked, and others are left again', async () => {
    const { connect, radio } = rig((now) => [airSync(B, 'first', now), airSync(A, 'second', now)]);
    const { deviceId, run, session } = await connect(
      { serial: A, deviceId: null, protocol: null },
      mute(radio),
    );
    expect(deviceId).toBe('second');
    expect(run.identity.serial).toBe(A);
    await session.close();
  });

  test('a band that another app holds is found by its service and asked who it is', async () => {
    const { connect, radio } = rig((now) => [airSync(A, 'here', now)]);
    const { deviceId, run } = await connect(
      { serial: A, deviceId: null, protocol: null },
      held(radio),
    );
    expect([deviceId, run.identity.serial]).toEqual(['here', A]);
  });

  test('the known place is taken at once where nothing speaks against it', async () => {
    const { connect, radio, clock } = rig((now) => [airSync(A, 'here', now)]);
    const begun = clock.now();
    await connect({ serial: A, deviceId: 'here', protocol: null }, mute(radio));
    expect(clock.now() - begun).toBeLessThan(FIND_MS);
  });

  test('a band picked from the list is taken by its place', async () => {
    const { connect } = rig((now) => [airSync(A, 'a', now), pedometer(B, 'b', now)]);
    const { model, protocol } = await connect({ serial: null, deviceId: 'b', protocol: null });
    expect([model, protocol]).toEqual(['mambo', 'wechat-pedometer']);
  });

  test('R2-7 nothing there: said within twenty seconds, and the scan is over', async () => {
    const { connect, clock } = rig(() => []);
    const begun = clock.now();
    await expect(connect({ serial: A, deviceId: null, protocol: null })).rejects.toMatchObject({
      code: 'band-not-found',
    });
    expect(clock.now() - begun).toBeLessThanOrEqual(CONNECT_LIMITS.totalMs);
    expect(clock.waiting).toBe(0);
  });

  test('R2-7 a band that never answers is given up within twenty seconds and let go', async () => {
    const { connect, clock, radio } = rig((now) => [silent(A, 'here', now)]);
    const begun = clock.now();
    await expect(connect({ serial: A, deviceId: null, protocol: null })).rejects.toMatchObject({
      code: expect.stringMatching(/no-answer|timeout/),
    });
    expect(clock.now() - begun).toBeLessThanOrEqual(CONNECT_LIMITS.totalMs);
    const seen: string[] = [];
    const scan = await radio.scan(({ deviceId }) => seen.push(deviceId));
    await clock.advance(1000);
    await scan.stop();
    expect(seen).toContain('here');
  });

  test('R2-4 Bluetooth that goes off in the login is told as that', async () => {
    const { connect, radio, clock } = rig((now) => [silent(A, 'here', now)]);
    clock.after(3000, () => radio.setAvailable(false));
    const failing = connect({ serial: A, deviceId: null, protocol: null });
    await expect(failing).rejects.toMatchObject({ code: 'bluetooth-off' });
  });

  test('R2-4 Bluetooth off is told as that, before any search', async () => {
    const { connect, radio } = rig((now) => [airSync(A, 'a', now)]);
    radio.setAvailable(false);
    await expect(connect({ serial: A, deviceId: null, protocol: null })).rejects.toMatchObject({
      code: 'bluetooth-off',
    });
  });
});

describe('a band that asks its wearer', () => {
  /** A driver that takes `ms`, after telling that the wearer must confirm where `asks`. */
  const slow = (ms: number, asks: boolean) => {
    const bench = rig((now) => [airSync(A, 'here', now)]);
    const { clock, radio } = bench;
    const open: typeof drivers.openBand = async (session, candidates, context) => {
      if (asks) context.askWearer?.();
      await new Promise<void>((resolve) => void clock.after(ms, resolve));
      return drivers.openBand(session, candidates, context);
    };
    let asked = 0;
    const context = { ...bench.context, askWearer: () => void asked++ };
    const deps = { radio, clock, drivers: { ...drivers, openBand: open } };
    const work = () =>
      clock.run(connectBand(deps, { serial: A, deviceId: null, protocol: null }, context));
    return { clock, work, asked: () => asked };
  };

  test('has a minute from then on, and the person is told', async () => {
    const { work, asked, clock } = slow(40_000, true);
    expect((await work()).run.identity.serial).toBe(A);
    expect(asked()).toBe(1);
    expect(clock.waiting).toBe(0);
  });

  test('R2-7 without it twenty seconds stay twenty seconds', async () => {
    const { work, clock } = slow(40_000, false);
    const begun = clock.now();
    await expect(work()).rejects.toMatchObject({ code: 'timeout' });
    expect(clock.now() - begun).toBe(CONNECT_LIMITS.totalMs);
  });

  test('and a wearer who never confirms ends after that minute', async () => {
    const { work, clock } = slow(90_000, true);
    const begun = clock.now();
    await expect(work()).rejects.toMatchObject({ code: 'timeout' });
    expect(clock.now() - begun).toBeLessThanOrEqual(CONNECT_LIMITS.wearerMs + 1000);
  });
});

describe('looking around', () => {
  test('one line per band, known models by name, twelve seconds, then silence', async () => {
    const { radio, clock } = rig((now) => [airSync(A, 'a', now), pedometer(B, 'b', now)]);
    const seen: { list: Nearby[]; left: number }[] = [];
    const search = await discover({ radio, clock }, (list, left) => seen.push({ list, left }));
    const begun = clock.now();
    await clock.run(search.done);
    expect(clock.now() - begun).toBe(SEARCH_SECONDS * 1000);
    expect(seen.at(-1)!.left).toBe(0);
    expect(seen.at(-1)!.list.map(({ model, serial, tail }) => [model, serial, tail])).toEqual([
      ['am3', A, 'AA01'],
      ['mambo', B, 'BB02'],
    ]);
    expect(clock.waiting).toBe(0);
  });

  test('R1-3 an unknown name that offers the profile of WeChat bands is offered as a general one', async () => {
    const { radio, clock } = rig((now) => [
      createVirtualPedometer({ deviceId: 'x', localName: 'XYZ', mac: A, now }),
    ]);
    let last: Nearby[] = [];
    const search = await discover({ radio, clock }, (list) => {
      last = list;
    });
    await clock.advance(1500);
    await search.stop();
    expect(last).toMatchObject([{ model: 'wechat-band', serial: A }]);
  });

  test('an advertisement in two parts is one line with the right model and serial', async () => {
    const { radio, clock } = rig((now) => [pedometer(A, 'a', now), airSync(B, 'b', now)]);
    let last: Nearby[] = [];
    const search = await discover({ radio: apart(radio), clock }, (list) => {
      last = list;
    });
    await clock.run(search.done);
    expect(last.map(({ model, serial }) => [model, serial])).toEqual([
      ['mambo', A],
      ['am3', B],
    ]);
  });

  test('a band whose place has another name meanwhile stays one line', async () => {
    const { radio, clock } = rig((now) => [airSync(A, 'old', now), airSync(A, 'new', now)]);
    let last: Nearby[] = [];
    const search = await discover({ radio, clock }, (list) => {
      last = list;
    });
    await clock.run(search.done);
    expect(last.map(({ deviceId }) => deviceId)).toEqual(['new']);
  });

  test('stopped, it tells nothing more', async () => {
    const { radio, clock } = rig((now) => [airSync(A, 'a', now)]);
    let told = 0;
    const search = await discover({ radio, clock }, () => {
      told++;
    });
    await clock.advance(1500);
    await search.stop();
    const before = told;
    await clock.advance(20_000);
    expect(told).toBe(before);
  });

  test.each([
    [-40, 4],
    [-60, 4],
    [-61, 3],
    [-70, 3],
    [-80, 2],
    [-81, 1],
    [-120, 1],
    [null, 1],
  ])('%p dBm is %i bars', (rssi, bars) => {
    expect(barsOf(rssi)).toBe(bars);
  });
});
