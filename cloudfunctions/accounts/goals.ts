/** Goals are kept by day, so that a day that is over keeps the goal it had. */
import type { DayKey } from '../../miniprogram/contract/activity';
import type { GoalFrom } from './store';

export const DEFAULT_GOAL = 8000;

/** The goal that counts on a day; before the first one, the first one. */
export function goalOn(goals: readonly GoalFrom[], day: DayKey): number {
  let steps = goals[0]?.steps ?? DEFAULT_GOAL;
  for (const goal of goals) if (goal.from <= day) steps = goal.steps;
  return steps;
}

/** Changes that are kept: one a day, for as long as days are counted. */
const KEPT = 400;

/** The goals with a new one from `today` on. The oldest kept one counts for all days before it. */
export function withGoal(goals: readonly GoalFrom[], today: DayKey, steps: number): GoalFrom[] {
  if (goalOn(goals, today) === steps) return [...goals];
  return [...goals.filter((goal) => goal.from < today), { from: today, steps }].slice(-KEPT);
}
