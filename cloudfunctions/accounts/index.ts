/** People: who they are, what others see of them, what they may change. */
export { goalOn } from './goals';
export { graphemes } from './graphemes';
export { findUid, meOf, peopleOf, personOf, uidOf, viewOf } from './people';
export type { PersonDoc } from './store';
export { updateAccount } from './update';
