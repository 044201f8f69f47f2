/** Whether somebody has a band at hand: they know what it remembers of its owner's days. */
import type { BandDay } from '../../miniprogram/contract/activity';

/** Slots with steps that must agree. */
const LEAST = 8;
/** Of those that both tell of; one that was still running when its owner read it has grown since. */
const SHARE = 0.9;

/** A slot's place in time. */
const placeOf = (day: number, slot: string) => day * 100 + Number(slot);

/**
 * Whether what is shown agrees with what is known. A guess does not: of the slots that both know with
 * steps, and of those between in which their owner has none, nearly all must be the same to the step. Only
 * what is older or newer than all that their owner has is no matter: it was before their time, or is not
 * read yet.
 */
export function knowsBand(shown: readonly BandDay[], known: readonly BandDay[]): boolean {
  const walked = new Map<number, number>();
  for (const { day, slots } of known) {
    for (const [slot, { steps }] of Object.entries(slots)) {
      if (steps > 0) walked.set(placeOf(day, slot), steps);
    }
  }
  const [first, last] = [Math.min(...walked.keys()), Math.max(...walked.keys())];
  const told = new Map<number, boolean>();
  for (const { day, slots } of shown) {
    for (const [slot, { steps }] of Object.entries(slots)) {
      const place = placeOf(day, slot);
      if (!(steps > 0) || place < first || place > last) continue;
      // The same slot twice, once each way, is a guess.
      told.set(place, steps === walked.get(place) && told.get(place) !== false);
    }
  }
  const agreeing = [...told.values()].filter(Boolean).length;
  return agreeing >= LEAST && agreeing >= told.size * SHARE;
}
