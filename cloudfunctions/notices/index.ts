/** What people are told: kept and shown in the app, and sent to those who allow it. */
export { type Granted, takeGrants } from './grants';
export { markSeen, type Noted, note, noteNew, noteOnce, noticesOf, takeBack } from './notes';
export { remind } from './remind';
export { tell } from './tell';
export { templates } from './templates';
