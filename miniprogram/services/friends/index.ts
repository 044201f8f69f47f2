/** Friends: an edge needs an invitation and its acceptance; either side may end it. */
import type { DayKey } from '../../contract/activity';
import type { FriendDay, FriendList, OpenedInvite, Person } from '../../contract/api';
import { ask } from '../../phone/cloud';
import { stored } from '../../phone/store';
import { reconsider } from '../account/index';
import { forgetBoards } from '../boards/index';

export { invitationReady, prepareInvitation, takeInvitation } from './invitation';

const named = (value: unknown) => Array.isArray((value as FriendList | null)?.friends);
const kept = stored<FriendList | null>('friends.list', null, named);

/** My friends and whom I blocked, as this phone last heard it; null where it does not know. */
export const keptFriends = (): FriendList | null => kept.get();

/** Asks for them and keeps them. Rejects with an AppError. */
export async function askFriends(): Promise<void> {
  kept.set(await ask('friend.list', {}));
}

/** Somebody is no friend any more, or not blocked. */
function part(uid: string): void {
  const list = kept.get();
  const others = (people: readonly Person[]) => people.filter((one) => one.uid !== uid);
  if (list) kept.set({ friends: others(list.friends), blocked: others(list.blocked) });
}

/** Who invites. Rejects with `invite-expired`, `-used`, `-own`, `-invalid`, `-refused` or `already-friends`. */
export const openInvitation = (token: string): Promise<OpenedInvite> =>
  ask('invite.open', { token });

/** Accepts; the same answers as `openInvitation`. */
export async function acceptInvitation(token: string): Promise<Person> {
  reconsider();
  const { from } = await ask('invite.accept', { token });
  forgetBoards();
  kept.clear();
  return from;
}

/** Both vanish from each other's boards; the other is not told. */
export async function removeFriend(uid: string): Promise<void> {
  await ask('friend.remove', { uid });
  forgetBoards();
  part(uid);
}

/** No invitation of the caller's brings them back until it is lifted. The other is not told. */
export async function blockFriend(uid: string): Promise<void> {
  await ask('friend.block', { uid });
  forgetBoards();
  part(uid);
}

/** They are strangers then, and may be invited again. The other is not told. */
export async function unblockPerson(uid: string): Promise<void> {
  await ask('friend.unblock', { uid });
  part(uid);
}

/** A friend's day. Rejects with `forbidden` where it is not to be seen. */
export const friendDay = (uid: string, day: DayKey): Promise<FriendDay> =>
  ask('friend.day', { uid, day });
