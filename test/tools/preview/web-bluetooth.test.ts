/** A real band on the laptop: `wx` over Web Bluetooth, under the app's own radio and drivers. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import type { BleError } from '../../../miniprogram/ble/link';
import { recognise } from '../../../miniprogram/protocols/index';
import { phoneScene } from '../../../tools/band/check/phone-scene';
import { allKits } from '../../../tools/harness/kits';
import type { Failure } from '../../../tools/preview/wx/call';
import type { LinkCalls } from '../../../tools/preview/wx/link-calls';
import { realDesk } from '../../helpers/real-desk';

let kits: BandKit[] = [];
beforeAll(async () => {
  kits = await allKits(require);
});

/** A protocol's kit and its first band. */
function kitOf(id: string): [BandKit, KitVirtual] {
  const kit = kits.find(({ driver }) => driver.id === id)!;
  return [kit, kit.virtuals[0]!];
}

describe('a real band on the laptop', () => {
  test.each(DRIVERS.map(({ id }) => id))(
    'a %s is found, known and read as over a phone’s radio',
    async (id) => {
      const kit = kits.find(({ driver }) => driver.id === id)!;
      for (const virtual of kit.virtuals) {
        const { clock, radio, kept, once } = await realDesk(kit, virtual);
        const heard = new Promise<string>((resolve) => {
          void radio.scan((advertisement) => {
            const known = recognise(advertisement)?.candidates.some((card) => card.id === id);
            if (known) resolve(advertisement.deviceId);
          });
        });
        const deviceId = await clock.run(heard);
        for (let round = virtual.pairsApart ? 2 : 1; round > 0; round--) await once(deviceId);
        const phone = phoneScene(kit, virtual, { platform: 'android' });
        expect(await phone.whole()).toBeNull();
        expect(kept.summary()).toEqual(phone.kept.summary());
        expect(kept.bandDays.length).toBeGreaterThan(0);
      }
    },
  );

  test('a connection that breaks at any frame is a lost one, and the next sync has all', async () => {
    const [kit, virtual] = kitOf('colmi');
    const whole = await realDesk(kit, virtual);
    await whole.once(whole.picked.id);
    const frames = whole.air.frames;
    for (const cut of [3, Math.floor(frames / 2), frames - 2]) {
      const { air, band, once, kept, picked } = await realDesk(kit, virtual);
      const begun = air.frames;
      air.setFates(({ index }) => (index === begun + cut ? 'cut' : 'deliver'));
      await expect(once(band.deviceId)).rejects.toMatchObject({ code: 'disconnected' });
      expect(picked.holder).toBeNull();
      await once(band.deviceId);
      expect(kept.summary()).toEqual(whole.kept.summary());
    }
  });

  test('a band that says garbage is told as one, and not for longer than it does', async () => {
    const [kit, virtual] = kitOf('colmi');
    const { band, once, kept, picked } = await realDesk(kit, virtual);
    band.faults!.garbage = true;
    await expect(once(band.deviceId)).rejects.toMatchObject({ name: 'BandError' });
    band.faults!.garbage = false;
    await once(picked.id);
    expect(kept.bandDays.length).toBeGreaterThan(0);
  });

  test('one out of range is a timeout, as on a phone', async () => {
    const { air, band, radio, clock } = await realDesk(...kitOf('colmi'));
    air.setInRange(band.deviceId, false);
    const asked = radio.connect(band.deviceId, 3000).catch((error: BleError) => error.code);
    expect(await clock.run(asked)).toBe('timeout');
  });
});

describe('the calls of wx about a real band', () => {
  const UART = '6E40FFF0-B5A3-F393-E0A9-E50E24DCCA9E';
  const [WRITE, NOTIFY] = ['02', '03'].map((n) => `6E4000${n}${UART.slice(8)}`);

  /** A ring whose numbers are asked for one by one. */
  async function ring() {
    const { phone, band, clock, picked, air, web } = await realDesk(...kitOf('colmi'));
    const { deviceId } = band;
    const outcome = (call: keyof LinkCalls, options: object = {}) =>
      clock.run(
        (async () => phone.calls[call]({ deviceId, ...options }))().then(
          (result) => result ?? 0,
          (error: Failure) => error.fields.errCode,
        ),
      );
    const opened = async () => {
      await outcome('connect');
      await outcome('services');
      await outcome('characteristics', { serviceId: UART });
    };
    return { phone, band, clock, picked, air, web, outcome, opened };
  }

  test('each out of its order has WeChat’s number', async () => {
    const { outcome, picked } = await ring();
    const write = { serviceId: UART, characteristicId: WRITE, value: new Uint8Array(16).buffer };
    expect(await outcome('services')).toBe(10006);
    expect(await outcome('connect', { deviceId: 'nobody' })).toBe(10002);
    picked.take('another phone');
    expect(await outcome('connect')).toBe(10003);
    picked.release('another phone');
    expect(await outcome('connect')).toBe(0);
    expect(await outcome('connect')).toBe(-1);
    expect(await outcome('characteristics', { serviceId: UART })).toBe(10004);
    expect(await outcome('write', write)).toBe(10004);
    expect(await outcome('services')).toMatchObject({
      services: expect.arrayContaining([{ uuid: UART, isPrimary: true }]),
    });
    expect(await outcome('write', write)).toBe(10005);
    expect(await outcome('characteristics', { serviceId: UART.toLowerCase() })).toMatchObject({
      characteristics: expect.arrayContaining([
        expect.objectContaining({
          uuid: NOTIFY,
          properties: expect.objectContaining({ notify: true }),
        }),
      ]),
    });
    expect(await outcome('write', { ...write, value: new Uint8Array(513).buffer })).toBe(10008);
    expect(await outcome('write', { ...write, characteristicId: NOTIFY })).toBe(10007);
    expect(await outcome('read', write)).toBe(10007);
    expect(await outcome('notify', write)).toBe(10007);
    expect(await outcome('write', write)).toBe(0);
    expect(await outcome('mtu')).toEqual({ mtu: 23 });
    expect(await outcome('setMtu', { mtu: 247 })).toBe(10008);
    expect(await outcome('rssi')).toBe(10008);
    expect(await outcome('disconnect')).toBe(0);
    expect(await outcome('write', write)).toBe(10006);
    expect(await outcome('disconnect')).toBe(10006);
    expect(picked.holder).toBeNull();
  });

  test('what was discovered ends with its connection, and its end is told once', async () => {
    const { outcome, opened, air, band, phone, picked } = await ring();
    const told: boolean[] = [];
    phone.events.state.on(({ connected }) => told.push(connected));
    await opened();
    // One that comes late, of the connection before.
    picked.device.dispatchEvent(new Event('gattserverdisconnected'));
    expect(told).toEqual([true]);
    air.setInRange(band.deviceId, false);
    air.setInRange(band.deviceId, true);
    const write = { serviceId: UART, characteristicId: WRITE, value: new Uint8Array(16).buffer };
    expect(await outcome('write', write)).toBe(10006);
    await outcome('connect');
    expect(await outcome('write', write)).toBe(10004);
    expect(told).toEqual([true, false, true]);
  });

  test('a value is told once however often it was asked for characteristics', async () => {
    const { outcome, opened, phone, clock } = await ring();
    await opened();
    await outcome('characteristics', { serviceId: UART });
    await outcome('services');
    await outcome('characteristics', { serviceId: UART });
    const values: string[] = [];
    phone.events.values.on(({ characteristicId, value }) =>
      values.push(`${characteristicId.slice(0, 8)} ${Buffer.from(value).toString('hex')}`),
    );
    await outcome('notify', { serviceId: UART, characteristicId: NOTIFY });
    // What the battery is, as tahnok/colmi_r02_client asks.
    const ask = Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
    await outcome('write', { serviceId: UART, characteristicId: WRITE, value: ask.buffer });
    await clock.advance(1000);
    expect(values).toEqual([expect.stringMatching(/^6E400003 03/)]);
  });

  test('when Bluetooth goes off all ends, and the band is free', async () => {
    const { outcome, opened, phone, picked } = await ring();
    const told: boolean[] = [];
    await opened();
    phone.events.state.on(({ connected }) => told.push(connected));
    phone.calls.end(true);
    expect(told).toEqual([false]);
    expect(picked.holder).toBeNull();
    expect(await outcome('services')).toBe(10006);
  });

  test('an attempt that takes too long is given up, and one that comes about after it too', async () => {
    const { outcome, air, band, picked, clock } = await ring();
    air.setInRange(band.deviceId, false);
    expect(await outcome('connect', { timeout: 2000 })).toBe(10012);
    expect(picked.holder).toBeNull();
    air.setInRange(band.deviceId, true);
    await clock.advance(1000);
    expect(picked.server.connected).toBe(false);
    expect(await outcome('connect')).toBe(0);
  });

  test('a browser that connects after all, although it was told to stop, is told again', async () => {
    const { phone, clock, outcome } = await ring();
    let connected = false;
    const gatt = {
      get connected() {
        return connected;
      },
      connect: () =>
        new Promise<void>((resolve) => {
          clock.after(5000, () => {
            connected = true;
            resolve();
          });
        }),
      disconnect() {
        connected = false;
      },
      getPrimaryServices: async () => [],
    };
    phone.bands.add(Object.assign(new EventTarget(), { id: 'slow', gatt }), []);
    expect(await outcome('connect', { deviceId: 'slow', timeout: 2000 })).toBe(10012);
    await clock.advance(10_000);
    expect(connected).toBe(false);
  });
});
