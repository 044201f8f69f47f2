/** People: who they are, what others see of them, what they may change. */
export { guardianNeeded, isSeen, mayAppear } from './appearing';
export { hasConsent, needsConsent, setConsent } from './consents';
export { graphemes } from './graphemes';
export { hiddenAt } from './hiding';
export { maskName } from './mask';
export {
  findUid,
  identityOf,
  meOf,
  openidOf,
  peopleOf,
  personOf,
  personOrNone,
  removePerson,
  type Shown,
  viewOf,
} from './people';
export { emptyPhotoPlaces } from './photo-place';
export { checkPhotos, photoChecked } from './photos';
export type { PersonDoc } from './store';
export { ownTurn, takeTurn } from './turns';
export { updateAccount } from './update';
