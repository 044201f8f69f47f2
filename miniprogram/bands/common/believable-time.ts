import { DAY } from './seconds';

/** Clocks drift between two syncs. */
const AHEAD_SECONDS = 300;
/** What is older was dated by a clock that was never set: no band remembers as long. */
const OLDEST_SECONDS = 366 * DAY;

/** Whether something can have been counted then: not after now, and not before any band remembers. */
export const isBelievable = (utc: number, now: number, aheadSeconds = AHEAD_SECONDS): boolean =>
  utc <= now + aheadSeconds && utc >= now - OLDEST_SECONDS;
