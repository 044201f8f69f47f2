/** Everybody with whom a person has something: friends, those on no board too, and whom they block. */
import { API_LIMITS, type FriendList } from '../../miniprogram/contract/api';
import { mayAppear, peopleOf, viewOf } from '../accounts';
import type { Call } from '../answers';
import { edges, friendsOf } from './edges';

/** Who joined last, and with whom it ended last, is first. Those nobody may see any more are not told of. */
export async function friendList({ uid }: Call): Promise<FriendList> {
  const [known, blocked] = await Promise.all([friendsOf(uid), blockedBy(uid)]);
  const friends = known.sort((a, b) => b.since - a.since).map((friend) => friend.uid);
  const people = await peopleOf([...friends, ...blocked]);
  const seen = (uids: readonly string[]) =>
    uids.flatMap((one) => {
      const person = people.get(one);
      return person && mayAppear(person) ? [viewOf(person)] : [];
    });
  return { friends: seen(friends), blocked: seen(blocked) };
}

async function blockedBy(uid: string): Promise<string[]> {
  const found = await edges.find({
    where: { blockedBy: uid },
    // More than there may be: what an older version let in is not cut off.
    limit: API_LIMITS.blocked * 2,
    fields: ['pair', 'ended'],
  });
  const latest = found.sort((a, b) => (b.ended?.at ?? 0) - (a.ended?.at ?? 0));
  return latest.flatMap(({ pair }) => pair.filter((one) => one !== uid));
}
