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

/** What somebody asked for: no other line of the page stands for it. */
const ALONE: readonly NoticeKind[] = ['review-done'];

/** The kinds that are seen when the line of one is opened on a page. */
export const standsFor = (place: Place, shown: NoticeKind | undefined): readonly NoticeKind[] =>
  shown && ALONE.includes(shown) ? [shown] : PLACES[place].filter((kind) => !ALONE.includes(kind));

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
