/** A PineTime with InfiniTime, phone side: no login, no history, one running total. */
import {
  BleError,
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../ble/link';
import type { Session } from '../../ble/session';
import { localSerial } from '../../lib/local-serial';
import { orNone } from '../../lib/no-value';
import { totalFromText, totalToText } from '../../lib/running-total';
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
  ALERTS,
  civilOfCurrentTime,
  currentTimeOf,
  decodeBatteryLevel,
  decodeCurrentTime,
  decodeHeartRate,
  decodeSteps,
  decodeText,
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

export const infinitime = {
  id: 'infinitime',
  match: { priority: 34, names: ['InfiniTime'] },
  characteristics: [STEPS, CURRENT_TIME, LOCAL_TIME, BATTERY, FIRMWARE, ALERT, HEART_RATE],
  features: {
    steps: 'several-implementations',
    live: 'several-implementations',
    'heart-rate': 'several-implementations',
    battery: 'several-implementations',
    time: 'several-implementations',
    find: 'single-source',
  },

  accepts: (gatt: readonly GattCharacteristic[]) =>
    gatt.some((one) => sameCharacteristic(one, STEPS) && one.read),

  /** The advertisement says nothing of the one watch it is. */
  serialOf: () => null,

  async open(session: Session, context: DriverContext): Promise<Run> {
    const identity = await identify(session, context);
    const battery = decodeBatteryLevel(await readIf(session, BATTERY));
    return new WatchRun(session, context, identity, battery.ok ? battery.value : null);
  },
} satisfies BandDriver;

/** All watches say the serial 0 (firmware), so the place on this phone has to do. */
async function identify(session: Session, context: DriverContext): Promise<BandIdentity> {
  const serial = localSerial(session.deviceId);
  if (context.expectedSerial !== null && serial !== context.expectedSerial) {
    throw new BandError('other-band', `this is ${serial}`);
  }
  const firmware = decodeText(await readIf(session, FIRMWARE)).trim();
  return firmware ? { serial, firmware } : { serial };
}

async function readIf(session: Session, at: Characteristic): Promise<Uint8Array> {
  return session.find(at)?.read ? session.read(at) : new Uint8Array(0);
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
    if (session.find(ALERT)) this.find = () => session.write(ALERT, Uint8Array.of(ALERTS.high));
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

  /** Civil seconds the watch shows, or null. */
  private async clock(): Promise<number | null> {
    const time = decodeCurrentTime(await readIf(this.session, CURRENT_TIME));
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
    const { now, offsetSeconds } = this.context;
    await this.write(LOCAL_TIME, encodeLocalTime(localTimeOf(offsetSeconds)));
    await this.write(CURRENT_TIME, encodeCurrentTime(currentTimeOf(now() + offsetSeconds)));
    this.timed = true;
  }

  private async write(at: Characteristic, value: Uint8Array): Promise<void> {
    if (!this.session.find(at)?.write) return;
    try {
      await this.session.write(at, value);
    } catch (error) {
      if (this.session.closed !== null || !(error instanceof BleError)) throw error;
    }
  }
}
