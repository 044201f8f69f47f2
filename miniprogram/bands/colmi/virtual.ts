/** A ring that speaks Colmi's protocol, byte for byte: the other side of `driver`. */
import { type Characteristic, type GattCharacteristic, sameCharacteristic } from '../../ble/link';
import { type Central, declared } from '../../ble/peripheral';
import { BOARD_OFFSET_SECONDS } from '../../contract/activity';
import { chunksOf } from '../../lib/bytes';
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
  SLEEP,
  type StepPacket,
} from './codec';
import { LARGE_NOTIFY, LARGE_WRITE, NOTIFY, WRITE } from './gatt';
import { QuarterMemory } from './virtual-memory';
import type { VirtualColmi, VirtualColmiFaults, VirtualColmiOptions } from './virtual-options';

export const createVirtualColmi = (options: VirtualColmiOptions): VirtualColmi =>
  new VirtualRing(options);

const DAY = 86_400;
const VALUE_BYTES = 20;
const CAPABILITIES = [0, 1, 0, 0x22, 0, 0, 0, 0, 1, 0, 0x30, 1, 0, 0x10];
/** What a ring says after its clock was set. */
const PACKET_SIZE = [0xf1];

class VirtualRing implements VirtualColmi {
  readonly deviceId: string;
  readonly localName: string;
  readonly serviceUuids: readonly string[] = [];
  readonly manufacturerData = new Uint8Array(0);
  readonly maxPayload = VALUE_BYTES;
  readonly gatt: readonly GattCharacteristic[] = [
    declared(WRITE, 'writeNoResponse'),
    declared(NOTIFY, 'notify'),
    declared(LARGE_WRITE, 'writeNoResponse'),
    declared(LARGE_NOTIFY, 'notify'),
  ];
  readonly faults: VirtualColmiFaults = { garbage: false, silent: false, badRecord: null };
  clockShift: number;
  found = 0;
  measuring = false;
  private readonly memory = new QuarterMemory();
  private central: Central | null = null;

  constructor(private readonly options: VirtualColmiOptions) {
    this.deviceId = options.deviceId;
    this.localName = options.localName ?? 'R02_A1B2';
    this.clockShift = (options.offsetSeconds ?? BOARD_OFFSET_SECONDS) + (options.clockError ?? 0);
    for (const walk of options.truth ?? []) this.memory.walk(walk, this.clockShift);
  }

  get steps(): number {
    return this.memory.totals(this.midnight()).steps;
  }

  addSteps(steps: number): void {
    this.memory.walk({ at: this.options.now(), steps }, this.clockShift);
    const totals = this.memory.totals(this.midnight());
    const news = encodeNotification({ kind: 'totals', totals });
    this.send(NOTIFY, encodePacket(COMMANDS.notification, news));
  }

  onConnect(central: Central): void {
    this.central = central;
  }

  onDisconnect(): void {
    this.central = null;
    this.measuring = false;
  }

  onRead(): Uint8Array {
    return new Uint8Array(0);
  }

  onSubscribe(): void {}

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
        return [encodePacket(command, encodeBattery({ level: this.level(), charging: false }))];
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
    this.clockShift = time.value - Math.floor(this.options.now());
    return [
      encodePacket(COMMANDS.setTime, CAPABILITIES),
      encodePacket(COMMANDS.packetSize, PACKET_SIZE),
    ];
  }

  private dayLog(daysAgo: number): Uint8Array[] {
    const records = this.memory.day(this.midnight() - daysAgo * DAY);
    const packet = (content: StepPacket) => encodePacket(COMMANDS.steps, encodeStepPacket(content));
    if (records.length === 0) return [packet({ kind: 'none' })];
    const answers = records.map((record) => packet({ kind: 'record', record }));
    const bad = this.faults.badRecord === null ? undefined : answers[this.faults.badRecord];
    if (bad) spoil(bad);
    return [packet({ kind: 'header', packets: records.length, tenfold: true }), ...answers];
  }

  private answerLarge(value: Uint8Array): void {
    if (decodeLargeRequest(value) !== SLEEP) return;
    const message = encodeLarge(SLEEP, encodeSleep(this.options.nights ?? []));
    for (const chunk of chunksOf(message, VALUE_BYTES)) this.send(LARGE_NOTIFY, chunk);
  }

  private send(at: Characteristic, value: Uint8Array): void {
    // A link that dropped meanwhile takes the answer with it.
    this.central?.send(at, value).catch(() => undefined);
  }

  private level(): number {
    return this.options.battery ?? 64;
  }

  /** Civil seconds at which the ring's day began. */
  private midnight(): number {
    const civil = Math.floor(this.options.now()) + this.clockShift;
    return civil - (civil % DAY);
  }
}

function spoil(packet: Uint8Array): void {
  packet[packet.length - 1]! ^= 0xff;
}
