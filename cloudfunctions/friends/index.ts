/** Friends: made by invitation and acceptance, ended by either side. */
export { areFriends, friendsOf, removeFriend } from './edges';
export { acceptInvite, createInvite, openInvite } from './invites';
