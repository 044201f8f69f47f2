/** A band that speaks iHealth's protocol, byte for byte: the other side of `driver`. */
import { type Characteristic, type GattCharacteristic, sameCharacteristic } from '../../ble/link';
import type { Central, Peripheral } from '../../ble/peripheral';
import { BOARD_OFFSET_SECONDS } from '../../contract/activity';
import { equalBytes } from '../../lib/bytes';
import type { Walk } from '../../lib/walks';
import {
  Assembler,
  ackOf,
  COMMANDS,
  decodeFrame,
  decodeProfile,
  decodeSetTime,
  encodeActivity,
  encodeActivityBlock,
  encodeFrame,
  encodeProfile,
  encodeSleepBlock,
  encodeState,
  encodeTotals,
  FROM_BAND,
  FROM_PHONE,
  type Instruction,
  isEmpty,
  type Profile,
  split,
  type Widths,
  widthsOf,
} from './codec';
import { bandKey, encodeProof, turnWords } from './crypto';
import { EARLY_MARKS, FIRMWARE, type Model, PORTS, type Port, SERIAL } from './gatt';
import { ActivityMemory, type Stored } from './virtual-memory';
import { xxteaDecrypt } from './xxtea';

export interface VirtualIHealthOptions {
  deviceId: string;
  localName?: string;
  model?: Model;
  /** The early AM3 radio, with the numbers of heart rate. */
  early?: boolean;
  /** Twelve hex digits. */
  mac?: string;
  firmware?: string;
  /** The model's key, 16 bytes: made up, the real ones are not public. */
  key: Uint8Array;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  /** Nights: UTC seconds of the start, a level every five minutes. */
  sleep?: readonly { at: number; levels: readonly number[] }[];
  offsetSeconds?: number;
  /** How far the band's clock is ahead, in seconds, until a phone sets it. */
  clockError?: number;
  /** 0–10 or 0–100, as bands differ. */
  battery?: number;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualIHealthFaults {
  /** Every checksum is wrong. */
  garbage: boolean;
  /** Never says a word. */
  silent: boolean;
  /** This frame of the first transfer is broken, counted from 0. */
  badFrame: number | null;
  /** That frame is broken in every transfer. */
  badAlways: boolean;
}

export interface VirtualIHealth extends Peripheral {
  readonly faults: VirtualIHealthFaults;
  /** Steps of the band's day. */
  readonly steps: number;
  /** Records and nights the band may not forget yet. */
  readonly remembered: number;
  readonly profile: Profile;
  addSteps(steps: number): void;
}

export const createVirtualIHealth = (options: VirtualIHealthOptions): VirtualIHealth =>
  new VirtualBand(options);

const NOTHING = {
  read: false,
  write: false,
  writeNoResponse: false,
  notify: false,
  indicate: false,
} as const;
/** Records of one instruction: ten fragments, and never a multiple of fourteen bytes. */
const RECORDS = 16;
const NIGHT_BYTES = 120;
const SECOND = Uint8Array.from({ length: 16 }, (_, index) => 0x51 + index);
const USER_ID = Uint8Array.of(0, 0, 0, 1);

/** One step of a transfer: what is said, and what happens when the phone echoes it. */
interface Step extends Instruction {
  echoed?: () => void;
}

class VirtualBand implements VirtualIHealth {
  readonly deviceId: string;
  readonly localName: string;
  readonly serviceUuids: readonly string[] = [];
  readonly manufacturerData = new Uint8Array(0);
  readonly maxPayload = 20;
  readonly gatt: readonly GattCharacteristic[];
  readonly faults: VirtualIHealthFaults = {
    garbage: false,
    silent: false,
    badFrame: null,
    badAlways: false,
  };
  profile: Profile = {
    age: 30,
    stepCm: 68,
    heightCm: 175,
    sex: 'male',
    weight: 70.5,
    unit: 'kilometres',
    goals: [10_000, 5000, 8000],
    swim: null,
  };
  private readonly port: Port;
  private readonly widths: Widths;
  private readonly memory = new ActivityMemory();
  private nights: { at: number; levels: readonly number[] }[];
  private clockShift: number;
  private central: Central | null = null;
  private phone = new Assembler();
  private heard: Uint8Array | null = null;
  private sequence = 3;
  /** Frames the phone has not acknowledged, the one on the air first. */
  private outbox: { sequence: number; bytes: Uint8Array }[] = [];
  private random: Uint8Array | null = null;
  private trusted = false;
  private script: Step[] = [];
  private transferFrames = 0;
  private transfers = 0;

  constructor(private readonly options: VirtualIHealthOptions) {
    const model = options.model ?? 'AM3S';
    this.deviceId = options.deviceId;
    this.localName = options.localName ?? (model === 'AM3' ? 'Activity Monitor' : model);
    this.port = PORTS.find((port) => port.model === model && isEarly(port) === !!options.early)!;
    this.widths = widthsOf(model, this.firmware());
    this.gatt = gattOf(this.port);
    this.clockShift = (options.offsetSeconds ?? BOARD_OFFSET_SECONDS) + (options.clockError ?? 0);
    for (const walk of options.truth ?? []) this.memory.walk(walk.at + this.clockShift, walk);
    this.nights = (options.sleep ?? []).map((night) => ({
      ...night,
      at: night.at + this.clockShift,
    }));
  }

  get steps(): number {
    return this.memory.totals(this.clock()).steps;
  }

  get remembered(): number {
    return this.memory.length + this.nights.length;
  }

  addSteps(steps: number): void {
    const at = Math.floor(this.options.now());
    this.memory.walk(at + this.clockShift, { at, steps });
  }

  onConnect(central: Central): void {
    this.central = central;
    this.phone = new Assembler();
    this.heard = null;
    this.sequence = 3;
    this.outbox = [];
    this.trusted = false;
    this.script = [];
    this.transfers = 0;
  }

  onDisconnect(): void {
    this.central = null;
  }

  onRead(at: Characteristic): Uint8Array {
    const text = sameCharacteristic(at, SERIAL)
      ? (this.options.mac ?? '004D32079148')
      : sameCharacteristic(at, FIRMWARE)
        ? this.firmware()
        : '';
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  }

  onSubscribe(): void {}

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (!sameCharacteristic(at, this.port.write) || this.faults.silent) return;
    const frame = decodeFrame(FROM_PHONE, value);
    if (!frame.ok) return;
    if (isEmpty(frame.value) && !this.phone.expects(frame.value)) {
      this.acknowledged(frame.value.sequence);
      return;
    }
    this.send(encodeFrame(FROM_BAND, ackOf(frame.value)));
    // A frame said again is acknowledged again, and that is all.
    if (this.heard && equalBytes(this.heard, value)) return;
    this.heard = value.slice();
    const instruction = this.phone.push(frame.value);
    if (instruction) this.understand(instruction);
  }

  /** The next fragment goes out when the one before is acknowledged, as sequence numbers leave room. */
  private acknowledged(sequence: number): void {
    if (this.outbox[0]?.sequence !== ((sequence - 1) & 0xff)) return;
    this.outbox.shift();
    if (this.outbox[0]) this.send(this.outbox[0].bytes);
  }

  private understand({ command, params }: Instruction): void {
    // Whoever asks for something else has heard enough of this.
    this.outbox = [];
    if (command === COMMANDS.authStart) this.prove(params);
    else if (command === COMMANDS.authAnswer) this.judge(params);
    else if (!this.trusted) return;
    else if (command === COMMANDS.activity) this.transfer(this.activitySteps());
    else if (command === COMMANDS.sleep) this.transfer(this.sleepSteps());
    else if (this.script[0]?.command === command) this.goOn();
    else {
      const answer = this.answer(command, params);
      if (answer) this.say(command, answer);
    }
  }

  private prove(params: Uint8Array): void {
    if (params.length !== 16) return;
    const deviceId = Uint8Array.from({ length: 16 }, (_, i) => this.deviceId.charCodeAt(i) & 0x7f);
    const key = bandKey(this.options.key, deviceId);
    this.random = SECOND;
    const first = xxteaDecrypt(turnWords(params), key);
    const second = xxteaDecrypt(SECOND, key);
    this.say(COMMANDS.authProof, encodeProof({ deviceId, first, second }));
  }

  private judge(params: Uint8Array): void {
    this.trusted = this.random !== null && equalBytes(turnWords(params), this.random);
    this.say(this.trusted ? COMMANDS.authOk : COMMANDS.authRefused, new Uint8Array(0));
  }

  private answer(command: number, params: Uint8Array): Uint8Array | null {
    const { widths } = this;
    switch (command) {
      case COMMANDS.getUserId:
        return USER_ID;
      case COMMANDS.setTime: {
        const time = decodeSetTime(params);
        if (time.ok) this.clockShift = time.value - Math.floor(this.options.now());
        return time.ok ? new Uint8Array(0) : null;
      }
      case COMMANDS.getProfile:
        return encodeProfile(this.profile, widths);
      case COMMANDS.setProfile: {
        const profile = decodeProfile(params, widths);
        if (profile.ok) this.profile = profile.value;
        return profile.ok ? new Uint8Array(0) : null;
      }
      case COMMANDS.state:
        return encodeState({ mode: 1, level: this.options.battery ?? 80 });
      case COMMANDS.totals:
        return encodeTotals(this.memory.totals(this.clock()), widths);
      default:
        return null;
    }
  }

  /** A block a day, its records, the end; only the end's echo lets the band forget. */
  private activitySteps(): Step[] {
    const records = this.memory.closed(this.clock());
    const steps: Step[] = [];
    const days = new Map<number, Stored[]>();
    for (const record of records) {
      const day = days.get(record.midnight);
      if (day) day.push(record);
      else days.set(record.midnight, [record]);
    }
    for (const [midnight, day] of days) {
      const header = encodeActivityBlock({ midnight, stepCm: 68, count: day.length });
      steps.push({ command: COMMANDS.activityBlock, params: header });
      for (let at = 0; at < day.length; at += RECORDS) {
        const params = encodeActivity(day.slice(at, at + RECORDS), this.widths);
        steps.push({ command: COMMANDS.activityData, params });
      }
    }
    const echoed = () => this.memory.forget(records);
    return [...steps, { command: COMMANDS.activityEnd, params: new Uint8Array(0), echoed }];
  }

  private sleepSteps(): Step[] {
    const told = this.nights;
    const steps = told.flatMap(({ at, levels }): Step[] => {
      const header = encodeSleepBlock({ start: at, count: levels.length });
      const parts: Step[] = [{ command: COMMANDS.sleepBlock, params: header }];
      for (let from = 0; from < levels.length; from += NIGHT_BYTES) {
        const params = Uint8Array.from(levels.slice(from, from + NIGHT_BYTES));
        parts.push({ command: COMMANDS.sleepData, params });
      }
      return parts;
    });
    const echoed = () => {
      this.nights = this.nights.filter((night) => !told.includes(night));
    };
    return [...steps, { command: COMMANDS.sleepEnd, params: new Uint8Array(0), echoed }];
  }

  private transfer(steps: Step[]): void {
    this.script = steps;
    this.transferFrames = 0;
    this.transfers++;
    this.sayStep();
  }

  private goOn(): void {
    this.script.shift()?.echoed?.();
    this.sayStep();
  }

  private sayStep(): void {
    const step = this.script[0];
    if (step) this.say(step.command, step.params);
  }

  private say(command: number, params: Uint8Array): void {
    for (const frame of split({ command, params }, this.sequence)) {
      this.sequence = (frame.sequence + 2) & 0xff;
      const bytes = encodeFrame(FROM_BAND, frame);
      const isBad = this.script.length > 0 && this.transferFrames++ === this.faults.badFrame;
      if (isBad && (this.faults.badAlways || this.transfers === 1))
        bytes[bytes.length - 1]! ^= 0xff;
      this.outbox.push({ sequence: frame.sequence, bytes });
    }
    if (this.outbox[0]) this.send(this.outbox[0].bytes);
  }

  private send(bytes: Uint8Array): void {
    const { central } = this;
    if (this.faults.silent || !central) return;
    const frame = bytes.slice();
    if (this.faults.garbage) frame[frame.length - 1]! ^= 0xff;
    // A link that drops takes what was not sent with it.
    central.send(this.port.listen, frame).catch(() => undefined);
  }

  private firmware(): string {
    return this.options.firmware ?? '1.3.8';
  }

  private clock(): number {
    return Math.floor(this.options.now()) + this.clockShift;
  }
}

const isEarly = (port: Port): boolean => port.listen.service.startsWith('0000180d');

function gattOf(port: Port): GattCharacteristic[] {
  const marks = isEarly(port) ? EARLY_MARKS : [];
  return [
    { ...port.listen, ...NOTHING, notify: true },
    { ...port.write, ...NOTHING, write: true },
    ...[SERIAL, FIRMWARE, ...marks].map((at) => ({ ...at, ...NOTHING, read: true })),
  ];
}
