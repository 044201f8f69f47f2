/**
 * A PineTime with InfiniTime, phone side: no log-in, no history, one running total.
 *
 * 1. read firmware and battery; the place on this phone says who it is;
 * 2. read the watch's time, then its steps: one page, counted on the day of the watch's own date;
 * 3. the page's release sets zone and time: the watch may begin its count anew when it is told them,
 *    so not before the count is durable;
 * 4. done. The watch forgets at its midnight.
 */

import type { GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
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
  unbelieved,
} from '../../protocols/driver';
import { card } from '../../protocols/infinitime';
import { withFirmware } from '../common/firmware';
import { orNone } from '../common/no-value';
import { offers } from '../common/offers';
import { totalFromText, totalToText } from '../common/running-total';
import { readBatteryLevel, tellTime, watchHeartRate } from '../common/standard';
import { ALERTS, civilOfCurrentTime, decodeCurrentTime, decodeSteps, encodeSteps } from './codec';
import { ALERT, BATTERY, CURRENT_TIME, FIRMWARE, HEART_RATE, LOCAL_TIME, STEPS } from './gatt';
import { attribute } from './total';

/** A value that does not decode is asked for again, this often in all. */
const ATTEMPTS = 3;
const STEP_BYTES = 4;
/** As the Immediate Alert Service says. */
const UNANSWERED = { response: false };

export const infinitime = {
  ...card,
  characteristics: [STEPS, CURRENT_TIME, LOCAL_TIME, BATTERY, FIRMWARE, ALERT, HEART_RATE],

  accepts: (gatt: readonly GattCharacteristic[]) => offers(gatt, STEPS, 'read'),

  async open(session: Session, context: DriverContext): Promise<Run> {
    // All watches say the serial 0 (firmware), so the place on this phone has to do.
    const serial = serialFor([], session, context);
    const identity = await withFirmware(session, serial, FIRMWARE);
    const battery = await readBatteryLevel(session);
    return new WatchRun(session, context, identity, battery);
  },
} satisfies BandDriver;

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
    if (fault) faults.push(unbelieved(fault, encodeSteps(steps)));
    return {
      readings: [],
      counters: counter ? [counter] : [],
      progress: 1,
      cursor: total && totalToText(total),
      faults,
      release: () => this.setClock(),
    };
  }

  /** The watch sends both when they change. */
  async live(what: 'steps' | 'heart-rate'): Promise<Live> {
    const { session, context } = this;
    if (what === 'heart-rate') return watchHeartRate(session, context.now);
    await session.subscribe(STEPS);
    return {
      async next() {
        const value = await session.next(STEPS);
        const decoded = decodeSteps(value);
        if (!decoded.ok) throw new BandError('garbage', what, [faultOf(decoded.reason, value)]);
        const steps = orNone(decoded.value, STEP_BYTES);
        const at = context.now();
        return steps === null ? { at } : { at, steps };
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
    await tellTime(this.session, this.context);
    this.timed = true;
  }
}
