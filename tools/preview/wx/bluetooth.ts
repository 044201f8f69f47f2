/**
 * `wx` Bluetooth with WeChat's semantics and numbers (developers.weixin.qq.com, wx.openBluetoothAdapter:
 * 10000 not open, 10001 off, 10002 no device, 10003 connection failed, 10004 no service, 10005 no
 * characteristic, 10006 not connected, 10007 not supported, 10008 other, 10012 timeout, 10013 bad id,
 * −1 already connected). Bands come from the air that all phones share, or are real ones that
 * somebody picked: one port (`LinkCalls`), and two behind it.
 */
import { phone } from '../runtime/phone';
import {
  adapterState,
  closeAdapter,
  devices,
  found,
  needOpen,
  needReady,
  onAdapterEnd,
  openAdapter,
  startDiscovery,
  state,
  stopDiscovery,
} from './bluetooth-adapter';
import {
  characteristics,
  connect,
  connected,
  connectionState,
  connections,
  disconnect,
  mtuChange,
  notify,
  read,
  services,
  setMtu,
  tellEnd,
  values,
  write,
} from './bluetooth-link';
import { type Api, api, type Options, text } from './call';
import type { LinkCalls } from './link-calls';
import { realCalls } from './real/calls';

const virtual: LinkCalls = {
  connect,
  disconnect,
  async services(options) {
    await phone.hub.air.events(4);
    return services(options);
  },
  async characteristics(options) {
    await phone.hub.air.events(2);
    return characteristics(options);
  },
  read,
  write,
  notify,
  setMtu,
  mtu: (options) => ({ mtu: connected(options).mtu }),
  rssi: (options) => ({ RSSI: connected(options).band.rssi }),
  connected: () =>
    [...connections].map(([deviceId, { band }]) => ({
      deviceId,
      name: band.peripheral.localName,
    })),
};

const real = realCalls({
  phone: {
    get id() {
      return phone.id;
    },
    get platform() {
      return phone.settings.platform;
    },
  },
  find: (deviceId) => phone.hub.real.find(deviceId),
  events: {
    connected: (deviceId) => connectionState.emit({ deviceId, connected: true }),
    ended: tellEnd,
    value: (value) => values.emit(value),
    heard: (heard) => phone.onlooker?.heard(heard),
  },
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
});
onAdapterEnd((tell) => real.end(tell));

/** A call about one device, answered by what that is. */
const about = (name: string, call: Exclude<keyof LinkCalls, 'connected'>): Api =>
  api(name, (options: Options) => {
    if (!phone.hub.real.find(text(options.deviceId))) return virtual[call](options);
    if (call === 'disconnect') needOpen();
    else needReady();
    return real[call](options);
  });

export const bluetooth = {
  openBluetoothAdapter: api('openBluetoothAdapter', openAdapter),
  closeBluetoothAdapter: api('closeBluetoothAdapter', closeAdapter),
  getBluetoothAdapterState: api('getBluetoothAdapterState', () => {
    needOpen();
    return state();
  }),
  onBluetoothAdapterStateChange: adapterState.on,
  offBluetoothAdapterStateChange: () => adapterState.off(),
  startBluetoothDevicesDiscovery: api('startBluetoothDevicesDiscovery', startDiscovery),
  stopBluetoothDevicesDiscovery: api('stopBluetoothDevicesDiscovery', () => {
    needOpen();
    stopDiscovery();
  }),
  getBluetoothDevices: api('getBluetoothDevices', () => {
    needOpen();
    return { devices: [...devices.values()] };
  }),
  getConnectedBluetoothDevices: api('getConnectedBluetoothDevices', () => {
    needOpen();
    return { devices: [...virtual.connected(), ...real.connected()] };
  }),
  onBluetoothDeviceFound: found.on,
  offBluetoothDeviceFound: () => found.off(),
  createBLEConnection: about('createBLEConnection', 'connect'),
  closeBLEConnection: about('closeBLEConnection', 'disconnect'),
  onBLEConnectionStateChange: connectionState.on,
  offBLEConnectionStateChange: () => connectionState.off(),
  getBLEDeviceServices: about('getBLEDeviceServices', 'services'),
  getBLEDeviceCharacteristics: about('getBLEDeviceCharacteristics', 'characteristics'),
  readBLECharacteristicValue: about('readBLECharacteristicValue', 'read'),
  writeBLECharacteristicValue: about('writeBLECharacteristicValue', 'write'),
  notifyBLECharacteristicValueChange: about('notifyBLECharacteristicValueChange', 'notify'),
  onBLECharacteristicValueChange: values.on,
  offBLECharacteristicValueChange: () => values.off(),
  setBLEMTU: about('setBLEMTU', 'setMtu'),
  getBLEMTU: about('getBLEMTU', 'mtu'),
  onBLEMTUChange: mtuChange.on,
  offBLEMTUChange: () => mtuChange.off(),
  getBLEDeviceRSSI: about('getBLEDeviceRSSI', 'rssi'),
  isBluetoothDevicePaired: api('isBluetoothDevicePaired', () => undefined),
  makeBluetoothPair: api('makeBluetoothPair', () => undefined),
};
