/** R2-11 `wx.createBLEPeripheralServer` of the preview: a phone that is a band, seen by the others. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Fixture, openFixture } from './fixture';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await openFixture();
  page = await fixture.open('/phone.html?user=peripheral');
});
afterAll(() => fixture.close());

/** Everything one other phone does with it, and what either is told. */
const met = (platform: string) =>
  page.evaluate(async (system) => {
    interface Band {
      connect(phone: string, ears: object): boolean;
      peripheral: { onRead(at: object): unknown; onSubscribe(at: object, on: boolean): void } & {
        gatt: object[];
      };
    }
    type Advert = { deviceId: string; localName: string; manufacturerData: Uint8Array };
    interface Hub {
      phone(user: string): { set(patch: object): void };
      air: { adverts(phone: string): Advert[]; find(id: string): Band | undefined };
    }
    type Call = (options?: object) => Promise<never>;
    const { previewHub: hub, wx } = window as unknown as {
      previewHub: Hub;
      wx: Record<string, Call>;
    };
    hub
      .phone('peripheral')
      .set({ platform: system, bluetoothScope: 'granted', privacyAgreed: true });
    const told: string[] = [];
    (wx.onBLEPeripheralConnectionStateChanged as unknown as (l: object) => void)(
      ({ connected }: { connected: boolean }) => told.push(connected ? 'connected' : 'gone'),
    );
    await wx.openBluetoothAdapter!({ mode: 'peripheral' });
    const { server } = (await wx.createBLEPeripheralServer!()) as { server: Record<string, Call> };
    const on = (name: string, listener: object) =>
      (server[name] as unknown as (l: object) => void)(listener);
    on('onCharacteristicReadRequest', (request: object) =>
      server.writeCharacteristicValue!({
        ...request,
        needNotify: false,
        value: Uint8Array.of(7).buffer,
      }),
    );
    on('onCharacteristicSubscribed', () => told.push('subscribed'));
    const properties = { read: true, notify: true };
    await server.addService!({
      service: { uuid: 'FEE7', characteristics: [{ uuid: 'FEA1', properties }] },
    });
    const advertiseRequest = {
      deviceName: 'me',
      serviceUuids: ['FEE7'],
      manufacturerData: [
        { manufacturerId: '0x3A01', manufacturerSpecificData: Uint8Array.of(5).buffer },
      ],
    };
    await server.startAdvertising!({ advertiseRequest });
    const heardBy = (who: string) =>
      hub.air.adverts(who).find(({ localName }) => localName === 'me');
    const heard = heardBy('other');
    const band = hub.air.find(heard?.deviceId ?? '')!;
    const values: number[] = [];
    band.connect('other', {
      value: (_at: object, value: Uint8Array) => values.push(...value),
      closed: () => told.push('closed'),
    });
    const [at] = band.peripheral.gatt;
    const read = [...((await band.peripheral.onRead(at!)) as Uint8Array)];
    const place = { serviceId: 'FEE7', characteristicId: 'FEA1', needNotify: true };
    await server.writeCharacteristicValue!({ ...place, value: Uint8Array.of(8).buffer });
    band.peripheral.onSubscribe(at!, true);
    await server.writeCharacteristicValue!({ ...place, value: Uint8Array.of(9).buffer });
    const own = heardBy('peripheral') !== undefined;
    await server.close!();
    const data = [...(heard?.manufacturerData ?? [])];
    return { data, own, read, values, told, left: heardBy('other') !== undefined };
  }, platform);

describe('R2-11 a phone that is a band', () => {
  test('Android: with manufacturer data, told of connections and never of subscriptions', async () => {
    expect(await met('android')).toEqual({
      data: [0x01, 0x3a, 5],
      own: false,
      read: [7],
      values: [9],
      told: ['connected', 'gone', 'closed'],
      left: false,
    });
  });

  test('an iPhone: without, told of subscriptions and never of connections', async () => {
    expect(await met('ios')).toEqual({
      data: [],
      own: false,
      read: [7],
      values: [9],
      told: ['subscribed', 'closed'],
      left: false,
    });
  });
});
