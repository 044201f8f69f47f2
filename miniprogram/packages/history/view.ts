/** What the history page shows, from what is known. Pure beside the language in force. */
import { type Bar, barsOf, largestHour } from '../../components/bm-bars/bars';
import { type DayKey, weekday } from '../../contract/activity';
import { type DayTotal, dayState } from '../../contract/counting';
import type { Past } from '../../services/activity/index';
import { dayLong, dayShort, grouped } from '../../words/format';
import { historyWords } from '../../words/history';
import { textOf } from '../../words/index';
import { distance, distanceUnit } from '../../words/units';
import { type HistoryDay, historyDays, latestFull, type Records, recordsOf, sumOf } from './days';
import { type Head, headOf, rangeWords, titleOf } from './head';
import { type MonthView, monthView } from './month-grid/cells';
import { EARLIEST, type Kind, type Span, spanOf } from './spans';
import { type Table, tableOf } from './table';
import { type WeekBar, weekBars } from './week-chart/bars';
import { offBoards, type WithheldLine, withheldLines } from './withheld';
import { type YearHalf, yearHalves } from './year-grid/grid';

export interface HistoryFacts {
  kind: Kind;
  /** A day of the span. */
  at: DayKey;
  past: Past;
  /** The board day now, and UTC seconds. */
  today: DayKey;
  now: number;
  /** What was picked in the chart: a day, or an hour of the day; null follows the default. */
  picked: number | null;
  /** The first day that a sync may still fill, or null. */
  fillable: DayKey | null;
  /** Steps of a day that the cloud refused this phone. */
  refused: (day: DayKey) => number;
}

/** A line of text with something at its end. */
export interface Line {
  name: string;
  value: string;
}

export interface RecordLine extends Line {
  hint: string;
  unit: string;
  /** What it opens: a span and a day of it, or the poster of the days `from`–`day`. */
  kind: Kind | 'streak';
  day: DayKey;
  from?: DayKey;
}

export interface HistoryView {
  title: string;
  /** The board's state of a day; empty elsewhere. */
  state: string;
  earlier: boolean;
  later: boolean;
  head: Head;
  /** Whether there is any data. */
  told: boolean;
  label: string;
  /** What is drawn of each hour; empty where none is known. */
  hourBars: Bar[];
  bars: WeekBar[];
  month: MonthView | null;
  halves: YearHalf[];
  selected: number;
  out: { when: string; value: string; rest: string } | null;
  table: Table;
  /** What is said of a day that a sync may still fill; empty without one. */
  gap: string;
  /** Of a year, which may have many, only the day that is selected. */
  withheld: WithheldLine[];
  facts: Line[];
  records: RecordLine[];
}

export function historyView(facts: HistoryFacts): HistoryView {
  const { kind, at, past, today, now } = facts;
  const t = textOf(historyWords);
  const span = spanOf(kind, at);
  const days = historyDays(span, past, today);
  const sum = sumOf(days);
  const head = headOf(kind, span, days, sum, today);
  const total = kind === 'day' ? (past.days.find(({ day }) => day === at)?.total ?? null) : null;
  const hours = total?.hours.some((steps) => steps > 0) ? total.hours : [];
  const selected =
    facts.picked ?? (kind === 'day' ? largestHour(hours) : (latestFull(days, today) ?? 0));
  const off = offBoards(past.days, facts.refused);
  const states = { open: t.boardOpen, settling: t.boardSettling, final: t.boardFinal };
  return {
    title: titleOf(kind, span),
    state: kind === 'day' ? states[dayState(at, now).state] : '',
    earlier: span.from > EARLIEST,
    later: span.to < today,
    head,
    told: sum.counted > 0,
    label: t.historyChartLabel(titleOf(kind, span), `${head.name} ${head.value} ${head.unit}`),
    hourBars: hours.length > 0 ? barsOf(hours) : [],
    bars: kind === 'week' ? weekBars(days, today) : [],
    month: kind === 'month' ? monthView(days, today) : null,
    halves: kind === 'year' && sum.counted > 0 ? yearHalves(days, today) : [],
    selected,
    out:
      kind === 'day' ? hourOut(hours, selected) : dayOut(days.find(({ day }) => day === selected)),
    table: tableOf(kind, days, hours, off),
    gap: gapOf(kind, span, days, facts),
    withheld: withheldLines(off).filter(({ day }) => kind !== 'year' || day === selected),
    facts: total ? dayLines(total) : spanLines(kind, sum),
    records: kind === 'year' ? recordLines(recordsOf(days)) : [],
  };
}

function hourOut(hours: readonly number[], hour: number): HistoryView['out'] {
  const t = textOf(historyWords);
  if (hour < 0 || hours.length === 0) return null;
  return { when: t.todayHourOf(hour), value: grouped(hours[hour] ?? 0), rest: t.steps };
}

function dayOut(day: HistoryDay | undefined): HistoryView['out'] {
  if (!day || day.steps === null) return null;
  const rest = textOf(historyWords).historyRest(grouped(day.goal));
  return { when: dayLong(day.day), value: grouped(day.steps), rest };
}

/** The last gap of a week, or a day that is one, where a band may still have it. */
function gapOf(
  kind: Kind,
  { from }: Span,
  days: readonly HistoryDay[],
  { fillable }: HistoryFacts,
): string {
  const t = textOf(historyWords);
  const gap = [...days].reverse().find(({ fate }) => fate === 'none');
  if (!gap || (kind !== 'day' && kind !== 'week')) return '';
  if (fillable === null || gap.day < fillable) return '';
  return gap.day === from && kind === 'day'
    ? t.historyGapDay
    : t.historyGap(t.historyWeekday[weekday(gap.day)]!);
}

function dayLines({ metres, kcal, estimated, steps }: DayTotal): Line[] {
  const t = textOf(historyWords);
  const about = estimated && steps > 0 ? `${t.todayAbout.trim()} ` : '';
  const lines: Line[] = [];
  if (metres !== undefined) {
    lines.push({
      name: t.todayDistance,
      value: `${about}${distance(metres)} ${distanceUnit()}`,
    });
  }
  if (kcal !== undefined) {
    lines.push({ name: t.todayEnergy, value: `${about}${grouped(kcal)} ${t.todayKcal}` });
  }
  return lines;
}

function spanLines(kind: Kind, { counted, met, judged, metres }: ReturnType<typeof sumOf>): Line[] {
  const t = textOf(historyWords);
  if (counted === 0 || kind === 'day' || kind === 'year') return [];
  const days = kind === 'week' ? t.historyMetDays(met) : t.historyMetOf(met, judged);
  return [
    { name: t.historyMet, value: days },
    { name: t.todayDistance, value: `${distance(metres)} ${distanceUnit()}` },
  ];
}

function recordLines({ most, streak, week }: Records): RecordLine[] {
  const t = textOf(historyWords);
  const lines: RecordLine[] = [];
  if (most) {
    const { from: day, value } = most;
    lines.push({
      name: t.historyMost,
      hint: dayLong(day),
      value: grouped(value),
      unit: t.steps,
      kind: 'day',
      day,
    });
  }
  if (streak) {
    const unit = t.historyDaysUnit(streak.value);
    const hint =
      streak.value > 1 ? `${dayShort(streak.from)} – ${dayShort(streak.to)}` : dayShort(streak.to);
    lines.push({
      name: t.historyStreak,
      hint,
      value: String(streak.value),
      unit,
      kind: 'streak',
      day: streak.to,
      from: streak.from,
    });
  }
  if (week) {
    const { from: day, value } = week;
    lines.push({
      name: t.historyBestWeek,
      hint: rangeWords(week),
      value: grouped(value),
      unit: t.steps,
      kind: 'week',
      day,
    });
  }
  return lines;
}
