/**
 * Which day a watch's count belongs to, and how much of it. The watch tells its own date, so its
 * midnight is known; what it counted while its clock was wrong needs care.
 */

import { type Counter, dayOf } from '../../contract/activity';
import { judgeClock } from '../common/band-clock';
import { countOn, lessThan, type RunningTotal, type Today } from '../common/running-total';
import { DAY } from '../common/seconds';

/** The watch starts its count again a moment after midnight, not at it. */
const RESET_SECONDS = 60;

export interface Sample {
  /** UTC seconds. */
  now: number;
  offsetSeconds: number;
  /** What the watch's clock shows, civil seconds; null when it shows no date. */
  shown: number | null;
  steps: number;
}

/** What a count means, and what the next one is compared with. */
export interface Attributed {
  counter: Counter | null;
  total: RunningTotal | null;
  /** Why there is no counter. */
  fault: 'time-unknown' | 'range' | null;
}

/**
 * Never counts a step twice: a count belongs to one day as long as the watch does not start again.
 * What may not be today's, and stays in the count when the clock is set, is taken off later ones.
 */
export function attribute(sample: Sample, last: RunningTotal | null): Attributed {
  const { now: at, offsetSeconds, steps } = sample;
  const day = dayOf(at, offsetSeconds);
  /** None of it is today's, whatever the clock will be set to. */
  const spent: RunningTotal = { at, day, steps, base: lessThan({ steps }) };
  const place = placeOf(sample);
  if (!place) return { counter: null, total: spent, fault: 'time-unknown' };
  const { counter, total } = countOn({ at, steps }, place, last, offsetSeconds);
  if (!counter) return { counter, total, fault: 'range' };
  const stays = !place.jumped || counter.day === day;
  return { counter, total: stays ? total : spent, fault: null };
}

/**
 * The day by the watch's own date where its clock is right. Where it is off but believed, the real
 * day that most of the time since its midnight is of: not sure, since it may lie on two.
 */
function placeOf({ now, offsetSeconds, shown }: Sample): Today | null {
  const clock = judgeClock(shown, now, offsetSeconds);
  if (clock.state === 'unknown' || shown === null) return null;
  const since = shown % DAY;
  if (clock.state === 'right') {
    return { day: dayOf(shown, 0), since, staleSeconds: RESET_SECONDS };
  }
  return { day: dayOf(now - since / 2, offsetSeconds), since, staleSeconds: 0, jumped: true };
}
