/** Who I am: what the cloud said last, my consents, what I may change. */
export { alone, answerTerms, permitted, reconsider } from '../../phone/agreement';
export { type Consent, consented, setConsent } from './consent';
export {
  askGuardian,
  giveGuardianConsent,
  guardianPath,
  openGuardianCard,
  withdrawGuardian,
} from './guardian';
export {
  enter,
  enterUnasked,
  forgetMine,
  isLocal,
  known,
  leave,
  listening,
  mergeDays,
  mine,
  networkChanged,
  nobody,
  remember,
  tellPlace,
} from './mine';
export {
  cleanName,
  GOALS,
  nameFaultOf,
  nearestGoal,
  type ProfileChange,
  updatePhoto,
  updateProfile,
  withdrawName,
  withdrawPhoto,
} from './profile';
