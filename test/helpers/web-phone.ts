/** The calls of `wx` over Web Bluetooth, on a clock that moves when told: `wx-radio` is above them. */
import type { WxBluetooth } from '../../miniprogram/ble/wx-radio/port';
import type { VirtualClock } from '../../tools/harness/clock';
import type { Advert } from '../../tools/preview/hub/air';
import { RealBands } from '../../tools/preview/hub/real/real-band';
import { api, Listeners } from '../../tools/preview/wx/call';
import type { LinkEvents } from '../../tools/preview/wx/link-calls';
import { realCalls } from '../../tools/preview/wx/real/calls';

const ADVERT_MS = 220;

type Event<K extends keyof WxBluetooth> = WxBluetooth[K] extends (
  listener: (event: infer E) => void,
) => void
  ? E
  : never;

/** A phone with the real bands that were picked. */
export function webPhone(clock: VirtualClock, platform: 'android' | 'ios' = 'android') {
  const bands = new RealBands();
  const state = new Listeners<Event<'onBLEConnectionStateChange'>>();
  const values = new Listeners<Event<'onBLECharacteristicValueChange'>>();
  const found = new Listeners<Event<'onBluetoothDeviceFound'>>();
  const events: LinkEvents = {
    connected: (deviceId) => state.emit({ deviceId, connected: true }),
    ended(deviceId, ours) {
      if (!ours || platform === 'ios') state.emit({ deviceId, connected: false });
    },
    value: (value) => values.emit(value),
    heard: () => {},
  };
  const calls = realCalls({
    phone: { id: 'a', platform },
    find: (deviceId) => bands.find(deviceId),
    events,
    after: (ms, task) => clock.after(ms, task),
  });
  let stop = () => {};
  const listen = () => {
    for (const advert of bands.adverts()) found.emit({ devices: [deviceOf(advert)] });
    stop = clock.after(ADVERT_MS, listen);
  };
  const wx = {
    getDeviceInfo: () => ({ platform }),
    getSystemSetting: () => ({ bluetoothEnabled: true }),
    openBluetoothAdapter: api('openBluetoothAdapter', () => undefined),
    onBluetoothAdapterStateChange: () => undefined,
    startBluetoothDevicesDiscovery: api('startBluetoothDevicesDiscovery', listen),
    stopBluetoothDevicesDiscovery: api('stopBluetoothDevicesDiscovery', () => stop()),
    getConnectedBluetoothDevices: api('getConnectedBluetoothDevices', () => ({
      devices: calls.connected(),
    })),
    onBluetoothDeviceFound: found.on,
    createBLEConnection: api('createBLEConnection', calls.connect),
    closeBLEConnection: api('closeBLEConnection', calls.disconnect),
    onBLEConnectionStateChange: state.on,
    getBLEDeviceServices: api('getBLEDeviceServices', calls.services),
    getBLEDeviceCharacteristics: api('getBLEDeviceCharacteristics', calls.characteristics),
    readBLECharacteristicValue: api('readBLECharacteristicValue', calls.read),
    writeBLECharacteristicValue: api('writeBLECharacteristicValue', calls.write),
    notifyBLECharacteristicValueChange: api('notifyBLECharacteristicValueChange', calls.notify),
    onBLECharacteristicValueChange: values.on,
    setBLEMTU: api('setBLEMTU', calls.setMtu),
    getBLEMTU: api('getBLEMTU', calls.mtu),
  } as unknown as WxBluetooth;
  return { wx, bands, calls, events: { state, values } };
}

const deviceOf = ({ deviceId, localName, rssi, serviceUuids, manufacturerData }: Advert) => ({
  deviceId,
  name: localName,
  localName,
  RSSI: rssi,
  advertisServiceUUIDs: serviceUuids.map((id) => id.toUpperCase()),
  advertisData: new Uint8Array(manufacturerData).buffer as ArrayBuffer,
});
