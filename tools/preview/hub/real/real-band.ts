/** The real bands that somebody picked for the phones: this computer's Bluetooth reaches them. */
import type { Place } from '../../props';
import type { Advert } from '../air';
import { type Direction, Recording } from '../session';
import { Signal } from '../signal';
import type { WebAdvertisement, WebDevice, WebServer } from './web-bluetooth';

/** HCI's number for a strength that is not known. */
const NO_RSSI = 127;

/** One real band. It serves one phone at a time, as the virtual ones do. */
export class RealBand {
  /** The phone that has it or tries to. */
  holder: string | null = null;
  /** What is said from now on, or was said until `record(false)`. */
  recording: Recording | null = null;
  private heard: Pick<Advert, 'rssi' | 'serviceUuids' | 'manufacturerData'>;
  private keeping = false;

  /** @param services those it has of the ones that were asked for. */
  constructor(
    readonly device: WebDevice,
    readonly services: readonly string[],
    private readonly changed: Signal<void>,
  ) {
    const none = new Uint8Array(0);
    this.heard = { rssi: NO_RSSI, serviceUuids: [...services], manufacturerData: none };
  }

  get id(): string {
    return this.device.id;
  }

  get name(): string {
    return this.device.name ?? '';
  }

  get server(): WebServer {
    return this.device.gatt!;
  }

  /**
   * What a phone is told that scans. Web Bluetooth tells no advertisement, unless this browser lets
   * one be watched: then strength and data are unknown, and the services are those it has.
   */
  get advert(): Advert {
    return { deviceId: this.id, localName: this.name, ...this.heard };
  }

  /** Listens to its advertisements, where this browser can. */
  async watch(): Promise<void> {
    if (!this.device.watchAdvertisements) return;
    this.device.addEventListener('advertisementreceived', (event) => {
      const { rssi, uuids, manufacturerData } = event as WebAdvertisement;
      const serviceUuids = [...new Set([...uuids, ...this.services])];
      const data = manufacturerOf(manufacturerData) ?? this.heard.manufacturerData;
      this.heard = { rssi: rssi ?? NO_RSSI, serviceUuids, manufacturerData: data };
      this.changed.emit();
    });
    await this.device.watchAdvertisements().catch(() => undefined);
  }

  /** False when a phone has it already. */
  take(phone: string): boolean {
    if (this.holder !== null) return false;
    this.holder = phone;
    this.changed.emit();
    return true;
  }

  /** A phone lets go, or the connection is gone. */
  release(phone: string): void {
    if (this.holder !== phone) return;
    this.holder = null;
    this.server.disconnect();
    this.changed.emit();
  }

  /** Begins anew to keep what is said, or stops. */
  record(on: boolean): void {
    this.keeping = on;
    if (on) this.recording = new Recording();
    this.changed.emit();
  }

  get isRecording(): boolean {
    return this.keeping;
  }

  /** A value crosses the air. */
  said(dir: Direction, at: Place, value: Uint8Array): void {
    if (this.keeping) this.recording?.add(dir, at, value);
  }
}

/** As `wx` and the air have it: the company id, little-endian, and what follows. */
function manufacturerOf(data: WebAdvertisement['manufacturerData']): Uint8Array | null {
  const [first] = data;
  if (!first) return null;
  const [company, { buffer, byteOffset, byteLength }] = first;
  const rest = new Uint8Array(buffer, byteOffset, byteLength);
  return Uint8Array.from([company & 0xff, company >> 8, ...rest]);
}

/** All that were picked. */
export class RealBands {
  readonly changed = new Signal<void>();
  readonly list: RealBand[] = [];

  /** A device that is picked again is the same band. */
  add(device: WebDevice, services: readonly string[]): RealBand {
    const known = this.find(device.id);
    if (known) return known;
    const band = new RealBand(device, services, this.changed);
    this.list.push(band);
    this.changed.emit();
    return band;
  }

  find(deviceId: string): RealBand | undefined {
    return this.list.find(({ id }) => id === deviceId);
  }

  /** Those a phone that scans is told of: one that is connected does not advertise. */
  adverts(): Advert[] {
    return this.list.filter(({ holder }) => holder === null).map(({ advert }) => advert);
  }

  /** A phone is gone. */
  release(phone: string): void {
    for (const band of this.list) band.release(phone);
  }

  /** Every connection ends; the phones hear of it. */
  drop(): void {
    for (const { server } of this.list) server.disconnect();
  }

  forget(band: RealBand): void {
    band.server.disconnect();
    this.list.splice(this.list.indexOf(band), 1);
    this.changed.emit();
  }
}
