/** The days of a record, found again where it is opened. Pure. */
import { addDays, type DayKey } from '../../../contract/activity';
import { goalOn } from '../../../contract/goals';
import type { Past } from '../../../services/activity/index';

export interface StreakDay {
  day: DayKey;
  steps: number;
  metres: number;
  goal: number;
}

/** The days from `from` to `to`, each of which met its goal; null where one did not, or is not known. */
export function runOf({ days, goals }: Past, from: DayKey, to: DayKey): StreakDay[] | null {
  const known = new Map(days.map((day) => [day.day, day]));
  const run: StreakDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const told = known.get(day);
    const goal = goalOn(goals, day);
    if (!told || told.steps < goal) return null;
    run.push({ day, steps: told.steps, metres: told.metres, goal });
  }
  return run.length > 0 ? run : null;
}
