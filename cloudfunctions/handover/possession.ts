/** Whether somebody has a band at hand: they know what it remembers of its owner's days. */
import type { BandDay } from '../../miniprogram/contract/activity';

/** Slots with steps that must agree. */
const LEAST = 8;
/** Of those that both tell of; one that was still running when its owner read it has grown since. */
const SHARE = 0.9;

/**
 * Whether what is shown agrees with what is known. A guess does not: of the slots that both know with
 * steps, nearly all must be the same to the step.
 */
export function knowsBand(shown: readonly BandDay[], known: readonly BandDay[]): boolean {
  const days = new Map(known.map(({ day, slots }) => [day, slots]));
  const told = new Map<string, boolean>();
  for (const { day, slots } of shown) {
    for (const [slot, { steps }] of Object.entries(slots)) {
      const own = days.get(day)?.[Number(slot)]?.steps ?? 0;
      if (steps > 0 && own > 0) {
        // The same slot twice, once each way, is a guess.
        const key = `${day}_${slot}`;
        told.set(key, steps === own && told.get(key) !== false);
      }
    }
  }
  const agreeing = [...told.values()].filter(Boolean).length;
  return agreeing >= LEAST && agreeing >= told.size * SHARE;
}
