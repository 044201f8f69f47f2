/**
 * From the band's counts to readings. `Step` is taken as the running total of the band's local day
 * (assumed, see PROTOCOL.md): every count is a day counter, and the difference of two counts is a
 * reading. Pure: the same items after the same last count give the same readings.
 */
import { type Counter, DAY_SECONDS, dayStart, type Reading } from '../../contract/activity';
import { type Fault, unbelieved } from '../../protocols/driver';
import { civilSeconds } from '../common/civil';
import { orNone } from '../common/no-value';
import { countTotal, type RunningTotal } from '../common/running-total';
import { encodeStepItem, type StepItem } from './wristband';

/** Two counts further apart than this say nothing about when the steps were walked. */
const LONGEST_SECONDS = 3600;
/** A count written at the stroke of midnight still is the total of the day that ended. */
const MIDNIGHT_SECONDS = 60;
/** Older than any band remembers: the clock is not set (1970, 2000). */
const OLDEST_SECONDS = 90 * DAY_SECONDS;

export interface Counted {
  readings: Reading[];
  counters: Counter[];
  faults: Fault[];
  /** The newest count, from which the next difference is taken. */
  last: RunningTotal | null;
}

/** `now` in UTC seconds; `offsetSeconds` is the civil offset the band's clock was set to. */
export function countItems(
  items: readonly StepItem[],
  last: RunningTotal | null,
  now: number,
  offsetSeconds: number,
): Counted {
  const counted: Counted = { readings: [], counters: [], faults: [], last };
  const timed: { at: number; steps: number }[] = [];
  for (const item of items) {
    const at = timeOf(item, offsetSeconds);
    const steps = item.steps ?? 0;
    if (orNone(steps, 4) === null) continue;
    const plausible = at !== null && at >= now - OLDEST_SECONDS && at <= now + DAY_SECONDS;
    if (!plausible) counted.faults.push(unbelieved('time-unknown', encodeStepItem(item)));
    else timed.push({ at, steps });
  }
  timed.sort((a, b) => a.at - b.at);
  for (const sample of timed) counted.last = countOne(sample, counted, offsetSeconds);
  return counted;
}

function countOne(
  sample: { at: number; steps: number },
  { last, counters, readings, faults }: Counted,
  offsetSeconds: number,
): RunningTotal | null {
  const { counter, total } = countTotal(sample, last, offsetSeconds, MIDNIGHT_SECONDS);
  if (!counter || !total) {
    faults.push(unbelieved('range', encodeStepItem({ steps: sample.steps, timestamp: sample.at })));
    return last;
  }
  counters.push(counter);
  const reading = readingOf(last, total, offsetSeconds);
  if (reading) readings.push(reading);
  return last && isKnown(last, total) ? last : total;
}

/**
 * Whether a total tells nothing that the last one did not: less at the same instant, or the same a
 * little earlier. Counted on from there, what follows would begin where a reading begins already.
 */
function isKnown(last: RunningTotal, total: RunningTotal): boolean {
  if (last.day !== total.day) return false;
  if (last.at === total.at) return last.steps > total.steps;
  const earlier = last.at - total.at;
  return last.steps === total.steps && earlier > 0 && earlier <= LONGEST_SECONDS;
}

/** The steps between two counts of a day, or between midnight and the first; null when unknown. */
function readingOf(
  last: RunningTotal | null,
  total: RunningTotal,
  offsetSeconds: number,
): Reading | null {
  if (last && last.at >= total.at) return null;
  const midnight = dayStart(total.day, offsetSeconds);
  const before = goesOn(last, total) ? last : null;
  const start = before ? before.at : midnight;
  const seconds = Math.min(total.at, midnight + DAY_SECONDS) - start;
  if (seconds <= 0 || seconds > LONGEST_SECONDS) return null;
  // A total that fell began again from zero: what it shows now was walked since.
  const already = before && before.steps <= total.steps ? before.steps : 0;
  const steps = total.steps - already;
  return steps > 0 ? { start, seconds, steps } : null;
}

/**
 * Whether a total counts on from the last one. It does within a day; and over midnight unless it
 * fell, for a band that has not begun anew there keeps its day in another zone than the phone.
 */
function goesOn(last: RunningTotal | null, total: RunningTotal): last is RunningTotal {
  if (!last) return false;
  if (last.day === total.day) return true;
  return last.steps > 0 && total.steps >= last.steps && total.at - last.at < DAY_SECONDS;
}

/** UTC seconds of a count, or null when it has no time or an impossible one. */
function timeOf({ timestamp, rtc }: StepItem, offsetSeconds: number): number | null {
  if (timestamp !== undefined) return timestamp;
  if (!rtc) return null;
  const { year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0 } = rtc;
  const civil = civilSeconds({ year, month, day: date, hour, minute, second });
  return civil === null ? null : civil - offsetSeconds;
}
