/**
 * `wx` Bluetooth with WeChat's semantics and numbers (developers.weixin.qq.com, wx.openBluetoothAdapter:
 * 10000 not open, 10001 off, 10002 no device, 10003 connection failed, 10004 no service, 10005 no
 * characteristic, 10006 not connected, 10007 not supported, 10008 other, 10012 timeout, 10013 bad id,
 * −1 already connected). Bands come from the air that both phones share.
 */
import { sameCharacteristic, uuid } from '../../../miniprogram/ble/link';
import { type Advert, AIR_MS, type Airborne } from '../hub/air';
import { phone } from '../runtime/phone';
import { api, bufferOf, bytesOf, Failure, Listeners, type Options, text } from './call';
import { needPrivacy, needScope } from './privacy';

/** Advertising interval of a band, and how long a connection takes. */
const ADVERT_MS = 220;
const CONNECT_MS = 180;
const DEFAULT_MTU = 23;

interface Connection {
  band: Airborne;
  services: boolean;
  /** Services whose characteristics were asked for. */
  characteristics: Set<string>;
  notifying: Set<string>;
  mtu: number;
}

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

const adapterState = new Listeners<ServiceState>();
const found = new Listeners<{ devices: Device[] }>();
const connectionState = new Listeners<{ deviceId: string; connected: boolean }>();
const values = new Listeners<{
  deviceId: string;
  serviceId: string;
  characteristicId: string;
  value: ArrayBuffer;
}>();
const mtuChange = new Listeners<{ deviceId: string; mtu: number }>();

let open = false;
let scanTimer = 0;
let wanted: string[] = [];
let duplicates = false;
const devices = new Map<string, Device>();
const connections = new Map<string, Connection>();

const fail = (errCode: number, reason: string, more: object = {}): Failure =>
  new Failure(reason, { errCode, ...more });

const ready = (): boolean => phone.settings.bluetooth && phone.settings.bluetoothForWeChat;

const state = (): ServiceState => ({ available: open && ready(), discovering: scanTimer !== 0 });

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** 16-bit UUIDs are long on both systems. */
const longUuid = (id: unknown): string => uuid(text(id)).toUpperCase();

async function openAdapter(): Promise<void> {
  await needPrivacy('openBluetoothAdapter');
  await needScope('bluetoothScope', '使用你的蓝牙');
  open = true;
  if (ready()) return;
  const ios = phone.settings.platform === 'ios';
  const reason = ios ? { state: phone.settings.bluetoothForWeChat ? 4 : 3 } : {};
  throw fail(10001, 'not available', reason);
}

function closeAdapter(): void {
  needOpen();
  stopDiscovery();
  for (const [deviceId, { band }] of connections) {
    connections.delete(deviceId);
    band.release(phone.person.user);
  }
  devices.clear();
  open = false;
}

function needOpen(): void {
  if (!open) throw fail(10000, 'not init');
}

function needReady(): void {
  needOpen();
  if (!ready()) throw fail(10001, 'not available');
}

/** The switches of the phone have moved. */
export function bluetoothChanged(before: boolean): void {
  if (before === ready() || !open) return;
  if (!ready()) {
    stopDiscovery();
    for (const [deviceId, { band }] of connections) {
      connections.delete(deviceId);
      band.release(phone.person.user);
      connectionState.emit({ deviceId, connected: false });
    }
  }
  adapterState.emit(state());
}

export const bluetoothReady = ready;

function startDiscovery({ services, allowDuplicatesKey, interval }: Options): void {
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

function stopDiscovery(): void {
  if (scanTimer === 0) return;
  clearInterval(scanTimer);
  scanTimer = 0;
  adapterState.emit(state());
}

function listen(): void {
  if (scanTimer === 0) return;
  const heard = phone.hub.air.adverts().map(deviceOf).filter(matches);
  const fresh = heard.filter(({ deviceId }) => duplicates || !devices.has(deviceId));
  for (const device of heard) devices.set(device.deviceId, device);
  for (const device of fresh) found.emit({ devices: [device] });
}

const matches = ({ advertisServiceUUIDs }: Device): boolean =>
  wanted.length === 0 || advertisServiceUUIDs.some((id) => wanted.includes(id));

function deviceOf(advert: Advert): Device {
  return {
    deviceId: deviceIdHere(advert.deviceId),
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
  if (phone.settings.platform === 'android') return address;
  let hash = 0;
  for (const character of phone.person.user + address) {
    hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  }
  const tail = address.replace(/\W/g, '').padEnd(12, '0').slice(0, 12);
  return `${hash.toString(16).padStart(8, '0')}-7A3C-4E11-9B20-${tail}`.toUpperCase();
}

const bandOf = (deviceId: string): Airborne | undefined =>
  phone.hub.air.bands.find(({ peripheral }) => deviceIdHere(peripheral.deviceId) === deviceId);

async function connect(options: Options): Promise<void> {
  needReady();
  const deviceId = text(options.deviceId);
  if (!deviceId) throw fail(10013, 'invalid data');
  if (connections.has(deviceId)) throw fail(-1, 'already connect');
  const band = bandOf(deviceId);
  if (!band?.reachable) {
    const limit = Number(options.timeout ?? 10_000);
    await until(() => bandOf(deviceId)?.reachable === true || !ready(), limit);
    if (!ready()) throw fail(10001, 'not available');
    if (!bandOf(deviceId)?.reachable) {
      throw band || devices.has(deviceId)
        ? fail(10012, 'operate time out')
        : fail(10002, 'no device');
    }
  }
  await wait(CONNECT_MS);
  const reached = bandOf(deviceId);
  if (!reached?.reachable) throw fail(10003, 'connection fail');
  const connection: Connection = {
    band: reached,
    services: false,
    characteristics: new Set(),
    notifying: new Set(),
    mtu: DEFAULT_MTU,
  };
  const accepted = reached.connect(phone.person.user, {
    value: (at, value) => {
      const serviceId = longUuid(at.service);
      const characteristicId = longUuid(at.characteristic);
      if (!connection.notifying.has(`${serviceId}/${characteristicId}`)) return;
      values.emit({ deviceId, serviceId, characteristicId, value: bufferOf(value) });
    },
    closed: () => {
      if (connections.get(deviceId) !== connection) return;
      connections.delete(deviceId);
      connectionState.emit({ deviceId, connected: false });
    },
  });
  if (!accepted) throw fail(10003, 'connection fail');
  connections.set(deviceId, connection);
  connectionState.emit({ deviceId, connected: true });
}

async function until(condition: () => boolean, limitMs: number): Promise<void> {
  for (let waited = 0; waited < limitMs && !condition(); waited += 100) await wait(100);
}

function disconnect({ deviceId }: Options): void {
  needOpen();
  const id = text(deviceId);
  const connection = connections.get(id);
  if (!connection) throw fail(10006, 'no connection');
  connections.delete(id);
  connection.band.release(phone.person.user);
  setTimeout(() => connectionState.emit({ deviceId: id, connected: false }), AIR_MS);
}

function connected(options: Options): Connection {
  needReady();
  const connection = connections.get(text(options.deviceId));
  if (!connection) throw fail(10006, 'no connection');
  return connection;
}

function services(options: Options): object {
  const connection = connected(options);
  connection.services = true;
  const ids = new Set(connection.band.peripheral.gatt.map(({ service }) => longUuid(service)));
  return { services: [...ids].map((id) => ({ uuid: id, isPrimary: true })) };
}

function characteristics(options: Options): object {
  const connection = connected(options);
  const id = longUuid(options.serviceId);
  const inside = connection.band.peripheral.gatt.filter(({ service }) => longUuid(service) === id);
  if (!connection.services || inside.length === 0) throw fail(10004, 'no service');
  connection.characteristics.add(id);
  return {
    characteristics: inside.map((one) => ({
      uuid: longUuid(one.characteristic),
      properties: {
        read: one.read,
        write: one.write || one.writeNoResponse,
        writeDefault: one.write,
        writeNoResponse: one.writeNoResponse,
        notify: one.notify,
        indicate: one.indicate,
      },
    })),
  };
}

/** The characteristic meant, discovered as WeChat wants it. */
function place(options: Options) {
  const connection = connected(options);
  const service = uuid(text(options.serviceId));
  const at = { service, characteristic: uuid(text(options.characteristicId)) };
  const { gatt } = connection.band.peripheral;
  if (!connection.services || !gatt.some((one) => uuid(one.service) === service)) {
    throw fail(10004, 'no service');
  }
  const long = gatt.find((one) =>
    sameCharacteristic(at, {
      service: uuid(one.service),
      characteristic: uuid(one.characteristic),
    }),
  );
  if (!long || !connection.characteristics.has(longUuid(service))) {
    throw fail(10005, 'no characteristic');
  }
  return { connection, found: long };
}

async function read(options: Options): Promise<void> {
  const { connection, found: one } = place(options);
  if (!one.read) throw fail(10007, 'property not support');
  await wait(AIR_MS * 2);
  const value = connection.band.peripheral.onRead(one);
  connected(options);
  setTimeout(() =>
    values.emit({
      deviceId: text(options.deviceId),
      serviceId: longUuid(one.service),
      characteristicId: longUuid(one.characteristic),
      value: bufferOf(value),
    }),
  );
}

async function write(options: Options): Promise<void> {
  const { connection, found: one } = place(options);
  const plain = options.writeType === 'writeNoResponse';
  if (plain ? !one.writeNoResponse : !(one.write || one.writeNoResponse)) {
    throw fail(10007, 'property not support');
  }
  const bytes = bytesOf(options.value);
  if (bytes.length > connection.mtu - 3) {
    if (phone.settings.platform === 'ios') await new Promise<never>(() => undefined);
    throw fail(10008, 'write characteristic fail');
  }
  await wait(AIR_MS);
  connected(options);
  connection.band.peripheral.onWrite(one, bytes);
}

async function notify(options: Options): Promise<void> {
  const { connection, found: one } = place(options);
  if (!one.notify && !one.indicate) throw fail(10007, 'property not support');
  const key = `${longUuid(one.service)}/${longUuid(one.characteristic)}`;
  await wait(AIR_MS * 2);
  connected(options);
  if (options.state === false) connection.notifying.delete(key);
  else connection.notifying.add(key);
  connection.band.peripheral.onSubscribe(one, options.state !== false);
}

async function setMtu(options: Options): Promise<object> {
  const connection = connected(options);
  if (phone.settings.platform === 'ios') throw fail(10008, 'not support');
  const asked = Number(options.mtu);
  if (!(asked >= 22 && asked <= 512)) throw fail(10013, 'invalid data');
  await wait(AIR_MS * 2);
  const most = connection.band.peripheral.maxPayload + 3;
  connection.mtu = Math.max(DEFAULT_MTU, Math.min(asked, most));
  mtuChange.emit({ deviceId: text(options.deviceId), mtu: connection.mtu });
  return { mtu: connection.mtu };
}

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
