import type { Amount, BandDay } from '../../miniprogram/contract/activity';

/** What is new in an upload, as dotted paths of the band-day document. */
export interface Difference {
  /** Path → the larger number. */
  raises: Record<string, number>;
  /** How many slots and counters are new or larger. */
  changed: number;
}

/** What `sent` would raise in `known`. Empty for a repetition. */
export function difference(
  known: Pick<BandDay, 'slots' | 'counter'> | null | undefined,
  sent: BandDay,
): Difference {
  const result: Difference = { raises: {}, changed: 0 };
  for (const [slot, amount] of Object.entries(sent.slots)) {
    compare(`slots.${slot}`, known?.slots[Number(slot)], amount, result);
  }
  if (sent.counter) compare('counter', known?.counter, sent.counter, result);
  return result;
}

function compare(path: string, known: Amount | undefined, sent: Amount, into: Difference): void {
  let grows = false;
  for (const field of ['steps', 'metres', 'kcal'] as const) {
    const value = sent[field];
    if (value === undefined || value <= (known?.[field] ?? -1)) continue;
    into.raises[`${path}.${field}`] = value;
    grows = true;
  }
  if (grows) into.changed++;
}
