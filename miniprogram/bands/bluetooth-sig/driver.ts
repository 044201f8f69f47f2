/**
 * Any band with the services of the Bluetooth SIG: who it is, its battery, its clock, its goal, and
 * the steps of a Physical Activity Monitor where there is one. PROTOCOL.md says how sure that is.
 *
 * 1. read system id, serial and firmware; set zone and time; read the battery;
 * 2. set the goal, which a user has to be registered for first;
 * 3. read the summary of the session, or wait until the band sends it: one page;
 * 4. done. The band forgets nothing for us: its session ends by itself.
 */

import {
  BleError,
  type GattCharacteristic,
  sameCharacteristic,
  unlessSilent,
} from '../../ble/link';
import type { Session } from '../../ble/session';
import { type Counter, dayOf, dayStart } from '../../contract/activity';
import { addressInSystemId } from '../../lib/serial';
import { textOf } from '../../lib/text';
import { card } from '../../protocols/bluetooth-sig';
import {
  type BandDriver,
  BandError,
  type BandIdentity,
  type ContentReason,
  type DriverContext,
  type Fault,
  faultOf,
  type Live,
  type Page,
  type Run,
  serialFor,
  unbelieved,
} from '../../protocols/driver';
import { withFirmware } from '../common/firmware';
import { offers } from '../common/offers';
import {
  type Counted,
  countTotal,
  lessThan,
  type RunningTotal,
  totalFromText,
  totalToText,
} from '../common/running-total';
import { readBatteryLevel, tellTime, watchHeartRate } from '../common/standard';
import { decodeStepSummary, type StepSummary } from './codec';
import {
  ALERT,
  BATTERY,
  CHANGES,
  CURRENT_TIME,
  FIRMWARE,
  GOAL,
  HEART_RATE,
  LOCAL_TIME,
  MARK,
  RUNNING,
  SERIAL,
  STEP_SUMMARY,
  SYSTEM_ID,
  USER_CONTROL,
} from './gatt';
import { setGoal } from './goal';

/** A value that does not decode is asked for again, this often in all. */
const ATTEMPTS = 3;
/** A monitor that cannot be read sends its summary by itself. */
const VALUE_MS = 5000;
const HIGH_ALERT = 2;
/** As the Immediate Alert Service says. */
const UNANSWERED = { response: false };

export const bluetoothSig = {
  ...card,
  characteristics: [
    SERIAL,
    SYSTEM_ID,
    FIRMWARE,
    BATTERY,
    CURRENT_TIME,
    LOCAL_TIME,
    ALERT,
    HEART_RATE,
    STEP_SUMMARY,
    GOAL,
    USER_CONTROL,
    CHANGES,
  ],

  /** Something that moves with a person, and nothing that has a protocol of its own. */
  accepts: (gatt: readonly GattCharacteristic[]) =>
    (MEASURED.some((at) => offers(gatt, at, 'notify', 'indicate')) ||
      offers(gatt, STEP_SUMMARY, 'read')) &&
    !gatt.some(isOthers),

  async open(session: Session, context: DriverContext): Promise<Run> {
    const identity = await identify(session, context);
    if (!context.looking) await tellTime(session, context);
    const battery = await readBatteryLevel(session);
    if (context.goal !== null) await setGoal(session, context, context.goal);
    return new StandardRun(session, context, identity, battery);
  },
} satisfies BandDriver;

const MEASURED = [HEART_RATE, RUNNING, STEP_SUMMARY];
const same = sameCharacteristic;
const sends = ({ notify, indicate }: GattCharacteristic): boolean => notify || indicate;

/**
 * FD00–FEFF belong to companies (FEE7 is Tencent's, FEE0 Xiaomi's, FE86 Huawei's). Some early bands
 * reuse standard numbers: a battery that is written is Codoon's, 2A30 in 180A is iHealth's mark.
 */
const isOthers = (one: GattCharacteristic): boolean =>
  /^0000f[de]..-0000-1000-8000-/.test(one.service) ||
  same(one, MARK) ||
  (same(one, BATTERY) && (one.write || one.writeNoResponse));

/** The address in the system id, the serial, or where this phone knows it. */
async function identify(session: Session, context: DriverContext): Promise<BandIdentity> {
  const systemId = await session.readOptional(SYSTEM_ID);
  const text = await session.readOptional(SERIAL);
  const told = [
    systemId ? addressInSystemId(systemId, session.deviceId) : undefined,
    text ? textOf(text) : undefined,
  ];
  const serial = serialFor(told, session, context);
  return withFirmware(session, serial, FIRMWARE);
}

class StandardRun implements Run {
  readonly sourceClass = 'counter';
  readonly find?: () => Promise<void>;
  readonly live?: (what: 'steps' | 'heart-rate') => Promise<Live>;
  private done: boolean;

  constructor(
    private readonly session: Session,
    private readonly context: DriverContext,
    readonly identity: BandIdentity,
    readonly battery: number | null,
  ) {
    this.done = session.find(STEP_SUMMARY) === undefined;
    if (session.find(HEART_RATE)) this.live = (what) => this.watch(what);
    if (session.find(ALERT)) {
      this.find = () => session.write(ALERT, Uint8Array.of(HIGH_ALERT), UNANSWERED);
    }
  }

  /** One page with the session's steps; nothing where the band has no step counter. */
  async next(): Promise<Page | null> {
    if (this.done) return null;
    this.done = true;
    const faults: Fault[] = [];
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const value = await this.value();
      if (!value) return null;
      const summary = decodeStepSummary(value);
      if (!summary.ok) {
        faults.push(faultOf(summary.reason, value));
        continue;
      }
      // A summary without a count tells nothing of today.
      const { steps = null, intensitySteps = null } = summary.value;
      if (steps === null && intensitySteps === null) return null;
      const { counter, total, fault } = this.count(summary.value);
      if (fault) faults.push(unbelieved(fault, value));
      return this.page(counter ? [counter] : [], total, faults);
    }
    throw new BandError('garbage', 'the band does not tell its steps', faults);
  }

  /** A step summary is no live count: only the heart rate can be watched. */
  private async watch(what: 'steps' | 'heart-rate'): Promise<Live> {
    const { session, context } = this;
    if (what === 'steps') throw new BleError('not-supported', 'no live steps');
    return watchHeartRate(session, context.now);
  }

  /** Null when the band has nothing to say: a monitor may send at the end of a session only. */
  private async value(): Promise<Uint8Array | null> {
    const { session } = this;
    const declared = session.find(STEP_SUMMARY);
    if (declared?.read && !sends(declared)) return session.read(STEP_SUMMARY);
    const read = declared?.read ? await session.readOptional(STEP_SUMMARY) : null;
    if (read) return read;
    await session.subscribe(STEP_SUMMARY);
    const value = session.next(STEP_SUMMARY, VALUE_MS);
    return declared?.read ? value : unlessSilent(value);
  }

  /**
   * A session is counted on the day that holds all of it. Of one across midnight no day is sure: what
   * it grows by from now on is today's.
   */
  private count({ steps = 0, intensitySteps = 0, metres, seconds }: StepSummary): Counted & {
    fault: ContentReason | null;
  } {
    const { now, offsetSeconds, cursor } = this.context;
    const last = totalFromText(cursor);
    const at = now();
    const walked = { steps: steps + intensitySteps, ...(metres !== undefined && { metres }) };
    const day = dayOf(at, offsetSeconds);
    if (last?.day !== day && at - seconds < dayStart(day, offsetSeconds)) {
      const total = { at, day, ...walked, base: lessThan(walked) };
      return { counter: null, total, fault: 'time-unknown' };
    }
    const counted = countTotal({ at, ...walked }, last, offsetSeconds, 0);
    return { ...counted, fault: counted.counter ? null : 'range' };
  }

  private page(counters: Counter[], total: RunningTotal | null, faults: Fault[]): Page {
    const cursor = total && totalToText(total);
    const release = async () => undefined;
    return { readings: [], counters, progress: 1, cursor, faults, release };
  }
}
