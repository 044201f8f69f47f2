import type { Callbacks, WxBluetooth, WxFailure } from '../../miniprogram/ble/wx-radio/port';

type Name = {
  [K in keyof WxBluetooth]: Parameters<WxBluetooth[K]> extends [infer O]
    ? O extends { success: unknown }
      ? K
      : never
    : never;
}[keyof WxBluetooth];

/** What one call does: succeed with a result, fail, or never call back. */
export type Answer = { result: unknown } | { failure: WxFailure } | 'silence';

/** The Bluetooth part of `wx` as a table of answers, with its calls written down. */
export interface FakeWx {
  api: WxBluetooth;
  calls: { name: Name; option: Record<string, unknown> }[];
  /** What a call answers from now on; a list is answered one after the other, the last again. */
  answer(name: Name, ...answers: Answer[]): void;
  /** How often each event was listened to. */
  listened: Record<string, number>;
  adapter(available: boolean): void;
  /** The phone's Bluetooth switch, as it can be asked before anything is told. */
  setting: { bluetoothEnabled: boolean };
  found(
    ...devices: Parameters<Parameters<WxBluetooth['onBluetoothDeviceFound']>[0]>[0]['devices']
  ): void;
  connection(deviceId: string, connected: boolean): void;
  value(deviceId: string, serviceId: string, characteristicId: string, ...bytes: number[]): void;
}

export const failure = (
  errCode: number,
  errMsg = 'x:fail',
  more: Partial<WxFailure> = {},
): Answer => ({
  failure: { errCode, errMsg, ...more },
});

export function fakeWx(platform = 'android'): FakeWx {
  const calls: FakeWx['calls'] = [];
  const answers = new Map<Name, Answer[]>();
  const listened: Record<string, number> = {};
  // One listener per event: whoever registers a second one has broken the rule under test.
  const events = new Map<string, (event: never) => void>();
  const emit = (name: string, event: unknown) => events.get(name)?.(event as never);

  const call = (name: Name) => (option: Callbacks<never>) => {
    const { success, fail, ...given } = option;
    calls.push({ name, option: given as Record<string, unknown> });
    const list = answers.get(name) ?? [{ result: {} }];
    const answer = list.length > 1 ? list.shift()! : list[0]!;
    if (answer === 'silence') return;
    if ('failure' in answer) fail(answer.failure);
    else success(answer.result as never);
  };
  const on = (name: string) => (listener: (event: never) => void) => {
    listened[name] = (listened[name] ?? 0) + 1;
    events.set(name, listener);
  };

  const setting = { bluetoothEnabled: true };
  const api: WxBluetooth = {
    getDeviceInfo: () => ({ platform }),
    getSystemSetting: () => setting,
    openBluetoothAdapter: call('openBluetoothAdapter'),
    onBluetoothAdapterStateChange: on('adapter'),
    startBluetoothDevicesDiscovery: call('startBluetoothDevicesDiscovery'),
    stopBluetoothDevicesDiscovery: call('stopBluetoothDevicesDiscovery'),
    getConnectedBluetoothDevices: call('getConnectedBluetoothDevices'),
    onBluetoothDeviceFound: on('found'),
    createBLEConnection: call('createBLEConnection'),
    closeBLEConnection: call('closeBLEConnection'),
    onBLEConnectionStateChange: on('connection'),
    getBLEDeviceServices: call('getBLEDeviceServices'),
    getBLEDeviceCharacteristics: call('getBLEDeviceCharacteristics'),
    readBLECharacteristicValue: call('readBLECharacteristicValue'),
    writeBLECharacteristicValue: call('writeBLECharacteristicValue'),
    notifyBLECharacteristicValueChange: call('notifyBLECharacteristicValueChange'),
    onBLECharacteristicValueChange: on('value'),
    setBLEMTU: call('setBLEMTU'),
    getBLEMTU: call('getBLEMTU'),
  };

  return {
    api,
    calls,
    listened,
    answer: (name, ...list) => answers.set(name, list),
    setting,
    adapter: (available) => emit('adapter', { available, discovering: false }),
    found: (...devices) => emit('found', { devices }),
    connection: (deviceId, connected) => emit('connection', { deviceId, connected }),
    value: (deviceId, serviceId, characteristicId, ...bytes) =>
      emit('value', {
        deviceId,
        serviceId,
        characteristicId,
        value: Uint8Array.from(bytes).buffer,
      }),
  };
}
