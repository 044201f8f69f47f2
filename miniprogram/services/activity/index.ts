/** What was walked and slept: synced from bands, kept in the journal, sent to the cloud. */
export {
  dayTotal,
  pendingParts,
  savedDays,
  streakNow,
  type Today,
  today,
  todayTotal,
} from './days';
export { closeJournal } from './journal/index';
export { forgetLeftOut, type LeftOutReason, leftOut } from './left-out';
export { askPast, fillableFrom, forgetPast, type Past, type PastDay, pastDays } from './past';
export { askForReview, type KeptOff, withdrawReview } from './review';
export { lastNight, type Night, withdrawSleep } from './sleep';
export { type SyncProgress, syncBand, syncs, uploadPending } from './sync/index';
export {
  agreeToWerun,
  readWerun,
  readWerunOnce,
  usesWerun,
  werunReadAt,
  withdrawWerun,
} from './werun';
export { explained, type Why } from './why';
export { refusedSteps, withheldSteps } from './withheld';
export { dropCounter, isDropped } from './wrong';
