/** What a span is called and what it comes to. Pure beside the language in force. */
import { type DayKey, dayParts } from '../../contract/activity';
import { dayLong, dayShort, grouped } from '../../words/format';
import { historyWords } from '../../words/history';
import { language, textOf } from '../../words/index';
import { distanceUnit, inUnit } from '../../words/units';
import type { HistoryDay, Sum } from './days';
import type { Kind, Span } from './spans';

/** "11月16日 – 22日"; a month is named twice only where there are two. */
export function rangeWords({ from, to }: Span): string {
  const [, first] = dayParts(from);
  const [, last, date] = dayParts(to);
  if (first !== last) return `${dayShort(from)} – ${dayShort(to)}`;
  return language() === 'zh'
    ? `${dayShort(from)} – ${date}日`
    : `${dayParts(from)[2]} – ${dayShort(to)}`;
}

export function titleOf(kind: Kind, span: Span): string {
  const [year, month] = dayParts(span.from);
  if (kind === 'day') return dayLong(span.from);
  if (kind === 'week') return rangeWords(span);
  return kind === 'month'
    ? textOf(historyWords).historyMonth(year, month)
    : textOf(historyWords).historyYear(year);
}

export interface Head {
  name: string;
  value: string;
  unit: string;
  line: string;
}

/** A dash where nothing is known: a gap is never a zero. */
const NONE = '–';

export function headOf(
  kind: Kind,
  span: Span,
  days: readonly HistoryDay[],
  sum: Sum,
  today: DayKey,
): Head {
  const t = textOf(historyWords);
  const [year, month] = dayParts(span.from);
  const current = today >= span.from && today <= span.to;
  const told = sum.counted > 0;
  const names = {
    day: t.historyTotalDay,
    week: t.historyTotalWeek(current),
    month: t.historyTotalMonth(month, current),
    year: t.historyTotalYear(year, current),
  };
  const value = kind === 'year' ? grouped(inUnit(sum.metres)) : grouped(sum.steps);
  return {
    name: names[kind],
    value: told ? value : NONE,
    unit: kind === 'year' ? distanceUnit() : t.steps,
    line: told ? lineOf(kind, days, sum) : t.historyNothing,
  };
}

function lineOf(kind: Kind, [first]: readonly HistoryDay[], { steps, counted }: Sum): string {
  const t = textOf(historyWords);
  if (kind === 'day' && first) {
    const goal = grouped(first.goal);
    return first.fate === 'met' ? t.historyGoalMet(goal) : t.historyGoal(goal);
  }
  if (kind === 'year') return t.historyYearDays(grouped(steps), counted);
  return t.historyDays(counted, grouped(steps / counted));
}
