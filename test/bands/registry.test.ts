import { beforeAll, describe, expect, test } from '@jest/globals';
import type { BandKit } from '../../miniprogram/bands/kit';
import {
  DRIVERS,
  driverFor,
  driversFor,
  driversOf,
  openBand,
} from '../../miniprogram/bands/registry';
import { advertisementOf } from '../../miniprogram/bands/virtual/radio';
import { wechatAirsync } from '../../miniprogram/bands/wechat-airsync/driver';
import { createVirtualAirSync } from '../../miniprogram/bands/wechat-airsync/virtual/band';
import { encodeMeasurement } from '../../miniprogram/bands/wechat-pedometer/codec';
import { wechatPedometer } from '../../miniprogram/bands/wechat-pedometer/driver';
import { createVirtualPedometer } from '../../miniprogram/bands/wechat-pedometer/virtual/band';
import { type Advertisement, BleError, uuid } from '../../miniprogram/ble/link';
import { openSession } from '../../miniprogram/ble/link-session';
import { MODELS } from '../../miniprogram/contract/makers';
import { BandError } from '../../miniprogram/protocols/driver';
import { CARDS, cardOf, PROTOCOLS, recognise, SERVICES } from '../../miniprogram/protocols/index';
import { collisions, recognition } from '../../tools/band/check/recognition';
import { vectors } from '../../tools/band/check/vectors';
import { createVirtualClock } from '../../tools/harness/clock';
import { allKits } from '../../tools/harness/kits';
import { contextOf, radioWith } from '../../tools/harness/sync';
import { scriptedBand } from '../helpers/scripted-band';

const OPTIONS = { deviceId: 'band', localName: 'Mambo', mac: '001A7DDA7113', now: () => 0 };
const airsync = createVirtualAirSync(OPTIONS);
const pedometer = createVirtualPedometer(OPTIONS);
const stranger: Advertisement = {
  deviceId: 'x',
  localName: 'Printer',
  rssi: -40,
  serviceUuids: [uuid('18f0')],
  manufacturerData: new Uint8Array(0),
};

describe('the list', () => {
  test('ids and priorities are unique; every driver says what it uses and how sure it is', () => {
    expect(new Set(DRIVERS.map(({ id }) => id)).size).toBe(DRIVERS.length);
    expect(new Set(DRIVERS.map(({ match }) => match.priority)).size).toBe(DRIVERS.length);
    for (const { characteristics, features } of DRIVERS) {
      expect(characteristics.length).toBeGreaterThan(0);
      expect(features.steps).toBeDefined();
    }
  });

  test('every card has its driver, which says of itself what the card says, in the same order', () => {
    expect(DRIVERS.map(({ id }) => id)).toEqual(Object.keys(PROTOCOLS));
    for (const card of CARDS) {
      const [driver, ...more] = driversOf([card]);
      expect(driver).toMatchObject(card);
      expect(more).toEqual([]);
      expect(cardOf(card.id)).toBe(card);
    }
    expect(cardOf('nobody')).toBeUndefined();
    expect(driversOf([{ id: 'nobody' }])).toEqual([]);
  });

  test.each(DRIVERS.map((driver) => [driver.id, driver] as const))(
    'the card of %s names the services of its characteristics, each once',
    (_, { services, characteristics }) => {
      const used = new Set(characteristics.map(({ service }) => uuid(service)));
      expect(services.map(uuid).sort()).toEqual([...used].sort());
    },
  );
});

describe('every driver of the list', () => {
  let kits: BandKit[] = [];
  beforeAll(async () => {
    kits = await allKits(require);
  });

  test('has a kit beside it', () => {
    expect(kits.map(({ driver }) => driver)).toEqual(DRIVERS);
  });

  test.each(DRIVERS.map(({ id }) => id))(
    '%s wins its own advertisements, steals nobody’s, and has fixtures with sources',
    (id) => {
      const kit = kits.find(({ driver }) => driver.id === id)!;
      expect(recognition(kit)).toMatchObject({ passed: true });
      expect(collisions(kit, kits)).toMatchObject({ passed: true });
      expect(vectors(kit)).toMatchObject({ passed: true });
    },
  );
});

describe('WeChat bands', () => {
  test('FEE7 alone may be either: both are candidates, the full login first', () => {
    const known = recognise(advertisementOf(airsync));
    expect(known?.card.id).toBe('wechat-airsync');
    const wechat = known?.candidates.filter(({ id }) => id.startsWith('wechat'));
    expect(wechat?.map(({ id }) => id)).toEqual(['wechat-airsync', 'wechat-pedometer']);
    expect(known?.serial).toBe('001A7DDA7113');
    expect(recognise({ ...stranger, serviceUuids: ['FEE7'] })?.card.id).toBe('wechat-airsync');
    expect(recognise(stranger)).toBeNull();
  });

  test.each([
    ['Mambo', 'mambo'],
    ['LS405-B2', 'mambo'],
    ['BONBON C', 'bonbon'],
    ['something else', 'wechat-band'],
  ])('%s is the model %s', (localName, model) => {
    const advertisement = { ...advertisementOf(airsync), localName };
    expect(recognise(advertisement)?.model?.id).toBe(model);
    expect(MODELS.map(({ id }) => id)).toContain(model);
  });

  test('the connected device decides', () => {
    expect(driverFor(airsync.gatt)).toBe(wechatAirsync);
    expect(driverFor(pedometer.gatt)).toBe(wechatPedometer);
    expect(driversFor([...pedometer.gatt, ...airsync.gatt])).toEqual([
      wechatAirsync,
      wechatPedometer,
    ]);
    expect(driverFor([])).toBeNull();
    const notifies = airsync.gatt.map((one) => ({ ...one, indicate: false, notify: true }));
    expect(driverFor(notifies)).toBeNull();
  });
});

describe('opening', () => {
  const open = async (band: Parameters<typeof radioWith>[1], drivers = DRIVERS) => {
    const clock = createVirtualClock();
    const opening = (async () => {
      const link = await radioWith(clock, band).connect(band.deviceId, 1000);
      const session = await openSession(link, { clock });
      const opened = await openBand(session, drivers, contextOf(clock));
      return { ...opened, page: await opened.run.next() };
    })();
    return clock.run(opening);
  };

  test('each virtual band opens with its own driver', async () => {
    expect((await open(airsync)).driver).toBe(wechatAirsync);
    expect((await open(pedometer)).driver).toBe(wechatPedometer);
  });

  test('AirSync that never logs in falls back to the pedometer profile', async () => {
    const both = scriptedBand({ gatt: [...airsync.gatt, ...pedometer.gatt.slice(0, 2)] });
    both.readable.set(uuid('fec9'), Uint8Array.of(1, 2, 3, 4, 5, 6));
    both.readable.set(uuid('fea1'), encodeMeasurement({ steps: 9 }));
    const { driver, run, page } = await open(both);
    expect([driver.id, run.identity.serial]).toEqual(['wechat-pedometer', '010203040506']);
    expect(page?.counters).toMatchObject([{ steps: 9 }]);
  });

  test('a key nobody has moves on to the next driver; without one it is what a person is told', async () => {
    const deaf = scriptedBand({ gatt: pedometer.gatt });
    deaf.readable.set(uuid('fec9'), Uint8Array.of(1, 2, 3, 4, 5, 6));
    deaf.readable.set(uuid('fea1'), encodeMeasurement({ steps: 9 }));
    const locked = (code: 'needs-key' | 'no-answer', priority: number) => ({
      ...wechatPedometer,
      match: { priority },
      open: () => Promise.reject(new BandError(code, 'locked')),
    });
    const list = [locked('no-answer', 90), locked('needs-key', 80), wechatPedometer];
    expect((await open(deaf, list)).driver).toBe(wechatPedometer);
    const none = [locked('needs-key', 80), locked('no-answer', 70)];
    await expect(open(deaf, none)).rejects.toHaveProperty('code', 'needs-key');
  });

  test('AirSync alone that never logs in is no-answer; a printer is no band', async () => {
    await expect(open(scriptedBand({ gatt: airsync.gatt }))).rejects.toHaveProperty(
      'code',
      'no-answer',
    );
    await expect(open(scriptedBand({ gatt: [] }))).rejects.toBeInstanceOf(BleError);
  });
});

test('bands that are connected already are asked for by services that are not everybody’s', () => {
  for (const service of ['fee7', 'fe86', 'a500', '18d0', 'fee0']) {
    expect(SERVICES).toContain(uuid(service));
  }
  for (const service of ['180a', '180d', '180f', '1805']) {
    expect(SERVICES).not.toContain(uuid(service));
  }
  expect(new Set(SERVICES).size).toBe(SERVICES.length);
});
