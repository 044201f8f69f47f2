/** Days of a span of which boards do not have everything; each leads to why. Pure beside the language. */
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

/** `refused` is what this phone was told of a day; of whole days every phone is, by the cloud's count. */
export function withheldLines(
  days: readonly PastDay[],
  refused: (day: DayKey) => number,
): WithheldLine[] {
  return days.flatMap(({ day, steps, total }) => {
    const reason = total?.withheld ?? null;
    const off = reason !== null && reason !== 'virtual' ? steps : refused(day);
    if (off === 0) return [];
    return [{ day, name: textOf(historyWords).todayWithheld(grouped(off)), hint: dayLong(day) }];
  });
}
