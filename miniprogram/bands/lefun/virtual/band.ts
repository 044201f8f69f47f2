/** A band that speaks Lefun's protocol, byte for byte: the other side of `driver`. */

import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { DAY, HOUR } from '../../common/seconds';
import { declared } from '../../virtual/peripheral';
import { ShownTotal } from '../../virtual/shown-total';
import type { Walk } from '../../virtual/walks';
import { WallClockPeripheral } from '../../virtual/wall-clock';
import {
  type Activity,
  COMMANDS,
  decodeFrame,
  decodeTime,
  encodeActivity,
  encodeFrame,
  encodeSleep,
  encodeTime,
  encodeTotals,
  type Sleep,
} from '../codec';
import { NOTIFY, WRITE } from '../gatt';
import type { VirtualLefun, VirtualLefunFaults, VirtualLefunOptions } from './options';

export const createVirtualLefun = (options: VirtualLefunOptions): VirtualLefun =>
  new VirtualBand(options);

const DAYS = 7;
const STEP_METRES = 0.7;
const STEP_KCAL = 0.04;
const HEART_RATE = 74;

class VirtualBand extends WallClockPeripheral<VirtualLefunOptions> implements VirtualLefun {
  override readonly serviceUuids = [WRITE.service];
  readonly gatt: readonly GattCharacteristic[] = [
    declared(WRITE, 'write', 'writeNoResponse'),
    declared(NOTIFY, 'notify'),
  ];
  readonly faults: VirtualLefunFaults = {
    garbage: false,
    silent: false,
    badRecord: null,
    lingers: false,
    undated: false,
  };
  bonded = false;
  finds = 0;
  /** In the order they were made; times are the band's. */
  private readonly records: Activity[] = [];
  private marks: Sleep[];
  private readonly total = new ShownTotal();

  constructor(options: VirtualLefunOptions) {
    super(options, 'Lefun');
    for (const walk of options.truth ?? []) this.walk(walk);
    this.marks = (options.sleep ?? []).map(({ at, stage }) => ({
      at: at + this.clockShift,
      stage,
    }));
  }

  get steps(): number {
    const walked = this.day(0).reduce((sum, { steps }) => sum + steps, 0);
    return this.total.show(Math.floor(this.clock() / DAY), walked, this.faults.lingers);
  }

  restart(): void {
    this.total.restart();
  }

  retellNight(): void {
    this.marks = this.marks.map((mark) => ({ ...mark, at: mark.at + HOUR }));
  }

  addSteps(steps: number): void {
    this.walk({ at: this.now(), steps });
    const totals = this.totals(0);
    if (this.central) this.tell(COMMANDS.totals, totals);
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    const frame = sameCharacteristic(at, WRITE) ? decodeFrame('phone', value) : null;
    if (frame?.ok) this.answer(frame.value.command, frame.value.payload);
  }

  private answer(command: number, payload: Uint8Array): void {
    const daysAgo = payload[0] ?? 0;
    if (command === COMMANDS.activity) this.activity(daysAgo);
    else if (command === COMMANDS.sleep) this.sleep(daysAgo);
    else {
      const answer = this.single(command, payload, daysAgo);
      if (answer) this.tell(command, answer);
    }
    const rate = this.options.blank ? 0xff : HEART_RATE;
    if (command === COMMANDS.startHeart) this.tell(COMMANDS.heart, [1, rate]);
  }

  /** The payload of an answer of one frame; null for what a band would not understand. */
  private single(command: number, payload: Uint8Array, daysAgo: number): number[] | null {
    switch (command) {
      case COMMANDS.bond: {
        const answer = [this.bonded ? 0 : 1];
        this.bonded = true;
        return answer;
      }
      case COMMANDS.battery:
        return [this.battery(71)];
      case COMMANDS.time:
        return this.time(payload);
      case COMMANDS.find:
        this.finds++;
        return [1];
      case COMMANDS.startHeart:
        return [1, 1];
      case COMMANDS.totals:
        return this.totals(daysAgo);
      default:
        return null;
    }
  }

  private time(payload: Uint8Array): number[] {
    if (payload[0] === 0) return encodeTime(this.clock());
    const time = decodeTime(payload);
    if (time.ok) this.setClock(time.value.seconds);
    return [1, time.ok ? 1 : 0];
  }

  private activity(daysAgo: number): void {
    const records = this.withBlank(this.day(daysAgo));
    const of = records.length;
    if (of === 0) {
      this.tell(COMMANDS.activity, encodeActivity({ daysAgo, of, index: 0, record: null }));
    }
    records.forEach((record, index) => {
      const bad = this.faults.badRecord === this.records.indexOf(record);
      const payload = encodeActivity({ daysAgo, of, index: index + 1, record });
      if (this.faults.undated && index === 0) payload.splice(4, 2, 4, 31);
      this.tell(COMMANDS.activity, payload, bad);
    });
  }

  private sleep(daysAgo: number): void {
    if (this.options.tellsSleep === false) return;
    const day = Math.floor(this.clock() / DAY) - daysAgo;
    const marks = this.marks.filter(({ at }) => Math.floor(at / DAY) === day);
    const of = daysAgo < DAYS ? marks.length : 0;
    if (of === 0) {
      this.tell(COMMANDS.sleep, encodeSleep({ daysAgo, of, index: 0, record: null }));
      return;
    }
    marks.forEach((record, index) => {
      this.tell(COMMANDS.sleep, encodeSleep({ daysAgo, of, index: index + 1, record }));
    });
  }

  private totals(daysAgo: number): number[] {
    const sum = { steps: 0, metres: 0, kcal: 0 };
    for (const { steps, metres, kcal } of this.day(daysAgo)) {
      sum.steps += steps;
      sum.metres += metres ?? 0;
      sum.kcal += kcal ?? 0;
    }
    if (daysAgo === 0) sum.steps = this.steps;
    const day = (Math.floor(this.clock() / DAY) - daysAgo) * DAY;
    return encodeTotals({ daysAgo, day, ...sum });
  }

  /** An hour that was never written, after the others. */
  private withBlank(records: Activity[]): Activity[] {
    const last = records[records.length - 1];
    if (!this.options.blank || !last) return records;
    return [...records, { at: last.at + HOUR, steps: 0xffff, metres: null, kcal: null }];
  }

  /** Records of a day of its calendar, while it remembers them. */
  private day(daysAgo: number): Activity[] {
    const day = Math.floor(this.clock() / DAY) - daysAgo;
    if (daysAgo >= DAYS) return [];
    return this.records.filter(({ at }) => Math.floor(at / DAY) === day);
  }

  /** Adds to the record of the hour when that is the last one, else begins another. */
  private walk({ at, steps }: Walk): void {
    const civil = at + this.clockShift;
    const hour = civil - (civil % HOUR);
    let record = this.records[this.records.length - 1];
    if (record?.at !== hour) {
      record = { at: hour, steps: 0, metres: 0, kcal: 0 };
      this.records.push(record);
    }
    record.steps += steps;
    record.metres = Math.round(record.steps * STEP_METRES);
    record.kcal = Math.round(record.steps * STEP_KCAL);
  }

  private tell(command: number, payload: readonly number[], bad = false): void {
    if (this.faults.silent) return;
    const frame = encodeFrame('band', command, payload);
    if (bad || this.faults.garbage) frame[frame.length - 1]! ^= 0xff;
    this.send(NOTIFY, frame);
  }
}
