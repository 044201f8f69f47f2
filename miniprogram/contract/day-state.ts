/** How far a board's day is, Asia/Shanghai. */
import { DAY_SECONDS, type DayKey, dayStart } from './activity';

/** A board's day: open until 24:00, settling until 12:00 next day, then final (Asia/Shanghai). */
export type DayState = 'open' | 'settling' | 'final';

/** When a board day takes nothing more: 12:00 of the next day, UTC seconds. */
export const settledAt = (day: DayKey) => dayStart(day) + DAY_SECONDS * 1.5;

/** What was begun before 12:00 is done by then: nobody sees a final list change. */
const UNDER_WAY_SECONDS = 60;

/**
 * The state of a board day at an instant, and until when it takes data as such (null when final).
 * UTC seconds.
 */
export function dayState(day: DayKey, now: number): { state: DayState; until: number | null } {
  const end = dayStart(day) + DAY_SECONDS;
  if (now < end) return { state: 'open', until: end };
  const until = settledAt(day);
  return now < until + UNDER_WAY_SECONDS
    ? { state: 'settling', until }
    : { state: 'final', until: null };
}
