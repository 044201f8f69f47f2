/** A clause a virtual band is held to. */
export type KitClause =
  | 'truth'
  | 'scattered'
  | 'shows'
  | 'identity'
  | 'progress'
  | 'cuts'
  | 'losses'
  | 'callbacks'
  | 'battery'
  | 'release'
  | 'duplicates'
  | 'swaps'
  | 'flips'
  | 'shortened'
  | 'corrupt'
  | 'walks'
  | 'weeks'
  | 'clock'
  | 'told'
  | 'corrected'
  | 'steady'
  | 'looked'
  | 'midnight'
  | 'zones'
  | 'sentinels'
  | 'restarted-total'
  | 'unreset-total'
  | 'retold-night'
  | 'future-cursor'
  | 'grid-shift'
  | 'split-advertisement'
  | 'late-table'
  | 'event-order'
  | 'write-default'
  | 'optional-reads';

/** What a band that only shows a running counter has no part in. */
export const COUNTER_LIMITS: Partial<Record<KitClause, string>> = {
  swaps: 'a total is read, not sent',
  shortened: 'a total is read, not sent',
  corrupt: 'a total is read, not sent',
  corrected: 'a running total has no times to put right',
  steady: 'a running total has no times to put right',
};
