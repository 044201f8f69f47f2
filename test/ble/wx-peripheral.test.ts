/** R2-11 A phone that is a band, as WeChat's peripheral side has it on each system. */
import { describe, expect, test } from '@jest/globals';
import { createPhoneBand } from '../../miniprogram/bands/lab/phone-band';
import { MEASUREMENT, TARGET } from '../../miniprogram/bands/wechat-pedometer/gatt';
import { type PeripheralPlatform, PhoneBand } from '../../miniprogram/ble/wx-peripheral';
import type { WxPeripheral, WxServer } from '../../miniprogram/ble/wx-peripheral/port';
import { fromHex, toHex } from '../../miniprogram/lib/bytes';
import { NOW } from '../helpers/people';

type Options = Record<string, unknown> & {
  success(result: object): void;
  fail(failure: object): void;
};

/** `wx` of one phone; `fails` are the calls it refuses, with what. */
function fakePhone(platform: PeripheralPlatform, fails: Record<string, object> = {}) {
  const calls: { name: string; options: Record<string, unknown> }[] = [];
  const listeners: Record<string, (event: object) => void> = {};
  const call = (name: string, result: object = {}) =>
    (({ success, fail, ...options }: Options) => {
      calls.push({ name, options });
      const failure = fails[name];
      if (failure) fail(failure);
      else success(result);
    }) as never;
  const on = (name: string) => (listener: (event: never) => void) => {
    listeners[name] = listener as (event: object) => void;
  };
  const server: WxServer = {
    addService: call('addService'),
    startAdvertising: call('startAdvertising'),
    stopAdvertising: call('stopAdvertising'),
    close: call('close'),
    writeCharacteristicValue: call('writeCharacteristicValue'),
    onCharacteristicReadRequest: on('read'),
    onCharacteristicWriteRequest: on('write'),
    ...(platform === 'ios' && {
      onCharacteristicSubscribed: on('subscribed'),
      onCharacteristicUnsubscribed: on('unsubscribed'),
    }),
  };
  const api: WxPeripheral = {
    openBluetoothAdapter: call('openBluetoothAdapter'),
    createBLEPeripheralServer: call('createBLEPeripheralServer', { server }),
    onBLEPeripheralConnectionStateChanged: platform === 'ios' ? () => {} : on('state'),
    offBLEPeripheralConnectionStateChanged: () => {
      delete listeners.state;
    },
  };
  const heard: string[] = [];
  const lab = createPhoneBand('wechat-pedometer', {
    tail: '3F2A',
    platform,
    now: () => NOW,
    offsetSeconds: 28_800,
  });
  const phone = new PhoneBand(api, platform, lab.band, {
    connected: (yes) => heard.push(yes ? 'connected' : 'gone'),
    said: (what, { characteristic }) => heard.push(`${what} ${characteristic.slice(4, 8)}`),
  });
  return {
    ...lab,
    phone,
    heard,
    calls: (name: string) => calls.filter((one) => one.name === name).map(({ options }) => options),
    tell: (name: string, event: object) => listeners[name]?.(event),
  };
}

const place = ({ service, characteristic }: typeof TARGET) => ({
  serviceId: service.toUpperCase(),
  characteristicId: characteristic.toUpperCase(),
});
const hexOf = (options: Record<string, unknown> | undefined) =>
  toHex(new Uint8Array(options?.value as ArrayBuffer));

describe('R2-11 what a phone advertises', () => {
  test.each(['android', 'ohos'] as const)('%s: its name, service and address', async (platform) => {
    const { phone, calls } = fakePhone(platform);
    await phone.start();
    expect(calls('openBluetoothAdapter')).toEqual([{ mode: 'peripheral' }]);
    const [{ advertiseRequest } = {}] = calls('startAdvertising') as [
      { advertiseRequest?: { manufacturerData: { manufacturerSpecificData: ArrayBuffer }[] } }?,
    ];
    expect(advertiseRequest).toMatchObject({
      connectable: true,
      deviceName: 'BM-LAB 3F2A',
      serviceUuids: ['0000FEE7-0000-1000-8000-00805F9B34FB'],
      manufacturerData: [{ manufacturerId: '0x3A01' }],
    });
    const [data] = advertiseRequest!.manufacturerData;
    expect(toHex(new Uint8Array(data!.manufacturerSpecificData))).toBe('c04c41423f2a');
  });

  test('iPhone: no manufacturer data, and 16-bit UUIDs as such', async () => {
    const { phone, calls } = fakePhone('ios');
    await phone.start();
    const [{ advertiseRequest } = {}] = calls('startAdvertising');
    expect(advertiseRequest).toEqual({
      connectable: true,
      deviceName: 'BM-LAB 3F2A',
      serviceUuids: ['FEE7'],
    });
    const [{ service } = {}] = calls('addService');
    expect(service).toMatchObject({
      uuid: 'FEE7',
      characteristics: [
        {
          uuid: 'FEA1',
          properties: { read: true, write: false, notify: true, indicate: true },
          permission: { readable: true, writeable: false },
        },
        { uuid: 'FEA2', permission: { readable: true, writeable: true } },
        { uuid: 'FEC9' },
      ],
    });
  });
});

describe('R2-11 a dialogue', () => {
  test('reads and writes are answered with their callback, also of who was never announced', async () => {
    const { phone, calls, tell, heard, band, meaning } = fakePhone('ios');
    await phone.start();
    tell('read', { ...place(MEASUREMENT), callbackId: 7 });
    const [answer] = calls('writeCharacteristicValue');
    expect(answer).toMatchObject({
      characteristicId: expect.stringMatching(/FEA1/),
      callbackId: 7,
    });
    expect(meaning('band', MEASUREMENT, new Uint8Array(answer!.value as ArrayBuffer))).toEqual({
      steps: band.steps,
    });
    const goal = fromHex('01102700')!;
    tell('write', { ...place(TARGET), callbackId: 8, value: goal.buffer });
    expect(calls('writeCharacteristicValue')[1]).toMatchObject({
      callbackId: 8,
      needNotify: false,
    });
    expect(hexOf(calls('writeCharacteristicValue')[1])).toBe('01102700');
    expect(meaning('band', TARGET, band.onRead(TARGET))).toEqual({ goal: 10_000 });
    expect(heard).toEqual(['connected', 'read fea1', 'write fea2']);
  });

  test('an iPhone tells who subscribes; who wants nothing any more is gone', async () => {
    const { phone, calls, tell, heard, band } = fakePhone('ios');
    await phone.start();
    band.addSteps(1);
    expect(calls('writeCharacteristicValue')).toEqual([]);
    tell('subscribed', place(MEASUREMENT));
    const sent = calls('writeCharacteristicValue').length;
    band.addSteps(100);
    expect(calls('writeCharacteristicValue').at(-1)).toMatchObject({ needNotify: true });
    expect(calls('writeCharacteristicValue').length).toBe(sent + 1);
    tell('unsubscribed', place(MEASUREMENT));
    band.addSteps(100);
    expect(calls('writeCharacteristicValue').length).toBe(sent + 1);
    expect(heard.filter((one) => !one.includes('notify'))).toEqual([
      'connected',
      'subscribe fea1',
      'gone',
    ]);
  });

  test('Android tells of connections and not of subscriptions: whoever is connected is told', async () => {
    const { phone, calls, tell, heard, band } = fakePhone('android');
    await phone.start();
    band.addSteps(1);
    expect(calls('writeCharacteristicValue')).toEqual([]);
    tell('state', { connected: true });
    band.addSteps(100);
    expect(calls('writeCharacteristicValue').at(-1)).toMatchObject({ needNotify: true });
    tell('state', { connected: false });
    const sent = calls('writeCharacteristicValue').length;
    band.addSteps(100);
    expect(calls('writeCharacteristicValue').length).toBe(sent);
    expect([heard[0], heard.at(-1)]).toEqual(['connected', 'gone']);
  });

  test('stopped, it is off the air and nobody is answered', async () => {
    const { phone, calls, tell, heard } = fakePhone('android');
    await phone.start();
    tell('state', { connected: true });
    await phone.stop();
    await phone.stop();
    expect([calls('stopAdvertising').length, calls('close').length]).toEqual([1, 1]);
    const before = calls('writeCharacteristicValue').length;
    tell('read', { ...place(MEASUREMENT), callbackId: 9 });
    tell('write', { ...place(TARGET), callbackId: 10, value: new ArrayBuffer(1) });
    expect(calls('writeCharacteristicValue').length).toBe(before);
    expect(heard.at(-1)).toBe('gone');
  });
});

describe('R2-11 what fails', () => {
  test.each([
    ['openBluetoothAdapter', { errCode: 10001, errMsg: 'fail' }, 'bluetooth-off', 0],
    ['openBluetoothAdapter', { errno: 112, errMsg: 'fail' }, 'not-declared', 0],
    ['createBLEPeripheralServer', { errCode: 10009, errMsg: 'fail' }, 'bluetooth-unsupported', 0],
    ['addService', { errno: 1509000, errMsg: 'addService:fail' }, 'system', 1],
    ['startAdvertising', { errCode: 10008, errMsg: 'fail' }, 'system', 1],
  ] as const)('%s with %p is told as %s and %s', async (name, failure, code, closed) => {
    const { phone, calls } = fakePhone('android', { [name]: failure });
    await expect(phone.start()).rejects.toMatchObject({ code });
    expect(calls('close').length).toBe(closed);
  });

  test('an iPhone that fails to add a service with "ok" has added it', async () => {
    const ok = { errno: 1509000, errMsg: 'addService:fail:ok' };
    const { phone, calls } = fakePhone('ios', { addService: ok });
    await phone.start();
    expect(calls('startAdvertising').length).toBe(1);
  });

  test('left before it began, nothing is on the air', async () => {
    const { phone, calls } = fakePhone('android');
    const starting = phone.start();
    await phone.stop();
    await expect(starting).rejects.toMatchObject({ code: 'not-open' });
    expect([calls('startAdvertising').length, calls('close').length]).toEqual([0, 1]);
  });
});
