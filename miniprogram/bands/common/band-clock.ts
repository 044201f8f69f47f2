/**
 * How far a band's clock is from the phone's, and what that means for what the band remembers
 * (scenario R13-7). Bands keep wall-clock time without a zone, so the one number that turns their
 * times into UTC is `shift` = band clock − UTC, zone and error together. A band last set in another
 * zone is thereby right as well.
 */
import { DAY } from './seconds';

/** right: shift is the phone's own offset. shifted: believed, corrected. unknown: not believed. */
export interface BandClock {
  state: 'right' | 'shifted' | 'unknown';
  /** Seconds to take from a band time to get UTC. */
  shift: number;
}

/**
 * A clock that could not be asked is believed, and not set: most are right, and what one dated that
 * is not believed is lost.
 */
export const unaskedClock = (offsetSeconds: number): BandClock => ({
  state: 'right',
  shift: offsetSeconds,
});

/** A clock this close is right: bands drift, and reading the clock takes a moment. */
const TOLERANCE_SECONDS = 120;
/** Years at which band clocks start over or run out. */
const RESET_YEARS = [1970, 2000, 2038];

/**
 * Judges a band clock. `bandSeconds` is what it shows as civil seconds, null when it shows nothing
 * readable; `now` is UTC seconds. `earlier` is the shift an interrupted run worked with: while it
 * still fits it is kept, so that the same data gets the same times again.
 */
export function judgeClock(
  bandSeconds: number | null,
  now: number,
  offsetSeconds: number,
  earlier: number | null = null,
): BandClock {
  if (bandSeconds === null) return { state: 'unknown', shift: offsetSeconds };
  const measured = bandSeconds - now;
  const error = measured - offsetSeconds;
  const year = new Date(bandSeconds * 1000).getUTCFullYear();
  if (Math.abs(error) > DAY || RESET_YEARS.includes(year)) {
    return { state: 'unknown', shift: offsetSeconds };
  }
  if (Math.abs(error) <= TOLERANCE_SECONDS) return { state: 'right', shift: offsetSeconds };
  if (earlier !== null && Math.abs(measured - earlier) <= TOLERANCE_SECONDS) {
    return { state: 'shifted', shift: earlier };
  }
  return { state: 'shifted', shift: Math.round(measured / 60) * 60 };
}
