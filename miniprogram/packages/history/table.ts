/** The same as the chart, as text. Pure beside the language in force. */
import { type DayKey, dayParts, weekday } from '../../contract/activity';
import { dayShort, grouped } from '../../words/format';
import { historyWords } from '../../words/history';
import { textOf } from '../../words/index';
import { distance, distanceUnit } from '../../words/units';
import { type HistoryDay, sumOf } from './days';
import type { Kind } from './spans';

export interface TableRow {
  key: number;
  cells: string[];
  /** Said after the first cell, which is a date; empty where it is none. */
  weekday: string;
  /** Whether there is data, and whether the goal was met. */
  told: boolean;
  met: boolean;
  /** Said under the first cell where boards do not have all of it. */
  off: string;
}

export interface Table {
  columns: string[];
  rows: TableRow[];
  /** How many digits the longest date has: all are drawn as wide as it. */
  digits: number;
}

/** Days of which boards do not have everything. */
type Off = ReadonlyMap<DayKey, number>;

export function tableOf(
  kind: Kind,
  days: readonly HistoryDay[],
  hours: readonly number[],
  off: Off,
): Table {
  if (kind === 'day') return byHour(hours);
  return kind === 'year' ? byMonth(days, off) : byDay(days, off);
}

function byHour(hours: readonly number[]): Table {
  const t = textOf(historyWords);
  return {
    columns: [t.historyColumnHour, t.historyColumnSteps],
    rows: hours.flatMap((steps, hour) => {
      const cells = [t.todayHourOf(hour), grouped(steps)];
      return steps > 0 ? [{ key: hour, cells, weekday: '', told: true, met: false, off: '' }] : [];
    }),
    digits: 0,
  };
}

function byDay(days: readonly HistoryDay[], off: Off): Table {
  const t = textOf(historyWords);
  const fates = {
    met: t.historyYes,
    missed: t.historyNo,
    open: t.historyRunning,
    none: '',
    later: '',
  };
  const told = days.filter(({ fate }) => fate !== 'later');
  // One word, and a space before the weekday: that goes below the date in every line, or in none.
  const dateOf = (day: DayKey) => `${dayShort(day)} `.replace(/ /g, '\u00a0');
  return {
    columns: [t.historyColumnDay, t.historyColumnSteps, t.historyColumnGoal, t.historyMet],
    rows: told.map(({ day, steps, goal, fate }) => ({
      key: day,
      cells: [
        dateOf(day),
        steps === null ? t.historyNone : grouped(steps),
        grouped(goal),
        fates[fate],
      ],
      weekday: t.historyWeekday[weekday(day)]!,
      told: steps !== null,
      met: fate === 'met',
      off: off.has(day) ? t.historyOff : '',
    })),
    digits: Math.max(0, ...told.map(({ day }) => dayShort(day).replace(/\D/g, '').length)),
  };
}

function byMonth(days: readonly HistoryDay[], off: Off): Table {
  const t = textOf(historyWords);
  const months = new Map<number, HistoryDay[]>();
  for (const day of days) {
    const [, month] = dayParts(day.day);
    if (day.fate !== 'later') months.set(month, [...(months.get(month) ?? []), day]);
  }
  return {
    columns: [t.historyColumnMonth, t.historyColumnSteps, distanceUnit(), t.historyColumnMet],
    rows: [...months].map(([month, within]) => {
      const { steps, metres, counted, met } = sumOf(within);
      const told = counted > 0;
      return {
        key: month,
        cells: [
          t.historyMonthName(month),
          told ? grouped(steps) : t.historyNone,
          told ? distance(metres) : '',
          told ? String(met) : '',
        ],
        weekday: '',
        told,
        met: false,
        off: within.some(({ day }) => off.has(day)) ? t.historyOff : '',
      };
    }),
    digits: 0,
  };
}
