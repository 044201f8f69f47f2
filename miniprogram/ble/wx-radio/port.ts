/** The part of `wx` this room uses, so that tests and the preview can stand in for a phone. */

/** What WeChat answers when something fails. Newer versions add `errno`, which counts first. */
export interface WxFailure {
  errMsg?: string;
  errCode?: number;
  errno?: number;
  /** iOS, when the adapter does not open: 0 unknown, 1 resetting, 2 unsupported, 3 refused, 4 off. */
  state?: number;
}

/** Callbacks every call takes; exactly one of them is called, or none at all on a bad day. */
export interface Callbacks<R> {
  success(result: R): void;
  /** A `WxFailure` as far as WeChat keeps its word. */
  fail(failure: object): void;
}

/** A call of `wx` that takes options and answers by callback. */
export type Call<O, R = unknown> = (option: O & Callbacks<R>) => unknown;

export interface WxDevice {
  deviceId: string;
  name?: string;
  localName?: string;
  /** Absent of a device that is connected already. */
  RSSI?: number;
  advertisData?: ArrayBuffer | null;
  advertisServiceUUIDs?: string[] | null;
}

export interface WxProperties {
  read: boolean;
  /** Any write at all, also one without an answer. */
  write: boolean;
  /** A write with an answer; absent where WeChat is too old to tell. */
  writeDefault?: boolean;
  notify: boolean;
  indicate: boolean;
  writeNoResponse?: boolean;
}

export interface WxCharacteristic {
  uuid: string;
  properties: WxProperties;
}

interface Place {
  deviceId: string;
  serviceId: string;
  characteristicId: string;
}

export interface WxBluetooth {
  getDeviceInfo(): { platform: string };
  getSystemSetting(): { bluetoothEnabled?: boolean };
  openBluetoothAdapter: Call<{ mode: 'central' }>;
  onBluetoothAdapterStateChange(listener: (state: { available: boolean }) => void): void;
  startBluetoothDevicesDiscovery: Call<{ allowDuplicatesKey: boolean; powerLevel: 'high' }>;
  stopBluetoothDevicesDiscovery: Call<object>;
  getConnectedBluetoothDevices: Call<{ services: string[] }, { devices: WxDevice[] }>;
  onBluetoothDeviceFound(listener: (found: { devices: WxDevice[] }) => void): void;
  createBLEConnection: Call<{ deviceId: string; timeout: number }>;
  closeBLEConnection: Call<{ deviceId: string }>;
  onBLEConnectionStateChange(
    listener: (state: { deviceId: string; connected: boolean }) => void,
  ): void;
  getBLEDeviceServices: Call<{ deviceId: string }, { services: { uuid: string }[] }>;
  getBLEDeviceCharacteristics: Call<
    { deviceId: string; serviceId: string },
    { characteristics: WxCharacteristic[] }
  >;
  readBLECharacteristicValue: Call<Place>;
  writeBLECharacteristicValue: Call<
    Place & { value: ArrayBuffer; writeType?: 'write' | 'writeNoResponse' }
  >;
  notifyBLECharacteristicValueChange: Call<
    Place & { state: boolean; type: 'notification' | 'indication' }
  >;
  onBLECharacteristicValueChange(listener: (value: Place & { value: ArrayBuffer }) => void): void;
  setBLEMTU: Call<{ deviceId: string; mtu: number }, { mtu?: number }>;
  getBLEMTU: Call<{ deviceId: string; writeType: 'writeNoResponse' }, { mtu: number }>;
}
