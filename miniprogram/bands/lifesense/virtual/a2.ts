/** An older pedometer that speaks A2, byte for byte: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { dayOf } from '../../../contract/activity';
import { equalBytes, fromHex } from '../../../lib/bytes';
import type { Virtual, VirtualOptions } from '../../virtual/options';
import { type Central, declared } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import {
  decodeTarget,
  decodeUtc,
  encodeMeasurement,
  encodeProof,
  encodePush,
  isEnd,
  WRITE,
} from '../codec';
import { A2, IDENTITY } from '../gatt';

export interface VirtualA2Options extends VirtualOptions {
  /** Hex of the system id. */
  systemId?: string;
  password?: number;
}

export interface VirtualA2 extends Virtual {
  readonly faults: { silent: boolean; lingers: boolean };
  /** Days not yet taken over by a phone. */
  readonly remembered: number;
  readonly paired: boolean;
  /** How far its clock is ahead, seconds. */
  readonly clockError: number;
  /** Steps; null until a phone says it. */
  readonly goal: number | null;
}

import { UtcPeripheral } from '../../virtual/utc-clock';

export const createVirtualA2 = (options: VirtualA2Options): VirtualA2 => new VirtualBand(options);

const PASSWORD = 0x1a2b3c4d;

interface Day {
  /** The band's own time of the last step. */
  time: number;
  steps: number;
}

class VirtualBand extends UtcPeripheral<VirtualA2Options> implements VirtualA2 {
  override readonly serviceUuids = [A2.push.service];
  readonly gatt: readonly GattCharacteristic[] = [
    declared(A2.measure, 'indicate'),
    declared(A2.write, 'write'),
    declared(A2.push, 'indicate'),
    declared(IDENTITY[3].at, 'read'),
  ];
  readonly faults = { silent: false, lingers: false };
  paired = false;
  private readonly days = new Map<number, Day>();
  private readonly untold = new Set<number>();
  private random = 0;
  private proven = false;
  goal: number | null = null;

  constructor(options: VirtualA2Options) {
    super(options, 'LS405-A2');
    for (const walk of options.truth ?? []) this.walk(walk);
  }

  get steps(): number {
    return this.days.get(this.dayOf(this.clock()))?.steps ?? 0;
  }

  restart(): void {
    this.days.delete(this.dayOf(this.clock()));
    this.untold.delete(this.dayOf(this.clock()));
  }

  get remembered(): number {
    return this.untold.size;
  }

  addSteps(steps: number): void {
    this.walk({ at: this.now(), steps });
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.proven = false;
  }

  override onRead(): Uint8Array {
    return fromHex(this.options.systemId ?? 'a1b2c3fffed4e5f6') ?? new Uint8Array(8);
  }

  /** It speaks once the phone listens to both. */
  override onSubscribe(at: Characteristic, enabled: boolean): void {
    if (!enabled || !sameCharacteristic(at, A2.measure)) return;
    if (this.paired) this.pushRandom();
    else this.send(A2.push, encodePush({ kind: 'password', value: this.password() }));
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (!sameCharacteristic(at, A2.write)) return;
    const utc = decodeUtc(value);
    const target = decodeTarget(value);
    if (utc.ok) this.setClock(utc.value);
    else if (target !== null) this.goal = target;
    else if (value[0] === WRITE.broadcastId && value.length === 5) this.pushRandom();
    else if (value[0] === WRITE.proof) {
      this.proven = equalBytes(value, encodeProof(this.password(), this.random));
      if (!this.proven) this.central?.disconnect();
    } else if (isEnd(value) && this.proven) this.end();
  }

  private pushRandom(): void {
    this.random = (this.now() * 2_654_435_761) >>> 0;
    this.send(A2.push, encodePush({ kind: 'random', value: this.random }));
  }

  /** Pairing is over, or what is stored may be sent; either way it hangs up. */
  private end(): void {
    const { central } = this;
    if (this.paired) void this.tell(central).then(() => central?.disconnect());
    else central?.disconnect();
    this.paired = true;
  }

  /** A record whose indication was confirmed is gone; the day so far is told every time. */
  private async tell(central: Central | null): Promise<void> {
    const today = this.dayOf(this.clock());
    for (const day of [...this.untold].sort((a, b) => a - b)) {
      const { time, steps } = this.days.get(day)!;
      const value = encodeMeasurement({
        run: false,
        steps,
        time,
        kcal: Math.round(steps * 0.04),
        minutes: Math.round(steps / 100),
        metres: this.options.blank ? 0xffff : Math.round(steps * 0.7),
        battery: 5,
        sleepStatus: 0,
        intensity: 0,
      });
      try {
        await central?.send(A2.measure, value);
      } catch {
        return;
      }
      if (day !== today) this.untold.delete(day);
    }
  }

  protected override send(at: Characteristic, value: Uint8Array): void {
    if (!this.faults.silent) super.send(at, value);
  }

  private walk({ at, steps }: Walk): void {
    const time = at + this.clockError;
    const day = this.dayOf(time);
    const before = this.faults.lingers ? day - 1 : day;
    const known = this.days.get(day) ?? this.days.get(before);
    this.days.set(day, { time, steps: (known?.steps ?? 0) + steps });
    this.untold.add(day);
  }

  private dayOf(time: number): number {
    return dayOf(time, this.zone);
  }

  private password(): number {
    return this.options.password ?? PASSWORD;
  }
}
