/** A band that speaks the Mi Band 2's protocol, byte for byte: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { dayOf } from '../../../contract/activity';
import { equalBytes, fromHex } from '../../../lib/bytes';
import { utf8Encode } from '../../../lib/utf8';
import { type Central, declared } from '../../virtual/peripheral';
import { ShownTotal } from '../../virtual/shown-total';
import { UtcPeripheral } from '../../virtual/utc-clock';
import {
  AUTH_COMMANDS,
  decodeClock,
  decodeGoal,
  decodeSince,
  encodeAnswer,
  encodeBattery,
  encodeClock,
  encodeHeart,
  encodeOffer,
  encodeProof,
  encodeSteps,
  encodeValue,
  FETCH_COMMANDS,
  KEY_BYTES,
  OK,
  SAMPLES_PER_VALUE,
  WRONG_KEY,
} from '../codec';
import {
  ACTIVITY,
  AUTH,
  BATTERY,
  FETCH,
  HEART,
  HEART_CONTROL,
  SERIAL,
  SERVICE,
  SETTINGS,
  STEPS,
  TIMES,
} from '../gatt';
import { MinuteMemory, type StoredRun } from './memory';
import type { VirtualMiBand2, VirtualMiBand2Faults, VirtualMiBand2Options } from './options';

export const createVirtualMiBand2 = (options: VirtualMiBand2Options): VirtualMiBand2 =>
  new VirtualBand(options);

const RANDOM = fromHex('000102030405060708090a0b0c0d0e0f')!;
const TIME = TIMES[0]!;
const NONE = 0xff;
const IDLE = { kind: 112, intensity: 0, steps: 0, heartRate: 60 };
const BLANK = { kind: NONE, intensity: NONE, steps: NONE, heartRate: NONE };

class VirtualBand extends UtcPeripheral<VirtualMiBand2Options> implements VirtualMiBand2 {
  override readonly serviceUuids = [SERVICE];
  readonly gatt: readonly GattCharacteristic[] = [
    declared(AUTH, 'writeNoResponse', 'notify'),
    declared(FETCH, 'writeNoResponse', 'notify'),
    declared(ACTIVITY, 'notify'),
    declared(BATTERY, 'read', 'notify'),
    declared(STEPS, 'read', 'notify'),
    declared(SETTINGS, 'write', 'notify'),
    declared(TIME, 'read', 'write'),
    declared(HEART, 'notify'),
    declared(HEART_CONTROL, 'write'),
    declared(SERIAL, 'read'),
  ];
  readonly faults: VirtualMiBand2Faults = {
    silent: false,
    lostValue: null,
    untapped: false,
    lingers: false,
    gridSeconds: 0,
    early: false,
    behindSeconds: 0,
    keeps: false,
    undated: false,
  };
  goal = 8000;
  taps = 0;
  private readonly memory: MinuteMemory;
  private readonly total = new ShownTotal();
  offsetSeconds: number;
  private key: Uint8Array | null = null;
  private trusted = false;
  private offered: StoredRun | null = null;
  private sent = false;

  constructor(options: VirtualMiBand2Options) {
    super(options, 'MI Band 2');
    this.offsetSeconds = this.zone;
    this.memory = new MinuteMemory(options.dense || options.blank || false);
    for (const walk of options.truth ?? []) this.memory.walk(walk, this.clockError);
  }

  get steps(): number {
    const now = this.clock();
    const today = this.memory.day(now, this.offsetSeconds);
    return this.total.show(dayOf(now, this.offsetSeconds), today, this.faults.lingers);
  }

  get remembered(): number {
    return this.memory.size;
  }

  restart(): void {
    this.total.restart();
  }

  shiftGrid(seconds: number): void {
    this.faults.gridSeconds = seconds;
    this.faults.lostValue = seconds > 0 ? 2 : null;
  }

  addSteps(steps: number): void {
    this.memory.walk({ at: this.options.now(), steps }, this.clockError);
    this.send(STEPS, encodeSteps(this.steps));
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.trusted = false;
    this.offered = null;
  }

  override onRead(at: Characteristic): Uint8Array {
    const { serial = 'A0B1C2D3E4F5', blank = false, battery = blank ? NONE : 48 } = this.options;
    if (sameCharacteristic(at, SERIAL)) return utf8Encode(serial);
    if (!this.trusted) return new Uint8Array(0);
    if (sameCharacteristic(at, STEPS)) return encodeSteps(this.steps);
    const time = { at: this.clock(), offsetSeconds: this.offsetSeconds };
    if (sameCharacteristic(at, TIME)) return encodeClock(time);
    const info = { level: battery, charging: false, noted: time, charged: null, chargedLevel: 100 };
    return sameCharacteristic(at, BATTERY) ? encodeBattery(info) : new Uint8Array(0);
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (this.faults.silent) return;
    if (sameCharacteristic(at, AUTH)) this.authenticate(value);
    else if (!this.trusted) return;
    else if (sameCharacteristic(at, FETCH)) this.fetch(value);
    else if (sameCharacteristic(at, TIME)) this.setTime(value);
    else if (sameCharacteristic(at, SETTINGS)) this.setGoal(value);
    else if (sameCharacteristic(at, HEART_CONTROL) && value[2] === 1) {
      this.send(HEART, encodeHeart(this.options.heartRate ?? (this.options.blank ? NONE : 78)));
    }
  }

  private authenticate(value: Uint8Array): void {
    const command = value[0]!;
    if (command === AUTH_COMMANDS.sendKey) {
      if (this.faults.untapped || value.length !== 2 + KEY_BYTES) return;
      this.taps++;
      this.key = value.slice(2);
      this.answer(AUTH, command, OK);
    } else if (command === AUTH_COMMANDS.askRandom) {
      this.answer(AUTH, command, OK, RANDOM);
    } else if (command === AUTH_COMMANDS.sendProof) {
      this.trusted = this.key !== null && equalBytes(value, encodeProof(this.key, RANDOM));
      this.answer(AUTH, command, this.trusted ? OK : WRONG_KEY);
    }
  }

  private fetch(value: Uint8Array): void {
    const command = value[0]!;
    if (command === FETCH_COMMANDS.since) this.offer(value);
    else if (command === FETCH_COMMANDS.go) this.transfer();
    else if (command === FETCH_COMMANDS.finish) {
      if (this.offered && this.sent && !this.faults.keeps) this.memory.forget(this.offered);
      this.offered = null;
      this.answer(FETCH, command, OK);
    }
  }

  private offer(value: Uint8Array): void {
    const since = decodeSince(value);
    if (!since.ok) return;
    const { early, behindSeconds } = this.faults;
    this.offered = this.memory.since(early ? 0 : since.value.at - behindSeconds);
    this.sent = false;
    const at = (this.offered?.start ?? since.value.at) + this.faults.gridSeconds;
    const start = { at, offsetSeconds: this.offsetSeconds };
    const rest = encodeOffer({ count: this.offered?.steps.length ?? 0, start });
    if (this.faults.undated) rest.set([4, 31], 6);
    this.answer(FETCH, FETCH_COMMANDS.since, OK, rest);
  }

  private transfer(): void {
    const idle = this.options.blank ? BLANK : IDLE;
    const samples = (this.offered?.steps ?? []).map((steps) =>
      steps > 0 ? { kind: 1, intensity: Math.min(255, steps), steps, heartRate: 60 } : idle,
    );
    for (let at = 0, index = 0; at < samples.length; at += SAMPLES_PER_VALUE, index++) {
      if (index === this.faults.lostValue) continue;
      this.send(ACTIVITY, encodeValue(index, samples.slice(at, at + SAMPLES_PER_VALUE)));
    }
    this.sent = true;
    this.answer(FETCH, FETCH_COMMANDS.go, OK);
  }

  private setTime(value: Uint8Array): void {
    const time = decodeClock(value);
    if (!time.ok) return;
    this.setClock(time.value.at);
    this.offsetSeconds = time.value.offsetSeconds;
  }

  private setGoal(value: Uint8Array): void {
    const goal = decodeGoal(value);
    if (goal.ok) this.goal = goal.value;
  }

  private answer(at: Characteristic, command: number, result: number, rest?: Uint8Array): void {
    this.send(at, encodeAnswer({ command, result, rest: rest ?? new Uint8Array(0) }));
  }
}
