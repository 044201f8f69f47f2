/**
 * The adapter of one phone: open and closed, on and off, and what it hears while scanning. Bands
 * come from the air that all phones share.
 */

import type { Advert, Airborne } from '../hub/air';
import { phone } from '../runtime/phone';
import { bufferOf, Failure, Listeners, type Options, text } from './call';
import { needPrivacy, needScope } from './privacy';
import { uuid } from './uuid';

/** How often a band advertises. */
const ADVERT_MS = 220;

interface Device {
  deviceId: string;
  name: string;
  localName: string;
  RSSI: number;
  advertisData: ArrayBuffer;
  advertisServiceUUIDs: string[];
  serviceData: Record<string, ArrayBuffer>;
  connectable: boolean;
}

type ServiceState = { available: boolean; discovering: boolean };

export const adapterState = new Listeners<ServiceState>();
export const found = new Listeners<{ devices: Device[] }>();

/** Before the adapter closes or goes off: connections end, those to virtual bands and to real ones. */
const ends: ((tell: boolean) => void)[] = [];

export const onAdapterEnd = (end: (tell: boolean) => void): void => {
  ends.push(end);
};

const endLinks = (tell: boolean): void => {
  for (const end of ends) end(tell);
};

let open = false;
let scanTimer = 0;
let wanted: string[] = [];
let duplicates = false;
export const devices = new Map<string, Device>();

/** HarmonyOS puts a number of its own beside 10008. */
export const fail = (errCode: number, reason: string, more: object = {}): Failure => {
  const ohos = phone.settings.platform === 'ohos' && errCode === 10008;
  return new Failure(reason, { errCode, ...(ohos && { errno: 1_500_104 }), ...more });
};

export const ready = (): boolean => phone.settings.bluetooth && phone.settings.bluetoothForWeChat;

export const state = (): ServiceState => ({
  available: open && ready(),
  discovering: scanTimer !== 0,
});

/** 16-bit UUIDs are long on both systems. */
export const longUuid = (id: unknown): string => uuid(text(id)).toUpperCase();

export async function openAdapter(): Promise<void> {
  await needPrivacy('openBluetoothAdapter');
  // What WeChat answers on a computer is in no document: assumed.
  if (['windows', 'devtools'].includes(phone.settings.platform))
    throw fail(10009, 'system not support');
  await needScope('bluetoothScope', '使用你的蓝牙');
  open = true;
  if (ready()) return;
  const ios = phone.settings.platform === 'ios';
  const reason = ios ? { state: phone.settings.bluetoothForWeChat ? 4 : 3 } : {};
  throw fail(10001, 'not available', reason);
}

export function closeAdapter(): void {
  needOpen();
  stopDiscovery();
  endLinks(false);
  devices.clear();
  open = false;
}

export function needOpen(): void {
  if (!open) throw fail(10000, 'not init');
}

export function needReady(): void {
  needOpen();
  if (!ready()) throw fail(10001, 'not available');
}

/** The switches of the phone have moved; `before` is what `ready` was. */
export function bluetoothChanged(before: boolean): void {
  if (before === ready() || !open) return;
  if (!ready()) {
    stopDiscovery();
    endLinks(true);
  }
  adapterState.emit(state());
}

export function startDiscovery({ services, allowDuplicatesKey, interval }: Options): void {
  needReady();
  const { platform, location, locationForWeChat } = phone.settings;
  if (platform === 'android' && !(location && locationForWeChat)) {
    const errno = location ? 1509009 : 1509008;
    throw fail(10008, 'location permission is denied', { errno });
  }
  wanted = (Array.isArray(services) ? services : []).map(longUuid);
  duplicates = allowDuplicatesKey === true;
  const began = scanTimer === 0;
  clearInterval(scanTimer);
  const period = Math.max(ADVERT_MS, Number(interval ?? 0));
  scanTimer = window.setInterval(listen, period);
  setTimeout(listen, ADVERT_MS / 2);
  if (began) adapterState.emit(state());
}

export function stopDiscovery(): void {
  if (scanTimer === 0) return;
  clearInterval(scanTimer);
  scanTimer = 0;
  adapterState.emit(state());
}

function listen(): void {
  if (scanTimer === 0) return;
  const { air, real } = phone.hub;
  const virtual = air
    .adverts(phone.id)
    .map((advert) => ({ ...advert, deviceId: deviceIdHere(advert.deviceId) }));
  const heard = [...virtual, ...real.adverts()].map(deviceOf).filter(matches);
  const fresh = heard.filter(({ deviceId }) => duplicates || !devices.has(deviceId));
  for (const device of heard) devices.set(device.deviceId, device);
  for (const device of fresh) found.emit({ devices: [device] });
}

const matches = ({ advertisServiceUUIDs }: Device): boolean =>
  wanted.length === 0 || advertisServiceUUIDs.some((id) => wanted.includes(id));

function deviceOf(advert: Advert): Device {
  return {
    deviceId: advert.deviceId,
    name: advert.localName,
    localName: advert.localName,
    RSSI: advert.rssi,
    advertisData: bufferOf(advert.manufacturerData),
    advertisServiceUUIDs: advert.serviceUuids.map(longUuid),
    serviceData: {},
    connectable: true,
  };
}

/** Android sees the address; iOS an identifier of its own, stable on one phone. */
function deviceIdHere(address: string): string {
  if (phone.settings.platform !== 'ios') return address;
  let hash = 0;
  for (const character of phone.id + address) {
    hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  }
  const tail = address.replace(/\W/g, '').padEnd(12, '0').slice(0, 12);
  return `${hash.toString(16).padStart(8, '0')}-7A3C-4E11-9B20-${tail}`.toUpperCase();
}

export const bandOf = (deviceId: string): Airborne | undefined =>
  phone.hub.air.bands.find(
    (band) => band.isHeard(phone.id) && deviceIdHere(band.deviceId) === deviceId,
  );
