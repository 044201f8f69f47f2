/** Boards: people compared on one day, whatever the maker of their band. */
export { sendCheer } from './cheer';
export { friendDay } from './friend-day';
export { friendsBoard } from './friends';
export { groupBoard } from './group';
export { aheadOn, worldBoard } from './world';
export { countWorlds } from './world-job';
