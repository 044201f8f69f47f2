/** What the year's grid draws: two halves of weeks, a square a day. Pure beside the language in force. */
import { type DayKey, dayParts } from '../../../contract/activity';
import { historyWords } from '../../../words/history';
import { textOf } from '../../../words/index';
import type { HistoryDay } from '../days';
import { addWeeks, monday, weekFrom } from '../spans';

export interface YearHalf {
  /** `at`: percent of the width at which a month begins. */
  months: { name: string; at: number }[];
  /** Weeks of seven squares, Monday first: classes of each, empty where no day of this half is. */
  weeks: { id: DayKey; squares: { day: DayKey; look: string }[] }[];
}

/** From so many steps on a square is larger. */
const SIZES = [4000, 8000, 12_000] as const;

export function yearHalves(days: readonly HistoryDay[], today: DayKey): YearHalf[] {
  const first = days.filter(({ day }) => dayParts(day)[1] <= 6);
  const second = days.filter(({ day }) => dayParts(day)[1] > 6);
  // Both halves are as wide, so that their months stand under each other.
  const width = Math.max(weeksIn(first), weeksIn(second));
  return [first, second].map((half) => halfOf(half, width, today));
}

const weeksIn = (days: readonly HistoryDay[]): number =>
  new Set(days.map(({ day }) => monday(day))).size;

function halfOf(days: readonly HistoryDay[], width: number, today: DayKey): YearHalf {
  const t = textOf(historyWords);
  const known = new Map(days.map((day) => [day.day, day]));
  const start = days[0] ? monday(days[0].day) : 0;
  const months: YearHalf['months'] = [];
  const weeks = Array.from({ length: width }, (_, column) => {
    const id = addWeeks(start, column);
    const squares = weekFrom(id).map((day) => {
      const [, month, date] = dayParts(day);
      if (date === 1 && known.has(day)) {
        months.push({ name: t.historyMonthName(month), at: (column / width) * 100 });
      }
      return { day, look: lookOf(known.get(day), today) };
    });
    return { id, squares };
  });
  return { months, weeks };
}

function lookOf(day: HistoryDay | undefined, today: DayKey): string {
  if (!day || day.fate === 'later') return '';
  const size = SIZES.filter((limit) => (day.steps ?? 0) >= limit).length;
  return `${day.fate} size-${size}${day.day === today ? ' today' : ''}`;
}
