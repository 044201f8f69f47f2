/** What cannot be real: point 5 of the counting rule (`counting.ts`). Nobody is called a cheat. */
import {
  type Amount,
  BOARD_OFFSET_SECONDS,
  DAY_SECONDS,
  type DayKey,
  type DaySlots,
  dayStart,
  type Reading,
  SLOT_SECONDS,
  SLOTS_PER_DAY,
  type SleepSpan,
} from './activity';

export const LIMITS = {
  stepsPerMinute: 250,
  stepsPerDay: 60_000,
  /** A day with this pace for this long is withheld. */
  sustainedStepsPerMinute: 180,
  sustainedMinutes: 60,
  /** The same value in more than this many slots in a row is a machine. */
  equalSlots: 40,
  /** How far a band's clock may run ahead of the server. */
  futureSeconds: 300,
  /** Older days are not taken any more. */
  pastDays: 400,
  /** No stride is longer: a sprinter's is 2.7 m. */
  metresPerStep: 3,
  /** No body burns more, in a slot or over a day of the Tour de France. */
  kcalPerMinute: 30,
  kcalPerDay: 20_000,
  /** How much more than WeRun a band may tell of a day that is over. */
  overWerun: 1.3,
} as const;

/** Why something is not counted on boards. */
export type WithheldReason =
  | 'too-many-steps'
  | 'too-fast'
  | 'machine-like'
  | 'future'
  | 'too-old'
  | 'not-a-number'
  | 'virtual'
  /** WeRun tells of far fewer. */
  | 'unconfirmed';

/** Why a slot cannot be real, or null. `now` is server time, UTC seconds. */
export function slotFault(
  day: DayKey,
  slot: number,
  amount: Amount,
  now: number,
): WithheldReason | null {
  const numbers = [amount.steps, amount.metres ?? 0, amount.kcal ?? 0];
  if (!numbers.every((value) => Number.isSafeInteger(value) && value >= 0)) return 'not-a-number';
  if (!Number.isInteger(slot) || slot < 0 || slot >= SLOTS_PER_DAY) return 'not-a-number';
  if (amount.steps > (LIMITS.stepsPerMinute * SLOT_SECONDS) / 60) return 'too-fast';
  if (dayStart(day) + slot * SLOT_SECONDS > now + LIMITS.futureSeconds) return 'future';
  return isTooOld(day, now) ? 'too-old' : null;
}

/** Whether a day lies too far back to be taken. */
export const isTooOld = (day: DayKey, now: number) =>
  dayStart(day) + (LIMITS.pastDays + 1) * DAY_SECONDS <= now;

/**
 * An amount without the distance or energy that no body makes with these steps in `minutes`: such a
 * number is a slip of the band's, and is as if it had not measured it.
 */
export function plausible({ steps, metres, kcal }: Amount, minutes: number): Amount {
  const most = Math.min(minutes * LIMITS.kcalPerMinute, LIMITS.kcalPerDay);
  return {
    steps,
    ...(metres !== undefined && metres <= steps * LIMITS.metresPerStep && { metres }),
    ...(kcal !== undefined && kcal <= most && { kcal }),
  };
}

/**
 * Why a reading cannot be real, or null. When within a slot steps were walked is a guess, so a short
 * one may have a slot's. `now` is the phone's time, UTC seconds.
 */
export function readingFault(reading: Reading, now: number): WithheldReason | null {
  const { start, seconds, steps, metres = 0, kcal = 0 } = reading;
  const numbers = [start, seconds, steps, metres, kcal];
  if (!numbers.every((value) => Number.isSafeInteger(value) && value >= 0)) return 'not-a-number';
  if (start > now + LIMITS.futureSeconds) return 'future';
  const most = (LIMITS.stepsPerMinute * Math.max(seconds, SLOT_SECONDS)) / 60;
  return seconds > DAY_SECONDS || steps > most ? 'too-fast' : null;
}

/** Why a piece of sleep cannot be real, or null. `now` is the phone's time, UTC seconds. */
export function sleepFault({ start, seconds }: SleepSpan, now: number): WithheldReason | null {
  if (![start, seconds].every((value) => Number.isSafeInteger(value) && value > 0)) {
    return 'not-a-number';
  }
  if (seconds > DAY_SECONDS) return 'not-a-number';
  return start > now + LIMITS.futureSeconds ? 'future' : null;
}

/**
 * Why a day counter cannot be real, or null: no more than the limit for every minute that the day
 * has had so far. `now` is server time, UTC seconds; `offsetSeconds` says where the day begins.
 */
export function counterFault(
  day: DayKey,
  amount: Amount,
  now: number,
  offsetSeconds = BOARD_OFFSET_SECONDS,
): WithheldReason | null {
  const numbers = [amount.steps, amount.metres ?? 0, amount.kcal ?? 0];
  if (!numbers.every((value) => Number.isSafeInteger(value) && value >= 0)) return 'not-a-number';
  const seconds = now + LIMITS.futureSeconds - dayStart(day, offsetSeconds);
  if (seconds < 0) return 'future';
  if (isTooOld(day, now)) return 'too-old';
  const most = (Math.min(seconds, DAY_SECONDS) / 60) * LIMITS.stepsPerMinute;
  return amount.steps > most ? 'too-fast' : null;
}

/**
 * Why a band's day that is over is kept off boards beside what WeRun has of it, or null. A WeRun of 0 is
 * no data.
 */
export const werunFault = (steps: number, werun: number): WithheldReason | null =>
  werun > 0 && steps > werun * LIMITS.overWerun ? 'unconfirmed' : null;

/**
 * What people looked at of a day and let count (申请核实): its steps, and the steps of each slot. Up to
 * these the rule has nothing against it, whatever comes later; beyond them it judges as ever.
 */
export interface Allowed {
  steps: number;
  slots: Readonly<Record<number, number>>;
}

/** Why a whole day is kept off boards, or null. */
export function dayFault(
  steps: number,
  slots: DaySlots,
  allowed: Allowed = { steps: 0, slots: {} },
): WithheldReason | null {
  if (steps > Math.max(LIMITS.stepsPerDay, allowed.steps)) return 'too-many-steps';
  const fast = LIMITS.sustainedStepsPerMinute * (SLOT_SECONDS / 60);
  let fastRun = 0;
  let equalRun = 0;
  let previous = 0;
  let busy = 0;
  for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
    const value = slots[slot]?.steps ?? 0;
    const judged = value > (allowed.slots[slot] ?? 0);
    fastRun = judged && value >= fast ? fastRun + 1 : 0;
    equalRun = judged && value === previous ? equalRun + 1 : judged ? 1 : 0;
    if (judged) busy++;
    if (fastRun * (SLOT_SECONDS / 60) >= LIMITS.sustainedMinutes) return 'too-fast';
    if (equalRun > LIMITS.equalSlots) return 'machine-like';
    previous = value;
  }
  return busy === SLOTS_PER_DAY ? 'machine-like' : null;
}
