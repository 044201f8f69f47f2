/** People: who they are, what others see of them, what they may change. */
export { graphemes } from './graphemes';
export { hiddenAt } from './hiding';
export { maskName } from './mask';
export {
  findUid,
  meOf,
  peopleOf,
  personOf,
  personOrNew,
  removePerson,
  type Shown,
  uidOf,
  viewOf,
} from './people';
export type { PersonDoc } from './store';
export { ownTurn, takeTurn } from './turns';
export { updateAccount } from './update';
