/** Calendar spans of a person's history. Weeks begin on Monday. Pure. */
import { addDays, type DayKey, dayParts, weekday } from '../../contract/activity';

export const KINDS = ['day', 'week', 'month', 'year'] as const;
export type Kind = (typeof KINDS)[number];

/** Both ends belong to it. */
export interface Span {
  from: DayKey;
  to: DayKey;
}

/** No band of ours is older than WeChat's interface for them. */
export const EARLIEST: DayKey = 20140101;

/** The Monday of a day's week. */
export const monday = (day: DayKey): DayKey => addDays(day, -((weekday(day) + 6) % 7));

/** The same weekday some weeks later. */
export const addWeeks = (day: DayKey, weeks: number): DayKey => addDays(day, 7 * weeks);

/** The seven days from a Monday on. */
export const weekFrom = (day: DayKey): DayKey[] => daysOf({ from: day, to: addDays(day, 6) });

/** The span of a kind in which a day lies. */
export function spanOf(kind: Kind, day: DayKey): Span {
  const [year, month] = dayParts(day);
  if (kind === 'day') return { from: day, to: day };
  if (kind === 'week') return { from: monday(day), to: addDays(monday(day), 6) };
  if (kind === 'year') return { from: year * 10_000 + 101, to: year * 10_000 + 1231 };
  const first = year * 10_000 + month * 100 + 1;
  const next = month === 12 ? (year + 1) * 10_000 + 101 : first + 100;
  return { from: first, to: addDays(next, -1) };
}

/** A day in the span before (−1) or after (1) one. */
export const beside = ({ from, to }: Span, step: -1 | 1): DayKey =>
  step < 0 ? addDays(from, -1) : addDays(to, 1);

/** Every day of a span, in order. */
export function daysOf({ from, to }: Span): DayKey[] {
  const days: DayKey[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
