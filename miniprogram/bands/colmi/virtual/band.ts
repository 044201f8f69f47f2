/** A ring that speaks Colmi's protocol, byte for byte: the other side of `driver`. */

import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { chunksOf } from '../../../lib/bytes';
import { DAY } from '../../common/seconds';
import { declared } from '../../virtual/peripheral';
import { WallClockPeripheral } from '../../virtual/wall-clock';
import {
  COMMANDS,
  decodeLargeRequest,
  decodePacket,
  decodeSetTime,
  decodeStepRequest,
  encodeBattery,
  encodeLarge,
  encodeMeasured,
  encodeNotification,
  encodePacket,
  encodeRefusal,
  encodeSleep,
  encodeStepPacket,
  type Night,
  QUARTER_SECONDS,
  SLEEP,
  type StepPacket,
  type StepRecord,
} from '../codec';
import { LARGE_NOTIFY, LARGE_WRITE, NOTIFY, WRITE } from '../gatt';
import { QuarterMemory } from './memory';
import type { VirtualColmi, VirtualColmiFaults, VirtualColmiOptions } from './options';

export const createVirtualColmi = (options: VirtualColmiOptions): VirtualColmi =>
  new VirtualRing(options);

const VALUE_BYTES = 20;
const BLANK_QUARTER = 37;
const CAPABILITIES = [0, 1, 0, 0x22, 0, 0, 0, 0, 1, 0, 0x30, 1, 0, 0x10];
/** What a ring says after its clock was set. */
const PACKET_SIZE = [0xf1];

class VirtualRing extends WallClockPeripheral<VirtualColmiOptions> implements VirtualColmi {
  override readonly maxPayload = VALUE_BYTES;
  readonly gatt: readonly GattCharacteristic[] = [
    declared(WRITE, 'writeNoResponse'),
    declared(NOTIFY, 'notify'),
    declared(LARGE_WRITE, 'writeNoResponse'),
    declared(LARGE_NOTIFY, 'notify'),
  ];
  readonly faults: VirtualColmiFaults = { garbage: false, silent: false, badRecord: null };
  found = 0;
  measuring = false;
  private readonly memory = new QuarterMemory();
  private nights: readonly Night[];

  constructor(options: VirtualColmiOptions) {
    super(options, 'R02_A1B2');
    this.nights = options.nights ?? [];
    for (const walk of options.truth ?? []) this.memory.walk(walk, this.clockShift);
  }

  get steps(): number {
    return this.memory.totals(this.midnight()).steps;
  }

  retellNight(): void {
    this.nights = this.nights.map((night) =>
      night.daysAgo > 0 ? night : { ...night, start: night.start + 60, end: night.end + 60 },
    );
  }

  addSteps(steps: number): void {
    this.memory.walk({ at: this.options.now(), steps }, this.clockShift);
    const totals = this.memory.totals(this.midnight());
    const news = encodeNotification({ kind: 'totals', totals });
    this.send(NOTIFY, encodePacket(COMMANDS.notification, news));
  }

  override onDisconnect(): void {
    super.onDisconnect();
    this.measuring = false;
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (this.faults.silent) return;
    if (sameCharacteristic(at, LARGE_WRITE)) this.answerLarge(value);
    const packet = sameCharacteristic(at, WRITE) ? decodePacket(value) : null;
    if (!packet?.ok) return;
    for (const answer of this.answers(packet.value.command, packet.value.payload)) {
      if (this.faults.garbage) spoil(answer);
      this.send(NOTIFY, answer);
    }
  }

  /** The packets a request is answered with. */
  private answers(command: number, payload: Uint8Array): Uint8Array[] {
    switch (command) {
      case COMMANDS.setTime:
        return this.setTime(payload);
      case COMMANDS.battery:
        return [encodePacket(command, encodeBattery({ level: this.battery(64), charging: false }))];
      case COMMANDS.steps:
        return this.dayLog(decodeStepRequest(payload));
      case COMMANDS.find:
        this.found++;
        return [];
      case COMMANDS.measure: {
        const value = this.measuring ? (this.options.heartRate ?? 78) : 0;
        this.measuring = true;
        return [encodePacket(command, encodeMeasured({ kind: payload[0]!, error: 0, value }))];
      }
      case COMMANDS.stop:
        this.measuring = false;
        return [];
      default:
        return [encodeRefusal(command)];
    }
  }

  private setTime(payload: Uint8Array): Uint8Array[] {
    const time = decodeSetTime(payload);
    if (!time.ok) return [encodeRefusal(COMMANDS.setTime)];
    this.setClock(time.value);
    return [
      encodePacket(COMMANDS.setTime, CAPABILITIES),
      encodePacket(COMMANDS.packetSize, PACKET_SIZE),
    ];
  }

  private dayLog(daysAgo: number): Uint8Array[] {
    const midnight = this.midnight() - daysAgo * DAY;
    const records = this.withBlank(midnight, this.memory.day(midnight));
    const packet = (content: StepPacket) => encodePacket(COMMANDS.steps, encodeStepPacket(content));
    if (records.length === 0) return [packet({ kind: 'none' })];
    const answers = records.map((record) => packet({ kind: 'record', record }));
    const bad = this.faults.badRecord === null ? undefined : answers[this.faults.badRecord];
    if (bad) spoil(bad);
    return [packet({ kind: 'header', packets: records.length, tenfold: true }), ...answers];
  }

  /** A quarter that was never written, after the others. */
  private withBlank(midnight: number, records: StepRecord[]): StepRecord[] {
    if (!this.options.blank || records.length === 0) return records;
    const of = records.length + 1;
    const used = new Set(records.map((record) => record.at));
    let at = midnight + BLANK_QUARTER * QUARTER_SECONDS;
    while (used.has(at)) at += QUARTER_SECONDS;
    const blank = { at, index: of - 1, of, steps: 0xffff, metres: null, calories: null };
    return [...records.map((record) => ({ ...record, of })), blank];
  }

  private answerLarge(value: Uint8Array): void {
    const request = decodeLargeRequest(value);
    const { answersOnly } = this.options;
    if (request?.type !== SLEEP || (answersOnly && request.kind !== answersOnly)) return;
    const message = encodeLarge(SLEEP, encodeSleep(this.nights));
    for (const chunk of chunksOf(message, VALUE_BYTES)) this.send(LARGE_NOTIFY, chunk);
  }

  /** Civil seconds at which the ring's day began. */
  private midnight(): number {
    const civil = this.clock();
    return civil - (civil % DAY);
  }
}

function spoil(packet: Uint8Array): void {
  packet[packet.length - 1]! ^= 0xff;
}
