/**
 * The air between the phones and the virtual bands: who is in range, who is connected to whom, and
 * what goes wrong on the way. A band serves one phone at a time.
 */
import type { Central, LinkFaults, Peripheral, Place } from '../props';
import { Signal } from './signal';

/** What the phone's radio hears from a connected band. */
export interface Ears {
  value(at: Place, value: Uint8Array): void;
  closed(): void;
}

export interface Advert {
  deviceId: string;
  localName: string;
  rssi: number;
  serviceUuids: string[];
  manufacturerData: Uint8Array;
}

/** Values of a sync of which nothing is known yet. */
const USUAL_VALUES = 20;

/** One band in the air. */
export class Airborne {
  on = true;
  inRange = true;
  rssi = -58;
  /** The connection breaks after this many more values; null: it holds. */
  dropAfter: number | null = null;
  readonly faults: LinkFaults = {
    duplicate: false,
    connect: false,
    afterNotify: false,
    noCallback: false,
  };
  /** The phone near which it is; null: near all. */
  near: string | null = null;
  /** The phone that is this band; null: it is a band. */
  owner: string | null = null;
  /** The phone it is connected to. */
  holder: string | null = null;
  private ears: Ears | null = null;
  /** Values sent in this connection, and in the one before it. */
  private sent = 0;
  private usual = USUAL_VALUES;
  /** What part of the usual is sent before it is out of range; null: it stays. */
  private leaving: number | null = null;

  constructor(
    readonly peripheral: Peripheral,
    /** Its address. */
    readonly deviceId: string,
    private readonly air: Pick<Air, 'changed' | 'events'>,
  ) {}

  private get changed(): Signal<void> {
    return this.air.changed;
  }

  get reachable(): boolean {
    return this.on && this.inRange;
  }

  set(patch: { on?: boolean; inRange?: boolean; rssi?: number; near?: string | null }): void {
    Object.assign(this, patch);
    if (!this.reachable || (this.holder && !this.isNear(this.holder))) this.drop();
    this.changed.emit();
  }

  isNear(phone: string): boolean {
    return this.near === null || this.near === phone;
  }

  /** Near, and not the phone itself. */
  isHeard(phone: string): boolean {
    return this.isNear(phone) && this.owner !== phone;
  }

  /** Breaks the connection in the middle of what comes next. */
  breakAfter(values: number): void {
    this.dropAfter = values;
    this.changed.emit();
  }

  /** It is carried out of range once so much of a sync like the one before has been sent. */
  leaveAt(percent: number): void {
    this.leaving = percent / 100;
    this.changed.emit();
  }

  get leaves(): boolean {
    return this.leaving !== null;
  }

  /** Something goes wrong from now on, or no more. */
  fault(name: keyof LinkFaults, on: boolean): void {
    this.faults[name] = on;
    this.changed.emit();
  }

  /** False when another phone has it. */
  connect(phone: string, ears: Ears): boolean {
    if (this.holder !== null) return false;
    this.holder = phone;
    this.ears = ears;
    this.sent = 0;
    const central: Central = {
      payload: this.peripheral.maxPayload,
      send: (at, value) => this.send(ears, at, value),
      disconnect: () => this.drop(),
    };
    this.peripheral.onConnect(central);
    this.changed.emit();
    return true;
  }

  /** The phone lets go. */
  release(phone: string): void {
    if (this.holder !== phone) return;
    this.holder = null;
    this.ears = null;
    if (this.sent > 0 && this.reachable) this.usual = this.sent;
    this.peripheral.onDisconnect();
    this.changed.emit();
  }

  /** The connection breaks; the phone hears of it. */
  drop(): void {
    const { ears } = this;
    if (!ears || this.holder === null) return;
    this.release(this.holder);
    ears.closed();
  }

  private async send(ears: Ears, at: Place, value: Uint8Array): Promise<void> {
    await this.air.events(1);
    if (this.ears !== ears) throw new Error('not connected');
    if (this.dropAfter !== null) {
      this.dropAfter -= 1;
      if (this.dropAfter < 0) {
        this.dropAfter = null;
        this.drop();
        throw new Error('not connected');
      }
    }
    this.sent += 1;
    if (this.leaving !== null && this.sent > Math.max(1, Math.round(this.usual * this.leaving))) {
      this.leaving = null;
      this.set({ inRange: false });
      throw new Error('not connected');
    }
    ears.value(at, value.slice());
    if (this.faults.duplicate) ears.value(at, value.slice());
  }
}

/** One connection event, in ms, where nothing else is said. */
export const EVENT_MS = 8;

export class Air {
  readonly changed = new Signal<void>();
  readonly bands: Airborne[] = [];

  /** @param eventMs how long a connection event takes; with 0 a sync takes what its phone takes. */
  constructor(private readonly eventMs = EVENT_MS) {}

  /** Resolves after so many connection events. */
  events(count: number): Promise<void> {
    if (this.eventMs > 0) {
      return new Promise((resolve) => setTimeout(resolve, count * this.eventMs));
    }
    // A browser makes a short timer that follows many others wait; a message it does not.
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }

  add(peripheral: Peripheral, deviceId = peripheral.deviceId): Airborne {
    const band = new Airborne(peripheral, deviceId, this);
    this.bands.push(band);
    return band;
  }

  /** Takes a band away; a phone that holds it hears the connection break. */
  remove(deviceId: string): void {
    const at = this.bands.findIndex((band) => band.deviceId === deviceId);
    const [gone] = at < 0 ? [] : this.bands.splice(at, 1);
    gone?.drop();
  }

  find(deviceId: string): Airborne | undefined {
    return this.bands.find((band) => band.deviceId === deviceId);
  }

  /** Bands that a phone can hear now: reachable and not connected. */
  adverts(phone: string): Advert[] {
    return this.bands
      .filter((band) => band.reachable && band.holder === null && band.isHeard(phone))
      .map(({ peripheral, deviceId, rssi }) => ({
        deviceId,
        localName: peripheral.localName,
        rssi: rssi + Math.round(Math.random() * 4 - 2),
        serviceUuids: [...peripheral.serviceUuids],
        manufacturerData: peripheral.manufacturerData,
      }));
  }
}
