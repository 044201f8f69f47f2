import { type DayKey, dayOf } from '../../miniprogram/contract/activity';
import { Refusal } from '../answers';

/** A day that has not begun in Shanghai has no board. */
export function refuseFuture(day: DayKey, at: number): void {
  if (day > dayOf(at)) throw new Refusal('bad-input', 'day: has not begun');
}
