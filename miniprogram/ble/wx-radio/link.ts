import type { Clock } from '../../lib/clock';
import { deadline } from '../../lib/deadline';
import {
  type BleCode,
  BleError,
  type Characteristic,
  type CloseReason,
  type GattCharacteristic,
  type Link,
  uuid,
} from '../link';
import { ask } from './errors';
import type { Call, WxBluetooth, WxCharacteristic } from './port';
import { Reading } from './reading';

const ATT_PAYLOAD = 20;
/** Opcode and handle of every value. */
const ATT_OVERHEAD = 3;
const MOST_PAYLOAD = 512;
/** What phones agree to, the best first; WeChat takes 23 to 511. */
const MTUS = [511, 247, 185];
/** A read is a call and then an event; without the event it must not wait for ever. */
const READ_MS = 5000;
/**
 * After closing, the state event is awaited this long: a new connection before it fails. Android
 * tells no event of a close of one's own, only that the call is done (developer community): then
 * `SETTLE_MS` are enough.
 */
const CLOSE_MS = 2000;
const SETTLE_MS = 300;
/** Answers to a close after which no state event comes. */
const DOWN_ALREADY: readonly BleCode[] = ['disconnected', 'not-open', 'bluetooth-off'];
/** A service is asked for its characteristics again after this: phones may not know them yet. */
const TABLE_MS = 200;
const NO_TABLE_YET: readonly BleCode[] = ['no-characteristic', 'no-service', 'system'];
/** How long after a read has succeeded its value may come. */
const VALUE_MS = 300;

/** Names as this phone gave them: some iPhones want them back in the same case. */
interface Names {
  serviceId: string;
  characteristicId: string;
}

/** One connection of a phone. Events come through `radio`, which listens once for the whole app. */
export class WxLink implements Link {
  payload = ATT_PAYLOAD;
  private readonly names = new Map<string, Names>();
  private readonly reads = new Map<string, Reading>();
  private readonly subscribed = new Set<string>();
  private ended: CloseReason | null = null;
  private closing: Promise<void> | null = null;
  private down: () => void = () => undefined;
  private valueListener: (at: Characteristic, value: Uint8Array) => void = () => undefined;
  private closeListener: (reason: CloseReason) => void = () => undefined;

  constructor(
    readonly deviceId: string,
    private readonly api: WxBluetooth,
    private readonly clock: Clock,
    private readonly gone: () => void,
  ) {}

  /**
   * The table as the phone knows it now; whoever asked judges whether it is whole. iOS refuses every
   * other call before services, then characteristics, were asked for.
   */
  async discover(): Promise<GattCharacteristic[]> {
    const { api, deviceId } = this;
    const { services } = await this.ask(api.getBLEDeviceServices, { deviceId });
    const found: GattCharacteristic[] = [];
    for (const { uuid: serviceId } of services) {
      for (const { uuid: characteristicId, properties } of await this.table(serviceId)) {
        const at = { service: uuid(serviceId), characteristic: uuid(characteristicId) };
        this.names.set(keyOf(at), { serviceId, characteristicId });
        const { read, notify, indicate, writeNoResponse = false } = properties;
        // `write` is true of either kind.
        const write = properties.write && !(writeNoResponse && properties.writeDefault === false);
        found.push({ ...at, read, write, writeNoResponse, notify, indicate });
      }
    }
    return found;
  }

  /**
   * The value comes as an event like any other, before the call's success or after it. Where the
   * characteristic is subscribed to, what comes before may be a notification: then the value is what
   * comes after, or the last before when nothing does.
   */
  async read(at: Characteristic): Promise<Uint8Array> {
    const key = keyOf(at);
    const told = (value: Uint8Array) => this.told(at, value);
    const reading = new Reading(this.subscribed.has(key), told);
    this.reads.set(key, reading);
    try {
      await this.ask(this.api.readBLECharacteristicValue, this.placeOf(at));
      const { after } = this.clock;
      const cancel = after(VALUE_MS, () => reading.settle());
      const late = () => new BleError('timeout', 'read: the value did not come');
      reading.succeeded();
      return await deadline(after, READ_MS, reading.value, late).finally(cancel);
    } finally {
      this.reads.delete(key);
      reading.end();
    }
  }

  async write(at: Characteristic, value: Uint8Array, response?: boolean): Promise<void> {
    const place = { ...this.placeOf(at), value: bufferOf(value) };
    const writeType = response ? ('write' as const) : ('writeNoResponse' as const);
    const option = response === undefined ? place : { ...place, writeType };
    await this.ask(this.api.writeBLECharacteristicValue, option);
  }

  async subscribe(at: Characteristic, type: 'notification' | 'indication'): Promise<void> {
    const place = this.placeOf(at);
    await this.ask(this.api.notifyBLECharacteristicValueChange, { ...place, state: true, type });
    this.subscribed.add(keyOf(at));
  }

  async requestPayload(bytes: number): Promise<number> {
    const wanted = bytes + ATT_OVERHEAD;
    const mtu = this.canSetMtu() ? await this.negotiate(wanted) : null;
    const agreed = mtu ?? (await this.currentMtu());
    const usable = Math.min(MOST_PAYLOAD, agreed - ATT_OVERHEAD);
    this.payload = Math.max(this.payload, usable);
    return this.payload;
  }

  onValue(listener: (at: Characteristic, value: Uint8Array) => void): void {
    this.valueListener = listener;
  }

  onClose(listener: (reason: CloseReason) => void): void {
    if (this.ended) listener(this.ended);
    else this.closeListener = listener;
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  /** Whether we are closing it ourselves. */
  get isClosing(): boolean {
    return this.closing !== null;
  }

  /** A value event of this device. */
  arrived(at: Characteristic, value: Uint8Array): void {
    if (!this.reads.get(keyOf(at))?.take(value)) this.told(at, value);
  }

  /** The connection is down, as an event says, or Bluetooth is off. */
  end(reason: CloseReason): void {
    this.down();
    if (this.ended) return;
    this.ended = this.closing ? 'requested' : reason;
    this.gone();
    this.closeListener(this.ended);
  }

  private async shut(): Promise<void> {
    if (this.ended) return;
    const event = new Promise<void>((resolve) => {
      this.down = resolve;
    });
    const { api, deviceId, clock } = this;
    ask(api.closeBLEConnection, { deviceId }).then(
      () => clock.after(SETTLE_MS, () => this.down()),
      ({ code }: BleError) => DOWN_ALREADY.includes(code) && this.down(),
    );
    const late = () => new BleError('timeout', 'close: no state event');
    await deadline(clock.after, CLOSE_MS, event, late).catch(() => undefined);
    this.end('requested');
  }

  private canSetMtu(): boolean {
    return this.api.getDeviceInfo().platform !== 'ios';
  }

  /** The agreed MTU, or null when no proposal was taken or the phone does not say. */
  private async negotiate(wanted: number): Promise<number | null> {
    const { api, deviceId } = this;
    for (const mtu of MTUS.filter((one) => one <= wanted || one === MTUS[MTUS.length - 1])) {
      try {
        return (await ask(api.setBLEMTU, { deviceId, mtu })).mtu ?? null;
      } catch {
        if (this.ended) throw new BleError('disconnected', 'the link is down');
      }
    }
    return null;
  }

  private async currentMtu(): Promise<number> {
    const { api, deviceId } = this;
    // An iPhone cuts up writes with an answer by itself, and would tell that size.
    const writeType = 'writeNoResponse' as const;
    const answer = await ask(api.getBLEMTU, { deviceId, writeType }).catch(() => null);
    return answer?.mtu ?? ATT_PAYLOAD + ATT_OVERHEAD;
  }

  /** The characteristics of a service; one the system keeps to itself has none. */
  private async table(serviceId: string): Promise<readonly WxCharacteristic[]> {
    const { api, deviceId, clock } = this;
    const once = () =>
      this.ask(api.getBLEDeviceCharacteristics, { deviceId, serviceId }).then(
        ({ characteristics }) => characteristics,
        (error: BleError) => {
          if (this.ended || !NO_TABLE_YET.includes(error.code)) throw error;
          return [];
        },
      );
    const first = await once();
    if (first.length > 0) return first;
    await new Promise<void>((resolve) => {
      clock.after(TABLE_MS, resolve);
    });
    return once();
  }

  /** A call of this link. One that finds no connection is how some phones tell that it is lost. */
  private ask<O, R>(call: Call<O, R>, option: O): Promise<R> {
    return ask(call, option).catch((error: BleError) => {
      if (error.code === 'disconnected' && !this.closing) this.end('lost');
      throw error;
    });
  }

  private told(at: Characteristic, value: Uint8Array): void {
    if (!this.ended) this.valueListener(at, value);
  }

  private placeOf(at: Characteristic): Names & { deviceId: string } {
    const names = this.names.get(keyOf(at));
    if (!names) throw new BleError('no-characteristic', `${at.characteristic} was not discovered`);
    return { deviceId: this.deviceId, ...names };
  }
}

const keyOf = (at: Characteristic) => `${at.service}/${at.characteristic}`;

/** Exactly these bytes: a view may sit on a larger buffer. */
function bufferOf(value: Uint8Array): ArrayBuffer {
  const buffer = new ArrayBuffer(value.length);
  new Uint8Array(buffer).set(value);
  return buffer;
}
