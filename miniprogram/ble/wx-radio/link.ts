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
import type { WxBluetooth } from './port';

const ATT_PAYLOAD = 20;
/** Opcode and handle of every value. */
const ATT_OVERHEAD = 3;
const MOST_PAYLOAD = 512;
/** What phones agree to, the best first; WeChat takes 23 to 511. */
const MTUS = [511, 247, 185];
/** A read is a call and then an event; without the event it must not wait for ever. */
const READ_MS = 5000;
/** After closing, the state event is awaited this long: a new connection before it fails. */
const CLOSE_MS = 2000;
/** Answers to a close after which no state event comes. */
const DOWN_ALREADY: readonly BleCode[] = ['disconnected', 'not-open', 'bluetooth-off'];
/** Just after connecting, most of all for the second time, phones may not know the table yet. */
const TABLE_MS = 200;
const NO_TABLE_YET: readonly BleCode[] = ['no-service', 'no-characteristic', 'system'];

/** Names as this phone gave them: some iPhones want them back in the same case. */
interface Names {
  serviceId: string;
  characteristicId: string;
}

/** One connection of a phone. Events come through `radio`, which listens once for the whole app. */
export class WxLink implements Link {
  payload = ATT_PAYLOAD;
  private readonly names = new Map<string, Names>();
  private readonly reads = new Map<string, (value: Uint8Array) => void>();
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

  /** iOS refuses every other call before services, then characteristics, were asked for. */
  async discover(): Promise<GattCharacteristic[]> {
    const { api, deviceId } = this;
    const services = await this.twice(() => this.services());
    const found: GattCharacteristic[] = [];
    for (const { uuid: serviceId } of services) {
      const table = () => ask(api.getBLEDeviceCharacteristics, { deviceId, serviceId });
      const { characteristics } = await this.twice(table).catch((e: BleError) =>
        this.unreadable(e),
      );
      for (const { uuid: characteristicId, properties } of characteristics) {
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

  async read(at: Characteristic): Promise<Uint8Array> {
    const key = keyOf(at);
    const value = new Promise<Uint8Array>((resolve) => {
      this.reads.set(key, resolve);
    });
    try {
      await ask(this.api.readBLECharacteristicValue, this.placeOf(at));
      const late = () => new BleError('timeout', 'read: the value did not come');
      return await deadline(this.clock.after, READ_MS, value, late);
    } finally {
      this.reads.delete(key);
    }
  }

  async write(at: Characteristic, value: Uint8Array, response: boolean): Promise<void> {
    // The default differs between phones: iOS prefers `write`, Android `writeNoResponse`.
    const writeType: 'write' | 'writeNoResponse' = response ? 'write' : 'writeNoResponse';
    const place = this.placeOf(at);
    await ask(this.api.writeBLECharacteristicValue, {
      ...place,
      value: bufferOf(value),
      writeType,
    });
  }

  async subscribe(at: Characteristic, type: 'notification' | 'indication'): Promise<void> {
    const place = this.placeOf(at);
    await ask(this.api.notifyBLECharacteristicValueChange, { ...place, state: true, type });
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

  /** A value event of this device. A value that was asked for by a read is nobody else's. */
  arrived(at: Characteristic, value: Uint8Array): void {
    const waiting = this.reads.get(keyOf(at));
    this.reads.delete(keyOf(at));
    if (waiting) waiting(value);
    else if (!this.ended) this.valueListener(at, value);
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
    ask(api.closeBLEConnection, { deviceId }).catch(({ code }: BleError) => {
      if (DOWN_ALREADY.includes(code)) this.down();
    });
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

  private async services(): Promise<readonly { uuid: string }[]> {
    const { api, deviceId } = this;
    const { services } = await ask(api.getBLEDeviceServices, { deviceId });
    if (services.length === 0) throw new BleError('no-service', 'the phone knows no services');
    return services;
  }

  /** Asks for a part of the table, and once more where the phone may not know it yet. */
  private async twice<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (this.ended || !NO_TABLE_YET.includes((error as BleError).code)) throw error;
    }
    await new Promise<void>((resolve) => {
      this.clock.after(TABLE_MS, resolve);
    });
    return run();
  }

  /** A service the system keeps to itself is no reason to give up; a lost link is. */
  private unreadable(failure: BleError): { characteristics: [] } {
    if (failure.code === 'disconnected' || this.ended) throw failure;
    return { characteristics: [] };
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
