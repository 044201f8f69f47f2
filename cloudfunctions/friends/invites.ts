/** Invitations: an unguessable token for one person, seven days. */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import { API_LIMITS, type Output, type Person } from '../../miniprogram/contract/api';
import { peopleOf, viewOf } from '../accounts';
import { type Call, Refusal } from '../answers';
import { atLeast, collection, secretId, transact } from '../cloud';
import { areFriends, edgeOf, edges, friendCount } from './edges';

export interface InviteDoc {
  /** The token. */
  _id: string;
  from: string;
  expiresAt: number;
  usedBy: string | null;
}

const invites = collection<InviteDoc>('invites');

/** How many invitations of one person may wait for an answer. */
const OPEN_INVITES = 200;

export async function createInvite({ uid, at }: Call): Promise<Output<'invite.create'>> {
  const open = await invites.count({ from: uid, expiresAt: atLeast(at) });
  if (open >= OPEN_INVITES) throw new Refusal('too-many', 'invitations');
  const expiresAt = at + API_LIMITS.inviteDays * DAY_SECONDS;
  const token = secretId();
  await invites.add({ _id: token, from: uid, expiresAt, usedBy: null });
  return { token, expiresAt };
}

/** Who invites, before the answer. */
export async function openInvite(token: string, { uid, at }: Call): Promise<{ from: Person }> {
  const invite = usable(await invites.get(token), uid, at);
  const from = await inviter(invite);
  if (await areFriends(invite.from, uid)) throw alreadyFriends();
  return { from };
}

/** Makes two people friends. Accepting the same token again, as the same person, is no error. */
export async function acceptInvite(token: string, { uid, at }: Call): Promise<{ from: Person }> {
  const invite = usable(await invites.get(token), uid, at);
  const from = await inviter(invite);
  const counts = await Promise.all([friendCount(uid), friendCount(invite.from)]);
  const full = counts.some((count) => count >= API_LIMITS.friends);
  await transact(async (scope) => {
    const current = usable(await invites.within(scope).get(token), uid, at);
    const edge = edgeOf(current.from, uid, at);
    const known = await edges.within(scope).get(edge._id);
    if (current.usedBy === uid && known) return;
    if (current.usedBy === uid) throw new Refusal('invite-used', 'used, and ended since');
    if (known) throw alreadyFriends();
    if (full) throw new Refusal('too-many', 'friends');
    await invites.within(scope).update(token, { usedBy: uid });
    await edges.within(scope).put(edge);
  });
  return { from };
}

/** The invitation, if this person could accept it now. */
function usable(invite: InviteDoc | null, uid: string, at: number): InviteDoc {
  if (!invite) throw new Refusal('invite-invalid', 'no such invitation');
  if (invite.from === uid) throw new Refusal('invite-own', 'your own invitation');
  if (invite.usedBy === uid) return invite;
  if (invite.usedBy) throw new Refusal('invite-used', 'someone else accepted it');
  if (invite.expiresAt <= at) throw new Refusal('invite-expired', 'older than seven days');
  return invite;
}

async function inviter(invite: InviteDoc): Promise<Person> {
  const person = (await peopleOf([invite.from])).get(invite.from);
  if (!person) throw new Refusal('invite-invalid', 'the inviter is gone');
  return viewOf(person);
}

const alreadyFriends = () => new Refusal('already-friends', 'friends already');
