/** Who is whose friend: one edge per pair, whoever invited whom. */
import { API_LIMITS, type Input } from '../../miniprogram/contract/api';
import type { Call } from '../answers';
import { forgetCheers } from '../cheers';
import { collection, publicId, type Scope, transact } from '../cloud';

export interface EdgeDoc {
  /** `lo_hi`. */
  _id: string;
  /** Both uids, in order. */
  pair: string[];
  /** The same while they are friends; empty once it ended, so that nobody finds it. */
  members: string[];
  /** UTC seconds at which it began. */
  at: number;
  /** When and by whom it was ended; absent while it lasts. */
  ended?: { at: number; by: string };
  /** Changes with a cheer, so that a cheer and the end of a friendship never pass each other. */
  turn?: string;
}

export const edges = collection<EdgeDoc>('edges');

/** A friend, and since when (UTC seconds). */
export interface Friend {
  uid: string;
  since: number;
}

export function edgeOf(a: string, b: string, at: number): EdgeDoc {
  const pair = [a, b].sort();
  return { _id: pair.join('_'), pair, members: pair, at };
}

/** Whether a stored edge is a friendship now. */
export const lasts = (edge: EdgeDoc | null) => edge !== null && edge.members.length > 0;

export const edgeBetween = (a: string, b: string) => edges.get(edgeOf(a, b, 0)._id);

/** A person's friends. */
export async function friendsOf(uid: string): Promise<Friend[]> {
  const found = await edges.find({
    where: { members: uid },
    // More than there may be: what an older version let in is not cut off.
    limit: API_LIMITS.friends * 2,
    fields: ['members', 'at'],
  });
  return found.flatMap(({ members, at }) =>
    members.filter((member) => member !== uid).map((other) => ({ uid: other, since: at })),
  );
}

export const friendCount = (uid: string) => edges.count({ members: uid });

/** Takes the turn of a friendship in a transaction; false when there is none. */
export async function takeFriendshipTurn(scope: Scope, a: string, b: string): Promise<boolean> {
  const stored = edges.within(scope);
  const id = edgeOf(a, b, 0)._id;
  if (!lasts(await stored.get(id))) return false;
  return stored.update(id, { turn: publicId() });
}

/** Ends a friendship for both; the other is not told. No friendship, nothing to end. */
export async function removeFriend(
  { uid: other }: Input<'friend.remove'>,
  { uid }: Call,
): Promise<Record<string, never>> {
  await transact(async (scope, at) => {
    const stored = edges.within(scope);
    const edge = await stored.get(edgeOf(uid, other, 0)._id);
    if (edge && lasts(edge)) await stored.put({ ...edge, members: [], ended: { at, by: uid } });
  });
  await forgetCheers(uid, other);
  return {};
}
