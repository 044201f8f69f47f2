/** Friends: made by invitation and acceptance, ended by either side. */
export { type Friend, friendsAt, friendsOf, removeFriend, takeFriendshipTurn } from './edges';
export { acceptInvite, createInvite, openInvite } from './invites';
