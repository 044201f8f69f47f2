import { type DayKey, dayOf } from '../../miniprogram/contract/activity';
import type { DayTotal } from '../../miniprogram/contract/counting';
import { goalOn } from '../../miniprogram/contract/goals';
import { personOf } from '../accounts';
import { noteOnce } from '../notices';

/** Notes that today's goal is reached, by whatever upload says so; once a day. */
export async function noteGoal(uid: string, at: number, days: readonly DayTotal[]): Promise<void> {
  const today: DayKey = dayOf(at);
  const total = days.find(({ day }) => day === today);
  if (!total || total.withheld !== null) return;
  if (total.steps < goalOn((await personOf(uid)).goals, today)) return;
  await noteOnce(at, { uid, kind: 'goal', key: String(today), facts: { day: today } });
}
