/** Days of which boards do not have everything; each leads to why. Pure beside the language. */
import type { DayKey } from '../../contract/activity';
import type { PastDay } from '../../services/activity/index';
import { dayLong, grouped } from '../../words/format';
import { historyWords } from '../../words/history';
import { textOf } from '../../words/index';

export interface WithheldLine {
  day: DayKey;
  name: string;
  hint: string;
}

/**
 * Steps of each day that boards do not have; other days are not in there. `refused` is what this phone was
 * told of a day; what the cloud keeps it tells every phone.
 */
export function offBoards(
  days: readonly PastDay[],
  refused: (day: DayKey) => number,
): ReadonlyMap<DayKey, number> {
  const off = new Map<DayKey, number>();
  for (const { day, steps, total, keptOff = 0 } of days) {
    const reason = total?.withheld ?? null;
    const whole = reason !== null && reason !== 'virtual';
    const all = whole ? steps : Math.max(keptOff, refused(day));
    if (all > 0) off.set(day, all);
  }
  return off;
}

/** A line a day. */
export const withheldLines = (off: ReadonlyMap<DayKey, number>): WithheldLine[] =>
  [...off].map(([day, steps]) => ({
    day,
    name: textOf(historyWords).todayWithheld(grouped(steps)),
    hint: dayLong(day),
  }));
