/** Friends: an edge needs an invitation and its acceptance; either side may end it. */
import type { DayKey } from '../../contract/activity';
import type { Board, FriendDay, OpenedInvite, Person } from '../../contract/api';
import { ask } from '../../phone/cloud';
import { reconsider } from '../account/index';
import { forgetBoards } from '../boards/index';

export { invitationReady, prepareInvitation, takeInvitation } from './invitation';

/** Who invites. Rejects with `invite-expired`, `-used`, `-own`, `-invalid`, `-refused` or `already-friends`. */
export const openInvitation = (token: string): Promise<OpenedInvite> =>
  ask('invite.open', { token });

/** Accepts; the same answers as `openInvitation`. */
export async function acceptInvitation(token: string): Promise<Person> {
  reconsider();
  const { from } = await ask('invite.accept', { token });
  forgetBoards();
  return from;
}

/** Both vanish from each other's boards; the other is not told. */
export async function removeFriend(uid: string): Promise<void> {
  await ask('friend.remove', { uid });
  forgetBoards();
}

/** No invitation of the caller's brings them back until it is lifted. The other is not told. */
export async function blockFriend(uid: string): Promise<void> {
  await ask('friend.block', { uid });
  forgetBoards();
}

/** Whom the caller blocks, the latest first. */
export const blockedPeople = async (): Promise<Person[]> =>
  (await ask('friend.blocked', {})).people;

/** They are strangers then, and may be invited again. The other is not told. */
export async function unblockPerson(uid: string): Promise<void> {
  await ask('friend.unblock', { uid });
}

/** A friend's day. Rejects with `forbidden` where it is not to be seen. */
export const friendDay = (uid: string, day: DayKey): Promise<FriendDay> =>
  ask('friend.day', { uid, day });

/** A board's people without its owner: ranked first, then those who have no number. */
export const friendsOn = ({ rows, absent }: Board): Person[] => [
  ...rows.filter((row) => !row.own),
  ...absent,
];
