/** Which page is told what, and for how long it is worth telling. */
import { DAY_SECONDS, dayOf } from '../../contract/activity';
import type { Notice, NoticeKind } from '../../contract/api';

export type Place = 'today' | 'ranking' | 'bands' | 'me';

export const PLACES: Readonly<Record<Place, readonly NoticeKind[]>> = {
  today: ['goal', 'not-synced', 'review-done'],
  ranking: ['cheers'],
  bands: ['band-asked', 'band-given', 'band-kept', 'band-moved', 'battery-low', 'answered'],
  me: ['export-ready'],
};

/** Of a day that is over nobody is told on the day's page. */
const OF_THE_DAY: readonly NoticeKind[] = ['goal', 'cheers'];
/** The rest, in days; the files of an export live one. */
const DAYS: Partial<Record<NoticeKind, number>> = { 'export-ready': 1 };
const MOST_DAYS = 7;

export function isTold({ kind, at, facts }: Notice, place: Place, now: number): boolean {
  if (!PLACES[place].includes(kind)) return false;
  if (OF_THE_DAY.includes(kind)) return facts.day === dayOf(now);
  return now < at + (DAYS[kind] ?? MOST_DAYS) * DAY_SECONDS;
}
