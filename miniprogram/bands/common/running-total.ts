/**
 * Which day a band's running total belongs to, and how much of it. Many bands show "steps of today"
 * and nothing else; some show yesterday's number for a while after midnight (scenario R13-2), and
 * one whose battery went flat begins anew in the middle of a day (R12-3).
 */
import { type Amount, type Counter, type DayKey, dayOf, dayStart } from '../../contract/activity';
import { counterFault, LIMITS } from '../../contract/faults';
import { type Fault, unbelieved } from '../../protocols/driver';

/** A total as the band showed it, and the civil day it was counted to. */
export interface RunningTotal extends Amount {
  /** UTC seconds at which the band showed it. */
  at: number;
  day: DayKey;
  /**
   * What the day has besides what was shown: what was counted before the band began anew. Negative
   * where a part of what it shows belongs to another day.
   */
  base: Amount;
}

/** The day of a sample, as the clocks have it. */
export interface Today {
  day: DayKey;
  /** Seconds of that day that are over. */
  since: number;
  /** How long after midnight a total that has not fallen is still taken for the day before. */
  staleSeconds: number;
  /** The band's clock or zone jumped: a total that did not fall goes on, whatever the day is. */
  jumped?: boolean;
}

export interface Counted {
  /** The day's total; null when no day can have that many. */
  counter: Counter | null;
  /** What the next sample is compared with: never a number that cannot be. */
  total: RunningTotal | null;
}

type Shown = Amount & { at: number };

/** The day's total by the phone's clock. */
export function countTotal(
  shown: Shown,
  last: RunningTotal | null,
  offsetSeconds: number,
  staleSeconds: number,
): Counted {
  const day = dayOf(shown.at, offsetSeconds);
  const since = shown.at - dayStart(day, offsetSeconds);
  return countOn(shown, { day, since, staleSeconds }, last, offsetSeconds);
}

/** As `countTotal`, for a page; a total that no day can have is a fault, with the frame it was in. */
export function countToday(
  shown: Shown,
  last: RunningTotal | null,
  { offsetSeconds, staleSeconds }: { offsetSeconds: number; staleSeconds: number },
  frame: Uint8Array,
): { counters: Counter[]; faults: Fault[]; total: RunningTotal | null } {
  const { counter, total } = countTotal(shown, last, offsetSeconds, staleSeconds);
  if (counter) return { counters: [counter], faults: [], total };
  return { counters: [], faults: [unbelieved('range', frame)], total };
}

/**
 * The total of a day after one more sample.
 *
 * Within a day a total that falls has begun anew: what was there before is kept as its base. A total
 * that equals the last one of an earlier day has not begun anew at midnight: it stays there until it
 * changes. One that only grew stays there just after midnight (a late walk, a band clock that is
 * slow); later it is today's, unless nobody can have walked it since: then only its growth is.
 */
export function countOn(
  shown: Shown,
  today: Today,
  last: RunningTotal | null,
  offsetSeconds: number,
): Counted {
  const { day, base } = placeOf(shown, today, last);
  const total: RunningTotal = { ...shown, day, base };
  const counter = { day, at: shown.at, ...withBase(shown, base) };
  const fault = counterFault(day, counter, shown.at, offsetSeconds);
  return fault ? { counter: null, total: last } : { counter, total };
}

const NOTHING: Amount = { steps: 0 };

function placeOf(
  shown: Shown,
  { day, since, staleSeconds, jumped = false }: Today,
  last: RunningTotal | null,
): Pick<RunningTotal, 'day' | 'base'> {
  if (!last || last.steps === 0) return { day, base: last?.day === day ? last.base : NOTHING };
  const fell = shown.steps < last.steps;
  if (last.day === day) {
    // An older count that is told again is no new beginning.
    if (fell) return { day, base: shown.at > last.at ? withBase(last, last.base) : NOTHING };
    return { day, base: last.base };
  }
  if (jumped && !fell) return { day, base: lessThan(last) };
  if (last.day > day || fell || last.at >= shown.at) return { day, base: NOTHING };
  const { base } = last;
  if (shown.steps === last.steps) return { day: last.day, base };
  if (since < staleSeconds && shown.at - last.at < 86_400) return { day: last.day, base };
  // Seen today as yesterday's when that was no longer a matter of a slow clock.
  const lingered = last.at >= shown.at - since + staleSeconds;
  const most = (since / 60 + 1) * LIMITS.stepsPerMinute;
  return { day, base: lingered || shown.steps > most ? lessThan(last) : NOTHING };
}

const FIELDS = ['steps', 'metres', 'kcal'] as const;

/** What a band shows, with the base of the day it belongs to; what it does not show is left out. */
function withBase(shown: Amount, base: Amount): Amount {
  const sum: Amount = { steps: 0 };
  for (const field of FIELDS) {
    const value = shown[field];
    if (value !== undefined) sum[field] = Math.max(0, value + (base[field] ?? 0));
  }
  return sum;
}

/** Takes a total off what is shown from now on. */
export function lessThan({ steps, metres, kcal }: Amount): Amount {
  return {
    steps: -steps,
    ...(metres !== undefined && { metres: -metres }),
    ...(kcal !== undefined && { kcal: -kcal }),
  };
}

/** A total as text for a cursor: digits, minus signs and commas; nothing for none. */
export function totalToText(total: RunningTotal | null): string {
  if (!total) return '';
  const { at, day, base, ...shown } = total;
  const cells = [shown, base].flatMap((amount) => FIELDS.map((field) => amount[field] ?? ''));
  return [at, day, ...cells].join();
}

const TOTAL =
  /^(\d{1,10}),(\d{8}),(\d{1,10})(?:,(\d{0,10}),(\d{0,10}),(-?\d{1,10}),(-?\d{0,10}),(-?\d{0,10}))?$/;

/** A total from such text, also of the time when it had no base; null for anything else. */
export function totalFromText(text: string | null): RunningTotal | null {
  const match = TOTAL.exec(text ?? '');
  if (!match) return null;
  const [at, day, ...cells] = match.slice(1);
  const amount = (from: number): Amount => {
    const found: Amount = { steps: 0 };
    FIELDS.forEach((field, index) => {
      const cell = cells[from + index];
      if (cell) found[field] = Number(cell);
    });
    return found;
  };
  return { at: Number(at), day: Number(day), ...amount(0), base: amount(3) };
}
