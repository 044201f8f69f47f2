/**
 * A real band, end to end: the panel's button, the browser's dialog, Web Bluetooth of Chromium and
 * the calls of `wx` on a phone, with the band played by Chromium's Bluetooth emulation. That cannot
 * push a notification (its protocol has no such command, and unasked answers are ignored), so no
 * driver runs here: web-bluetooth.test.ts has those, over a double. Reading stands in for a push.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SessionFile } from '../../../tools/preview/hub/session';
import { emulatedBand } from '../../helpers/emulated-band';
import { type Fixture, openFixture, phoneOf, shown } from './fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture({ flags: ['--enable-features=WebBluetooth'] });
});
afterAll(() => fixture.close());

const FEE7 = '0000FEE7-0000-1000-8000-00805F9B34FB';
const FEA1 = '0000FEA1-0000-1000-8000-00805F9B34FB';

test('a band that is chosen is found, read, written and lost like any other, and recorded', async () => {
  const page = await fixture.open('/?phone=preview-a&bands=', { width: 1280, height: 900 });
  const band = await emulatedBand(fixture.browser, page, {
    name: 'MAMBO-1',
    services: ['fee7'],
    gatt: { fee7: { fea1: { value: Uint8Array.of(1, 2, 3), notify: true } } },
  });
  await page.getByTestId('real-pick').click();
  await page.getByTestId('real-offers').getByText('FEE7').waitFor();
  await page.getByTestId('real-record').check();
  await shown(phoneOf(page, 1)).locator('.log').first().waitFor();
  const said = phoneOf(page, 1)
    .locator('.phone')
    .evaluate(
      async (_, [serviceId, characteristicId]) => {
        type Wx = Record<string, (given: unknown) => Promise<Record<string, unknown>>>;
        const { wx } = window as unknown as { wx: Wx };
        const call = (name: string, given: object = {}) =>
          wx[name]!(given).catch(({ errCode }) => ({ errCode }));
        const event = <T>(name: string) => new Promise<T>((resolve) => void wx[name]!(resolve));
        await call('openBluetoothAdapter');
        const heard = event<{ devices: { deviceId: string; localName: string }[] }>(
          'onBluetoothDeviceFound',
        );
        await call('startBluetoothDevicesDiscovery', { services: ['FEE7'] });
        const [{ deviceId, localName } = { deviceId: '', localName: '' }] = (await heard).devices;
        const at = { deviceId, serviceId, characteristicId };
        const connected = await call('createBLEConnection', { deviceId });
        await call('getBLEDeviceServices', { deviceId });
        await call('getBLEDeviceCharacteristics', { deviceId, serviceId });
        const subscribed = await call('notifyBLECharacteristicValueChange', { ...at, state: true });
        const value = event<{ value: ArrayBuffer }>('onBLECharacteristicValueChange');
        await call('readBLECharacteristicValue', at);
        const read = [...new Uint8Array((await value).value)];
        const written = await call('writeBLECharacteristicValue', {
          ...at,
          value: Uint8Array.of(7, 8).buffer,
        });
        const { mtu } = (await call('getBLEMTU', { deviceId })) as { mtu?: number };
        const lost = event<{ connected: boolean }>('onBLEConnectionStateChange');
        await call('setNavigationBarTitle', { title: 'now' });
        const after = await lost.then(() => call('getBLEDeviceServices', { deviceId }));
        return { localName, connected, subscribed, read, written, mtu, after };
      },
      [FEE7, FEA1] as const,
    );
  await phoneOf(page, 1).getByText('now', { exact: true }).waitFor();
  await band.leave();
  expect(await said).toEqual({
    localName: 'MAMBO-1',
    connected: { errMsg: 'createBLEConnection:ok' },
    subscribed: { errMsg: 'notifyBLECharacteristicValueChange:ok' },
    read: [1, 2, 3],
    written: { errMsg: 'writeBLECharacteristicValue:ok' },
    mtu: 23,
    after: { errCode: 10006 },
  });
  expect(band.written).toEqual(['0708']);
  const saved = page.waitForEvent('download');
  await page.getByTestId('real-save').click();
  const file = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as SessionFile;
  const at = { service: FEE7.toLowerCase(), characteristic: FEA1.toLowerCase() };
  expect(file.packets).toEqual([
    { t: expect.any(Number), dir: 'read', ...at, hex: '010203' },
    { t: expect.any(Number), dir: 'write', ...at, hex: '0708' },
  ]);
  expect(fixture.complaints).toEqual([]);
});
