/** Who I am: what the cloud said last, my consents, what I may change. */
export { type Consent, consented, setConsent } from './consent';
export { cleanName, GOALS, type ProfileChange, updatePhoto, updateProfile } from './profile';
export { enter, isLocal, mergeDays, networkChanged, remember, session } from './session';
