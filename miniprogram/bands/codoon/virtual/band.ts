/** A band that speaks Codoon's protocol, byte for byte: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { fromHex } from '../../../lib/bytes';
import { declared } from '../../virtual/peripheral';
import { WallClockPeripheral } from '../../virtual/wall-clock';
import {
  answerTo,
  COMMANDS,
  decodeFrame,
  decodeSetTime,
  decodeUserInfo,
  encodeFrame,
  encodeFrameCount,
  encodeTime,
  encodeUserInfo,
  encodeVersion,
  type UserInfo,
  userInfoOf,
} from '../codec';
import { DATA } from '../gatt';
import { FrameMemory } from './memory';
import type { VirtualCodoon, VirtualCodoonFaults, VirtualCodoonOptions } from './options';

export const createVirtualCodoon = (options: VirtualCodoonOptions): VirtualCodoon =>
  new VirtualBand(options);

const ID = '11000102030405060708090a0b';
const USER = { heightCm: 170, weightKg: 60, age: 30, gender: 'female' } as const;
const ALARM = [0x09, 0x18, 60, 0x1f, 0x7f, 0x07, 0x30, 10, 0x1f, 0x7f, 0x7f, 0];

class VirtualBand extends WallClockPeripheral<VirtualCodoonOptions> implements VirtualCodoon {
  override readonly manufacturerData: Uint8Array;
  readonly gatt: readonly GattCharacteristic[] = [declared(DATA, 'read', 'write', 'notify')];
  readonly faults: VirtualCodoonFaults = {
    garbage: false,
    silent: false,
    strict: false,
    badFrame: null,
  };
  user: UserInfo = userInfoOf(USER, 8000);
  bound = false;
  private readonly memory: FrameMemory;

  constructor(options: VirtualCodoonOptions) {
    super(options, 'CBL');
    this.manufacturerData = fromHex(options.id ?? ID) ?? new Uint8Array(13);
    this.memory = new FrameMemory(options.frameBytes ?? 12, options.dense ?? false, options.blank);
    for (const walk of options.truth ?? []) this.memory.walk(walk, this.clockShift);
    for (const { at, activity } of options.sleep ?? []) {
      this.memory.sleep({ kind: 'sleep', at: at + this.clockShift, activity });
    }
  }

  get steps(): number {
    return this.memory.day(this.clock());
  }

  get remembered(): number {
    return this.memory.count();
  }

  addSteps(steps: number): void {
    this.memory.walk({ at: this.now(), steps }, this.clockShift);
  }

  override onRead(): Uint8Array {
    return Uint8Array.of(this.battery(88));
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    const frame = sameCharacteristic(at, DATA) ? decodeFrame(value) : null;
    if (!frame?.ok || this.faults.silent) return;
    const { command, payload } = frame.value;
    const answer = this.answer(command, payload);
    if (!answer) return;
    const bytes = encodeFrame(answerTo(command), answer);
    const index = payload.length === 2 ? payload[0]! * 256 + payload[1]! : -1;
    const bad = command === COMMANDS.readFrame && index === this.faults.badFrame;
    if (bad || this.faults.garbage) bytes[bytes.length - 1]! ^= 0xff;
    this.send(DATA, bytes);
  }

  /** The payload of the answer, or null for what a band would not understand. */
  private answer(command: number, payload: Uint8Array): ArrayLike<number> | null {
    switch (command) {
      case COMMANDS.hello:
        return this.bound || !this.faults.strict ? [] : null;
      case COMMANDS.bind:
        this.bound = true;
        return [];
      case COMMANDS.readId:
        return this.manufacturerData;
      case COMMANDS.version:
        return encodeVersion({ type: this.options.type ?? 17, version: '3.18' });
      case COMMANDS.writeUser:
        return this.setUser(payload);
      case COMMANDS.readUser:
        return encodeUserInfo(this.user);
      case COMMANDS.alarmAndBattery:
        return [...ALARM, this.battery(88)];
      case COMMANDS.setTime:
        return this.setTime(payload);
      case COMMANDS.readTime:
        return encodeTime(this.clock());
      case COMMANDS.frameCount:
        return encodeFrameCount(this.memory.count());
      case COMMANDS.readFrame:
        return payload.length === 2 ? this.memory.frame(payload[0]! * 256 + payload[1]!) : null;
      case COMMANDS.erase:
        this.memory.erase();
        return [];
      default:
        return null;
    }
  }

  private setUser(payload: Uint8Array): number[] | null {
    const user = decodeUserInfo(payload);
    if (!user.ok) return null;
    this.user = user.value;
    return [];
  }

  private setTime(payload: Uint8Array): number[] | null {
    const time = decodeSetTime(payload);
    if (!time.ok) return null;
    this.setClock(time.value);
    return [];
  }
}
