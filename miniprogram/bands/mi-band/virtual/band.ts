/** A band that speaks the Mi Band 1's protocol, byte for byte: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { dayOf } from '../../../contract/activity';
import { fromHex } from '../../../lib/bytes';
import { type Central, declared } from '../../virtual/peripheral';
import { ShownTotal } from '../../virtual/shown-total';
import { WallClockPeripheral } from '../../virtual/wall-clock';
import {
  CONTROLS,
  type DeviceInfo,
  decodeTime,
  decodeUser,
  encodeBattery,
  encodeClock,
  encodeDeviceInfo,
  encodeHeart,
  encodeSteps,
  type MiModel,
  STATUS_CODES,
  userOf,
} from '../codec';
import {
  ACTIVITY,
  ADDRESS,
  BATTERY,
  CONTROL,
  HEART,
  HEART_CONTROL,
  INFO,
  LINK_PARAMETERS,
  SERVICE,
  STATUS,
  STEPS,
  TIME,
  USER,
} from '../gatt';
import { MinuteMemory } from './memory';
import type { VirtualMiBand, VirtualMiBandFaults, VirtualMiBandOptions } from './options';
import { VirtualTransfer } from './transfer';

export const createVirtualMiBand = (options: VirtualMiBandOptions): VirtualMiBand =>
  new VirtualBand(options);

const ADDRESS_HEX = '880f10123456';
const USUAL_BLOCK = 240;
const NONE = 0xff;
const ID = Uint8Array.of(0x12, 0x34, 0x56, 0x78);
const MODEL_BYTES: Record<MiModel, Pick<DeviceInfo, 'feature' | 'hardware'>> = {
  '1': { feature: 0, hardware: 2 },
  '1A': { feature: 5, hardware: 208 },
  '1S': { feature: 4, hardware: 4 },
};

class VirtualBand extends WallClockPeripheral<VirtualMiBandOptions> implements VirtualMiBand {
  override readonly serviceUuids = [SERVICE];
  readonly gatt: readonly GattCharacteristic[];
  readonly faults: VirtualMiBandFaults = {
    silent: false,
    lostValue: null,
    untapped: false,
    lingers: false,
    goesRound: false,
  };
  goal = 8000;
  uid: number;
  found = 0;
  private readonly address: Uint8Array;
  private readonly info: DeviceInfo;
  private readonly memory: MinuteMemory;
  private readonly total = new ShownTotal();
  private readonly transfer: VirtualTransfer;

  constructor(options: VirtualMiBandOptions) {
    super(options, 'MI');
    const { model = '1', profile = '2.0.6.0' } = options;
    this.address = fromHex(options.address ?? ADDRESS_HEX) ?? new Uint8Array(6);
    this.uid = options.uid ?? userOf((options.address ?? ADDRESS_HEX).toUpperCase()).uid;
    this.info = { id: ID, appearance: 0, profile, firmware: '4.16.3.32', ...MODEL_BYTES[model] };
    if (model === '1S') this.info.heartFirmware = '1.3.8.9';
    this.gatt = gattOf(model, options.showsAddress ?? true);
    this.memory = new MinuteMemory(options.dense || options.blank || false, options.blank);
    this.transfer = new VirtualTransfer(this.memory, this.info, {
      blockMinutes: options.blockMinutes ?? USUAL_BLOCK,
      send: (value) => this.send(ACTIVITY, value),
      lost: () => this.faults.lostValue,
      goesRound: () => this.faults.goesRound,
      end: () => this.clock(),
    });
    for (const walk of options.truth ?? []) this.memory.walk(walk, this.clockShift);
  }

  get steps(): number {
    const now = this.clock();
    return this.total.show(dayOf(now, 0), this.memory.day(now), this.faults.lingers);
  }

  get remembered(): number {
    return this.memory.size;
  }

  restart(): void {
    this.total.restart();
  }

  addSteps(steps: number): void {
    this.memory.walk({ at: this.options.now(), steps }, this.clockShift);
    this.send(STEPS, encodeSteps(this.steps));
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.transfer.stop();
  }

  override onRead(at: Characteristic): Uint8Array {
    if (sameCharacteristic(at, INFO)) return encodeDeviceInfo(this.info);
    if (sameCharacteristic(at, TIME)) return encodeClock(this.clock());
    if (sameCharacteristic(at, STEPS)) return encodeSteps(this.steps);
    if (sameCharacteristic(at, ADDRESS)) return this.address;
    const { blank, battery = blank ? NONE : 71 } = this.options;
    const info = { level: battery, charged: null, charges: 3, state: 'normal' } as const;
    return sameCharacteristic(at, BATTERY) ? encodeBattery(info) : new Uint8Array(0);
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (this.faults.silent) return;
    if (sameCharacteristic(at, USER)) this.meet(value);
    else if (sameCharacteristic(at, TIME)) this.setTime(value);
    else if (sameCharacteristic(at, CONTROL)) this.control(value);
    else if (sameCharacteristic(at, LINK_PARAMETERS)) this.say(STATUS_CODES.parametersSet);
    else if (sameCharacteristic(at, HEART_CONTROL) && value[2] === 1) {
      this.send(HEART, encodeHeart(this.options.heartRate ?? (this.options.blank ? NONE : 78)));
    }
  }

  private control(value: Uint8Array): void {
    const [command, first = 0, low = 0, high = 0] = value;
    if (command === CONTROLS.fetch) this.transfer.begin();
    else if (command === CONTROLS.stopFetch) this.transfer.stop();
    else if (command === CONTROLS.acknowledge) this.transfer.acknowledge(value);
    else if (command === CONTROLS.goal) this.goal = low + high * 256;
    else if (command === CONTROLS.vibrate) this.found++;
    else if (command === CONTROLS.liveSteps && first === 1) {
      this.send(STEPS, encodeSteps(this.steps));
    }
  }

  /** A new person needs a tap, and finds the band empty. */
  private meet(value: Uint8Array): void {
    const user = decodeUser(value, this.info, this.address[5]!);
    if (!user.ok) return;
    if (user.value.uid === this.uid && user.value.type !== 1) {
      this.say(STATUS_CODES.authenticated);
      return;
    }
    this.say(STATUS_CODES.failed);
    this.say(STATUS_CODES.tapNeeded);
    if (this.faults.untapped) return;
    this.uid = user.value.uid;
    this.memory.clear();
    this.say(STATUS_CODES.tapAccepted);
  }

  private setTime(value: Uint8Array): void {
    const time = decodeTime(value);
    if (time.ok) this.setClock(time.value);
  }

  private say(code: number): void {
    this.send(STATUS, Uint8Array.of(code));
  }
}

function gattOf(model: MiModel, showsAddress: boolean): GattCharacteristic[] {
  const gatt = [
    declared(INFO, 'read'),
    declared(STATUS, 'notify'),
    declared(USER, 'read', 'write'),
    declared(CONTROL, 'write'),
    declared(STEPS, 'read', 'notify'),
    declared(ACTIVITY, 'notify'),
    declared(LINK_PARAMETERS, 'read', 'write'),
    declared(TIME, 'read', 'write'),
    declared(BATTERY, 'read', 'notify'),
  ];
  if (model === '1S') {
    gatt.push(declared(HEART, 'notify'), declared(HEART_CONTROL, 'write'));
  }
  if (showsAddress) gatt.push(declared(ADDRESS, 'read'));
  return gatt;
}
