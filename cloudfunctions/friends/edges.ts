/** Who is whose friend: one edge per pair, whoever invited whom. */
import { API_LIMITS, type Input } from '../../miniprogram/contract/api';
import type { Call } from '../answers';
import { forgetCheers } from '../cheers';
import { collection } from '../cloud';

export interface EdgeDoc {
  /** `lo_hi`. */
  _id: string;
  /** Both uids, in order. */
  members: string[];
  at: number;
}

export const edges = collection<EdgeDoc>('edges');

/** Two acceptances at one moment may pass the limit; none of those friends is cut off. */
const MOST = API_LIMITS.friends * 2;

export function edgeOf(a: string, b: string, at: number): EdgeDoc {
  const members = [a, b].sort();
  return { _id: members.join('_'), members, at };
}

export async function areFriends(a: string, b: string): Promise<boolean> {
  return (await edges.get(edgeOf(a, b, 0)._id)) !== null;
}

/** The uids of a person's friends. */
export async function friendsOf(uid: string): Promise<string[]> {
  const found = await edges.find({ where: { members: uid }, limit: MOST, fields: ['members'] });
  return found.flatMap(({ members }) => members.filter((member) => member !== uid));
}

export const friendCount = (uid: string) => edges.count({ members: uid });

/** Ends a friendship for both; the other is not told. No friendship, nothing to end. */
export async function removeFriend(
  { uid: other }: Input<'friend.remove'>,
  { uid }: Call,
): Promise<Record<string, never>> {
  await edges.remove(edgeOf(uid, other, 0)._id);
  await forgetCheers(uid, other);
  return {};
}
