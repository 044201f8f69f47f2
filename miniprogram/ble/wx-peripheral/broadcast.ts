/**
 * What a phone can say of itself while it is a band, and what its system keeps it from
 * (…/api/device/bluetooth-peripheral/BLEPeripheralServer.startAdvertising.html).
 */
import { uuid } from '../link';
import type { Peripheral } from '../peripheral';

export type PeripheralPlatform = 'ios' | 'android' | 'ohos';

interface Said {
  connectable: true;
  deviceName: string;
  serviceUuids: string[];
}

/** An iPhone takes no manufacturer data: a band that is told by nothing else cannot be imitated. */
export type IosBroadcast = Said & { manufacturerData?: never };

export interface AndroidBroadcast extends Said {
  manufacturerData: { manufacturerId: string; manufacturerSpecificData: ArrayBuffer }[];
}

export type Broadcast = IosBroadcast | AndroidBroadcast;

/** Of the Bluetooth SIG's own range, which has a form of 16 bits. */
const SHORT = /^0000([0-9a-f]{4})-0000-1000-8000-00805f9b34fb$/;

/** An iPhone sends a padded 16-bit UUID in full; Android before WeChat 8.0.9 takes no other. */
export const idOn = (platform: PeripheralPlatform, id: string): string => {
  const long = uuid(id).toUpperCase();
  return platform === 'ios' ? (SHORT.exec(uuid(id))?.[1]?.toUpperCase() ?? long) : long;
};

const COMPANY_BYTES = 2;

export function broadcastOf(band: Peripheral, platform: PeripheralPlatform): Broadcast {
  const said: Said = {
    connectable: true,
    deviceName: band.localName,
    serviceUuids: band.serviceUuids.map((id) => idOn(platform, id)),
  };
  if (platform === 'ios') return said;
  const data = band.manufacturerData;
  if (data.length < COMPANY_BYTES) return { ...said, manufacturerData: [] };
  const company = (data[0]! + data[1]! * 256).toString(16).padStart(4, '0').toUpperCase();
  const rest = data.slice(COMPANY_BYTES).buffer as ArrayBuffer;
  const one = { manufacturerId: `0x${company}`, manufacturerSpecificData: rest };
  return { ...said, manufacturerData: [one] };
}
