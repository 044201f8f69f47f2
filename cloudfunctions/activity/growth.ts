import type { Amount, BandDay } from '../../miniprogram/contract/activity';

/** How many slots and counters of `sent` are new to `known`, or larger. 0 for a repetition. */
export function growth(
  known: Pick<BandDay, 'slots' | 'counter'> | undefined,
  sent: BandDay,
): number {
  const slots = Object.entries(sent.slots);
  const grown = slots.filter(([slot, amount]) => grows(known?.slots[Number(slot)], amount)).length;
  return grown + (sent.counter && grows(known?.counter, sent.counter) ? 1 : 0);
}

function grows(known: Amount | undefined, sent: Amount): boolean {
  return (['steps', 'metres', 'kcal'] as const).some((field) => {
    const value = sent[field];
    return value !== undefined && value > (known?.[field] ?? -1);
  });
}
