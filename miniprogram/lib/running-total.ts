/**
 * Which day a band's running total belongs to. Many bands show "steps of today" and nothing else,
 * and some still show yesterday's number for a while after midnight (scenario R13-2).
 */

/** A running total and the civil day (yyyymmdd) it was counted to. */
export interface RunningTotal {
  /** UTC seconds at which the band showed it. */
  at: number;
  day: number;
  steps: number;
}

/**
 * The day of a total. `today` is the civil day of the sample, `sinceMidnight` its seconds into that
 * day, `last` the newest total known. `staleSeconds` is how long after midnight a total that has
 * not fallen is still taken for the day before.
 *
 * A total that equals the last one of an earlier day has not been reset: it stays there until it
 * changes. Just after midnight one that has only grown stays there too (a late walk, a band clock
 * that is slow); from then on, or once it falls, it is today's.
 */
export function dayOfTotal(
  sample: { at: number; steps: number },
  today: number,
  sinceMidnight: number,
  last: RunningTotal | null,
  staleSeconds: number,
): number {
  if (!last || last.day >= today || last.steps === 0 || last.at >= sample.at) return today;
  if (sample.steps === last.steps) return last.day;
  const recent = sample.at - last.at < 86_400;
  const justAfter = sinceMidnight < staleSeconds;
  return recent && justAfter && sample.steps > last.steps ? last.day : today;
}

/** A total as text for a cursor. */
export const totalToText = (total: RunningTotal): string =>
  `${total.at},${total.day},${total.steps}`;

/** A total from such text; null for anything else. */
export function totalFromText(text: string | null): RunningTotal | null {
  const match = /^(\d{1,10}),(\d{8}),(\d{1,10})$/.exec(text ?? '');
  return match ? { at: Number(match[1]), day: Number(match[2]), steps: Number(match[3]) } : null;
}
