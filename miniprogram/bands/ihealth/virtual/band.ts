/** A band that speaks iHealth's protocol, byte for byte: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { type Central, declared } from '../../virtual/peripheral';
import { ShownTotal } from '../../virtual/shown-total';
import { WallClockPeripheral } from '../../virtual/wall-clock';
import {
  COMMANDS,
  decodeProfile,
  decodeSetTime,
  encodeProfile,
  encodeState,
  encodeTotals,
  type Instruction,
  type Profile,
  type Totals,
  type Widths,
  widthsOf,
} from '../codec';
import { EARLY_MARKS, FIRMWARE, PORTS, type Port, SERIAL } from '../gatt';
import { VirtualLogin } from './login';
import { ActivityMemory, type Stored } from './memory';
import type { VirtualIHealth, VirtualIHealthFaults, VirtualIHealthOptions } from './options';
import { activitySteps, type Night, type Step, sleepSteps } from './transfer';
import { VirtualWire } from './wire';

export const createVirtualIHealth = (options: VirtualIHealthOptions): VirtualIHealth =>
  new VirtualBand(options);

const USUAL_MODEL = 'AM3S';
const USER_ID = Uint8Array.of(0, 0, 0, 1);

class VirtualBand extends WallClockPeripheral<VirtualIHealthOptions> implements VirtualIHealth {
  readonly gatt: readonly GattCharacteristic[];
  readonly faults: VirtualIHealthFaults = {
    garbage: false,
    silent: false,
    badFrame: null,
    badAlways: false,
    lingers: false,
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
  private readonly total = new ShownTotal();
  private nights: readonly Night[];
  private wire: VirtualWire | null = null;
  private readonly login: VirtualLogin;
  private script: Step[] = [];
  private transferFrames = 0;
  private transfers = 0;

  constructor(options: VirtualIHealthOptions) {
    super(options, nameOf(options));
    const model = options.model ?? USUAL_MODEL;
    this.port = PORTS.find((port) => port.model === model && isEarly(port) === !!options.early)!;
    this.widths = widthsOf(model, this.firmware());
    this.gatt = gattOf(this.port);
    this.login = new VirtualLogin(options.key, this.deviceId);
    for (const walk of options.truth ?? []) this.memory.walk(walk.at + this.clockShift, walk);
    const { sleep = [] } = options;
    this.nights = sleep.map(({ at, levels }) => ({ at: at + this.clockShift, levels }));
  }

  get steps(): number {
    return this.totals().steps;
  }

  restart(): void {
    this.totals();
    this.total.restart();
  }

  retellNight(): void {
    const last = this.options.sleep?.[this.options.sleep.length - 1];
    if (!last) return;
    const at = last.at + this.clockShift + 3600;
    const others = this.nights.filter((night) => night.levels !== last.levels);
    this.nights = [...others, { ...last, at }];
  }

  get remembered(): number {
    return this.memory.length + this.nights.length;
  }

  addSteps(steps: number): void {
    const at = this.now();
    this.memory.walk(at + this.clockShift, { at, steps });
    this.totals();
  }

  override onConnect(central: Central): void {
    this.wire = new VirtualWire((frame) => this.tell(central, frame));
    this.login.begin();
    this.script = [];
    this.transfers = 0;
  }

  override onDisconnect(): void {
    this.wire = null;
  }

  override onRead(at: Characteristic): Uint8Array {
    const text = sameCharacteristic(at, SERIAL)
      ? (this.options.mac ?? '004D32079148')
      : sameCharacteristic(at, FIRMWARE)
        ? this.firmware()
        : '';
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (!sameCharacteristic(at, this.port.write) || this.faults.silent) return;
    const instruction = this.wire?.hear(value);
    if (instruction) this.understand(instruction);
  }

  private understand({ command, params }: Instruction): void {
    const met = this.login.hear(command, params);
    if (met) this.say(met.command, met.params);
    else if (!this.login.trusted) return;
    else if (command === COMMANDS.activity) this.transfer(this.activity());
    else if (command === COMMANDS.sleep) this.transfer(this.sleep());
    else if (this.script[0]?.command === command) this.goOn();
    else {
      const answer = this.answer(command, params);
      if (answer) this.say(command, answer);
    }
  }

  private answer(command: number, params: Uint8Array): Uint8Array | null {
    const { widths } = this;
    switch (command) {
      case COMMANDS.getUserId:
        return USER_ID;
      case COMMANDS.setTime: {
        const time = decodeSetTime(params);
        if (time.ok) this.setClock(time.value);
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
        return encodeState({ mode: 1, level: this.battery(80) });
      case COMMANDS.totals:
        return encodeTotals(this.totals(), widths);
      default:
        return null;
    }
  }

  private activity(): Step[] {
    const records = this.memory.closed(this.clock());
    const told = this.options.blank ? withErased(records) : records;
    return activitySteps(told, this.widths, () => this.memory.forget(records));
  }

  private totals(): Totals {
    const now = this.clock();
    const totals = this.memory.totals(now);
    const day = Math.floor(now / 86_400);
    return { ...totals, steps: this.total.show(day, totals.steps, this.faults.lingers) };
  }

  private sleep(): Step[] {
    const told = this.nights;
    return sleepSteps(told, () => {
      this.nights = this.nights.filter((night) => !told.includes(night));
    });
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
    this.wire?.say({ command, params }, () => this.isBad());
  }

  private isBad(): boolean {
    if (this.script.length === 0 || this.transferFrames++ !== this.faults.badFrame) return false;
    return this.faults.badAlways || this.transfers === 1;
  }

  private tell(central: Central, bytes: Uint8Array): void {
    if (this.faults.silent) return;
    const frame = bytes.slice();
    if (this.faults.garbage) frame[frame.length - 1]! ^= 0xff;
    // A link that drops takes what was not sent with it.
    central.send(this.port.listen, frame).catch(() => undefined);
  }

  private firmware(): string {
    return this.options.firmware ?? '1.3.8';
  }
}

/** Records, the last of each followed by one that was never written. */
const withErased = (records: readonly Stored[]): Stored[] =>
  records.flatMap((record) => [record, { ...record, steps: 0xffffffff, kcal: 0xffff }]);

const nameOf = ({ model = USUAL_MODEL }: VirtualIHealthOptions): string =>
  model === 'AM3' ? 'Activity Monitor' : model;

const isEarly = (port: Port): boolean => port.listen.service.startsWith('0000180d');

function gattOf(port: Port): GattCharacteristic[] {
  const marks = isEarly(port) ? EARLY_MARKS : [];
  return [
    declared(port.listen, 'notify'),
    declared(port.write, 'write'),
    ...[SERIAL, FIRMWARE, ...marks].map((at) => declared(at, 'read')),
  ];
}
