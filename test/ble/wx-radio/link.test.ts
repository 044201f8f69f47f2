import { describe, expect, test } from '@jest/globals';
import { uuid } from '../../../miniprogram/ble/link';
import { type FakeWx, failure } from '../../helpers/fake-wx-bluetooth';
import {
  AT,
  codeOfRejection,
  connected,
  READ,
  SERVICE,
  setUp,
  withTable,
} from '../../helpers/wx-radio';

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
    const { wx, clock, radio } = setUp();
    withTable(wx);
    wx.answer('getBLEDeviceServices', {
      result: { services: [{ uuid: '1800' }, { uuid: SERVICE }] },
    });
    const table = { result: { characteristics: [{ uuid: READ, properties: { read: true } }] } };
    wx.answer('getBLEDeviceCharacteristics', failure(10008), failure(10008), table);
    const link = await radio.connect('device', 1000);
    expect(await clock.run(link.discover())).toHaveLength(1);
    wx.answer('getBLEDeviceCharacteristics', failure(10006));
    expect(await codeOfRejection(link.discover())).toBe('disconnected');
  });

  test('whether a table is whole is for others to judge: it is told as the phone has it', async () => {
    const { wx, radio } = setUp();
    const link = await radio.connect('device', 1000);
    wx.answer('getBLEDeviceServices', { result: { services: [] } }, failure(10004), failure(10008));
    expect(await link.discover()).toEqual([]);
    expect(await codeOfRejection(link.discover())).toBe('no-service');
    expect(await codeOfRejection(link.discover())).toBe('system');
  });

  test('characteristics are asked for once more, so that a band is not taken for another', async () => {
    const { wx, clock, radio } = setUp();
    withTable(wx);
    const table = { result: { characteristics: [{ uuid: READ, properties: { read: true } }] } };
    const link = await radio.connect('device', 1000);
    for (const first of [failure(10005), { result: { characteristics: [] } }]) {
      wx.answer('getBLEDeviceCharacteristics', first, table);
      expect(await clock.run(link.discover())).toHaveLength(1);
    }
  });

  test('what only takes writes without an answer is not written with one', async () => {
    const { wx, radio } = setUp();
    withTable(wx, { writeDefault: false, writeNoResponse: true });
    const link = await radio.connect('device', 1000);
    const [only] = await link.discover();
    expect(only).toMatchObject({ write: false, writeNoResponse: true });
    withTable(wx, { writeDefault: true, writeNoResponse: true });
    expect(await link.discover()).toMatchObject([{ write: true, writeNoResponse: true }]);
    withTable(wx, { writeDefault: false });
    expect(await link.discover()).toMatchObject([{ write: true, writeNoResponse: false }]);
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

  test('a notification that comes during a read is not its value', async () => {
    const { wx, clock, link } = await connected();
    const heard: number[][] = [];
    link.onValue((_, value) => heard.push([...value]));
    await link.subscribe(AT, 'notification');
    const calls: (() => void)[] = [];
    wx.api.readBLECharacteristicValue = ({ success }) => calls.push(() => success({}));
    const value = (byte: number) => wx.value('device', SERVICE, READ, byte);
    const after = link.read(AT);
    value(7);
    calls[0]!();
    await clock.advance(10);
    value(42);
    value(8);
    expect(await clock.run(after)).toEqual(Uint8Array.of(42));
    const before = link.read(AT);
    value(9);
    value(43);
    calls[1]!();
    expect(await clock.run(before)).toEqual(Uint8Array.of(43));
    expect(heard).toEqual([[7], [8], [9]]);
  });

  test('a write of no kind is left to the phone', async () => {
    const { wx, link } = await connected();
    await link.write(AT, Uint8Array.of(1), undefined);
    expect(wx.calls.at(-1)?.option).not.toHaveProperty('writeType');
  });

  test('a call that finds no connection says that the link is lost', async () => {
    const { wx, link } = await connected();
    const reasons: string[] = [];
    link.onClose((reason) => reasons.push(reason));
    wx.answer('writeBLECharacteristicValue', failure(10006));
    expect(await codeOfRejection(link.write(AT, new Uint8Array(1), true))).toBe('disconnected');
    expect(reasons).toEqual(['lost']);
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

  test('iOS tells what one value on the air holds, not what it would cut up by itself', async () => {
    const { wx, link } = await connected('ios');
    wx.answer('getBLEMTU', { result: { mtu: 185 } });
    expect(await link.requestPayload(512)).toBe(182);
    expect(wx.calls.at(-1)?.option).toEqual({ deviceId: 'device', writeType: 'writeNoResponse' });
  });

  test('twenty bytes where the phone says nothing', async () => {
    const { wx, link } = await connected('ios');
    wx.answer('getBLEMTU', failure(10008));
    expect(await link.requestPayload(244)).toBe(20);
  });
});
