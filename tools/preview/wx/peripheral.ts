/**
 * A phone that is a band: `wx.createBLEPeripheralServer` in the air that all phones share, with what
 * each system keeps from it (developers.weixin.qq.com, BLEPeripheralServer): an iPhone sends no
 * manufacturer data, has one advertisement, and tells of subscriptions but of no connection; the
 * others tell of connections only. A request that is not answered leaves the other phone waiting.
 */
import type { Airborne } from '../hub/air';
import type { Central, GattPlace, Peripheral, Place } from '../props';
import { phone } from '../runtime/phone';
import { fail, longUuid, needReady, onAdapterEnd } from './bluetooth-adapter';
import { api, bufferOf, bytesOf, Listeners, type Options, text } from './call';
import { needPrivacy } from './privacy';
import { samePlace, uuid } from './uuid';

interface WxPlace {
  serviceId: string;
  characteristicId: string;
}

interface Service {
  uuid: string;
  characteristics: { uuid: string; properties?: Partial<Record<string, boolean>> }[];
}

interface Request {
  advertiseRequest?: {
    deviceName?: string;
    serviceUuids?: string[];
    manufacturerData?: { manufacturerId: string; manufacturerSpecificData?: ArrayBuffer }[];
  };
}

const MOST_PAYLOAD = 182;
const connections = new Listeners<{ deviceId: string; serverId: string; connected: boolean }>();
const servers = new Set<Server>();

const isIos = () => phone.settings.platform === 'ios';

onAdapterEnd(() => {
  for (const server of servers) server.stopAdvertising();
});
// A phone that is closed or reloaded is no band any more.
window.addEventListener('pagehide', () => {
  for (const server of servers) server.stopAdvertising();
});

class Server {
  readonly id = `server-${servers.size + 1}`;
  readonly gatt: GattPlace[] = [];
  airborne: Airborne | null = null;
  readonly reads = new Listeners<WxPlace & { callbackId: number }>();
  readonly writes = new Listeners<WxPlace & { callbackId: number; value: ArrayBuffer }>();
  readonly subscriptions = new Listeners<WxPlace>();
  readonly unsubscriptions = new Listeners<WxPlace>();
  private central: Central | null = null;
  private readonly subscribed: Place[] = [];
  private readonly waiting = new Map<number, (value: Uint8Array) => void>();
  private asked = 0;

  addService({ uuid: id, characteristics }: Service): void {
    const service = uuid(id);
    for (const { uuid: characteristic, properties = {} } of characteristics) {
      const { read, write, writeNoResponse, notify, indicate } = properties;
      this.gatt.push({
        ...{ service, characteristic: uuid(characteristic) },
        ...{ read: read === true, write: write === true, notify: notify === true },
        ...{ writeNoResponse: writeNoResponse === true, indicate: indicate === true },
      });
    }
  }

  removeService(id: string): void {
    const kept = this.gatt.filter(({ service }) => service !== uuid(id));
    this.gatt.splice(0, this.gatt.length, ...kept);
  }

  startAdvertising({ advertiseRequest = {} }: Request): void {
    needReady();
    const { deviceName = '', serviceUuids = [], manufacturerData = [] } = advertiseRequest;
    const other = [...servers].some(({ airborne }) => airborne !== null);
    if (this.airborne || (isIos() && other)) throw fail(10008, 'advertising already');
    const band: Peripheral = {
      // No phone shows its address: each time another one.
      deviceId: randomAddress(),
      localName: deviceName,
      serviceUuids: serviceUuids.map(uuid),
      manufacturerData: isIos() ? new Uint8Array(0) : dataOf(manufacturerData[0]),
      maxPayload: MOST_PAYLOAD,
      gatt: this.gatt,
      onConnect: (central) => this.onConnect(central),
      onDisconnect: () => this.onDisconnect(),
      onRead: (at) => this.ask((id) => this.reads.emit({ ...placeOf(at), callbackId: id })),
      onWrite: (at, value) => this.onWrite(at, value),
      onSubscribe: (at, enabled) => this.onSubscribe(at, enabled),
    };
    this.airborne = phone.hub.air.add(band);
    this.airborne.owner = phone.id;
  }

  stopAdvertising(): void {
    const { airborne } = this;
    this.airborne = null;
    if (airborne) phone.hub.air.remove(airborne.deviceId);
  }

  private onConnect(central: Central): void {
    this.central = central;
    this.tellState(true);
  }

  private onDisconnect(): void {
    this.central = null;
    this.waiting.clear();
    for (const at of this.subscribed.splice(0)) if (isIos()) this.unsubscriptions.emit(placeOf(at));
    this.tellState(false);
  }

  private async onWrite(at: Place, value: Uint8Array): Promise<void> {
    await this.ask((callbackId) =>
      this.writes.emit({ ...placeOf(at), callbackId, value: bufferOf(value) }),
    );
  }

  private onSubscribe(at: Place, enabled: boolean): void {
    const known = this.subscribed.findIndex((one) => samePlace(one, at));
    if (known >= 0) this.subscribed.splice(known, 1);
    if (enabled) this.subscribed.push(at);
    if (isIos()) (enabled ? this.subscriptions : this.unsubscriptions).emit(placeOf(at));
  }

  /** An answer where it names a request, else a value for whoever subscribed. */
  async writeValue(options: Options): Promise<void> {
    const { callbackId, needNotify } = options;
    const value = bytesOf(options.value);
    const answer = this.waiting.get(Number(callbackId));
    if (callbackId !== undefined) {
      this.waiting.delete(Number(callbackId));
      answer?.(value);
      return;
    }
    const at = { service: uuid(text(options.serviceId)), characteristic: '' };
    at.characteristic = uuid(text(options.characteristicId));
    if (!this.gatt.some((one) => samePlace(one, at))) throw fail(10005, 'no characteristic');
    const wanted = this.subscribed.some((one) => samePlace(one, at));
    if (needNotify === true && wanted) await this.central?.send(at, value).catch(() => undefined);
  }

  private ask(tell: (callbackId: number) => void): Promise<Uint8Array> {
    const callbackId = ++this.asked;
    const answered = new Promise<Uint8Array>((resolve) => this.waiting.set(callbackId, resolve));
    tell(callbackId);
    return answered;
  }

  private tellState(connected: boolean): void {
    if (isIos()) return;
    connections.emit({ deviceId: 'phone', serverId: this.id, connected });
  }
}

const placeOf = ({ service, characteristic }: Place): WxPlace => ({
  serviceId: longUuid(service),
  characteristicId: longUuid(characteristic),
});

function dataOf(
  one: { manufacturerId: string; manufacturerSpecificData?: ArrayBuffer } | undefined,
): Uint8Array {
  if (!one) return new Uint8Array(0);
  const company = Number(one.manufacturerId);
  const rest = one.manufacturerSpecificData ? bytesOf(one.manufacturerSpecificData) : [];
  return Uint8Array.of(company & 0xff, company >> 8, ...rest);
}

function randomAddress(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  bytes[0] = bytes[0]! | 0xc0;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

/** The object that a mini program gets. */
function objectOf(server: Server): object {
  const call = (name: string, run: (options: Options) => unknown) =>
    api(`BLEPeripheralServer.${name}`, run);
  return {
    addService: call('addService', ({ service }) => server.addService(service as Service)),
    removeService: call('removeService', ({ serviceId }) => server.removeService(text(serviceId))),
    startAdvertising: call('startAdvertising', (options) =>
      server.startAdvertising(options as Request),
    ),
    stopAdvertising: call('stopAdvertising', () => server.stopAdvertising()),
    close: call('close', () => {
      server.stopAdvertising();
      servers.delete(server);
    }),
    writeCharacteristicValue: call('writeCharacteristicValue', (o) => server.writeValue(o)),
    onCharacteristicReadRequest: server.reads.on,
    offCharacteristicReadRequest: server.reads.off,
    onCharacteristicWriteRequest: server.writes.on,
    offCharacteristicWriteRequest: server.writes.off,
    onCharacteristicSubscribed: server.subscriptions.on,
    offCharacteristicSubscribed: server.subscriptions.off,
    onCharacteristicUnsubscribed: server.unsubscriptions.on,
    offCharacteristicUnsubscribed: server.unsubscriptions.off,
  };
}

export const peripheral = {
  createBLEPeripheralServer: api('createBLEPeripheralServer', async () => {
    await needPrivacy('createBLEPeripheralServer');
    needReady();
    const server = new Server();
    servers.add(server);
    return { server: objectOf(server) };
  }),
  onBLEPeripheralConnectionStateChanged: connections.on,
  offBLEPeripheralConnectionStateChanged: connections.off,
};
