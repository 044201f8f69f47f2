/** Whom a person wants nothing more of. The other is told neither that it is so nor that it ended. */
import { API_LIMITS, type Input } from '../../miniprogram/contract/api';
import { ownTurn, takeTurn } from '../accounts';
import { type Call, Refusal } from '../answers';
import { forgetCheers } from '../cheers';
import { transact, without } from '../cloud';
import { meter } from '../meters';
import { type EdgeDoc, edgeOf, edges } from './edges';

/**
 * Blocks somebody, friend or not: no invitation of the caller's, of whatever age, makes them friends
 * again. It is lifted by `unblockPerson`, or by accepting an invitation of theirs. As many as friends may
 * be blocked at once, so that the list of them is whole in one answer.
 */
export async function blockPerson(
  { uid: other }: Input<'friend.block'>,
  { uid, at: asked }: Call,
): Promise<Record<string, never>> {
  if (other === uid) throw new Refusal('bad-input', 'uid: your own');
  await meter(uid, 'block', asked);
  await transact(async (scope, at) => {
    await ownTurn(scope, uid);
    if (!(await takeTurn(scope, other))) throw new Refusal('not-found', 'no such person');
    const stored = edges.within(scope);
    const edge = (await stored.get(edgeOf(uid, other, at)._id)) ?? edgeOf(uid, other, at);
    if (edge.blockedBy?.includes(uid)) return;
    if ((await edges.count({ blockedBy: uid })) >= API_LIMITS.blocked)
      throw new Refusal('too-many', 'blocked');
    // Somebody who never was a friend was none up to now.
    const ended = edge.ended ?? { at, by: uid };
    const blockedBy = [...(edge.blockedBy ?? []), uid];
    await stored.put({ ...edge, members: [], ended, blockedBy });
  });
  await forgetCheers(uid, other);
  return {};
}

/**
 * Takes the caller's own block of somebody away; the other's of the caller holds. They are strangers then:
 * what ended stays ended, for invitations of before it, too. Where there is no block it is done already.
 */
export async function unblockPerson(
  { uid: other }: Input<'friend.unblock'>,
  { uid }: Call,
): Promise<Record<string, never>> {
  const { _id } = edgeOf(uid, other, 0);
  await edges.updateWhere({ _id, blockedBy: uid }, { blockedBy: without(uid) });
  return {};
}

/**
 * An edge as one of the two may know it: who blocks is told that they do, and nobody that they are blocked.
 * Where the two never were friends there is an edge for a block alone: null for whoever made none, and it
 * has no time, which may be that of the other's.
 */
export function edgeOfOne({ at, blockedBy, ...edge }: EdgeDoc, uid: string): object | null {
  const own = blockedBy?.includes(uid) ? { blockedBy: [uid] } : null;
  if (edge.ended?.at === at) return own && { ...edge, ...own };
  return { ...edge, at, ...own };
}
