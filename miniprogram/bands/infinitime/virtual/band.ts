/** A PineTime with InfiniTime: the other side of `driver`. */

import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
  uuid,
} from '../../../ble/link';
import { DAY, HOUR } from '../../common/seconds';
import { type Central, declared } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import { WallClockPeripheral } from '../../virtual/wall-clock';
import {
  civilOfCurrentTime,
  currentTimeOf,
  decodeCurrentTime,
  encodeCurrentTime,
  encodeHeartRate,
  encodeLocalTime,
  encodeSteps,
  encodeText,
  localTimeOf,
} from '../codec';
import { ALERT, BATTERY, CURRENT_TIME, FIRMWARE, HEART_RATE, LOCAL_TIME, STEPS } from '../gatt';
import type {
  VirtualInfiniTime,
  VirtualInfiniTimeFaults,
  VirtualInfiniTimeOptions,
} from './options';

export const createVirtualInfiniTime = (options: VirtualInfiniTimeOptions): VirtualInfiniTime =>
  new VirtualWatch(options);

const DFU = uuid('00001530-1212-efde-1523-785feabcd123');

class VirtualWatch
  extends WallClockPeripheral<VirtualInfiniTimeOptions>
  implements VirtualInfiniTime
{
  override readonly serviceUuids = [HEART_RATE.service, DFU];
  override readonly maxPayload = 244;
  readonly gatt: readonly GattCharacteristic[] = [
    declared(STEPS, 'read', 'notify'),
    declared(CURRENT_TIME, 'read', 'write'),
    declared(LOCAL_TIME, 'read', 'write'),
    declared(BATTERY, 'read', 'notify'),
    declared(FIRMWARE, 'read'),
    declared(HEART_RATE, 'read', 'notify'),
    declared(ALERT, 'writeNoResponse'),
  ];
  readonly faults: VirtualInfiniTimeFaults = { garbage: false, lingers: false };
  readonly alerts: number[] = [];
  private walked = 0;
  private day = 0;
  private subscribed = false;

  constructor(options: VirtualInfiniTimeOptions) {
    super(options, 'InfiniTime');
    for (const walk of options.truth ?? []) this.walk(walk);
  }

  get steps(): number {
    this.roll(this.options.now());
    return this.walked;
  }

  restart(): void {
    this.walked = 0;
  }

  addSteps(steps: number): void {
    this.walk({ at: this.options.now(), steps });
    if (this.subscribed) this.send(STEPS, this.value());
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.subscribed = false;
  }

  override onRead(at: Characteristic): Uint8Array {
    if (same(at, STEPS)) return this.value();
    if (same(at, CURRENT_TIME)) return encodeCurrentTime(currentTimeOf(this.clock()));
    if (same(at, LOCAL_TIME)) return encodeLocalTime(localTimeOf(this.zone));
    if (same(at, BATTERY)) return Uint8Array.of(this.battery(85));
    if (same(at, FIRMWARE)) return encodeText('1.14.0');
    const bpm = this.options.blank ? 0xff : 72;
    return encodeHeartRate({ bpm, contact: 'unsupported', intervals: [] });
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (same(at, ALERT)) this.alerts.push(value[0] ?? 0);
    if (same(at, CURRENT_TIME)) this.setTime(value);
  }

  override onSubscribe(at: Characteristic, enabled: boolean): void {
    if (same(at, STEPS)) this.subscribed = enabled;
    if (same(at, HEART_RATE) && enabled) this.send(at, this.onRead(at));
  }

  /** The count starts again only when the watch finds itself in the first hour of another day. */
  private setTime(value: Uint8Array): void {
    this.roll(this.options.now());
    const time = decodeCurrentTime(value);
    const civil = time.ok ? civilOfCurrentTime(time.value) : null;
    if (civil === null) return;
    this.setClock(civil);
    const day = Math.floor(civil / DAY);
    if (day !== this.day && civil % DAY < HOUR) this.walked = 0;
    this.day = day;
  }

  private value(): Uint8Array {
    const value = encodeSteps(this.steps);
    return this.faults.garbage ? value.subarray(0, 3) : value;
  }

  private walk({ at, steps }: Walk): void {
    this.roll(at);
    this.walked += steps;
  }

  /** Its midnight has passed. */
  private roll(now: number): void {
    const day = Math.floor((now + this.clockShift) / DAY);
    if (day !== this.day && !this.faults.lingers) this.walked = 0;
    this.day = day;
  }
}

const same = sameCharacteristic;
