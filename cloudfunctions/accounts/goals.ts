/** What a person's goals become. */
import type { DayKey } from '../../miniprogram/contract/activity';
import type { GoalFrom } from '../../miniprogram/contract/api';
import { goalOn } from '../../miniprogram/contract/goals';

/** Changes that are kept: one a day, for as long as days are counted. */
const KEPT = 400;

/** The goals with a new one from `today` on. The oldest kept one counts for all days before it. */
export function withGoal(goals: readonly GoalFrom[], today: DayKey, steps: number): GoalFrom[] {
  if (goalOn(goals, today) === steps) return [...goals];
  return [...goals.filter((goal) => goal.from < today), { from: today, steps }].slice(-KEPT);
}
