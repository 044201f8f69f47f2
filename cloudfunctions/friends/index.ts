/** Friends: made by invitation and acceptance, ended by either side. */
export { type Friend, friendsOf, removeFriend, takeFriendshipTurn } from './edges';
export { acceptInvite, createInvite, openInvite } from './invites';
