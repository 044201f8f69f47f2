/** Who is whose friend: one edge per pair, whoever invited whom. */
import { API_LIMITS, type Input } from '../../miniprogram/contract/api';
import { takeTurn } from '../accounts';
import type { Call } from '../answers';
import { forgetCheers } from '../cheers';
import { collection, MAX_LIMIT, publicId, type Scope, transact } from '../cloud';

/** A friendship that is over, UTC seconds. */
interface Span {
  from: number;
  to: number;
}

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
  /** Friendships of the two before this one, the oldest first. */
  before?: Span[];
  /** Who of the two wants nothing more of the other; nobody once they lifted it. */
  blockedBy?: string[];
  /** Changes with a cheer, so that a cheer and the end of a friendship never pass each other. */
  turn?: string;
}

export const edges = collection<EdgeDoc>('edges');

/** Friendships of a pair that are kept; they are needed while the days they belong to are looked at. */
const KEPT = 20;

/** A friend, and since when (UTC seconds). */
export interface Friend {
  uid: string;
  since: number;
  /** Whether they are no friends any more. */
  over: boolean;
}

export function edgeOf(a: string, b: string, at: number): EdgeDoc {
  const pair = [a, b].sort();
  return { _id: pair.join('_'), pair, members: pair, at };
}

/** Whether a stored edge is a friendship now. */
export const lasts = (edge: EdgeDoc | null) => edge !== null && edge.members.length > 0;

export const edgeBetween = (a: string, b: string) => edges.get(edgeOf(a, b, 0)._id);

/** The edge of two who were friends before and are again. */
export const renewed = (fresh: EdgeDoc, known: EdgeDoc | null): EdgeDoc =>
  known ? { ...fresh, before: [...(known.before ?? []), ...over(known)].slice(-KEPT) } : fresh;

/** Of two who never were friends and one of whom blocked the other, it ended when it began. */
const over = ({ at, ended }: Pick<EdgeDoc, 'at' | 'ended'>): Span[] =>
  ended && ended.at > at ? [{ from: at, to: ended.at }] : [];

/** A person's friends. */
export async function friendsOf(uid: string): Promise<Friend[]> {
  const found = await edges.find({
    where: { members: uid },
    // More than there may be: what an older version let in is not cut off.
    limit: API_LIMITS.friends * 2,
    fields: ['members', 'at'],
  });
  return found.flatMap(({ members, at }) =>
    members
      .filter((member) => member !== uid)
      .map((other) => ({ uid: other, since: at, over: false })),
  );
}

/** Who was a person's friend at an instant (UTC seconds), also where it ended since. */
export async function friendsAt(uid: string, at: number): Promise<Friend[]> {
  const found = await edges.find({
    where: { pair: uid },
    limit: MAX_LIMIT,
    fields: ['pair', 'members', 'at', 'ended', 'before'],
  });
  return found.flatMap((edge) => {
    const then = spanAt(edge, at);
    const other = edge.pair.find((one) => one !== uid);
    return then && other ? [{ uid: other, since: then.from, over: edge.members.length === 0 }] : [];
  });
}

/** The friendship of a pair at an instant, if there was one. */
function spanAt(edge: Pick<EdgeDoc, 'at' | 'ended' | 'before'>, at: number): Span | undefined {
  const now = edge.ended ? over(edge) : [{ from: edge.at, to: Number.POSITIVE_INFINITY }];
  return [...(edge.before ?? []), ...now].find(({ from, to }) => from < at && at <= to);
}

/** Whether two are friends now and were at an instant (UTC seconds), which may be to come. */
export async function areFriends(a: string, b: string, at: number): Promise<boolean> {
  const edge = await edgeBetween(a, b);
  return edge !== null && lasts(edge) && spanAt(edge, at) !== undefined;
}

export const friendCount = (uid: string) => edges.count({ members: uid });

/** What two are to each other. */
export type Relation = 'friends' | 'strangers' | 'blocked';

/**
 * Takes the turn of the caller with somebody in a transaction. Where there never was anything between
 * the two it is the caller's own: a block, the first thing there may be, takes the turns of both.
 */
export async function takePairTurn(scope: Scope, own: string, other: string): Promise<Relation> {
  const stored = edges.within(scope);
  const edge = await stored.get(edgeOf(own, other, 0)._id);
  if (!edge) {
    await takeTurn(scope, own);
    return 'strangers';
  }
  if (edge.blockedBy?.length) return 'blocked';
  await stored.update(edge._id, { turn: publicId() });
  return lasts(edge) ? 'friends' : 'strangers';
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

/**
 * Takes away all edges of somebody who goes; how many friends they had. Of what ended and of blocks
 * they are told no number: a stranger's block would be in it.
 */
export async function removeEdges(uid: string): Promise<number> {
  const friends = await edges.removeWhere({ members: uid });
  await edges.removeWhere({ pair: uid });
  return friends;
}
