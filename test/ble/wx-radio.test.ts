import { describe, expect, test } from '@jest/globals';
import { type BleCode, BleError, uuid } from '../../miniprogram/ble/link';
import { createWxRadio } from '../../miniprogram/ble/wx-radio';
import { codeOf } from '../../miniprogram/ble/wx-radio/errors';
import { type FakeWx, failure, fakeWx } from '../support/fake-wx-bluetooth';
import { createVirtualClock } from '../support/virtual-clock';

const SERVICE = '0000FEE7-0000-1000-8000-00805F9B34FB';
const READ = '0000FEA1-0000-1000-8000-00805F9B34FB';
const AT = { service: uuid('fee7'), characteristic: uuid('fea1') };

const codeOfRejection = (work: Promise<unknown>): Promise<BleCode> =>
  work.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: unknown) => (error instanceof BleError ? error.code : Promise.reject(error)),
  );

function setUp(platform?: string) {
  const wx = fakeWx(platform);
  const clock = createVirtualClock();
  const radio = createWxRadio(wx.api, clock);
  return { wx, clock, radio };
}

async function connected(platform?: string) {
  const { wx, clock, radio } = setUp(platform);
  withTable(wx);
  const link = await radio.connect('device', 1000);
  await link.discover();
  return { wx, clock, radio, link };
}

function withTable(wx: FakeWx) {
  const properties = { read: true, write: true, notify: true, indicate: true };
  wx.answer('getBLEDeviceServices', { result: { services: [{ uuid: SERVICE }] } });
  wx.answer('getBLEDeviceCharacteristics', {
    result: { characteristics: [{ uuid: READ, properties }] },
  });
}

describe('errors', () => {
  test.each<[number, BleCode]>([
    [10000, 'not-open'],
    [10001, 'bluetooth-off'],
    [10002, 'band-not-found'],
    [10003, 'connect-failed'],
    [10004, 'no-service'],
    [10005, 'no-characteristic'],
    [10006, 'disconnected'],
    [10007, 'not-supported'],
    [10008, 'system'],
    [10009, 'bluetooth-unsupported'],
    [10010, 'connect-failed'],
    [10011, 'connect-failed'],
    [10012, 'timeout'],
    [10013, 'band-not-found'],
    [4711, 'system'],
  ])('errCode %i is %s', (errCode, code) => {
    expect(codeOf({ errMsg: 'x:fail', errCode })).toBe(code);
  });

  test.each<[string, Parameters<typeof codeOf>[0], BleCode]>([
    ['errno before errCode', { errCode: 10001, errno: 112 }, 'not-declared'],
    [
      'scope refused',
      { errno: 103, errMsg: 'openBluetoothAdapter:fail auth deny' },
      'scope-refused',
    ],
    [
      'scope refused, words only',
      { errMsg: 'openBluetoothAdapter:fail auth deny' },
      'scope-refused',
    ],
    ['privacy refused', { errno: 104 }, 'privacy-refused'],
    [
      'privacy refused, words only',
      { errMsg: 'fail privacy permission is not authorized' },
      'privacy-refused',
    ],
    [
      'undeclared',
      { errMsg: 'fail api scope is not declared in the privacy agreement' },
      'not-declared',
    ],
    ['iOS refused', { errCode: 10001, state: 3 }, 'bluetooth-unauthorized'],
    ['iOS off', { errCode: 10001, state: 4 }, 'bluetooth-off'],
    ['iOS without Bluetooth', { errCode: 10001, state: 2 }, 'bluetooth-unsupported'],
    ['iOS resetting', { errCode: 10001, state: 1 }, 'bluetooth-off'],
    [
      'Android location off',
      { errCode: 10008, errMsg: 'fail location service is off' },
      'location-off',
    ],
    [
      'Android location refused',
      { errCode: 10008, errMsg: 'fail location permission is denied' },
      'location-unauthorized',
    ],
    ['errno timeout', { errno: 5 }, 'timeout'],
    ['an unknown errno falls through', { errno: 1_509_999, errCode: 10003 }, 'connect-failed'],
    ['nothing at all', {}, 'system'],
  ])('%s', (_, given, code) => {
    expect(codeOf(given)).toBe(code);
  });
});

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
});

describe('connect', () => {
  test('always with a timeout; "already connected" is success', async () => {
    const { wx, radio } = setUp();
    wx.answer('createBLEConnection', failure(-1, 'createBLEConnection:fail already connect'));
    const link = await radio.connect('device', 8000);
    expect(link.deviceId).toBe('device');
    expect(wx.calls).toEqual([
      { name: 'createBLEConnection', option: { deviceId: 'device', timeout: 8000 } },
    ]);
  });

  test('a failed connect is closed, so that the next attempt is a new one', async () => {
    const { wx, radio } = setUp();
    wx.answer('createBLEConnection', failure(10003, 'fail status:133'), { result: {} });
    expect(await codeOfRejection(radio.connect('device', 1000))).toBe('connect-failed');
    expect(wx.calls.map(({ name }) => name)).toEqual(['createBLEConnection', 'closeBLEConnection']);
    await radio.connect('device', 1000);
  });

  test('a connect that is never answered ends, and is closed', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', 'silence');
    expect(await clock.run(codeOfRejection(radio.connect('device', 8000)))).toBe('timeout');
    expect(wx.calls.at(-1)?.name).toBe('closeBLEConnection');
  });

  test('one connection per band', async () => {
    const { wx, radio, clock } = setUp();
    wx.answer('createBLEConnection', 'silence');
    const first = codeOfRejection(radio.connect('device', 1000));
    expect(await codeOfRejection(radio.connect('device', 1000))).toBe('busy');
    await clock.run(first);
    wx.answer('createBLEConnection', { result: {} });
    await radio.connect('device', 1000);
    expect(await codeOfRejection(radio.connect('device', 1000))).toBe('busy');
  });

  test('losing the link and switching Bluetooth off are told apart, once', async () => {
    const { wx, radio } = setUp();
    const reasons: string[] = [];
    const one = await radio.connect('one', 1000);
    one.onClose((reason) => reasons.push(`one ${reason}`));
    const two = await radio.connect('two', 1000);
    two.onClose((reason) => reasons.push(`two ${reason}`));
    wx.connection('one', false);
    wx.connection('one', false);
    wx.adapter(false);
    expect(reasons).toEqual(['one lost', 'two adapter-off']);
    wx.adapter(true);
    await radio.connect('one', 1000);
  });

  test('closing waits for the state event', async () => {
    const { wx, clock, link } = await connected();
    const reasons: string[] = [];
    link.onClose((reason) => reasons.push(reason));
    let closed = false;
    const closing = link.close().then(() => {
      closed = true;
    });
    await clock.advance(100);
    expect(closed).toBe(false);
    wx.connection('device', false);
    await closing;
    expect(reasons).toEqual(['requested']);
  });

  test('closing ends without the event as well', async () => {
    const { clock, link, radio } = await connected();
    await clock.run(link.close());
    await link.close();
    await radio.connect('device', 1000);
  });
});

describe('GATT', () => {
  test('services before characteristics before anything else; UUIDs are normal', async () => {
    const { wx, radio } = setUp('ios');
    withTable(wx);
    const link = await radio.connect('device', 1000);
    const gatt = await link.discover();
    expect(gatt).toEqual([
      { ...AT, read: true, write: true, writeNoResponse: false, notify: true, indicate: true },
    ]);
    expect(wx.calls.map(({ name }) => name)).toEqual([
      'createBLEConnection',
      'getBLEDeviceServices',
      'getBLEDeviceCharacteristics',
    ]);
  });

  test('one unreadable service does not hide the others; a lost link does', async () => {
    const { wx, radio } = setUp();
    withTable(wx);
    wx.answer('getBLEDeviceServices', {
      result: { services: [{ uuid: '1800' }, { uuid: SERVICE }] },
    });
    const table = { result: { characteristics: [{ uuid: READ, properties: { read: true } }] } };
    wx.answer('getBLEDeviceCharacteristics', failure(10008), table);
    const link = await radio.connect('device', 1000);
    expect(await link.discover()).toHaveLength(1);
    wx.answer('getBLEDeviceCharacteristics', failure(10006));
    expect(await codeOfRejection(link.discover())).toBe('disconnected');
  });

  test('names go back as they came, writes say their type, values are their own buffer', async () => {
    const { wx, link } = await connected();
    const place = { deviceId: 'device', serviceId: SERVICE, characteristicId: READ };
    const view = Uint8Array.of(9, 1, 2, 9).subarray(1, 3);
    await link.write(AT, view, true);
    await link.write(AT, view, false);
    await link.subscribe(AT, 'indication');
    const [first, second, third] = wx.calls.slice(-3);
    expect(first?.option).toMatchObject({ ...place, writeType: 'write' });
    expect(new Uint8Array(first?.option.value as ArrayBuffer)).toEqual(Uint8Array.of(1, 2));
    expect(second?.option).toMatchObject({ writeType: 'writeNoResponse' });
    expect(third?.option).toEqual({ ...place, state: true, type: 'indication' });
  });

  test('a read is the event after the call; other values go to the listener', async () => {
    const { wx, clock, link } = await connected();
    const heard: number[][] = [];
    link.onValue((_, value) => heard.push([...value]));
    wx.value('device', SERVICE, READ, 1);
    const reading = link.read(AT);
    wx.value('device', SERVICE, READ, 2);
    wx.value('device', SERVICE, READ, 3);
    wx.value('other', SERVICE, READ, 4);
    expect(await clock.run(reading)).toEqual(Uint8Array.of(2));
    expect(heard).toEqual([[1], [3]]);
  });

  test('a read whose value never comes ends, and takes no later value', async () => {
    const { wx, clock, link } = await connected();
    const heard: number[][] = [];
    link.onValue((_, value) => heard.push([...value]));
    expect(await clock.run(codeOfRejection(link.read(AT)))).toBe('timeout');
    wx.value('device', SERVICE, READ, 7);
    expect(heard).toEqual([[7]]);
  });

  test('an undiscovered characteristic and a refused operation are told apart', async () => {
    const { wx, link } = await connected();
    const nowhere = { ...AT, characteristic: uuid('ffff') };
    expect(await codeOfRejection(link.read(nowhere))).toBe('no-characteristic');
    wx.answer('writeBLECharacteristicValue', failure(10007));
    expect(await codeOfRejection(link.write(AT, new Uint8Array(1), true))).toBe('not-supported');
  });
});

describe('payload', () => {
  const mtus = (wx: FakeWx) =>
    wx.calls.filter(({ name }) => name === 'setBLEMTU').map(({ option }) => option.mtu);

  test('Android proposes less and less until the band agrees', async () => {
    const { wx, link } = await connected();
    wx.answer('setBLEMTU', failure(10008), { result: { mtu: 247 } });
    expect(link.payload).toBe(20);
    expect(await link.requestPayload(512)).toBe(244);
    expect(link.payload).toBe(244);
    expect(mtus(wx)).toEqual([511, 247]);
  });

  test('when nothing is taken, what is in force is asked for', async () => {
    const { wx, link } = await connected();
    wx.answer('setBLEMTU', failure(10008));
    wx.answer('getBLEMTU', { result: { mtu: 100 } });
    expect(await link.requestPayload(244)).toBe(97);
    expect(mtus(wx)).toEqual([247, 185]);
  });

  test('iOS cannot propose; it is asked', async () => {
    const { wx, link } = await connected('ios');
    wx.answer('getBLEMTU', { result: { mtu: 600 } });
    expect(await link.requestPayload(244)).toBe(512);
    expect(mtus(wx)).toEqual([]);
  });

  test('twenty bytes where the phone says nothing', async () => {
    const { wx, link } = await connected('ios');
    wx.answer('getBLEMTU', failure(10008));
    expect(await link.requestPayload(244)).toBe(20);
  });
});
