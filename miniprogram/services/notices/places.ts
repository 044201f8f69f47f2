/** Which page is told what. */
import { isTimely, type Notice, type NoticeKind } from '../../contract/api';

export type Place = 'today' | 'ranking' | 'bands' | 'me';

export const PLACES: Readonly<Record<Place, readonly NoticeKind[]>> = {
  today: ['goal', 'not-synced', 'review-done'],
  ranking: ['cheers'],
  bands: ['band-asked', 'band-given', 'band-kept', 'band-moved', 'battery-low', 'answered'],
  me: ['export-ready'],
};

export const isTold = (notice: Notice, place: Place, now: number): boolean =>
  PLACES[place].includes(notice.kind) && isTimely(notice, now);
