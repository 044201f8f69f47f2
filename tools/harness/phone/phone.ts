/**
 * A phone with WeChat on it, whose bands are virtual: the whole way from `wx` to the band, with the
 * habits that phones have (developer community; wx.openBluetoothAdapter for the numbers). An iPhone
 * tells the end of a connection that we closed, Android does not; HarmonyOS tells ends twice.
 */

import type { Peripheral } from '../../../miniprogram/bands/virtual/peripheral';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import type { Advertisement } from '../../../miniprogram/ble/link';
import type { WxBluetooth, WxDevice } from '../../../miniprogram/ble/wx-radio/port';
import type { VirtualClock } from '../clock';
import { caller } from './call';
import { connectionCalls, type Events } from './gatt';
import type { GattCall, Habits } from './habits';

export interface VirtualPhone {
  api: WxBluetooth;
  /** Every GATT call, in order. */
  readonly calls: readonly GattCall[];
  /** The switch. Off ends every dialogue, though the connections may stand. */
  setBluetooth(on: boolean): void;
}

export function virtualPhone(
  clock: VirtualClock,
  bands: readonly Peripheral[],
  habits: Habits,
): VirtualPhone {
  const { platform, fates = () => 'deliver' as const } = habits;
  const radio = createVirtualRadio({ clock, bands, platform, fates });
  const setting = { bluetoothEnabled: true };
  const call = caller(platform, () => setting.bluetoothEnabled);
  const calls: GattCall[] = [];
  const events: Events = { state: () => undefined, value: () => undefined };
  let onAdapter: (state: { available: boolean }) => void = () => undefined;
  let onFound: (found: { devices: WxDevice[] }) => void = () => undefined;
  let scan: Promise<{ stop(): Promise<void> }> | null = null;

  const found = (advertisement: Advertisement) => {
    for (const device of devicesOf(advertisement, habits.splits ?? false)) {
      onFound({ devices: [device] });
    }
  };

  const api: WxBluetooth = {
    ...connectionCalls(clock, radio, habits, call, events, calls),
    getDeviceInfo: () => ({ platform }),
    getSystemSetting: () => setting,
    openBluetoothAdapter: call(() => ({})),
    onBluetoothAdapterStateChange(listener) {
      onAdapter = listener;
    },
    startBluetoothDevicesDiscovery: call(async () => {
      scan ??= radio.scan(found);
      await scan;
    }),
    stopBluetoothDevicesDiscovery: call(async () => {
      await (await scan)?.stop();
      scan = null;
    }),
    getConnectedBluetoothDevices: call(() => ({ devices: [] })),
    onBluetoothDeviceFound(listener) {
      onFound = listener;
    },
    onBLEConnectionStateChange(listener) {
      events.state = listener;
    },
    onBLECharacteristicValueChange(listener) {
      events.value = listener;
    },
  };

  return {
    api,
    calls,
    setBluetooth(on) {
      setting.bluetoothEnabled = on;
      onAdapter({ available: on });
    },
  };
}

/** What `onBluetoothDeviceFound` tells of one advertisement, at once or in two parts. */
function devicesOf(ad: Advertisement, splits: boolean): WxDevice[] {
  const { deviceId, serviceUuids, manufacturerData } = ad;
  const rest = {
    advertisServiceUUIDs: serviceUuids.map((id) => id.toUpperCase()),
    advertisData: manufacturerData.slice().buffer,
  };
  const named = { localName: splits ? `${ad.localName}\0 ` : ad.localName, RSSI: ad.rssi ?? 127 };
  if (!splits) return [{ deviceId, ...named, ...rest }];
  return [
    { deviceId, RSSI: 127, ...rest },
    { deviceId, ...named },
  ];
}
