/** Choosing a real band, what it tells before it is connected, and what is kept of a session. */
import { describe, expect, test } from '@jest/globals';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import { CARDS } from '../../../miniprogram/protocols/index';
import { createVirtualClock } from '../../../tools/harness/clock';
import { kitOf } from '../../../tools/harness/kits';
import { leanWeek } from '../../../tools/harness/scene';
import { NOW } from '../../../tools/harness/world';
import { obstacle, pick, requestOf } from '../../../tools/preview/hub/real/pick';
import { RealBands } from '../../../tools/preview/hub/real/real-band';
import { Recording } from '../../../tools/preview/hub/session';
import { numberOf } from '../../../tools/preview/wx/real/numbers';
import { uuid } from '../../../tools/preview/wx/uuid';
import { RADIO } from '../../../tools/start/radio';
import { domError, webBluetooth } from '../../helpers/web-bluetooth';

async function mambo() {
  const kit = (await kitOf('wechat-pedometer', require))!;
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const made = { now, truth: leanWeek(), clockError: 0, dense: false };
  const band = kit.virtuals[0]!.create(made);
  const air = createVirtualRadio({ clock, bands: [band] });
  return { clock, band, air, web: webBluetooth(air, [band]), bands: new RealBands() };
}

describe('choosing a real band', () => {
  test('asks for what the cards know: every service that a driver uses, nothing the browser forbids', () => {
    const { filters = [], optionalServices } = requestOf(RADIO);
    for (const { services, match } of CARDS) {
      for (const service of services) expect(optionalServices).toContain(uuid(service));
      for (const name of match.names ?? []) expect(filters).toContainEqual({ namePrefix: name });
      for (const service of match.services ?? []) {
        expect(filters).toContainEqual({ services: [uuid(service)] });
      }
    }
    // Of WebBluetoothCG/registries, gatt_blocklist.txt: a filter with one of these is refused.
    const forbidden = ['1812', 'FFFD', 'FFF9', 'FDE2'].map(uuid);
    expect(optionalServices.filter((id) => forbidden.includes(id))).toEqual([]);
  });

  test('of a mini program that says only its services every device is offered', () => {
    expect(requestOf({ services: ['FEE7', 'fee7'] })).toEqual({
      acceptAllDevices: true,
      optionalServices: [uuid('FEE7')],
    });
    const companies = [0x0157];
    const advertised = { services: [], names: [], companies };
    expect(requestOf({ services: [], advertised })).toEqual({
      filters: [{ manufacturerData: [{ companyIdentifier: 0x0157 }] }],
      optionalServices: [],
      optionalManufacturerData: companies,
    });
  });

  test('one that is chosen is looked at once, and told of to phones that scan', async () => {
    const { clock, band, web, bands } = await mambo();
    const picked = (await clock.run(pick(web.bluetooth, bands, RADIO)))!;
    expect(picked.server.connected).toBe(false);
    expect(bands.adverts()).toEqual([
      {
        deviceId: band.deviceId,
        localName: band.localName,
        rssi: 127,
        serviceUuids: [uuid('FEE7')],
        manufacturerData: new Uint8Array(0),
      },
    ]);
    picked.take('a');
    expect(bands.adverts()).toEqual([]);
    expect(await pick(web.bluetooth, bands, RADIO)).toBe(picked);
    expect(bands.list).toHaveLength(1);
    bands.forget(picked);
    expect(bands.list).toEqual([]);
  });

  test('where advertisements can be watched it tells its strength and data', async () => {
    const { clock, web, bands } = await mambo();
    const device = await web.bluetooth.requestDevice(requestOf(RADIO));
    let watched = 0;
    Object.assign(device, { watchAdvertisements: async () => void watched++ });
    const picked = (await clock.run(pick(web.bluetooth, bands, RADIO)))!;
    expect(watched).toBe(1);
    const data = new DataView(Uint8Array.of(9, 1, 2, 3).buffer, 1);
    const told = { rssi: -61, uuids: [uuid('180F')], manufacturerData: new Map([[0x0157, data]]) };
    device.dispatchEvent(Object.assign(new Event('advertisementreceived'), told));
    expect(picked.advert).toMatchObject({
      rssi: -61,
      serviceUuids: [uuid('180F'), uuid('FEE7')],
      manufacturerData: Uint8Array.of(0x57, 0x01, 1, 2, 3),
    });
  });

  test('nothing chosen is nothing; what stands in the way is a sentence', async () => {
    const { clock, air, band, web, bands } = await mambo();
    web.choose = domError('NotFoundError', 'User cancelled the requestDevice() chooser.');
    expect(await pick(web.bluetooth, bands, RADIO)).toBeNull();
    web.choose = domError('NotFoundError', 'Bluetooth adapter not available.');
    await expect(pick(web.bluetooth, bands, RADIO)).rejects.toThrow(
      '浏览器说 The browser says: Bluetooth adapter not available.',
    );
    web.choose = band.localName;
    air.setAvailable(false);
    const work = pick(web.bluetooth, bands, RADIO).catch((error: Error) => error.message);
    expect(await clock.run(work)).toMatch(/^手环没有应答，请靠近再试 The band did not answer/);
    expect(bands.list).toEqual([]);
  });

  test('a page without Bluetooth says in a sentence why', () => {
    const { bluetooth } = webBluetooth({ connect: () => Promise.reject(new Error()) }, []);
    expect(obstacle({ isSecureContext: false }, undefined)?.[1]).toContain('http://127.0.0.1');
    expect(obstacle({ isSecureContext: true }, undefined)?.[1]).toContain('use Chrome');
    expect(obstacle({ isSecureContext: true }, bluetooth)).toBeNull();
  });
});

test.each([
  ['connect', 'NetworkError', 'Bluetooth Device is no longer in range.', 10002],
  ['connect', 'NetworkError', 'Connection failed for unknown reason.', 10003],
  ['connect', 'NetworkError', 'Authentication rejected.', 10003],
  ['connect', 'AbortError', 'The Bluetooth operation was cancelled.', 10003],
  ['services', 'NotFoundError', 'No Services found in device.', 10004],
  ['services', 'SecurityError', 'Origin is not allowed to access any service. Tip: …', 10004],
  ['services', 'NetworkError', 'GATT Server is disconnected. Cannot retrieve services.', 10006],
  ['characteristics', 'NotFoundError', 'No Characteristics found in service.', 10005],
  ['value', 'InvalidStateError', 'Characteristic with UUID 2a19 is no longer valid.', 10006],
  ['value', 'InvalidStateError', 'GATT Service no longer exists.', 10006],
  ['value', 'NetworkError', 'GATT operation already in progress.', 10008],
  ['value', 'NetworkError', 'GATT Error: Not paired.', 10008],
  ['value', 'NetworkError', 'Something new.', 10006],
  ['value', 'NotSupportedError', 'GATT operation not permitted.', 10007],
  ['value', 'NotSupportedError', 'GATT Error: Not supported.', 10007],
  ['value', 'NotSupportedError', 'GATT operation failed for unknown reason.', 10008],
  ['value', 'SecurityError', 'readValue() called on blocklisted object.', 10007],
  ['value', 'SecurityError', 'GATT operation not authorized.', 10008],
  ['value', 'InvalidModificationError', 'GATT Error: invalid attribute length.', 10008],
] as const)('in %s, %s "%s" is %d', (during, name, message, number) => {
  expect(numberOf(domError(name, message), during)).toBe(number);
});

test('a recording begins anew, has times of its own, and ends', async () => {
  const { clock, web, bands } = await mambo();
  const band = (await clock.run(pick(web.bluetooth, bands, RADIO)))!;
  const at = { service: uuid('FEE7'), characteristic: uuid('FEA1') };
  band.said('read', at, Uint8Array.of(1));
  expect(band.recording).toBeNull();
  band.record(true);
  band.said('notify', at, Uint8Array.of(0x0f, 0xa0));
  band.record(false);
  band.said('notify', at, Uint8Array.of(2));
  expect(band.recording!.file).toEqual({
    format: 'bandmates-session',
    version: 1,
    protocol: '',
    packets: [{ t: expect.any(Number), dir: 'notify', ...at, hex: '0fa0' }],
  });
  band.record(true);
  expect(band.recording!.packets).toEqual([]);
  let now = 5000.4;
  const timed = new Recording(() => now);
  now += 20.3;
  timed.add('write', at, Uint8Array.of(3));
  expect(timed.packets[0]).toMatchObject({ t: 20, dir: 'write', hex: '03' });
});
