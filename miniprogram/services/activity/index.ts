/** What was walked and slept: synced from bands, kept in the journal, sent to the cloud. */
export { pendingParts, savedDays, streakNow, today, todayTotal } from './days';
export { lastNight, type Night, withdrawSleep } from './sleep';
export { type SyncProgress, syncBand, syncs, uploadPending } from './sync/index';
