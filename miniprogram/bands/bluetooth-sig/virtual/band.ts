/** A band with standard services only: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { dayOf, dayStart } from '../../../contract/activity';
import { fromHex } from '../../../lib/bytes';
import { utf8Encode } from '../../../lib/utf8';
import { type Central, declared } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import { WallClockPeripheral } from '../../virtual/wall-clock';
import {
  civilOfCurrentTime,
  currentTimeOf,
  decodeActivityGoal,
  decodeCurrentTime,
  decodeUserNumber,
  decodeUserRequest,
  encodeCurrentTime,
  encodeHeartRate,
  encodeLocalTime,
  encodeRunning,
  encodeStepSummary,
  encodeUserAnswer,
  encodeUserNumber,
  localTimeOf,
  type UserAnswer,
  type UserRequest,
} from '../codec';
import {
  ALERT,
  BATTERY,
  CHANGES,
  CURRENT_TIME,
  FIRMWARE,
  GOAL,
  HEART_RATE,
  LOCAL_TIME,
  RUNNING,
  SERIAL,
  STEP_SUMMARY,
  SYSTEM_ID,
  USER_CONTROL,
} from '../gatt';
import type { VirtualStandard, VirtualStandardFaults, VirtualStandardOptions } from './options';

export const createVirtualStandard = (options: VirtualStandardOptions): VirtualStandard =>
  new VirtualBand(options);

const STEP_METRES = 0.7;

class VirtualBand extends WallClockPeripheral<VirtualStandardOptions> implements VirtualStandard {
  override readonly serviceUuids: readonly string[];
  readonly gatt: readonly GattCharacteristic[];
  readonly faults: VirtualStandardFaults = {
    garbage: false,
    silent: false,
    refuses: false,
    lingers: false,
  };
  readonly alerts: number[] = [];
  goal: number | null = null;
  private readonly codes: number[] = [];
  private walked = 0;
  /** UTC seconds at which the session began. */
  private began = 0;
  private day = 0;
  private changes = 0;
  private trusted = false;

  constructor(options: VirtualStandardOptions) {
    super(options, 'Standard Band');
    const steps = options.countsSteps ?? true;
    this.serviceUuids = [HEART_RATE.service, ...(steps ? [STEP_SUMMARY.service] : [])];
    const reads = (options.readsSteps ?? true) ? (['read'] as const) : [];
    this.gatt = [
      declared(SERIAL, 'read'),
      ...(options.systemId ? [declared(SYSTEM_ID, 'read')] : []),
      declared(FIRMWARE, 'read'),
      declared(BATTERY, 'read', 'notify'),
      declared(CURRENT_TIME, 'read', 'write', 'notify'),
      declared(LOCAL_TIME, 'read', 'write'),
      declared(ALERT, 'writeNoResponse'),
      declared(HEART_RATE, 'notify'),
      declared(RUNNING, 'notify'),
      declared(GOAL, 'read', 'write'),
      declared(USER_CONTROL, 'write', 'indicate'),
      declared(CHANGES, 'read', 'write', 'notify'),
      ...(steps ? [declared(STEP_SUMMARY, ...reads, 'indicate')] : []),
    ];
    for (const walk of options.truth ?? []) this.walk(walk);
  }

  get steps(): number {
    this.roll(this.now());
    return this.walked;
  }

  get users(): number {
    return this.codes.length;
  }

  /** Another session begins. */
  restart(): void {
    this.walked = 0;
    this.began = this.now();
  }

  addSteps(steps: number): void {
    this.walk({ at: this.now(), steps });
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.trusted = false;
  }

  override onRead(at: Characteristic): Uint8Array {
    const { options } = this;
    if (same(at, SERIAL)) return utf8Encode(options.serial ?? 'SB-2026-0007');
    if (same(at, SYSTEM_ID)) return fromHex(options.systemId ?? '') ?? new Uint8Array(0);
    if (same(at, FIRMWARE)) return utf8Encode('2.4.1');
    if (same(at, BATTERY)) return Uint8Array.of(this.battery(64));
    if (same(at, CURRENT_TIME)) return encodeCurrentTime(currentTimeOf(this.clock()));
    if (same(at, LOCAL_TIME)) return encodeLocalTime(localTimeOf(this.zone));
    if (same(at, CHANGES)) return encodeUserNumber('changes', this.changes);
    return same(at, STEP_SUMMARY) ? this.summary() : new Uint8Array(0);
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (same(at, ALERT)) this.alerts.push(value[0] ?? 0);
    else if (same(at, CURRENT_TIME)) this.setTime(value);
    else if (same(at, USER_CONTROL)) this.control(value);
    else if (this.trusted) this.setUserData(at, value);
  }

  override onSubscribe(at: Characteristic, enabled: boolean): void {
    if (!enabled || this.faults.silent) return;
    if (same(at, STEP_SUMMARY)) this.send(at, this.summary());
    if (same(at, HEART_RATE)) {
      this.send(
        at,
        encodeHeartRate({ bpm: this.options.blank ? 0xff : 72, contact: 'present', intervals: [] }),
      );
    }
    if (same(at, RUNNING)) {
      this.send(at, encodeRunning({ speed256: 0, cadence: 0, running: false }));
    }
  }

  private setUserData(at: Characteristic, value: Uint8Array): void {
    const goal = same(at, GOAL) ? decodeActivityGoal(value) : null;
    if (goal?.ok) this.goal = goal.value.steps ?? this.goal;
    const changes = same(at, CHANGES) ? decodeUserNumber('changes', value) : null;
    if (changes?.ok) this.changes = changes.value;
  }

  private control(value: Uint8Array): void {
    const request = decodeUserRequest(value);
    if (request.ok) this.send(USER_CONTROL, encodeUserAnswer(this.answer(request.value)));
  }

  private answer(request: UserRequest): UserAnswer {
    const { op } = request;
    if (this.faults.refuses) return { op, result: 'failed', parameters: [] };
    if (op === 'register') {
      this.codes.push(request.consent);
      return { op, result: 'success', parameters: [this.codes.length] };
    }
    if (op !== 'consent') return { op, result: 'not-supported', parameters: [] };
    this.trusted = this.codes[request.index - 1] === request.consent;
    return { op, result: this.trusted ? 'success' : 'not-authorized', parameters: [] };
  }

  private setTime(value: Uint8Array): void {
    const time = decodeCurrentTime(value);
    const civil = time.ok ? civilOfCurrentTime(time.value) : null;
    if (civil !== null) this.setClock(civil);
  }

  private summary(): Uint8Array {
    const now = this.now();
    this.roll(now);
    const value = encodeStepSummary({
      session: 1,
      subSession: 1,
      seconds: now - this.began,
      sequence: 1,
      steps: this.walked,
      metres: this.options.blank ? 0xffffff : Math.round(this.walked * STEP_METRES),
    });
    return this.faults.garbage ? value.subarray(0, 9) : value;
  }

  private walk({ at, steps }: Walk): void {
    this.roll(at);
    this.walked += steps;
  }

  private roll(now: number): void {
    const today = dayOf(now, this.zone);
    if (today !== this.day && !this.faults.lingers) {
      this.walked = 0;
      this.began = dayStart(today, this.zone);
    }
    this.day = today;
  }
}

const same = sameCharacteristic;
