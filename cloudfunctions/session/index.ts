/** The first call of every start: everything the first screen needs, in one answer. */
import { addDays, dayOf } from '../../miniprogram/contract/activity';
import type { Output } from '../../miniprogram/contract/api';
import { meOf, personOrNew } from '../accounts';
import { daysBetween, streakOf } from '../activity';
import type { Call } from '../answers';
import { boundBands } from '../bands';

const DAYS = 7;

export async function enter({ uid, at }: Call): Promise<Output<'session.enter'>> {
  const today = dayOf(at);
  const person = await personOrNew(uid);
  const [bands, days, streak] = await Promise.all([
    boundBands(uid),
    daysBetween(uid, addDays(today, 1 - DAYS), today),
    streakOf(person, today),
  ]);
  return { me: meOf(person, at), bands, days, streak, at };
}
