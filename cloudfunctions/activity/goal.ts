import { type DayKey, dayOf } from '../../miniprogram/contract/activity';
import type { DayTotal } from '../../miniprogram/contract/counting';
import type { Call } from '../answers';
import type { BandDoc } from '../bands';
import type { Scope } from '../cloud';
import { note } from '../notices';

/**
 * Notes that today's goal is reached, once a day, in the transaction that stores the steps: by whatever
 * upload finds it so. Resolves to the last day of which this band did, if there is one: it asks no more.
 */
export async function noteGoal(
  scope: Scope,
  at: number,
  { uid, goal }: Pick<Call, 'uid' | 'goal'>,
  { goalDay }: BandDoc,
  days: readonly DayTotal[],
): Promise<DayKey | undefined> {
  const day = dayOf(at);
  const total = days.find((one) => one.day === day);
  if (goalDay === day || !total || total.withheld !== null || total.steps < goal) return goalDay;
  await note(scope, at, { uid, kind: 'goal', key: String(day), facts: { day } });
  return day;
}
