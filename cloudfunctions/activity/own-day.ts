/** A day as its owner is told of it: how it was counted, and how much of it boards do not have. */
import type { OwnDay } from '../../miniprogram/contract/api';
import type { DayTotal } from '../../miniprogram/contract/counting';
import { slotsFrom } from './slots-text';
import type { StoredTold } from './told';

/** Of what was told only that: a usual day has none of it, and is no byte longer. */
type Refused = readonly Pick<StoredTold, 'heldOff'>[];

/** What of a stored day `ownDay` reads. */
export const OWN_DAY = ['total', 'told.heldOff'];

/** The day, with what boards do not have where there is any. */
export function ownDay({ total, told }: { total: DayTotal; told: Refused }): OwnDay {
  return { ...total, ...keptOff(total, told) };
}

/** Steps that boards do not have: all of a day that is withheld, else of each slot the most that was refused. */
export function keptOff(
  { withheld, steps }: Pick<DayTotal, 'withheld' | 'steps'>,
  told: Refused,
): Pick<OwnDay, 'keptOff'> {
  const all = withheld === null ? refusedOf(told) : withheld === 'virtual' ? 0 : steps;
  return all > 0 ? { keptOff: all } : {};
}

function refusedOf(told: Refused): number {
  const most = new Map<string, number>();
  for (const { heldOff } of told) {
    if (!heldOff) continue;
    for (const [slot, { steps }] of Object.entries(slotsFrom(heldOff))) {
      most.set(slot, Math.max(most.get(slot) ?? 0, steps));
    }
  }
  return [...most.values()].reduce((sum, steps) => sum + steps, 0);
}
