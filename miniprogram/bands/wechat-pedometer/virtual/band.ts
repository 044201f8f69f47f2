/** A band that speaks the WeChat pedometer profile: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { dayOf, dayStart } from '../../../contract/activity';
import { concat, fromHex } from '../../../lib/bytes';
import type { Virtual, VirtualOptions } from '../../virtual/options';
import { type Central, declared } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import { decodeMeasurement, encodeMeasurement, type Measurement } from '../codec';
import { ADDRESS, MEASUREMENT, SERVICE, TARGET } from '../gatt';

export interface VirtualPedometerOptions extends VirtualOptions {
  localName: string;
  /** Twelve hex digits. */
  mac: string;
  /** Whether it also counts distance and energy. */
  measures?: { metres: boolean; kcal: boolean };
  goal?: number;
  /** How long after midnight it still shows yesterday's numbers. */
  resetDelaySeconds?: number;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualPedometerFaults {
  /** Answers with bytes that mean nothing. */
  garbage: boolean;
  /** Cuts every value short. */
  cutFrame: boolean;
  /** Sends nothing by itself. */
  silent: boolean;
  /** Its total goes on past midnight. */
  lingers: boolean;
}

/** What a virtual pedometer band lets a test or the preview do. */
export interface VirtualPedometer extends Virtual {
  readonly faults: VirtualPedometerFaults;
  /** The goal it shows, in steps. */
  readonly goal: number;
  /** Sets what it shows; what is left out stays. */
  setTotals(totals: Partial<Measurement>): void;
}

import { VirtualPeripheral } from '../../virtual/base';

export const createVirtualPedometer = (options: VirtualPedometerOptions): VirtualPedometer =>
  new VirtualBand(options);

const METRES_PER_STEP = 0.7;
const KCAL_PER_STEP = 0.035;

class VirtualBand extends VirtualPeripheral<VirtualPedometerOptions> implements VirtualPedometer {
  override readonly serviceUuids = [SERVICE];
  override readonly manufacturerData: Uint8Array;
  /** The properties of a dumped table: FEA1 32, FEA2 3E, FEC9 02. */
  readonly gatt: readonly GattCharacteristic[] = [
    declared(MEASUREMENT, 'read', 'notify', 'indicate'),
    declared(TARGET, 'read', 'write', 'writeNoResponse', 'notify', 'indicate'),
    declared(ADDRESS, 'read'),
  ];
  readonly faults: VirtualPedometerFaults = {
    garbage: false,
    cutFrame: false,
    silent: false,
    lingers: false,
  };
  goal: number;
  private readonly mac: Uint8Array;
  private totals = { steps: 0, metres: 0, kcal: 0 };
  private day = 0;
  private subscribed = false;

  constructor(options: VirtualPedometerOptions) {
    super(options, options.localName);
    this.mac = fromHex(options.mac) ?? new Uint8Array(6);
    this.manufacturerData = concat(Uint8Array.of(0x01, 0x3a), this.mac);
    this.goal = options.goal ?? 8000;
    for (const walk of options.truth ?? []) this.walk(walk);
  }

  get steps(): number {
    this.roll(this.options.now());
    return this.totals.steps;
  }

  addSteps(steps: number): void {
    this.walk({ at: this.options.now(), steps });
    this.changed();
  }

  restart(): void {
    this.roll(this.options.now());
    this.totals = { steps: 0, metres: 0, kcal: 0 };
  }

  setTotals(totals: Partial<Measurement>): void {
    this.roll(this.options.now());
    Object.assign(this.totals, totals);
    this.changed();
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.subscribed = false;
  }

  override onDisconnect(): void {
    super.onDisconnect();
    this.subscribed = false;
  }

  override onRead(at: Characteristic): Uint8Array {
    if (sameCharacteristic(at, ADDRESS)) return this.mac;
    if (sameCharacteristic(at, TARGET)) return encodeMeasurement({ steps: this.goal });
    return this.value();
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    const target = decodeMeasurement(value);
    if (sameCharacteristic(at, TARGET) && target.ok) this.goal = target.value.steps;
  }

  override onSubscribe(at: Characteristic, enabled: boolean): void {
    if (sameCharacteristic(at, MEASUREMENT)) this.subscribed = enabled;
    if (enabled) this.changed();
  }

  private value(): Uint8Array {
    this.roll(this.options.now());
    if (this.faults.garbage) return Uint8Array.of(0xfe, 0x3c, 0x99);
    const { measures = { metres: true, kcal: true } } = this.options;
    const measurement: Measurement = { steps: this.totals.steps };
    if (measures.metres) measurement.metres = Math.round(this.totals.metres);
    if (measures.kcal) measurement.kcal = Math.round(this.totals.kcal);
    const value = encodeMeasurement(measurement);
    if (this.options.blank) value.fill(0xff, 4);
    return this.faults.cutFrame ? value.subarray(0, 3) : value;
  }

  private changed(): void {
    if (!this.subscribed || this.faults.silent) return;
    // Nobody to tell any more is no trouble of a band.
    this.central?.send(MEASUREMENT, this.value()).catch(() => undefined);
  }

  private walk({ at, steps }: Walk): void {
    this.roll(at);
    this.totals.steps += steps;
    this.totals.metres += steps * METRES_PER_STEP;
    this.totals.kcal += steps * KCAL_PER_STEP;
  }

  /** Starts again from zero on a new day, late when the band's clock is. */
  private roll(now: number): void {
    const today = dayOf(now, this.zone);
    const late = now - dayStart(today, this.zone) < (this.options.resetDelaySeconds ?? 0);
    if (today === this.day || (late && this.day !== 0)) return;
    this.day = today;
    if (this.faults.lingers) return;
    this.totals = { steps: 0, metres: 0, kcal: 0 };
  }
}
