/**
 * `wx` Bluetooth with WeChat's semantics and numbers (developers.weixin.qq.com, wx.openBluetoothAdapter:
 * 10000 not open, 10001 off, 10002 no device, 10003 connection failed, 10004 no service, 10005 no
 * characteristic, 10006 not connected, 10007 not supported, 10008 other, 10012 timeout, 10013 bad id,
 * −1 already connected). Bands come from the air that all phones share.
 */
import { AIR_MS } from '../hub/air';
import {
  adapterState,
  closeAdapter,
  devices,
  found,
  needOpen,
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
  values,
  wait,
  write,
} from './bluetooth-link';
import { api } from './call';

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
    return {
      devices: [...connections].map(([deviceId, { band }]) => ({
        deviceId,
        name: band.peripheral.localName,
      })),
    };
  }),
  onBluetoothDeviceFound: found.on,
  offBluetoothDeviceFound: () => found.off(),
  createBLEConnection: api('createBLEConnection', connect),
  closeBLEConnection: api('closeBLEConnection', disconnect),
  onBLEConnectionStateChange: connectionState.on,
  offBLEConnectionStateChange: () => connectionState.off(),
  getBLEDeviceServices: api('getBLEDeviceServices', async (options) => {
    await wait(AIR_MS * 4);
    return services(options);
  }),
  getBLEDeviceCharacteristics: api('getBLEDeviceCharacteristics', async (options) => {
    await wait(AIR_MS * 2);
    return characteristics(options);
  }),
  readBLECharacteristicValue: api('readBLECharacteristicValue', read),
  writeBLECharacteristicValue: api('writeBLECharacteristicValue', write),
  notifyBLECharacteristicValueChange: api('notifyBLECharacteristicValueChange', notify),
  onBLECharacteristicValueChange: values.on,
  offBLECharacteristicValueChange: () => values.off(),
  setBLEMTU: api('setBLEMTU', setMtu),
  getBLEMTU: api('getBLEMTU', (options) => ({ mtu: connected(options).mtu })),
  onBLEMTUChange: mtuChange.on,
  offBLEMTUChange: () => mtuChange.off(),
  getBLEDeviceRSSI: api('getBLEDeviceRSSI', (options) => ({ RSSI: connected(options).band.rssi })),
  isBluetoothDevicePaired: api('isBluetoothDevicePaired', () => undefined),
  makeBluetoothPair: api('makeBluetoothPair', () => undefined),
};
