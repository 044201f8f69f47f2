import {
  BleError,
  type Characteristic,
  type CloseReason,
  type GattCharacteristic,
  type Link,
  sameCharacteristic,
} from '../../ble/link';
import type { Clock } from '../../lib/clock';
import { VirtualAir } from './air';
import type { Fate, Fates, Frame } from './faults';
import type { Peripheral } from './peripheral';

/** What all links of a virtual radio share. */
export interface AirOptions {
  clock: Clock;
  intervalMs: number;
  hopMs: number;
  maxPayload: number;
  fates: Fates;
  frames: number;
  platform: Platform;
}

/** What phones do differently: here, the kind of a write that nobody chose. */
export type Platform = 'ios' | 'android' | 'ohos';

const ATT_PAYLOAD = 20;

/** One phone connected to one virtual band. */
export class VirtualLink implements Link {
  readonly deviceId: string;
  payload = ATT_PAYLOAD;
  private readonly air: VirtualAir;
  private readonly pending = new Set<(error: BleError) => void>();
  private readonly subscribed = new Map<GattCharacteristic, 'notification' | 'indication'>();
  private held: (() => void) | null = null;
  private up = true;
  private onValueListener: (at: Characteristic, value: Uint8Array) => void = () => undefined;
  private onCloseListener: (reason: CloseReason) => void = () => undefined;

  constructor(
    private readonly band: Peripheral,
    private readonly options: AirOptions,
    private readonly gone: () => void,
  ) {
    this.deviceId = band.deviceId;
    this.air = new VirtualAir(options.clock, options.intervalMs);
    const link = this;
    band.onConnect({
      get payload() {
        return link.payload;
      },
      send: (at, value) => this.fromBand(at, value.slice()),
      disconnect: () => this.drop('lost'),
    });
  }

  async requestPayload(bytes: number): Promise<number> {
    const limit = Math.min(this.options.maxPayload, this.band.maxPayload);
    this.payload = Math.max(this.payload, Math.min(bytes, limit));
    return this.payload;
  }

  async discover(): Promise<GattCharacteristic[]> {
    this.assertUp();
    return this.band.gatt.map((characteristic) => ({ ...characteristic }));
  }

  read(at: Characteristic): Promise<Uint8Array> {
    return this.toBand('read', at, new Uint8Array(0), true, (declared) => {
      if (!declared.read) throw new BleError('not-supported', 'not readable');
      return this.band.onRead(at).slice();
    });
  }

  write(at: Characteristic, value: Uint8Array, response: boolean | undefined): Promise<void> {
    const kind = response ?? this.usual(at);
    return this.toBand('write', at, value.slice(), kind, (declared, carried) => {
      if (!(kind ? declared.write : declared.writeNoResponse)) {
        throw new BleError('not-supported', 'not written that way');
      }
      this.band.onWrite(at, carried);
    });
  }

  subscribe(at: Characteristic, kind: 'notification' | 'indication'): Promise<void> {
    return this.toBand('subscribe', at, new Uint8Array(0), true, (declared) => {
      if (kind === 'indication' ? !declared.indicate : !declared.notify) {
        throw new BleError('not-supported', `no ${kind}`);
      }
      this.subscribed.set(declared, kind);
      this.band.onSubscribe(at, true);
    });
  }

  onValue(listener: (at: Characteristic, value: Uint8Array) => void): void {
    this.onValueListener = listener;
  }

  onClose(listener: (reason: CloseReason) => void): void {
    this.onCloseListener = listener;
  }

  async close(): Promise<void> {
    this.drop('requested');
  }

  /** Ends the link for both sides. */
  drop(reason: CloseReason): void {
    if (!this.up) return;
    this.up = false;
    this.air.close();
    this.gone();
    const error = new BleError('disconnected', `the link is down (${reason})`);
    for (const reject of [...this.pending]) reject(error);
    this.pending.clear();
    this.band.onDisconnect();
    this.onCloseListener(reason);
  }

  /** One operation of the phone: a frame on the air, then the answer. */
  private toBand<T>(
    operation: Frame['operation'],
    at: Characteristic,
    value: Uint8Array,
    acknowledged: boolean,
    arrive: (declared: GattCharacteristic, value: Uint8Array) => T,
  ): Promise<T> {
    return this.carry((resolve, reject) => {
      const declared = this.declared(at);
      if (!declared) return reject(new BleError('no-characteristic', at.characteristic));
      if (value.length > this.payload) return reject(tooLong(value));
      const run = () => {
        const fate = this.fateOf(operation, at, value, acknowledged);
        if (fate === 'cut') return this.drop('lost');
        if (fate === 'lose') return;
        if (fate === 'refuse') return reject(new BleError('system', 'the phone refused'));
        try {
          const answer = asFated(fate, value, (carried) => arrive(declared, carried));
          if (fate === 'deliver-cut') return this.drop('lost');
          if (fate !== 'no-callback') resolve(answer);
        } catch (error) {
          reject(error);
        }
      };
      const send = () => this.air.send('toBand', { acknowledged, run });
      if (this.options.hopMs > 0) this.options.clock.after(this.options.hopMs, send);
      else send();
    });
  }

  /** One value of the band; settles when the phone has confirmed it. */
  private fromBand(at: Characteristic, value: Uint8Array): Promise<void> {
    return this.carry((resolve, reject) => {
      const declared = this.declared(at);
      const kind = declared && this.subscribed.get(declared);
      if (!kind) return reject(new BleError('not-supported', 'nobody subscribed'));
      if (value.length > this.payload) return reject(tooLong(value));
      const run = () => {
        const fate = this.fateOf('value', at, value);
        if (fate === 'cut') return this.drop('lost');
        if (fate !== 'lose' && fate !== 'refuse') this.arrive(at, value, fate);
        if (fate === 'deliver-cut') return this.drop('lost');
        resolve();
      };
      this.air.send('toPhone', { acknowledged: kind === 'indication', run });
    });
  }

  private arrive(at: Characteristic, value: Uint8Array, fate: Fate): void {
    const deliver = () => this.onValueListener(at, typeof fate === 'object' ? fate.value : value);
    if (fate === 'swap' && !this.held) {
      this.held = deliver;
      return;
    }
    deliver();
    if (fate === 'duplicate') deliver();
    this.held?.();
    this.held = null;
  }

  /** The kind of write where nobody says: iPhones want an answer, Android does not. */
  private usual(at: Characteristic): boolean {
    const { write = false, writeNoResponse = false } = this.declared(at) ?? {};
    return this.options.platform === 'ios' ? write || !writeNoResponse : !writeNoResponse;
  }

  private declared(at: Characteristic): GattCharacteristic | undefined {
    return this.band.gatt.find((candidate) => sameCharacteristic(candidate, at));
  }

  private fateOf(
    operation: Frame['operation'],
    at: Characteristic,
    value: Uint8Array,
    response?: boolean,
  ): Fate {
    const frame: Frame = { index: this.options.frames++, operation, at, value };
    if (operation === 'write' && response !== undefined) frame.response = response;
    return this.options.fates(frame);
  }

  private carry<T>(
    start: (resolve: (value: T) => void, reject: (error: unknown) => void) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.up) return reject(new BleError('disconnected', 'the link is down'));
      this.pending.add(reject);
      start(
        (value) => {
          this.pending.delete(reject);
          resolve(value);
        },
        (error) => {
          this.pending.delete(reject);
          reject(error);
        },
      );
    });
  }

  private assertUp(): void {
    if (!this.up) throw new BleError('disconnected', 'the link is down');
  }
}

/** What the band makes of a frame of the phone; of one that arrives twice, the second time. */
function asFated<T>(fate: Fate, value: Uint8Array, arrive: (value: Uint8Array) => T): T {
  if (fate === 'duplicate') arrive(value);
  return arrive(typeof fate === 'object' ? fate.value : value);
}

const tooLong = ({ length }: Uint8Array) =>
  new BleError('not-supported', `${length} bytes are more than was agreed`);
