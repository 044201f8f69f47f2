/** A PineTime with InfiniTime, phone side: no login, no history, one running total. */
import { type GattCharacteristic, sameCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { orNone } from '../../lib/no-value';
import { totalFromText, totalToText } from '../../lib/running-total';
import { textOf } from '../../lib/text';
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
  serialFor,
} from '../../protocols/driver';
import { card } from '../../protocols/infinitime';
import {
  ALERTS,
  civilOfCurrentTime,
  currentTimeOf,
  decodeBatteryLevel,
  decodeCurrentTime,
  decodeHeartRate,
  decodeSteps,
  encodeCurrentTime,
  encodeLocalTime,
  encodeSteps,
  localTimeOf,
} from './codec';
import { ALERT, BATTERY, CURRENT_TIME, FIRMWARE, HEART_RATE, LOCAL_TIME, STEPS } from './gatt';
import { attribute } from './total';

/** A value that does not decode is asked for again, this often in all. */
const ATTEMPTS = 3;
const STEP_BYTES = 4;
const NOTHING = new Uint8Array(0);
/** An alert is a write without response, the time one with (the services' specifications). */
const ANSWERED = { response: true };
const UNANSWERED = { response: false };

export const infinitime = {
  ...card,
  characteristics: [STEPS, CURRENT_TIME, LOCAL_TIME, BATTERY, FIRMWARE, ALERT, HEART_RATE],

  accepts: (gatt: readonly GattCharacteristic[]) =>
    gatt.some((one) => sameCharacteristic(one, STEPS) && one.read),

  async open(session: Session, context: DriverContext): Promise<Run> {
    const identity = await identify(session, context);
    const battery = decodeBatteryLevel((await session.readOptional(BATTERY)) ?? NOTHING);
    return new WatchRun(session, context, identity, battery.ok ? battery.value : null);
  },
} satisfies BandDriver;

/** All watches say the serial 0 (firmware), so the place on this phone has to do. */
async function identify(session: Session, context: DriverContext): Promise<BandIdentity> {
  const serial = serialFor([], session, context);
  const firmware = textOf((await session.readOptional(FIRMWARE)) ?? NOTHING);
  return firmware ? { serial, firmware } : { serial };
}

class WatchRun implements Run {
  readonly sourceClass = 'counter';
  readonly find?: () => Promise<void>;
  private done = false;
  private timed = false;

  constructor(
    private readonly session: Session,
    private readonly context: DriverContext,
    readonly identity: BandIdentity,
    readonly battery: number | null,
  ) {
    if (session.find(ALERT)) {
      this.find = () => session.write(ALERT, Uint8Array.of(ALERTS.high), UNANSWERED);
    }
  }

  /** One page with the running total; then nothing. */
  async next(): Promise<Page | null> {
    if (this.done) return null;
    this.done = true;
    const faults: Fault[] = [];
    // The time first: a midnight between the two leaves a small number on the day that is over.
    const shown = await this.clock();
    const steps = await this.steps(faults);
    const { now, offsetSeconds, cursor } = this.context;
    if (steps === null) return null;
    const at = now();
    const sample = { now: at, offsetSeconds, shown, steps };
    const { counter, total, fault } = attribute(sample, totalFromText(cursor));
    if (fault) faults.push(faultOf(fault, encodeSteps(steps)));
    return {
      readings: [],
      counters: counter ? [counter] : [],
      progress: 1,
      cursor: total && totalToText(total),
      faults,
      release: () => this.setClock(),
    };
  }

  /** The watch sends both when they change. A heart rate of nobody is a sample without it. */
  async live(what: 'steps' | 'heart-rate'): Promise<Live> {
    const { session, context } = this;
    const at = what === 'steps' ? STEPS : HEART_RATE;
    await session.subscribe(at);
    return {
      async next() {
        const value = await session.next(at);
        const decoded = what === 'steps' ? decodeSteps(value) : decodeHeartRate(value);
        if (!decoded.ok) throw new BandError('garbage', what, [faultOf(decoded.reason, value)]);
        const sample = { at: context.now() };
        if (typeof decoded.value === 'number') {
          const steps = orNone(decoded.value, STEP_BYTES);
          return steps === null ? sample : { ...sample, steps };
        }
        const { bpm } = decoded.value;
        return bpm === null ? sample : { ...sample, heartRate: bpm };
      },
      stop: () => Promise.resolve(),
    };
  }

  /** Civil seconds the watch shows, or null; a clock that cannot be asked is believed. */
  private async clock(): Promise<number | null> {
    const value = await this.session.readOptional(CURRENT_TIME);
    if (!value) return this.context.now() + this.context.offsetSeconds;
    const time = decodeCurrentTime(value);
    return time.ok ? civilOfCurrentTime(time.value) : null;
  }

  private async steps(faults: Fault[]): Promise<number | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const value = await this.session.read(STEPS);
      const steps = decodeSteps(value);
      if (steps.ok) return orNone(steps.value, STEP_BYTES);
      faults.push(faultOf(steps.reason, value));
    }
    throw new BandError('garbage', 'the watch does not tell its steps', faults);
  }

  /**
   * A watch that is told a time after midnight may start its count again, so it is told only when
   * the count is durable. A watch that does not take it costs no sync.
   */
  private async setClock(): Promise<void> {
    if (this.timed) return;
    const { session } = this;
    const { now, offsetSeconds } = this.context;
    await session.writeOptional(LOCAL_TIME, encodeLocalTime(localTimeOf(offsetSeconds)), ANSWERED);
    const time = encodeCurrentTime(currentTimeOf(now() + offsetSeconds));
    await session.writeOptional(CURRENT_TIME, time, ANSWERED);
    this.timed = true;
  }
}
