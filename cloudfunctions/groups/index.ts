/** Chat groups with a board: entered by WeChat's proof alone, joined and left by each for themselves. */
export { openGroup } from './guests';
export { allowGuests, joinGroup, leaveGroup, leaveGroups, listGroups } from './membership';
export {
  bothMembers,
  peopleInSeats,
  type Seated,
  seatedIn,
  type Viewer,
  viewerOf,
} from './viewers';
