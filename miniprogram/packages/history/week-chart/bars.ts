/** What the week's chart draws. Pure beside the language in force. */
import type { DayKey } from '../../../contract/activity';
import { weekday } from '../../../contract/activity';
import { historyWords } from '../../../words/history';
import { textOf } from '../../../words/index';
import type { HistoryDay } from '../days';

export interface WeekBar {
  day: DayKey;
  /** Height and goal in percent of the chart. */
  height: number;
  goal: number;
  /** bar · gap · later */
  kind: 'bar' | 'gap' | 'later';
  name: string;
  /** Under the name; empty where a check is drawn. */
  foot: string;
  met: boolean;
}

/** Room over the highest. */
const TOP = 0.94;
/** So that a few steps are still a bar. */
const LEAST = 2;

export function weekBars(days: readonly HistoryDay[], today: DayKey): WeekBar[] {
  const t = textOf(historyWords);
  const highest = Math.max(1, ...days.flatMap(({ steps, goal }) => [steps ?? 0, goal]));
  const percent = (value: number) => (value / highest) * 100 * TOP;
  return days.map(({ day, steps, goal, fate }) => {
    const later = fate === 'later';
    const kind = later ? 'later' : steps === null && day !== today ? 'gap' : 'bar';
    const foot = day === today ? t.historyTodayShort : kind === 'gap' ? t.historyMissing : '';
    return {
      day,
      height: steps ? Math.max(LEAST, percent(steps)) : 0,
      goal: percent(goal),
      kind,
      name: t.historyShort[weekday(day)]!,
      foot,
      met: fate === 'met' && day !== today,
    };
  });
}
