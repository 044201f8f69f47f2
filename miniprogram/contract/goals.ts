/** Goals are kept by day, so that a day that is over keeps the goal it had. */
import type { DayKey } from './activity';
import { DEFAULT_GOAL } from './limits';
import type { GoalFrom } from './people';

/** The goal that counts on a day; before the first one, the first one. */
export function goalOn(goals: readonly GoalFrom[], day: DayKey): number {
  let steps = goals[0]?.steps ?? DEFAULT_GOAL;
  for (const goal of goals) if (goal.from <= day) steps = goal.steps;
  return steps;
}

/** The goals that decide about days from `from` to `to`, oldest first. */
export function goalsBetween(goals: readonly GoalFrom[], from: DayKey, to: DayKey): GoalFrom[] {
  const before = { from: 0 as const, steps: goalOn(goals, from) };
  return [before, ...goals.filter((goal) => goal.from > from && goal.from <= to)];
}
