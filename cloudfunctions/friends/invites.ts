/** Invitations: an unguessable token for one person, seven days. */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import { API_LIMITS, type Output, type Person } from '../../miniprogram/contract/api';
import { findUid, mayAppear, ownTurn, peopleOf, takeTurn, viewOf } from '../accounts';
import { type Call, Refusal } from '../answers';
import { atLeast, below, collection, secretId, transact } from '../cloud';
import { meter } from '../meters';
import { type EdgeDoc, edgeBetween, edgeOf, edges, friendCount, lasts, renewed } from './edges';

export interface InviteDoc {
  /** The token. */
  _id: string;
  from: string;
  expiresAt: number;
  usedBy: string | null;
}

const invites = collection<InviteDoc>('invites');

/** Old invitations answer that they expired for as long again, then they are gone. */
const LIFE = API_LIMITS.inviteDays * DAY_SECONDS;

export async function createInvite({ uid, at: asked }: Call): Promise<Output<'invite.create'>> {
  await meter(uid, 'invite', asked);
  await invites.removeWhere({ from: uid, expiresAt: below(asked - LIFE) });
  const token = secretId();
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const open = await invites.count({ from: uid, expiresAt: atLeast(at) });
    if (open >= API_LIMITS.openInvites) throw new Refusal('too-many', 'invitations');
    const expiresAt = at + LIFE;
    await invites.within(scope).put({ _id: token, from: uid, expiresAt, usedBy: null });
    return { token, expiresAt };
  });
}

/** Who invites, before the answer; also for somebody who is nobody here yet. */
export async function openInvite(
  token: string,
  openid: string,
  at: number,
): Promise<Output<'invite.open'>> {
  const uid = await findUid(openid);
  const invite = usable(await invites.get(token), uid, at);
  const from = await inviter(invite);
  if (!uid) return { from };
  const edge = await edgeBetween(invite.from, uid);
  refuseKnown(invite, uid, edge);
  return edge?.blockedBy?.includes(uid) ? { from, blocked: true } : { from };
}

/**
 * Makes two people friends. Accepting the same token again, as the same person, is no error. A block of
 * the caller's is lifted by it; where the other has one as well that one holds, until they do the same.
 */
export async function acceptInvite(
  token: string,
  { uid, at: asked }: Call,
): Promise<{ from: Person }> {
  const { from: other } = usable(await invites.get(token), uid, asked);
  const from = await inviter({ from: other });
  const refused = await transact(async (scope, at) => {
    const stored = edges.within(scope);
    const current = usable(await invites.within(scope).get(token), uid, at);
    const fresh = edgeOf(other, uid, at);
    const known = await stored.get(fresh._id);
    if (current.usedBy === uid && lasts(known)) return null;
    refuseKnown(current, uid, known);
    await ownTurn(scope, uid);
    if (!(await takeTurn(scope, other))) throw inviterGone();
    if (known?.blockedBy?.includes(other)) {
      await stored.put({ ...known, blockedBy: [other] });
      return notForYou();
    }
    const counts = [await friendCount(uid), await friendCount(other)];
    if (counts.some((count) => count >= API_LIMITS.friends))
      throw new Refusal('too-many', 'friends');
    await invites.within(scope).update(token, { usedBy: uid });
    await stored.put(renewed(fresh, known));
    return null;
  });
  // Only now: a refusal within the transaction would undo what was lifted.
  if (refused) throw refused;
  return { from };
}

/**
 * Refuses friends, an invitation of a friendship that is over, and one from before its end: who was
 * removed does not come back with an older card of the one who removed them. Who ended it may accept
 * any other. Who blocked the other sees no more of it where the other blocked them, too.
 */
function refuseKnown(invite: InviteDoc, uid: string, edge: EdgeDoc | null): void {
  if (lasts(edge)) throw new Refusal('already-friends', 'friends already');
  if (invite.usedBy === uid) throw new Refusal('invite-used', 'used, and ended since');
  if (!edge) return;
  const { ended, blockedBy = [] } = edge;
  if (blockedBy.includes(invite.from) && !blockedBy.includes(uid)) throw notForYou();
  if (ended && ended.by !== uid && invite.expiresAt - LIFE < ended.at) {
    throw new Refusal('invite-expired', 'made before the friendship was ended');
  }
}

/** The invitation, if this person could accept it now. */
function usable(invite: InviteDoc | null, uid: string | null, at: number): InviteDoc {
  if (!invite) throw new Refusal('invite-invalid', 'no such invitation');
  if (invite.from === uid) throw new Refusal('invite-own', 'your own invitation');
  if (uid !== null && invite.usedBy === uid) return invite;
  if (invite.usedBy) throw new Refusal('invite-used', 'someone else accepted it');
  if (invite.expiresAt <= at) throw new Refusal('invite-expired', 'older than seven days');
  return invite;
}

async function inviter({ from }: Pick<InviteDoc, 'from'>): Promise<Person> {
  const person = (await peopleOf([from])).get(from);
  if (!person || !mayAppear(person)) throw inviterGone();
  return viewOf(person);
}

const notForYou = () => new Refusal('invite-refused', 'not for you');

const inviterGone = () => new Refusal('invite-invalid', 'the inviter is gone');
