/** A band that speaks Huawei Link Protocol v2, byte for byte: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { dayOf } from '../../../contract/activity';
import { chunksOf } from '../../../lib/bytes';
import type { VirtualOptions } from '../../virtual/options';
import { type Central, declared } from '../../virtual/peripheral';
import { ShownTotal } from '../../virtual/shown-total';
import { UtcPeripheral } from '../../virtual/utc-clock';
import { seeded } from '../../virtual/walks';
import { NOTIFY, SERVICE, WRITE } from '../gatt';
import { countAnswer, decodeBlockRequest } from '../history/block-request';
import { encodeSleepBlock, type SleepBlock } from '../history/sleep-block';
import { encodeStepBlock, type StepBlock } from '../history/step-block';
import { COMMAND, type CommandName, decodeZone, RESULT_TAG, SUCCESS } from '../messages';
import { Assembler } from '../wire/assembler';
import { openBody, sealBody } from '../wire/cipher';
import { encodePacket, type Packet } from '../wire/packet';
import { bytesOf, numberOf, parseTlvs, type Tlv, tlv, tlvNumber } from '../wire/tlv';
import { goalIn, productInfo, todayTotals } from './answers';
import { VirtualLogin } from './login';
import { MinuteMemory } from './memory';
import {
  TEST_KEY,
  type VirtualHuawei,
  type VirtualHuaweiFaults,
  type VirtualHuaweiOptions,
} from './options';

export const createVirtualHuawei = (options: VirtualHuaweiOptions): VirtualHuawei =>
  new VirtualBand({ ...options, deviceId: options.deviceId ?? colons(options.address ?? ADDRESS) });

const ADDRESS = 'C0FFEE001234';
/** An address as Android shows it. */
const colons = (address: string): string => address.replace(/(..)(?!$)/g, '$1:');

const NAMES = new Map(
  (Object.keys(COMMAND) as CommandName[]).map((name) => [COMMAND[name].join(), name]),
);
const DONE = tlvNumber(RESULT_TAG, SUCCESS, 4);

class VirtualBand
  extends UtcPeripheral<VirtualHuaweiOptions & VirtualOptions>
  implements VirtualHuawei
{
  override readonly serviceUuids = [SERVICE];
  override readonly maxPayload: number;
  readonly gatt: readonly GattCharacteristic[] = [
    declared(WRITE, 'write', 'writeNoResponse'),
    declared(NOTIFY, 'notify'),
  ];
  readonly faults: VirtualHuaweiFaults = {
    garbage: false,
    silent: false,
    badBlock: null,
    lingers: false,
  };
  goal: number | null = null;
  offsetSeconds: number;
  private readonly sliceSize: number;
  private readonly memory: MinuteMemory;
  private readonly total = new ShownTotal();
  private readonly login: VirtualLogin;
  private assembler = new Assembler(false);
  private stepBlocks: StepBlock[] = [];
  private sleepBlocks: SleepBlock[] = [];

  constructor(options: VirtualHuaweiOptions & VirtualOptions) {
    super(options, 'HONOR Band 5-234');
    const { address = ADDRESS } = options;
    this.maxPayload = options.payload ?? 244;
    this.sliceSize = options.sliceSize ?? 244;
    this.offsetSeconds = this.zone;
    this.memory = new MinuteMemory(options.dense ?? false, options.blank);
    for (const walk of options.truth ?? []) this.memory.walk(walk, this.clockError);
    for (const night of options.sleep ?? []) this.memory.sleep(night, this.clockError);
    const { mode = 'plain', method = 'cbc', version = 1, pairing } = options;
    const next = seeded(Number.parseInt(address.slice(-6), 16));
    const random = (bytes: number) =>
      Uint8Array.from({ length: bytes }, () => Math.floor(next() * 256));
    this.login = new VirtualLogin({
      mode,
      method,
      version,
      address,
      key: TEST_KEY,
      random,
      ...(pairing && { pairing }),
    });
  }

  get steps(): number {
    const now = this.clock();
    const today = this.memory.today(now, this.offsetSeconds);
    return this.total.show(dayOf(now, this.offsetSeconds), today, this.faults.lingers);
  }

  restart(): void {
    this.total.restart();
  }

  retellNight(): void {
    this.memory.retellNight();
  }

  get paired(): boolean {
    return this.login.paired;
  }

  addSteps(steps: number): void {
    this.memory.walk({ at: this.now(), steps }, this.clockError);
  }

  reset(): void {
    this.login.reset();
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.assembler = new Assembler(false);
    this.login.begin();
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (!sameCharacteristic(at, WRITE)) return;
    for (const { packet } of this.assembler.push(value)) if (packet) this.understand(packet);
  }

  private understand(packet: Packet): void {
    const name = NAMES.get([packet.service, packet.command].join());
    const { secrecy } = this.login;
    const list = openBody(packet.body, secrecy?.key ?? null, secrecy?.method ?? 'cbc');
    if (!name || !list.ok || this.faults.silent) return;
    const outer = parseTlvs(packet.body);
    const encrypted = outer.ok && outer.value[0]?.tag === 0x7c;
    const said = this.meet(name, list.value) ?? (encrypted ? this.answer(name, list.value) : null);
    if (!said) return;
    const body = this.options.tamper?.(said) ?? said;
    const sealed =
      encrypted && secrecy ? sealBody(body, secrecy.key, secrecy.ivs.next(), secrecy.method) : body;
    this.say({ ...packet, body: sealed }, this.isBad(name, list.value));
  }

  /** What is said before both sides know each other. */
  private meet(name: CommandName, list: readonly Tlv[]): Uint8Array | null {
    switch (name) {
      case 'linkParams':
        return this.login.linkParams(this.sliceSize, this.maxPayload, this.options.intervalMs ?? 0);
      case 'auth':
        return this.login.auth(list);
      case 'bondParams':
        return this.login.bondParams(list);
      case 'bond':
        return this.login.acceptBond(list);
      case 'securityNegotiation':
        return this.login.negotiate();
      case 'pinCode':
        return this.login.pinCode();
      case 'hiChain':
        return this.login.hiChain(list);
      default:
        return null;
    }
  }

  private answer(name: CommandName, list: readonly Tlv[]): Uint8Array | null {
    switch (name) {
      case 'setTime':
        return this.setTime(list);
      case 'productInfo':
        return productInfo(this.options.serial);
      case 'battery':
        return tlvNumber(0x01, this.battery(77), 1);
      case 'setGoal':
        this.goal = goalIn(list) ?? this.goal;
        return DONE;
      case 'todayTotals':
        return todayTotals(this.steps, this.options.blank ?? false);
      case 'stepCount':
        this.stepBlocks = this.memory.stepBlocks(...this.range(list));
        return countAnswer(this.stepBlocks.length);
      case 'sleepCount':
        this.sleepBlocks = this.memory.sleepBlocks(...this.range(list));
        return countAnswer(this.sleepBlocks.length);
      case 'stepBlock':
        return this.block(list, this.stepBlocks, encodeStepBlock);
      case 'sleepBlock':
        return this.block(list, this.sleepBlocks, encodeSleepBlock);
      default:
        return null;
    }
  }

  private range(list: readonly Tlv[]): [from: number, until: number] {
    return [numberOf(list, 0x03) ?? 0, numberOf(list, 0x04) ?? 0];
  }

  private block<T>(list: readonly Tlv[], blocks: readonly T[], encode: (block: T) => Uint8Array) {
    const block = blocks[this.indexOf(list)];
    return block ? encode(block) : tlv(0x81);
  }

  private indexOf(list: readonly Tlv[]): number {
    const index = decodeBlockRequest(list);
    return index.ok ? index.value : -1;
  }

  private isBad(name: CommandName, list: readonly Tlv[]): boolean {
    const { garbage, badBlock } = this.faults;
    return garbage || (name === 'stepBlock' && this.indexOf(list) === badBlock);
  }

  /** Answers with the clock as it was. */
  private setTime(list: readonly Tlv[]): Uint8Array {
    const before = this.clock();
    const wanted = numberOf(list, 0x01);
    if (wanted !== undefined) this.setClock(wanted);
    const zone = bytesOf(list, 0x02);
    if (zone) this.offsetSeconds = decodeZone(zone) ?? this.offsetSeconds;
    return tlvNumber(0x01, before, 4);
  }

  private say(packet: Packet, bad: boolean): void {
    const { payload = this.maxPayload } = this.central ?? {};
    for (const frame of encodePacket(packet, this.sliceSize)) {
      if (bad) frame[frame.length - 1]! ^= 0xff;
      for (const piece of chunksOf(frame, Math.min(payload, this.maxPayload))) {
        this.send(NOTIFY, piece);
      }
    }
  }

  protected override clock(): number {
    return Math.max(0, super.clock());
  }
}
