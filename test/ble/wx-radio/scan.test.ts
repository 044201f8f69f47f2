import { describe, expect, test } from '@jest/globals';
import { uuid } from '../../../miniprogram/ble/link';
import { failure } from '../../helpers/fake-wx-bluetooth';
import { codeOfRejection, setUp } from '../../helpers/wx-radio';

describe('adapter and scan', () => {
  test('one listener per event, however often things are opened and connected', async () => {
    const { wx, radio } = setUp();
    await Promise.all([radio.open(), radio.open()]);
    await radio.open();
    const scan = await radio.scan(() => undefined);
    await scan.stop();
    await radio.connect('a', 1000);
    await radio.connect('b', 1000);
    expect(wx.listened).toEqual({ adapter: 1, found: 1, connection: 1, value: 1 });
    expect(wx.calls.filter(({ name }) => name === 'openBluetoothAdapter')).toHaveLength(2);
  });

  test('Bluetooth off is told, and its coming on too, once per change', async () => {
    const { wx, radio } = setUp();
    wx.answer('openBluetoothAdapter', failure(10001), { result: {} });
    const heard: boolean[] = [];
    const remove = radio.onAvailable((available) => heard.push(available));
    expect(await codeOfRejection(radio.open())).toBe('bluetooth-off');
    wx.adapter(true);
    wx.adapter(true);
    wx.adapter(false);
    remove();
    wx.adapter(true);
    expect(heard).toEqual([true, false]);
    await radio.open();
  });

  test('advertisements look the same from every phone', async () => {
    const { wx, radio } = setUp();
    const seen: unknown[] = [];
    const scan = await radio.scan((advertisement) => seen.push(advertisement));
    wx.found(
      {
        deviceId: 'A4:C1',
        name: 'gatt name',
        localName: 'Mambo',
        RSSI: -60,
        advertisData: Uint8Array.of(1, 2, 3).buffer,
        advertisServiceUUIDs: ['FEE7'],
      },
      { deviceId: 'B', name: 'only name', RSSI: -70, advertisData: null },
    );
    expect(seen).toEqual([
      {
        deviceId: 'A4:C1',
        localName: 'Mambo',
        rssi: -60,
        serviceUuids: [uuid('fee7')],
        manufacturerData: Uint8Array.of(1, 2, 3),
      },
      {
        deviceId: 'B',
        localName: 'only name',
        rssi: -70,
        serviceUuids: [],
        manufacturerData: new Uint8Array(0),
      },
    ]);
    await scan.stop();
    wx.found({ deviceId: 'C', RSSI: -70 });
    expect(seen).toHaveLength(2);
  });

  test('names are clean, and a strength nobody measured is not the greatest', async () => {
    const { wx, radio } = setUp();
    const seen: unknown[] = [];
    await radio.scan(({ localName, rssi }) => seen.push([localName, rssi]));
    wx.found(
      { deviceId: 'A', localName: 'R02_A1B2\0', RSSI: 127 },
      { deviceId: 'B', localName: '\0', name: ' Lefun  ', RSSI: 0 },
      { deviceId: 'C', name: 'MI' },
      { deviceId: 'D', name: 'MI', RSSI: -1 },
    );
    expect(seen).toEqual([
      ['R02_A1B2', null],
      ['Lefun', null],
      ['MI', null],
      ['MI', -1],
    ]);
  });

  test('two scans share one discovery; the last one stops it', async () => {
    const { wx, radio } = setUp();
    const first = await radio.scan(() => undefined);
    const second = await radio.scan(() => undefined);
    await first.stop();
    await first.stop();
    expect(wx.calls.map(({ name }) => name)).toEqual(['startBluetoothDevicesDiscovery']);
    await second.stop();
    expect(wx.calls.map(({ name }) => name)).toEqual([
      'startBluetoothDevicesDiscovery',
      'stopBluetoothDevicesDiscovery',
    ]);
  });

  test('a scan that cannot begin says why and leaves nothing behind', async () => {
    const { wx, radio } = setUp();
    wx.answer('startBluetoothDevicesDiscovery', failure(10000), { result: {} });
    const seen: unknown[] = [];
    expect(await codeOfRejection(radio.scan((found) => seen.push(found)))).toBe('not-open');
    wx.found({ deviceId: 'A', RSSI: -1 });
    expect(seen).toEqual([]);
    await radio.scan(() => undefined);
    expect(wx.calls).toHaveLength(2);
  });

  test('one who joins a discovery that has not begun learns whether it does', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('startBluetoothDevicesDiscovery', 'silence', { result: {} });
    const both = [radio.scan(() => undefined), radio.scan(() => undefined)].map(codeOfRejection);
    expect(await clock.run(Promise.all(both))).toEqual(['timeout', 'timeout']);
    await radio.scan(() => undefined);
    expect(wx.calls).toHaveLength(2);
  });

  test('stopping ends where WeChat never says that it stopped', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('stopBluetoothDevicesDiscovery', 'silence');
    const scan = await radio.scan(() => undefined);
    await clock.run(scan.stop());
    expect(clock.waiting).toBe(0);
  });

  test('a discovery that ended with Bluetooth goes on when Bluetooth is back', async () => {
    const { wx, radio } = setUp();
    const seen: string[] = [];
    const scan = await radio.scan(({ deviceId }) => seen.push(deviceId));
    wx.adapter(true);
    wx.adapter(false);
    wx.adapter(true);
    wx.found({ deviceId: 'A', RSSI: -1 });
    expect(seen).toEqual(['A']);
    await scan.stop();
    wx.adapter(false);
    wx.adapter(true);
    expect(wx.calls.map(({ name }) => name)).toEqual([
      'startBluetoothDevicesDiscovery',
      'startBluetoothDevicesDiscovery',
      'stopBluetoothDevicesDiscovery',
    ]);
  });

  test('bands that another app is connected to are told, ours and others are not', async () => {
    const { wx, radio, clock } = setUp();
    const band = { deviceId: 'theirs', name: 'Mambo' };
    await radio.connect('ours', 1000);
    wx.answer(
      'getConnectedBluetoothDevices',
      failure(10008),
      { result: { devices: [band, { deviceId: 'ours', name: 'Mambo' }] } },
      { result: {} },
    );
    const seen: unknown[] = [];
    const services = [uuid('fe86'), uuid('fee7'), uuid('a500')];
    const scan = await radio.scan((advertisement) => seen.push(advertisement), services);
    await clock.advance(0);
    await scan.stop();
    expect(seen).toEqual([
      {
        deviceId: 'theirs',
        localName: 'Mambo',
        rssi: -60,
        serviceUuids: [uuid('fee7')],
        manufacturerData: new Uint8Array(0),
      },
    ]);
  });

  test('nobody is told of them once the search has ended', async () => {
    const { wx, radio, clock } = setUp();
    let late: () => void = () => undefined;
    wx.api.getConnectedBluetoothDevices = ({ success }) => {
      late = () => success({ devices: [{ deviceId: 'late', name: 'Mambo' }] });
    };
    const seen: unknown[] = [];
    const scan = await radio.scan((found) => seen.push(found), [uuid('fee7')]);
    await scan.stop();
    late();
    await clock.advance(0);
    expect(seen).toEqual([]);
  });

  test('an adapter that never answers can be opened again', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('openBluetoothAdapter', 'silence', { result: {} });
    expect(await clock.run(codeOfRejection(radio.open()))).toBe('timeout');
    await radio.open();
  });
});
