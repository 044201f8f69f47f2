/** The board of a person's friends. */
import { addDays } from '../../miniprogram/contract/activity';
import type { FriendsBoard, Input } from '../../miniprogram/contract/api';
import { dayState, settledAt } from '../../miniprogram/contract/counting';
import { peopleOf } from '../accounts';
import { boardValues } from '../activity';
import type { Call } from '../answers';
import { cheersOf } from '../cheers';
import { friendsAt, friendsOf } from '../friends';
import { makeBoard } from './board';
import { refuseFuture } from './days';
import { membersOf } from './members';

/** The caller and their friends: edges, then one query each for people, days and cheers. */
export async function friendsBoard(
  { day }: Input<'board.friends'>,
  { uid, at }: Call,
): Promise<FriendsBoard> {
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
