/**
 * Where the next reading begins, and how to read the ring's wall clock. The ring cannot be asked for
 * its time or zone, so what we set is remembered: a phone in another zone sets another time, and
 * what was recorded before keeps the old one.
 */

/** A time the ring counted in an offset we no longer set. */
export interface PastZone {
  /** Civil seconds at which it ended, on the ring's clock of then. */
  until: number;
  offsetSeconds: number;
}

export interface Cursor {
  /** Days since 1970 on the ring's clock: the first day that is not read for good. */
  day: number;
  /** What the ring's clock was set to, seconds east of UTC. */
  offsetSeconds: number;
  /** Oldest first. */
  past: PastZone[];
}

const TEXT = /^1;(\d{1,6});(-?\d{1,5});((?:\d{1,10}:-?\d{1,5},?)*)$/;
/** More changes than a week can have are not remembered. */
const MOST_PAST = 8;

export function cursorToText({ day, offsetSeconds, past }: Cursor): string {
  const zones = past.map((zone) => `${zone.until}:${zone.offsetSeconds}`).join(',');
  return `1;${day};${offsetSeconds};${zones}`;
}

/** Total: null for anything but such text. */
export function cursorFromText(text: string | null): Cursor | null {
  const match = TEXT.exec(text ?? '');
  if (!match) return null;
  const [, day, offsetSeconds, zones = ''] = match;
  const past = zones.split(',').flatMap((zone) => {
    const [until, offset] = zone.split(':');
    return offset === undefined ? [] : [{ until: Number(until), offsetSeconds: Number(offset) }];
  });
  return { day: Number(day), offsetSeconds: Number(offsetSeconds), past };
}

/** The zones after the clock was set at `now` (UTC seconds); those before `oldest` are over. */
export function zonesAfter(
  before: Cursor | null,
  offsetSeconds: number,
  now: number,
  oldest: number,
): Pick<Cursor, 'offsetSeconds' | 'past'> {
  if (!before) return { offsetSeconds, past: [] };
  const past = before.past.filter(({ until }) => until >= oldest);
  if (before.offsetSeconds !== offsetSeconds) {
    const until = Math.floor(now) + before.offsetSeconds;
    past.push({ until, offsetSeconds: before.offsetSeconds });
  }
  return { offsetSeconds, past: past.slice(-MOST_PAST) };
}

/** UTC seconds of the ring's civil seconds. */
export function utcOf(civil: number, zones: Pick<Cursor, 'offsetSeconds' | 'past'>): number {
  const past = zones.past.find(({ until }) => civil < until);
  return civil - (past ?? zones).offsetSeconds;
}
