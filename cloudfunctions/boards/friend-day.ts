/** A friend's day, opened from the board. */
import type { DayKey } from '../../miniprogram/contract/activity';
import type { FriendDay, FriendSource, Input, ToldSource } from '../../miniprogram/contract/api';
import { type DayTotal, dayState, settledAt } from '../../miniprogram/contract/counting';
import { explainDay } from '../../miniprogram/contract/explain';
import { isSeen, peopleOf, viewOf } from '../accounts';
import { shownDay } from '../activity';
import { type Call, Refusal } from '../answers';
import { cheersOf } from '../cheers';
import { areFriends } from '../friends';
import { refuseFuture } from './days';
import { showsAt } from './members';

/**
 * What the board says of a friend, and the hours behind it. What came after the final corrects their
 * own history alone: then the hours are theirs, too.
 */
export async function friendDay(
  { uid: friend, day }: Input<'friend.day'>,
  { uid, at }: Call,
): Promise<FriendDay> {
  refuseFuture(day, at);
  const [friends, people, shown, cheers] = await Promise.all([
    areFriends(uid, friend, settledAt(day)),
    peopleOf([friend]),
    shownDay(friend, day),
    cheersOf([friend], day),
  ]);
  const person = people.get(friend);
  if (!friends || !person || !isSeen(person) || !showsAt(person, day, at) || !shown) {
    throw new Refusal('forbidden', 'no day of a friend');
  }
  const { board, total, sources } = shown;
  const { steps, sourceClass, maker, syncedAt } = board;
  const from = cheers.get(friend) ?? [];
  const same = total.steps === steps && sourceClass !== 'werun';
  return {
    ...viewOf(person),
    ...{ day, state: dayState(day, at).state, steps, sourceClass, maker, syncedAt, at },
    cheers: from.length,
    cheered: from.includes(uid),
    hours: same && sourceClass === 'direct' ? total.hours : null,
    sources: same ? partsOf(day, sources, total) : [],
    ruleVersion: total.ruleVersion,
  };
}

/** Of each band what it gave, by its maker: which one it is, is nobody's business. */
const partsOf = (
  day: DayKey,
  sources: readonly ToldSource[],
  { ruleVersion }: DayTotal,
): FriendSource[] =>
  explainDay(day, sources, ruleVersion)
    .lanes.filter(({ steps }) => steps > 0)
    .map(({ source, slots, steps }) => ({
      maker: sources.find((told) => told.source === source)?.maker ?? null,
      slots: slots.filter(({ counted }) => counted).length,
      steps,
    }));
