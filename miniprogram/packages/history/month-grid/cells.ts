/** What the month's calendar draws. Pure beside the language in force. */
import { type DayKey, weekday } from '../../../contract/activity';
import { historyWords } from '../../../words/history';
import { textOf } from '../../../words/index';
import type { DayFate, HistoryDay } from '../days';

export interface MonthCell {
  day: DayKey;
  label: string;
  fate: DayFate;
  today: boolean;
  /** Whether there is something to read out. */
  told: boolean;
}

export interface MonthView {
  /** Names of the weekdays, Monday first. */
  names: string[];
  /** Empty places before the first day. */
  blanks: number[];
  cells: MonthCell[];
}

export function monthView(days: readonly HistoryDay[], today: DayKey): MonthView {
  const t = textOf(historyWords);
  const before = days[0] ? (weekday(days[0].day) + 6) % 7 : 0;
  return {
    names: [...t.historyShort.slice(1), t.historyShort[0]!],
    blanks: Array.from({ length: before }, (_, place) => place),
    cells: days.map(({ day, fate, steps }) => ({
      day,
      label: (day === today && t.historyTodayCell) || String(day % 100),
      fate,
      today: day === today,
      told: steps !== null,
    })),
  };
}
