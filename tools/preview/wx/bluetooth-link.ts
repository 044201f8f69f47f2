/** Connections of one phone and what happens over them: services, reads, writes, values. */

import type { Airborne } from '../hub/air';
import { phone } from '../runtime/phone';
import {
  bandOf,
  devices,
  fail,
  longUuid,
  needOpen,
  needReady,
  onAdapterEnd,
  ready,
} from './bluetooth-adapter';
import { bufferOf, bytesOf, Listeners, type Options, text } from './call';
import { samePlace, uuid } from './uuid';

/** How long a connection takes. */
const CONNECT_MS = 180;
const DEFAULT_MTU = 23;
/** How long a phone that has just subscribed refuses to write. */
const AFTER_NOTIFY_MS = 80;
/** HarmonyOS tells an end twice (developer community). */
const SECOND_END_MS = 700;
const TYPES = ['write', 'writeNoResponse'] as const;

interface Connection {
  band: Airborne;
  services: boolean;
  /** Services whose characteristics were asked for. */
  characteristics: Set<string>;
  notifying: Set<string>;
  /** When it last subscribed, by `performance.now()`. */
  subscribed: number;
  mtu: number;
}

export const connectionState = new Listeners<{ deviceId: string; connected: boolean }>();
export const values = new Listeners<{
  deviceId: string;
  serviceId: string;
  characteristicId: string;
  value: ArrayBuffer;
}>();
export const mtuChange = new Listeners<{ deviceId: string; mtu: number }>();

export const connections = new Map<string, Connection>();

export const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

onAdapterEnd((tell) => {
  for (const [deviceId, { band }] of connections) {
    connections.delete(deviceId);
    band.release(phone.id);
    if (tell) connectionState.emit({ deviceId, connected: false });
  }
});

export async function connect(options: Options): Promise<void> {
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
  if (!reached?.reachable || reached.faults.connect) throw fail(10003, 'connection fail');
  const connection: Connection = {
    band: reached,
    services: false,
    characteristics: new Set(),
    notifying: new Set(),
    subscribed: Number.NEGATIVE_INFINITY,
    mtu: DEFAULT_MTU,
  };
  const accepted = reached.connect(phone.id, {
    value: (at, value) => {
      const told = reached.peripheral.gatt.find((one) => samePlace(one, at));
      const dir = told?.notify ? 'notify' : 'indicate';
      phone.onlooker?.heard({ deviceId: reached.deviceId, dir, at, value });
      const serviceId = longUuid(at.service);
      const characteristicId = longUuid(at.characteristic);
      if (!connection.notifying.has(`${serviceId}/${characteristicId}`)) return;
      values.emit({ deviceId, serviceId, characteristicId, value: bufferOf(value) });
    },
    closed: () => {
      if (connections.get(deviceId) !== connection) return;
      connections.delete(deviceId);
      tellEnd(deviceId, false);
    },
  });
  if (!accepted) throw fail(10003, 'connection fail');
  connections.set(deviceId, connection);
  connectionState.emit({ deviceId, connected: true });
}

async function until(condition: () => boolean, limitMs: number): Promise<void> {
  for (let waited = 0; waited < limitMs && !condition(); waited += 100) await wait(100);
}

export function disconnect({ deviceId }: Options): void {
  needOpen();
  const id = text(deviceId);
  const connection = connections.get(id);
  if (!connection) throw fail(10006, 'no connection');
  connections.delete(id);
  connection.band.release(phone.id);
  tellEnd(id, true);
}

/** A connection has ended, as phones tell it. @param ours it was closed by the app. */
export function tellEnd(deviceId: string, ours: boolean): void {
  const { platform } = phone.settings;
  const tell = () => connectionState.emit({ deviceId, connected: false });
  if (!ours) tell();
  // Android tells no event of a close of one's own (developer community).
  if (ours && platform === 'ios') void phone.hub.air.events(1).then(tell);
  if (!ours && platform === 'ohos') setTimeout(tell, SECOND_END_MS);
}

export function connected(options: Options): Connection {
  needReady();
  const connection = connections.get(text(options.deviceId));
  if (!connection) throw fail(10006, 'no connection');
  return connection;
}

export function services(options: Options): object {
  const connection = connected(options);
  connection.services = true;
  const ids = new Set(connection.band.peripheral.gatt.map(({ service }) => longUuid(service)));
  return { services: [...ids].map((id) => ({ uuid: id, isPrimary: true })) };
}

export function characteristics(options: Options): object {
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
    samePlace(at, {
      service: uuid(one.service),
      characteristic: uuid(one.characteristic),
    }),
  );
  if (!long || !connection.characteristics.has(longUuid(service))) {
    throw fail(10005, 'no characteristic');
  }
  return { connection, found: long };
}

export async function read(options: Options): Promise<void> {
  const { connection, found: one } = place(options);
  if (!one.read) throw fail(10007, 'property not support');
  await phone.hub.air.events(2);
  const value = await connection.band.peripheral.onRead(one);
  connected(options);
  const { deviceId: address } = connection.band;
  phone.onlooker?.heard({ deviceId: address, dir: 'read', at: one, value });
  setTimeout(() =>
    values.emit({
      deviceId: text(options.deviceId),
      serviceId: longUuid(one.service),
      characteristicId: longUuid(one.characteristic),
      value: bufferOf(value),
    }),
  );
}

export async function write(options: Options): Promise<void> {
  const { connection, found: one } = place(options);
  // Where no type is said, an iPhone prefers the one with a response and Android the other.
  const [first, second] = phone.settings.platform === 'ios' ? TYPES : [...TYPES].reverse();
  const usual = one[first!] ? first : second;
  const type = TYPES.find((known) => known === options.writeType) ?? usual!;
  if (!one[type]) throw fail(10007, 'property not support');
  const bytes = bytesOf(options.value);
  if (bytes.length > connection.mtu - 3) {
    if (phone.settings.platform === 'ios') await new Promise<never>(() => undefined);
    throw fail(10008, 'write characteristic fail');
  }
  const { faults } = connection.band;
  if (faults.afterNotify && performance.now() - connection.subscribed < AFTER_NOTIFY_MS) {
    throw fail(10008, 'write characteristic fail');
  }
  await phone.hub.air.events(1);
  connected(options);
  const { deviceId: address } = connection.band;
  phone.onlooker?.heard({
    deviceId: address,
    dir: type === 'write' ? type : 'write-no-response',
    at: one,
    value: bytes,
  });
  const written = connection.band.peripheral.onWrite(one, bytes);
  if (type === 'write') await written;
  if (!faults.noCallback) return;
  connection.band.fault('noCallback', false);
  await new Promise<never>(() => undefined);
}

export async function notify(options: Options): Promise<void> {
  const { connection, found: one } = place(options);
  if (!one.notify && !one.indicate) throw fail(10007, 'property not support');
  const key = `${longUuid(one.service)}/${longUuid(one.characteristic)}`;
  await phone.hub.air.events(2);
  connected(options);
  if (options.state === false) connection.notifying.delete(key);
  else connection.notifying.add(key);
  connection.subscribed = performance.now();
  connection.band.peripheral.onSubscribe(one, options.state !== false);
}

export async function setMtu(options: Options): Promise<object> {
  const connection = connected(options);
  if (phone.settings.platform === 'ios') throw fail(10008, 'not support');
  const asked = Number(options.mtu);
  if (!(asked >= 22 && asked <= 512)) throw fail(10013, 'invalid data');
  await phone.hub.air.events(2);
  const most = connection.band.peripheral.maxPayload + 3;
  connection.mtu = Math.max(DEFAULT_MTU, Math.min(asked, most));
  mtuChange.emit({ deviceId: text(options.deviceId), mtu: connection.mtu });
  return { mtu: connection.mtu };
}
