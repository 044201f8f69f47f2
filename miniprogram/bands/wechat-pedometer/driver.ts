/**
 * The WeChat pedometer profile, phone side: no log-in, no history, no clock, one running total.
 *
 * 1. read the address (FEC9), and write the goal where one is set;
 * 2. read the total (FEA1), or wait for the band to send it: one page, dated by the phone's clock;
 * 3. done. The band forgets nothing for us and begins anew at its own midnight.
 */

import type { GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { hexSerial } from '../../lib/serial';
import {
  type BandDriver,
  BandError,
  type BandIdentity,
  type DriverContext,
  type Fault,
  faultOf,
  type Page,
  type Run,
  serialFor,
} from '../../protocols/driver';
import { card } from '../../protocols/wechat-pedometer';
import { orNone } from '../common/no-value';
import { offers } from '../common/offers';
import { countToday, totalFromText, totalToText } from '../common/running-total';
import { decodeMeasurement, encodeMeasurement, type Measurement } from './codec';
import { ADDRESS, MEASUREMENT, TARGET } from './gatt';

const MAC_BYTES = 6;
const NUMBER_BYTES = 3;
/** A reading that does not decode is asked for again, this often in all. */
const ATTEMPTS = 3;
/** Bands that cannot be read send a value when it changes; some send one every five seconds. */
const VALUE_MS = 8000;
/**
 * The band's midnight is not ours to the minute, and a late walk goes on across it: until then a
 * total that has not fallen still is yesterday's.
 */
const STALE_SECONDS = 1800;

export const wechatPedometer = {
  ...card,
  characteristics: [MEASUREMENT, TARGET, ADDRESS],

  accepts: (gatt: readonly GattCharacteristic[]) =>
    offers(gatt, MEASUREMENT, 'read', 'notify', 'indicate'),

  async open(session: Session, context: DriverContext): Promise<Run> {
    const serial = await readSerial(session, context);
    if (context.goal !== null) {
      const goal = encodeMeasurement({ steps: context.goal });
      await session.writeOptional(TARGET, goal, { response: true });
    }
    return new CounterRun(session, context, { serial });
  },
} satisfies BandDriver;

/** FEC9; what the advertisement said where a band has none; or where this phone knows it. */
async function readSerial(session: Session, context: DriverContext): Promise<string> {
  const value = await session.readOptional(ADDRESS);
  const own = value?.length === MAC_BYTES ? hexSerial(value) : null;
  return serialFor([own ?? undefined], session, context);
}

/** What a band has numbers of; null when it has no steps. */
function told({ steps, metres, kcal }: Measurement): Measurement | null {
  const has = (value: number | undefined): value is number =>
    value !== undefined && orNone(value, NUMBER_BYTES) !== null;
  if (!has(steps)) return null;
  return { steps, ...(has(metres) && { metres }), ...(has(kcal) && { kcal }) };
}

class CounterRun implements Run {
  readonly battery = null;
  readonly sourceClass = 'counter';
  private done = false;

  constructor(
    private readonly session: Session,
    private readonly context: DriverContext,
    readonly identity: BandIdentity,
  ) {}

  /** One page with the running total; then nothing. */
  async next(): Promise<Page | null> {
    if (this.done) return null;
    this.done = true;
    const faults: Fault[] = [];
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const value = await this.value();
      const measurement = decodeMeasurement(value);
      if (measurement.ok) return this.page(measurement.value, faults);
      faults.push(faultOf(measurement.reason, value));
    }
    throw new BandError('garbage', 'the band does not tell its steps', faults);
  }

  private async value(): Promise<Uint8Array> {
    const { session } = this;
    const { read, notify, indicate } = session.find(MEASUREMENT)!;
    if (read && !notify && !indicate) return session.read(MEASUREMENT);
    const value = read ? await session.readOptional(MEASUREMENT) : null;
    if (value) return value;
    await session.subscribe(MEASUREMENT);
    return session.next(MEASUREMENT, VALUE_MS);
  }

  /** The profile has no time: a value is stamped with the phone's clock on arrival. */
  private page(measured: Measurement, faults: Fault[]): Page | null {
    const measurement = told(measured);
    if (!measurement) return null;
    const { now, offsetSeconds, cursor } = this.context;
    const shown = { at: now(), ...measurement };
    const last = totalFromText(cursor);
    const place = { offsetSeconds, staleSeconds: STALE_SECONDS };
    const today = countToday(shown, last, place, encodeMeasurement(measurement));
    return {
      readings: [],
      counters: today.counters,
      progress: 1,
      cursor: today.total && totalToText(today.total),
      faults: [...faults, ...today.faults],
      release: async () => undefined,
    };
  }
}
