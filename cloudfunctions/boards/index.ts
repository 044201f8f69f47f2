/** Boards: friends compared on one day, whatever the maker of their band. */
import { addDays, dayOf } from '../../miniprogram/contract/activity';
import type { Board, Input, Output } from '../../miniprogram/contract/api';
import { dayState, settledAt } from '../../miniprogram/contract/counting';
import { peopleOf } from '../accounts';
import { boardValues } from '../activity';
import { type Call, Refusal } from '../answers';
import { cheersOf, recordCheer } from '../cheers';
import { transact } from '../cloud';
import { friendsAt, friendsOf, takeFriendshipTurn } from '../friends';
import { makeBoard } from './board';
import { membersOf } from './members';

/** The caller and their friends: edges, then one query each for people, days and cheers. */
export async function friendsBoard(
  { day }: Input<'board.friends'>,
  { uid, at }: Call,
): Promise<Board> {
  refuseFuture(day, at);
  const settled = settledAt(day);
  const final = dayState(day, at).state === 'final';
  const known = await (final ? friendsAt(uid, settled) : friendsOf(uid));
  const friends = known.filter(({ since }) => since < settled);
  friends.unshift({ uid, since: 0, over: false });
  const uids = friends.map((friend) => friend.uid);
  const [people, values, cheers] = await Promise.all([
    peopleOf(uids),
    boardValues(uids, [day, addDays(day, -1)]),
    cheersOf(uids, day),
  ]);
  return makeBoard({
    day,
    at,
    own: uid,
    members: membersOf(friends, people, day, at),
    values,
    cheers,
  });
}

/**
 * Cheers a friend's day, once, while it is not over. In one transaction with the friendship: a cheer
 * comes before its end, and goes with it, or not at all.
 */
export async function sendCheer(
  { to, day }: Input<'cheer.send'>,
  { uid }: Call,
): Promise<Output<'cheer.send'>> {
  const friend = (await peopleOf([to])).get(to);
  return transact(async (scope, at) => {
    refuseFuture(day, at);
    if (to === uid || !(await takeFriendshipTurn(scope, uid, to))) throw friendsOnly();
    // Who hides is on no board, and there is nothing to cheer.
    if (!friend || friend.hidden) throw friendsOnly();
    if (at >= settledAt(day)) throw new Refusal('day-closed', 'the day is final');
    return { cheers: await recordCheer(scope, uid, to, day) };
  });
}

const friendsOnly = () => new Refusal('forbidden', 'friends only');

function refuseFuture(day: number, at: number): void {
  if (day > dayOf(at)) throw new Refusal('bad-input', 'day: has not begun');
}
