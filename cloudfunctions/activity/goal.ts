import { dayOf } from '../../miniprogram/contract/activity';
import type { DayTotal } from '../../miniprogram/contract/counting';
import type { Call } from '../answers';
import { noteOnce } from '../notices';

/** Notes that today's goal is reached, by whatever upload says so; once a day. */
export async function noteGoal({ uid, goal, at }: Call, days: readonly DayTotal[]): Promise<void> {
  const day = dayOf(at);
  const total = days.find((one) => one.day === day);
  if (!total || total.withheld !== null || total.steps < goal) return;
  await noteOnce(at, { uid, kind: 'goal', key: String(day), facts: { day } });
}
