/**
 * From the band's times to ours. Samples carry UTC, so a band whose clock was right needs nothing.
 * Setting the time answers with the band's clock; where that was wrong before, what the band
 * recorded until then is moved (off by a day at most) or not believed (more, or 1970, 2000, 2038).
 */
import { judgeClock } from '../../common/band-clock';

/** How to read what the band recorded up to `until`, on the clock it had then. */
export interface BandTime {
  state: 'right' | 'shifted' | 'unknown';
  /** Band clock − UTC, seconds; whole minutes where times are moved by it. */
  shift: number;
  /** The band clock when it was set, band seconds; what is dated later is right. */
  until: number;
}

export const RIGHT: BandTime = { state: 'right', shift: 0, until: 0 };

/** Records may be ahead of the phone by this much: clocks drift, minutes are dated at their start. */
const AHEAD_SECONDS = 120;

/** No band is known to remember more. */
const KEPT_SECONDS = 14 * 86_400;

/** What the band's clock, as it was before it was set, means for what it recorded. */
export function bandTimeOf(bandClock: number, now: number): BandTime {
  const { state, shift } = judgeClock(bandClock, now, 0);
  if (state === 'right') return RIGHT;
  return { state, shift: state === 'shifted' ? shift : bandClock - now, until: bandClock };
}

/** UTC of a band time, or null when it cannot be known. */
export function utcOf({ state, shift, until }: BandTime, band: number, now: number): number | null {
  const old = state !== 'right' && band <= until;
  if (old && state === 'unknown') return null;
  const utc = old && state === 'shifted' ? band - shift : band;
  return utc <= now + AHEAD_SECONDS ? utc : null;
}

/** Where the right clock begins, band seconds. What the wrong one dated is never read again. */
export function afterWrong({ state, shift, until }: BandTime): number {
  if (state === 'right') return 0;
  const set = until - shift;
  return shift > 0 || state === 'shifted' ? set : until + 1;
}

/** A span of band time, both ends in it. */
export interface Span {
  from: number;
  until: number;
}

/**
 * Where a clock that was ahead dated what the right one will date as well: minutes there may be of
 * either, so only the day's totals cover them. It began to do so when we last set it (`set`, 0 unknown);
 * what it dated far ahead is forgotten by the band before anyone asks for it.
 */
export function ambiguous({ state, shift, until }: BandTime, set: number): Span | null {
  if (state === 'right' || shift <= 0 || shift > KEPT_SECONDS) return null;
  return { from: set > 0 && set <= until ? set : until - shift, until };
}
