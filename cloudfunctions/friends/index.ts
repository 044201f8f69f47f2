/** Friends: made by invitation and acceptance, ended or forbidden by either side. */
export { blockPerson, edgeOfOne, unblockPerson } from './blocks';
export {
  areFriends,
  type EdgeDoc,
  type Friend,
  friendsAt,
  friendsOf,
  removeEdges,
  removeFriend,
  takePairTurn,
} from './edges';
export { acceptInvite, createInvite, openInvite } from './invites';
export { friendList } from './list';
