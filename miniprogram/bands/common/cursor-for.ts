/**
 * Where reading goes on: a cursor of an earlier sync, in seconds or days of the band's clock. One that
 * is ahead of that clock was made by a phone or a band whose clock was ahead: what is counted until
 * then would never be read. So everything is read again that the band may still have.
 */
export function cursorFor(place: number | null, now: number, kept: number, ahead = 0): number {
  return place === null || place > now + ahead ? Math.max(0, now - kept) : place;
}
