/**
 * A session with an A2 pedometer: it says its password once, while pairing, and a random number
 * every time; then it indicates what it stores, record by record, and hangs up.
 *
 * A record that was confirmed on the air is gone from the band: there is nothing to release, so
 * every record that arrives is handed on, also when the link ends in between.
 */

import { BleError, unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import type { Counter } from '../../contract/activity';
import {
  BandError,
  type BandIdentity,
  type DriverContext,
  type Fault,
  faultOf,
  type Page,
  type Run,
  unbelieved,
} from '../../protocols/driver';
import { isBelievable } from '../common/believable-time';
import { orNone } from '../common/no-value';
import { countToday, type RunningTotal, totalFromText, totalToText } from '../common/running-total';
import {
  decodeMeasurement,
  decodePush,
  encodeBroadcastId,
  encodeEnd,
  encodeProof,
  encodeTarget,
  encodeUtc,
  type Push,
} from './codec';
import { A2 } from './gatt';

const PUSH_MS = 10_000;
const RECORD_MS = 4000;
const MAX_PUSHES = 16;
/** Assumed: every write was seen with a response. */
const ANSWERED = { response: true } as const;
const PAGE_RECORDS = 64;

/** Pairs or logs in, as the band asks; the run of a band that was just paired is empty. */
export async function openA2(
  session: Session,
  context: DriverContext,
  identity: BandIdentity,
): Promise<Run> {
  await session.subscribe(A2.push);
  await session.subscribe(A2.measure);
  const first = await push(session, ['password', 'random']);
  if (first.kind === 'random') {
    const kept = Number(context.secret?.get() ?? Number.NaN);
    if (!Number.isInteger(kept)) throw new BandError('refused', 'the band was never paired here');
    await logIn(session, context, kept, first.value);
    return new A2Run(session, context, identity, false);
  }
  if (!context.secret) throw new BandError('refused', 'there is nowhere to keep the password');
  await context.secret.set(String(first.value));
  await session.write(A2.write, encodeBroadcastId(context.random(4)), ANSWERED);
  const { value } = await push(session, ['random']);
  await logIn(session, context, first.value, value);
  return new A2Run(session, context, identity, true);
}

async function logIn(session: Session, context: DriverContext, password: number, random: number) {
  await session.write(A2.write, encodeProof(password, random), ANSWERED);
  await session.write(A2.write, encodeUtc(context.now()), ANSWERED);
  if (context.goal !== null) await session.write(A2.write, encodeTarget(context.goal), ANSWERED);
  // It may hang up before it confirms this one.
  await session.write(A2.write, encodeEnd(), ANSWERED).catch((error: unknown) => {
    if (!(error instanceof BleError) || error.code !== 'disconnected') throw error;
  });
}

/** The next push of one of these kinds. */
async function push(session: Session, kinds: readonly Push['kind'][]): Promise<Push> {
  const faults: Fault[] = [];
  for (let i = 0; i < MAX_PUSHES; i++) {
    const value = await unlessSilent(session.next(A2.push, PUSH_MS));
    if (!value) throw new BandError('no-answer', 'the band says nothing', faults);
    const decoded = decodePush(value);
    if (!decoded.ok) faults.push(faultOf(decoded.reason, value));
    else if (kinds.includes(decoded.value.kind)) return decoded.value;
  }
  throw new BandError('garbage', 'no log-in', faults);
}

class A2Run implements Run {
  readonly battery = null;
  readonly sourceClass = 'counter' as const;
  private pages = 0;
  /** The newest total of a day. */
  private last: RunningTotal | null;

  constructor(
    private readonly session: Session,
    private readonly context: DriverContext,
    readonly identity: BandIdentity,
    private done: boolean,
  ) {
    this.last = totalFromText(context.cursor);
  }

  async next(): Promise<Page | null> {
    if (this.done) return null;
    const counters: Counter[] = [];
    const faults: Fault[] = [];
    while (!this.done && counters.length + faults.length < PAGE_RECORDS) {
      const value = await this.record();
      if (value) this.take(value, counters, faults);
      else this.done = true;
    }
    if (counters.length + faults.length === 0) return null;
    this.pages++;
    return {
      readings: [],
      counters,
      faults,
      progress: this.done ? 1 : this.pages / (this.pages + 1),
      cursor: this.last && totalToText(this.last),
      release: () => Promise.resolve(),
    };
  }

  /** The band's own hanging up is the end of its data. */
  private async record(): Promise<Uint8Array | null> {
    try {
      return await this.session.next(A2.measure, RECORD_MS);
    } catch (error) {
      if (error instanceof BleError) return null;
      throw error;
    }
  }

  /** What span a record covers is not known; as the total of its day it never counts too much. */
  private take(value: Uint8Array, counters: Counter[], faults: Fault[]): void {
    const decoded = decodeMeasurement(value);
    if (!decoded.ok) {
      faults.push(faultOf(decoded.reason, value));
      return;
    }
    const { time, steps, metres, kcal } = decoded.value;
    if (orNone(steps, 3) === null) return;
    if (time === null || !isBelievable(time, this.context.now())) {
      faults.push(unbelieved('time-unknown', value));
      return;
    }
    const energy = kcal === null ? {} : { kcal: Math.max(0, Math.round(kcal)) };
    const far = orNone(metres, 2) === null ? {} : { metres };
    const shown = { at: time, steps, ...far, ...energy };
    const place = { offsetSeconds: this.context.offsetSeconds, staleSeconds: 0 };
    const counted = countToday(shown, this.last, place, value);
    this.last = counted.total;
    counters.push(...counted.counters);
    faults.push(...counted.faults);
  }
}
