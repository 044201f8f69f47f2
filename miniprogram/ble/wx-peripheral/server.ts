import { BleError, type Characteristic, sameCharacteristic, uuid } from '../link';
import type { Central, Peripheral } from '../peripheral';
import { ask } from '../wx-radio/errors';
import { broadcastOf, idOn, type PeripheralPlatform } from './broadcast';
import type { WxPeripheral, WxPlace, WxRequest, WxServed, WxServer } from './port';

/** A phone that is a band is told of no larger one that was agreed on. */
const ATT_PAYLOAD = 20;

/** What happens, for whoever shows it. */
export interface Heard {
  connected(on: boolean): void;
  said(
    what: 'read' | 'write' | 'subscribe' | 'notify',
    at: Characteristic,
    value: Uint8Array | null,
  ): void;
}

/** A band that another phone may find, from `start` until `stop`; once. */
export class PhoneBand {
  private server: WxServer | null = null;
  private over = false;
  private central: Central | null = null;
  private readonly subscribed: Characteristic[] = [];
  private readonly state = ({ connected }: { connected: boolean }) =>
    connected ? this.up() : this.down();

  constructor(
    private readonly api: WxPeripheral,
    private readonly platform: PeripheralPlatform,
    private readonly band: Peripheral,
    private readonly heard: Heard,
  ) {}

  /** Rejects with a BleError; then nothing of it is left. */
  async start(): Promise<void> {
    const { api, platform, band } = this;
    await ask(api.openBluetoothAdapter, { mode: 'peripheral' as const });
    const { server } = await ask(api.createBLEPeripheralServer, {});
    this.server = server;
    try {
      this.going();
      this.listen(server);
      for (const service of servicesOf(band, platform)) {
        await ask(server.addService, { service }).catch(unlessOk);
      }
      const advertiseRequest = broadcastOf(band, platform);
      await ask(server.startAdvertising, { advertiseRequest, powerLevel: 'high' as const });
      this.going();
    } catch (error) {
      // Also what was begun after somebody stopped it.
      this.server = server;
      await this.stop();
      throw error;
    }
  }

  /** Whoever waits for the phone may have left meanwhile. */
  private going(): void {
    if (this.over) throw new BleError('not-open', 'stopped while it began');
  }

  /** Takes the band off the air, and ends its connection. */
  async stop(): Promise<void> {
    this.over = true;
    const { server } = this;
    if (!server) return;
    this.server = null;
    this.down();
    this.api.offBLEPeripheralConnectionStateChanged(this.state);
    // Bluetooth may be off, and then neither is there to be ended.
    await ask(server.stopAdvertising, {}).catch(() => undefined);
    await ask(server.close, {}).catch(() => undefined);
  }

  private listen(server: WxServer): void {
    this.api.onBLEPeripheralConnectionStateChanged(this.state);
    server.onCharacteristicReadRequest((request) => this.read(request));
    server.onCharacteristicWriteRequest((request) => this.write(request));
    server.onCharacteristicSubscribed?.((at) => this.subscribe(at, true));
    server.onCharacteristicUnsubscribed?.((at) => this.subscribe(at, false));
  }

  private read(request: WxRequest): void {
    if (!this.server) return;
    this.up();
    const at = placeOf(request);
    const value = this.band.onRead(at);
    void this.tell(request, value, { needNotify: false, callbackId: request.callbackId });
    this.heard.said('read', at, value);
  }

  /** Every write is answered, also one that wants no response. */
  private write(request: WxRequest & { value: ArrayBuffer }): void {
    if (!this.server) return;
    this.up();
    const at = placeOf(request);
    const value = new Uint8Array(request.value).slice();
    void this.tell(request, value, { needNotify: false, callbackId: request.callbackId });
    this.heard.said('write', at, value);
    this.band.onWrite(at, value);
  }

  private subscribe(place: WxPlace, on: boolean): void {
    if (!this.server) return;
    const at = placeOf(place);
    const known = this.subscribed.findIndex((one) => sameCharacteristic(one, at));
    if (known >= 0) this.subscribed.splice(known, 1);
    if (on) {
      this.up();
      this.subscribed.push(at);
      this.heard.said('subscribe', at, null);
    }
    this.band.onSubscribe(at, on);
    // An iPhone tells no end of a connection; who wants nothing any more is gone.
    if (!on && this.subscribed.length === 0 && this.platform === 'ios') this.down();
  }

  /** Somebody is there: an event says so, or on an iPhone what they ask. */
  private up(): void {
    if (this.central) return;
    const central: Central = {
      payload: ATT_PAYLOAD,
      send: (at, value) => this.send(central, at, value),
      disconnect: () => void this.stop(),
    };
    this.central = central;
    this.heard.connected(true);
    this.band.onConnect(central);
    if (this.platform === 'ios') return;
    // Only an iPhone tells who subscribed; elsewhere WeChat keeps what nobody wants to hear.
    for (const at of this.band.gatt) {
      if (at.notify || at.indicate) this.band.onSubscribe(at, true);
    }
  }

  private down(): void {
    if (!this.central) return;
    this.central = null;
    this.subscribed.length = 0;
    this.band.onDisconnect();
    this.heard.connected(false);
  }

  private async send(central: Central, at: Characteristic, value: Uint8Array): Promise<void> {
    if (this.central !== central) throw new BleError('disconnected', 'nobody is connected');
    const serviceId = idOn(this.platform, at.service);
    const characteristicId = idOn(this.platform, at.characteristic);
    await this.tell({ serviceId, characteristicId }, value, { needNotify: true });
    if (this.central === central) this.heard.said('notify', at, value);
  }

  private async tell(
    { serviceId, characteristicId }: WxPlace,
    value: Uint8Array,
    how: { needNotify: boolean; callbackId?: number },
  ): Promise<void> {
    const place = { serviceId, characteristicId };
    const bytes = value.slice().buffer as ArrayBuffer;
    // A request whose connection ended meanwhile has nobody to be answered to.
    const told = ask(this.server!.writeCharacteristicValue, { ...place, value: bytes, ...how });
    await (how.needNotify ? told : told.catch(() => undefined));
  }
}

const placeOf = ({ serviceId, characteristicId }: WxPlace): Characteristic => ({
  service: uuid(serviceId),
  characteristic: uuid(characteristicId),
});

/** iPhones fail with 1509000 and "ok" (developer community). */
function unlessOk(error: unknown): void {
  const { errMsg = '' } = (error as BleError).cause as { errMsg?: string };
  if (!/:\s*ok\b/.test(errMsg)) throw error;
}

/**
 * Current Time, Device Information, Battery: an iPhone has its own and refuses another's (CBError 8;
 * nordicsemi/IOS-nRF-Connect#83, noble/bleno#99).
 */
const KEPT_BY_IOS: readonly string[] = ['1805', '180a', '180f'].map(uuid);

function servicesOf({ gatt }: Peripheral, platform: PeripheralPlatform): WxServed[] {
  const kept = platform === 'ios' ? KEPT_BY_IOS : [];
  const services = [...new Set(gatt.map(({ service }) => service))].filter(
    (service) => !kept.includes(service),
  );
  return services.map((service) => ({
    uuid: idOn(platform, service),
    characteristics: gatt
      .filter((one) => one.service === service)
      .map(({ characteristic, read, write, writeNoResponse, notify, indicate }) => ({
        uuid: idOn(platform, characteristic),
        properties: { read, write, writeNoResponse, notify, indicate },
        permission: { readable: read, writeable: write || writeNoResponse },
      })),
  }));
}
