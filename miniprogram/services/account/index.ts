/** Who I am: what the cloud said last, my consents, what I may change. */
export { reconsider } from '../../phone/agreement';
export { type Consent, consented, setConsent } from './consent';
export { enter, isLocal, listening, mergeDays, mine, networkChanged, remember } from './mine';
export {
  cleanName,
  GOALS,
  nearestGoal,
  type ProfileChange,
  updatePhoto,
  updateProfile,
} from './profile';
