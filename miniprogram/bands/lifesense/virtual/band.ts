/** A band that speaks A5, byte for byte: the other side of `driver`. */

import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { BOARD_OFFSET_SECONDS, dayOf } from '../../../contract/activity';
import { fromHex } from '../../../lib/bytes';
import { HOUR } from '../../common/seconds';
import { type Central, declared } from '../../virtual/peripheral';
import { ShownTotal } from '../../virtual/shown-total';
import { UtcPeripheral } from '../../virtual/utc-clock';
import type { Walk } from '../../virtual/walks';
import {
  Assembler,
  COMMANDS,
  decodeBody,
  decodeLogin,
  decodeUserInfo,
  encodeBody,
  encodeMessage,
  encodeSleep,
  encodeSteps,
  MAX_RECORDS,
  type Sleep,
  type StepRecord,
  type UserInfo,
} from '../codec';
import { A5, FIRMWARE, IDENTITY } from '../gatt';
import type { VirtualLifesense, VirtualLifesenseFaults, VirtualLifesenseOptions } from './options';

export const createVirtualLifesense = (options: VirtualLifesenseOptions): VirtualLifesense =>
  new VirtualBand(options);

const FIVE_MINUTES = 300;
/** The number of a band's log-in is not known; the driver answers whatever is not known. */
const LOG_IN = 0x01;
const VOLTAGE = 220;
const STEP_METRES = 0.7;
const STEP_KCAL = 0.04;
/** Values of one sleep message at their longest, two bytes each. */
const NIGHT_VALUES = 110;

interface Stored {
  command: number;
  rest: Uint8Array;
  forget(): void;
}

class VirtualBand extends UtcPeripheral<VirtualLifesenseOptions> implements VirtualLifesense {
  override readonly serviceUuids = [A5.ask.service];
  readonly gatt: readonly GattCharacteristic[] = [
    declared(A5.ask, 'indicate'),
    declared(A5.write, 'write'),
    declared(A5.data, 'notify'),
    declared(IDENTITY[0].at, 'read'),
    declared(FIRMWARE, 'read'),
  ];
  readonly faults: VirtualLifesenseFaults = {
    garbage: false,
    silent: false,
    badMessage: null,
    lingers: false,
    insists: false,
  };
  user: UserInfo | null = null;
  paired = false;
  private offsetSeconds = BOARD_OFFSET_SECONDS;
  private readonly mac: Uint8Array;
  /** Steps by the band's own hour, and by its day. */
  private readonly hours = new Map<number, number>();
  private readonly days = new Map<number, number>();
  private readonly total = new ShownTotal();
  private readonly nights = new Set<Sleep>();
  private readonly hearts: Set<Uint8Array>;
  private phone = new Assembler();
  private sent = new Map<number, Stored>();
  private header = 0;
  private dataMessages = 0;

  constructor(options: VirtualLifesenseOptions) {
    super(options, 'LS Band 5');
    this.mac = fromHex(options.mac ?? 'cd0b5e7c2e2a') ?? new Uint8Array(6);
    this.hearts = new Set(options.heartRate);
    for (const walk of options.truth ?? []) this.walk(walk);
    this.sleep(options.sleep ?? []);
  }

  private sleep(nights: NonNullable<VirtualLifesenseOptions['sleep']>): void {
    for (const { time, values } of nights) {
      for (let at = 0; at < values.length; at += NIGHT_VALUES) {
        const part = values.slice(at, at + NIGHT_VALUES);
        const start = time + this.clockError + at * FIVE_MINUTES;
        this.nights.add({ time: start, seconds: FIVE_MINUTES, remaining: 0, values: part });
      }
    }
  }

  get steps(): number {
    const day = dayOf(this.clock(), this.zone);
    return this.total.show(day, this.days.get(day) ?? 0, this.faults.lingers);
  }

  restart(): void {
    this.total.restart();
  }

  retellNight(): void {
    const told = this.options.sleep ?? [];
    this.nights.clear();
    this.sleep(told.map((night) => ({ ...night, time: night.time + HOUR })));
  }

  get clockShift(): number {
    return this.clockError + this.offsetSeconds;
  }

  get remembered(): number {
    return this.hours.size + this.nights.size + this.hearts.size;
  }

  addSteps(steps: number): void {
    this.walk({ at: this.now(), steps });
    void this.steps;
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.phone = new Assembler();
    this.sent = new Map();
    this.dataMessages = 0;
  }

  override onRead(at: Characteristic): Uint8Array {
    if (sameCharacteristic(at, IDENTITY[0].at)) return this.mac;
    return Uint8Array.from('V031', (letter) => letter.charCodeAt(0));
  }

  /** The band speaks first, once the phone listens to both. */
  override onSubscribe(at: Characteristic, enabled: boolean): void {
    if (enabled && sameCharacteristic(at, A5.data)) this.say(A5.ask, LOG_IN, new Uint8Array(0));
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    const message = sameCharacteristic(at, A5.write) ? this.phone.push(value) : null;
    if (!message?.ok) return;
    const body = decodeBody(message.value.payload);
    if (body.ok) this.understand(message.value.header, body.value.command, body.value.rest);
  }

  private understand(header: number, command: number, rest: Uint8Array): void {
    if (this.faults.insists) this.say(A5.ask, LOG_IN, new Uint8Array(0));
    else if (command === LOG_IN) {
      const login = decodeLogin(rest, this.options.version !== undefined);
      if (!login.ok) return;
      this.setClock(login.value.time);
      this.offsetSeconds = login.value.offsetSeconds;
      this.say(A5.ask, COMMANDS.userInfo, new Uint8Array(0));
    } else if (command === COMMANDS.userInfo) {
      const user = decodeUserInfo(rest);
      if (!user.ok) return;
      this.user = user.value;
      if (this.paired) this.tell();
      else this.say(A5.ask, COMMANDS.pairing, new Uint8Array(0));
    } else if (command === COMMANDS.pairResult && rest[0] === 0) {
      this.paired = true;
      this.tell();
    } else if (command === COMMANDS.ack) {
      const stored = this.sent.get(header);
      if (stored && stored.command === rest[0]) stored.forget();
      this.sent.delete(header);
    }
  }

  /** Everything stored, and the day so far. */
  private tell(): void {
    const now = this.clock();
    const closed = [...this.hours].filter(([hour]) => hour + HOUR <= now);
    for (let at = 0; at < closed.length; at += MAX_RECORDS - 1) {
      const part = closed.slice(at, at + MAX_RECORDS - 1);
      const rest = this.records(part);
      const forget = () => {
        for (const [hour] of part) this.hours.delete(hour);
      };
      this.store({ command: COMMANDS.hours, rest, forget });
    }
    for (const night of this.nights) {
      const rest = encodeSleep(night);
      this.store({ command: COMMANDS.sleep, rest, forget: () => this.nights.delete(night) });
    }
    for (const rest of this.hearts) {
      const forget = () => this.hearts.delete(rest);
      this.store({ command: COMMANDS.heartRate, rest, forget });
    }
    const rest = this.records([[now, this.steps]]);
    this.store({ command: COMMANDS.days, rest, forget: () => undefined });
  }

  /** Records, the last one followed by one that was never written. */
  private records(all: readonly (readonly [time: number, steps: number])[]): Uint8Array {
    const records = all.map(([time, steps]) => recordOf(time, steps));
    if (!this.options.blank) return encodeSteps(records);
    const erased = records.map((record) => ({ ...record, metres: null }));
    return encodeSteps([...erased, { ...erased[erased.length - 1]!, steps: null }]);
  }

  private store(stored: Stored): void {
    const bad = this.dataMessages++ === this.faults.badMessage;
    this.sent.set(this.say(A5.data, stored.command, stored.rest, bad), stored);
  }

  /** Sends a message value by value and returns its header. */
  private say(at: Characteristic, command: number, rest: Uint8Array, bad = false): number {
    this.header = (this.header % 255) + 1;
    const header = 0x8000 + this.header;
    const version = this.options.version ?? null;
    const { tamper = (payload: Uint8Array) => payload } = this.options;
    const payload = tamper(encodeBody({ version, command, rest }));
    const frames = encodeMessage({ header, payload });
    const last = frames[frames.length - 1]!;
    if (bad || this.faults.garbage) last[last.length - 1]! ^= 0xff;
    const { central } = this;
    if (!central || this.faults.silent) return header;
    // A link that drops in mid-message ends the message.
    for (const frame of frames) central.send(at, frame).catch(() => undefined);
    return header;
  }

  private walk({ at, steps }: Walk): void {
    const own = at + this.clockError;
    const hour = own - ((own + this.zone) % HOUR);
    this.hours.set(hour, (this.hours.get(hour) ?? 0) + steps);
    const day = dayOf(own, this.zone);
    this.days.set(day, (this.days.get(day) ?? 0) + steps);
  }
}

const recordOf = (time: number, steps: number): StepRecord => ({
  steps,
  time,
  exercise: 0,
  kcal: Math.round(steps * STEP_KCAL),
  minutes: Math.round(steps / 100),
  metres: Math.round(steps * STEP_METRES),
  status: 0,
  voltage: VOLTAGE,
});
