/** Slots that the rule refuses for their steps alone: kept beside the day, and counted once people let them. */
import type { BandDay, DayKey } from '../../miniprogram/contract/activity';
import type { HeldOff, Rejected } from '../../miniprogram/contract/api';
import { LIMITS, slotFault } from '../../miniprogram/contract/counting';
import type { BandTold } from './told';

/** The most that an upload tells of a slot. */
const mostTold = (uploaded: readonly BandDay[], day: DayKey, slot: number): number =>
  Math.max(0, ...uploaded.map((one) => (one.day === day ? (one.slots[slot]?.steps ?? 0) : 0)));

/** Whether only its steps keep a slot out; the number is judged before the time. */
export const isTooFast = (day: DayKey, slot: number, steps: number, at: number): boolean =>
  slotFault(day, slot, { steps }, at) === 'too-fast' &&
  slotFault(day, slot, { steps: 0 }, at) === null;

/**
 * What is kept of what was refused of a day. A band that tells of more in a quarter of an hour than a day
 * may have is at fault: there is nothing that anybody could look at.
 */
export function heldOffOf(
  day: DayKey,
  refused: readonly Rejected[],
  uploaded: readonly BandDay[],
  at: number,
): HeldOff {
  const held: Record<number, number> = {};
  for (const { day: of, slot } of refused) {
    if (of !== day || slot === null) continue;
    const steps = mostTold(uploaded, day, slot);
    if (steps <= LIMITS.stepsPerDay && isTooFast(day, slot, steps, at)) held[slot] = steps;
  }
  return held;
}

/**
 * Whether a slot that the rule refuses is one that people looked at and let count: then it is stored, and
 * a band that tells it again, or less, is told nothing. More than that is refused as ever.
 */
export const isReviewed = (
  { day, slot, reason }: Rejected,
  uploaded: readonly BandDay[],
  known: BandTold | undefined,
): boolean =>
  reason === 'too-fast' &&
  slot !== null &&
  mostTold(uploaded, day, slot) <= (known?.slots[slot]?.steps ?? 0);
