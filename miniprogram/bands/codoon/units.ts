/** Units of the stream as readings and sleep in UTC, and what could not be believed of them. */
import type { Amount, Reading, SleepSpan } from '../../contract/activity';
import { concat } from '../../lib/bytes';
import { type ContentReason, type Fault, unbelieved } from '../../protocols/driver';
import type { BandClock } from '../common/band-clock';
import { isBelievable } from '../common/believable-time';
import { orNone } from '../common/no-value';
import {
  encodeStream,
  isPlausible,
  SLEEP_VALUE_SECONDS,
  type SleepUnit,
  type SportUnit,
  type StreamUnit,
  sleepLevel,
  UNIT_SECONDS,
} from './codec';

export interface Decoded {
  readings: Reading[];
  sleep: SleepSpan[];
  faults: Fault[];
}

/** How units are dated. */
export interface Dating {
  clock: BandClock;
  candy: boolean;
  /** UTC seconds; what this clock counted was not before that. */
  since: number;
  /** UTC seconds. */
  now(): number;
}

/** One fault per reason, with the first bytes it concerns. */
export function decodeUnits(units: readonly StreamUnit[], dating: Dating): Decoded {
  const { clock, candy, since } = dating;
  const now = dating.now();
  // The ten minutes in which a clock is set are of both: they end and begin there.
  const until = clock.state === 'shifted' ? now : Number.POSITIVE_INFINITY;

  const readings: Reading[] = [];
  const sleep: SleepSpan[] = [];
  const bad = new Map<ContentReason, Uint8Array[]>();
  const complain = (reason: ContentReason, bytes: Uint8Array) => {
    const list = bad.get(reason);
    if (list) list.push(bytes);
    else bad.set(reason, [bytes]);
  };
  for (const unit of units) {
    if (isErased(unit)) continue;
    if (unit.kind === 'bad-time') {
      complain('time-unknown', unit.bytes);
      continue;
    }
    const start = unit.at - clock.shift;
    const believed = isBelievable(start, now);
    if (clock.state === 'unknown' || !believed) complain('time-unknown', encodeStream([unit]));
    else if (unit.kind === 'sleep') sleep.push(...sleepSpans(unit, start));
    else if (!isPlausible(known(unit), candy)) complain('range', encodeStream([unit]));
    else if (unit.steps > 0) readings.push({ ...within(start, since, until), ...amountOf(unit) });
  }
  const faults = [...bad].map(([reason, parts]) => unbelieved(reason, concat(...parts)));
  return { readings, sleep, faults };
}

/** A unit of sport that was never written. */
const isErased = (unit: StreamUnit): boolean =>
  unit.kind === 'sport' && orNone(unit.steps, 2) === null;

/** A unit for the filter: a number the band does not have is none. */
const known = (unit: SportUnit): SportUnit => ({ ...unit, metres: 0, kcal: 0, ...amountOf(unit) });

function amountOf({ steps, metres, kcal }: SportUnit): Amount {
  return {
    steps,
    ...(orNone(metres, 2) !== null && { metres }),
    ...(orNone(kcal, 2) !== null && { kcal }),
  };
}

/** The part of ten minutes that lies between two instants; all of it when none does. */
function within(start: number, since: number, until: number): Pick<Reading, 'start' | 'seconds'> {
  const end = start + UNIT_SECONDS;
  const from = since < end ? Math.max(start, since) : start;
  const to = until > from ? Math.min(end, until) : end;
  return { start: from, seconds: to - from };
}

/** Three levels of 200 s, neighbours of one level joined within the unit. */
function sleepSpans(unit: SleepUnit, start: number): SleepSpan[] {
  const spans: SleepSpan[] = [];
  unit.activity.forEach((activity, index) => {
    const stage = sleepLevel(activity);
    const from = start + index * SLEEP_VALUE_SECONDS;
    const last = spans[spans.length - 1];
    if (!stage) return;
    if (last?.stage === stage && last.start + last.seconds === from) {
      last.seconds += SLEEP_VALUE_SECONDS;
    } else spans.push({ start: from, seconds: SLEEP_VALUE_SECONDS, stage });
  });
  return spans;
}
