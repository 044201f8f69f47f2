/** What each day of a span was, judged by the goal it had. Pure. */
import { addDays, type DayKey } from '../../contract/activity';
import { goalOn } from '../../contract/goals';
import type { Past } from '../../services/activity/index';
import { daysOf, monday, type Span } from './spans';

/** `none`: no data, which is not 0. `open`: today, which may still meet its goal. `later`: to come. */
export type DayFate = 'met' | 'missed' | 'none' | 'open' | 'later';

export interface HistoryDay {
  day: DayKey;
  /** Null without data. */
  steps: number | null;
  metres: number;
  goal: number;
  fate: DayFate;
}

/** The days of a span, with `today` among them as one that goes on. */
export function historyDays(span: Span, { days, goals }: Past, today: DayKey): HistoryDay[] {
  const known = new Map(days.map((day) => [day.day, day]));
  return daysOf(span).map((day) => {
    const data = known.get(day);
    const goal = goalOn(goals, day);
    const steps = data?.steps ?? null;
    return { day, steps, metres: data?.metres ?? 0, goal, fate: fateOf(day, steps, goal, today) };
  });
}

function fateOf(day: DayKey, steps: number | null, goal: number, today: DayKey): DayFate {
  if (day > today) return 'later';
  if (steps !== null && steps >= goal) return 'met';
  if (day === today) return 'open';
  return steps === null ? 'none' : 'missed';
}

export interface Sum {
  steps: number;
  metres: number;
  /** Days with data; of them those that are over or met their goal already; those that met it. */
  counted: number;
  judged: number;
  met: number;
}

export function sumOf(days: readonly HistoryDay[]): Sum {
  const sum: Sum = { steps: 0, metres: 0, counted: 0, judged: 0, met: 0 };
  for (const { steps, metres, fate } of days) {
    if (steps === null) continue;
    sum.steps += steps;
    sum.metres += metres;
    sum.counted++;
    if (fate !== 'open') sum.judged++;
    if (fate === 'met') sum.met++;
  }
  return sum;
}

/** The latest day that is over and has data, else the latest with data; null without any. */
export function latestFull(days: readonly HistoryDay[], today: DayKey): DayKey | null {
  const told = days.filter(({ steps }) => steps !== null);
  const full = told.filter(({ day }) => day < today);
  return (full[full.length - 1] ?? told[told.length - 1])?.day ?? null;
}

/** A stretch of days and what was reached in it. */
export interface Stretch extends Span {
  value: number;
}

export interface Records {
  /** Most steps in a day. */
  most: Stretch | null;
  /** Days in a row that met their goal. */
  streak: Stretch | null;
  /** Most steps from a Monday to a Sunday. */
  week: Stretch | null;
}

/** The best of some days; of equals the first. What was never above zero is no record. */
export function recordsOf(days: readonly HistoryDay[]): Records {
  const best = (stretches: readonly Stretch[]): Stretch | null =>
    stretches.reduce<Stretch | null>(
      (top, one) => (one.value > (top?.value ?? 0) ? one : top),
      null,
    );
  const singles = days.map(({ day, steps }) => ({ from: day, to: day, value: steps ?? 0 }));
  const streaks: Stretch[] = [];
  const weeks = new Map<DayKey, Stretch>();
  let met = 0;
  for (const { day, steps, fate } of days) {
    met = fate === 'met' ? met + 1 : 0;
    streaks.push({ from: addDays(day, 1 - met), to: day, value: met });
    const from = monday(day);
    const week: Stretch = weeks.get(from) ?? { from, to: day, value: 0 };
    weeks.set(from, { from, to: day, value: week.value + (steps ?? 0) });
  }
  return { most: best(singles), streak: best(streaks), week: best([...weeks.values()]) };
}
