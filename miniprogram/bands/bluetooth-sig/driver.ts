/**
 * Any band with the services of the Bluetooth SIG: who it is, its battery, its clock, its goal, and
 * the steps of a Physical Activity Monitor where there is one. PROTOCOL.md says how sure that is.
 */
import {
  BleError,
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
  unlessSilent,
} from '../../ble/link';
import type { Session } from '../../ble/session';
import { type Counter, dayOf, dayStart } from '../../contract/activity';
import { localSerial } from '../../lib/local-serial';
import {
  type Counted,
  countTotal,
  lessThan,
  type RunningTotal,
  totalFromText,
  totalToText,
} from '../../lib/running-total';
import {
  type BandDriver,
  BandError,
  type BandIdentity,
  type DriverContext,
  type Fault,
  faultOf,
  type Live,
  type Page,
  type Run,
} from '../driver';
import {
  currentTimeOf,
  decodeBatteryLevel,
  decodeHeartRate,
  decodeStepSummary,
  decodeSystemId,
  decodeText,
  encodeCurrentTime,
  encodeLocalTime,
  localTimeOf,
  type StepSummary,
} from './codec';
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

export const bluetoothSig = {
  id: 'bluetooth-sig',
  match: { priority: 1, services: ['183E', '1814', '180D'] },
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
  features: {
    steps: 'assumed',
    distance: 'assumed',
    'heart-rate': 'several-implementations',
    battery: 'several-implementations',
    time: 'several-implementations',
    goal: 'single-source',
    find: 'several-implementations',
  },

  /** Something that moves with a person, and nothing that has a protocol of its own. */
  accepts: (gatt: readonly GattCharacteristic[]) =>
    gatt.some(
      (one) =>
        (sends(one) && [HEART_RATE, RUNNING, STEP_SUMMARY].some((at) => same(one, at))) ||
        (one.read && same(one, STEP_SUMMARY)),
    ) && !gatt.some(isOthers),

  serialOf: () => null,

  async open(session: Session, context: DriverContext): Promise<Run> {
    const identity = await identify(session, context);
    if (!context.looking) await setClock(session, context);
    const battery = await readBattery(session);
    if (context.goal !== null) await setGoal(session, context, context.goal);
    return new StandardRun(session, context, identity, battery);
  },
} satisfies BandDriver;

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

/** The address in the system id, the serial, the system id, or where this phone knows it. */
async function identify(session: Session, context: DriverContext): Promise<BandIdentity> {
  const systemId = decodeSystemId(await readIf(session, SYSTEM_ID));
  const text = decodeText(await readIf(session, SERIAL)).trim();
  const id = systemId.ok ? systemId.value : null;
  const whole = id && told(id.company + id.manufacturer);
  const serial = id?.address ?? told(text) ?? whole ?? localSerial(session.deviceId);
  if (context.expectedSerial !== null && serial !== context.expectedSerial) {
    throw new BandError('other-band', `this is ${serial}`);
  }
  const firmware = decodeText(await readIf(session, FIRMWARE)).trim();
  return firmware ? { serial, firmware } : { serial };
}

/** A serial that tells bands apart: printable, and more than one character again and again. */
const told = (text: string): string | null =>
  /^[\x21-\x7e]{4,}$/.test(text) && new Set(text).size > 1 ? text : null;

async function readIf(session: Session, at: Characteristic): Promise<Uint8Array> {
  return session.find(at)?.read ? session.read(at) : new Uint8Array(0);
}

async function readBattery(session: Session): Promise<number | null> {
  const level = decodeBatteryLevel(await readIf(session, BATTERY));
  return level.ok ? level.value : null;
}

/** A band that ignores a part of the time answers with an error, which is no failure (spec). */
async function setClock(session: Session, context: DriverContext): Promise<void> {
  const { offsetSeconds } = context;
  await writeIf(session, LOCAL_TIME, () => encodeLocalTime(localTimeOf(offsetSeconds)));
  await writeIf(session, CURRENT_TIME, () =>
    encodeCurrentTime(currentTimeOf(context.now() + offsetSeconds)),
  );
}

async function writeIf(session: Session, at: Characteristic, value: () => Uint8Array) {
  const found = session.find(at);
  if (!found?.write && !found?.writeNoResponse) return;
  try {
    await session.write(at, value());
  } catch (error) {
    if (session.closed !== null || !(error instanceof BleError)) throw error;
  }
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
    if (session.find(ALERT)) this.find = () => session.write(ALERT, Uint8Array.of(HIGH_ALERT));
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
      if (fault) faults.push(faultOf(fault, value));
      return this.page(counter ? [counter] : [], total, faults);
    }
    throw new BandError('garbage', 'the band does not tell its steps', faults);
  }

  /** A step summary is no live count: only the heart rate can be watched. */
  private async watch(what: 'steps' | 'heart-rate'): Promise<Live> {
    const { session, context } = this;
    if (what === 'steps') throw new BleError('not-supported', 'no live steps');
    await session.subscribe(HEART_RATE);
    return {
      async next() {
        const value = await session.next(HEART_RATE);
        const decoded = decodeHeartRate(value);
        if (!decoded.ok) throw new BandError('garbage', what, [faultOf(decoded.reason, value)]);
        const { bpm } = decoded.value;
        return bpm === null ? { at: context.now() } : { at: context.now(), heartRate: bpm };
      },
      stop: () => Promise.resolve(),
    };
  }

  /** Null when the band has nothing to say: a monitor may send at the end of a session only. */
  private async value(): Promise<Uint8Array | null> {
    if (this.session.find(STEP_SUMMARY)?.read) return this.session.read(STEP_SUMMARY);
    await this.session.subscribe(STEP_SUMMARY);
    return unlessSilent(this.session.next(STEP_SUMMARY, VALUE_MS));
  }

  /**
   * A session is counted on the day that holds all of it. Of one across midnight no day is sure: what
   * it grows by from now on is today's.
   */
  private count({ steps = 0, intensitySteps = 0, metres, seconds }: StepSummary): Counted & {
    fault: string | null;
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
