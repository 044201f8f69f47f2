/**
 * Which day a watch's count belongs to, and how much of it. The watch tells its own date, so its
 * midnight is known; what it counted while its clock was wrong needs care.
 */
import { dayOf } from '../../contract/activity';
import { judgeClock } from '../../lib/band-clock';

const DAY_SECONDS = 86_400;
/**
 * The watch starts its count again a moment after midnight, not at it. Until then the count is put
 * on the day that is over: what was walked in that minute is small there, and nothing on top of it.
 */
const RESET_SECONDS = 60;

/** What the next sync must know: a count, and how much of it is not this day's. */
export interface Seen {
  day: number;
  steps: number;
  unsure: number;
}

export interface Sample {
  /** UTC seconds. */
  now: number;
  offsetSeconds: number;
  /** What the watch's clock shows, civil seconds; null when it shows no date. */
  shown: number | null;
  steps: number;
}

/** `day` is null when no day is sure; `steps` are those of the day. */
export interface Attributed {
  day: number | null;
  steps: number;
  seen: Seen;
}

/**
 * Never counts a step twice: a count belongs to one day as long as the watch does not start again.
 * What may not be today's, and stays in the count when the clock is set, is taken off later ones.
 */
export function attribute(sample: Sample, last: Seen | null): Attributed {
  const { now, offsetSeconds, steps } = sample;
  const today = dayOf(now, offsetSeconds);
  const { day, sure } = dayOfSample(sample);
  if (day === null) return { day, steps: 0, seen: { day: today, steps, unsure: steps } };
  const unsure = unsureOf(day, sure, steps, last);
  const stays = sure || day === today;
  const seen = stays ? { day, steps, unsure } : { day: today, steps, unsure: steps };
  return { day, steps: steps - unsure, seen };
}

/** How much of a count was given to another day, or to none. */
function unsureOf(day: number, sure: boolean, steps: number, last: Seen | null): number {
  if (!last) return 0;
  if (last.day === day) return steps >= last.unsure ? last.unsure : 0;
  // A clock or a zone that jumped does not start the count again: what was told stays where it is.
  return !sure && steps >= last.steps ? last.steps : 0;
}

/**
 * The day by the watch's own date where its clock is right. Where it is off but believed, the real
 * day that most of the time since its midnight is of: not sure, since it may lie on two.
 */
function dayOfSample(sample: Sample): { day: number | null; sure: boolean } {
  const { now, offsetSeconds, shown } = sample;
  const clock = judgeClock(shown, now, offsetSeconds);
  if (clock.state === 'unknown' || shown === null) return { day: null, sure: false };
  if (clock.state === 'right') return { day: dayOf(shown - RESET_SECONDS, 0), sure: true };
  return { day: dayOf(now - (shown % DAY_SECONDS) / 2, offsetSeconds), sure: false };
}

export const seenToText = ({ day, steps, unsure }: Seen): string => `${day};${steps};${unsure}`;

/** Total: null for anything but such text. */
export function seenFromText(text: string | null): Seen | null {
  const match = /^(\d{8});(\d{1,10});(\d{1,10})$/.exec(text ?? '');
  if (!match) return null;
  return { day: Number(match[1]), steps: Number(match[2]), unsure: Number(match[3]) };
}
