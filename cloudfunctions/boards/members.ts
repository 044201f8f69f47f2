/** Who stands on a day's board: friendships and hiding have a time, as days have. */
import { addDays, type DayKey } from '../../miniprogram/contract/activity';
import type { Person } from '../../miniprogram/contract/api';
import { dayState, settledAt } from '../../miniprogram/contract/counting';
import { hiddenAt, isSeen, type Shown, viewOf } from '../accounts';
import type { Friend } from '../friends';

export interface Member extends Person {
  /** Holds a place that nobody may see: the others keep theirs. Only on a final list. */
  hidden: boolean;
  /** Whether the friendship reaches back to the day before. */
  knownBefore: boolean;
}

/**
 * Whether somebody is on a day's list: an open one is of those who show themselves now, a final one of
 * those who did when it was settled.
 */
export function showsAt(person: Shown, day: DayKey, at: number): boolean {
  const final = dayState(day, at).state === 'final';
  return final ? !hiddenAt(person, settledAt(day)) : isSeen(person);
}

/**
 * An open list is of those who show themselves now. A final one stays of those who did when it was
 * settled; who hides later, or is a friend no more, leaves a gap; who shows themselves later does not
 * come in.
 */
export function membersOf(
  friends: readonly Friend[],
  people: ReadonlyMap<string, Shown>,
  day: DayKey,
  at: number,
): Member[] {
  return friends.flatMap(({ uid, since, over }) => {
    const person = people.get(uid);
    if (!person || !showsAt(person, day, at)) return [];
    const knownBefore = since < settledAt(addDays(day, -1));
    return [{ ...viewOf(person), hidden: !isSeen(person) || over, knownBefore }];
  });
}
