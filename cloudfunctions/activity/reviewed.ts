/**
 * A day that people look at because boards withhold it, and what becomes of it when they let it count.
 *
 * What was decided is data that the counting reads. Refused slots join what their band told with exactly the
 * steps that were looked at, and the day keeps `allowed`: its total and each slot's steps. A later
 * upload that tells the same again finds them stored; one that tells more is refused slot by slot as
 * ever (`merge`), and a day that goes beyond `allowed` is withheld again, which its owner sees.
 */
import type { DayKey } from '../../miniprogram/contract/activity';
import type { HeldSlot } from '../../miniprogram/contract/api';
import {
  type Allowed,
  countDay,
  larger,
  slotFault,
  WERUN,
  type WithheldReason,
} from '../../miniprogram/contract/counting';
import type { Scope } from '../cloud';
import { recount } from './count';
import { type DayDoc, dayId, days } from './store';
import { type BandTold, readTold, sourceOf } from './told';

/** A day with what the cloud refused of it. */
export interface Withheld {
  before: DayDoc;
  /** What was told of it, with the refused slots in it. */
  sources: BandTold[];
  /** The refused slots, as far as they are ones; empty where the whole day is withheld as it is. */
  slots: HeldSlot[];
  reason: WithheldReason;
  /** Steps that boards do not have, and the day's total with them. */
  steps: number;
  total: number;
}

/**
 * What is kept off boards of a person's day: all of it, or `told` slots that the rule refuses. Null where
 * nothing is, and for virtual bands, which no board counts. Read while the person's turn is held it is
 * true until the commit.
 */
export async function withheldDay(
  uid: string,
  day: DayKey,
  told: readonly HeldSlot[],
  at: number,
): Promise<Withheld | null> {
  const before = await days.get(dayId(uid, day));
  if (!before || before.total.withheld === 'virtual') return null;
  const stored = before.told.map(readTold);
  const slots = told.filter((one) => isRefused(one, stored, day, at));
  const reason = before.total.withheld ?? (slots.length > 0 ? ('too-fast' as const) : null);
  if (!reason) return null;
  const sources = stored.map((source) => withSlots(source, slots));
  const counting = sources.map((one) => sourceOf(day, one));
  const { steps: total } = countDay(day, counting, before.total.ruleVersion);
  const held = slots.reduce((sum, { steps }) => sum + steps, 0);
  return { before, sources, slots, reason, steps: before.total.withheld ? total : held, total };
}

/** A slot of a band of this day that only the limit of a slot keeps out, and that is not in it yet. */
function isRefused(
  { band, slot, steps }: HeldSlot,
  stored: readonly BandTold[],
  day: DayKey,
  at: number,
): boolean {
  const source = stored.find((one) => one.band === band && !one.virtual && one.band !== WERUN);
  const over = slotFault(day, slot, { steps }, at) === 'too-fast';
  // The number is judged before the time.
  if (!source || !over || slotFault(day, slot, { steps: 0 }, at) !== null) return false;
  return steps > (source.slots[slot]?.steps ?? 0);
}

function withSlots(source: BandTold, held: readonly HeldSlot[]): BandTold {
  const slots = { ...source.slots };
  for (const { band, slot, steps } of held) {
    if (band === source.band) slots[slot] = larger(slots[slot], { steps });
  }
  return { ...source, slots };
}

/** Lets a day count as it was looked at, in a transaction that holds the person's turn. */
export async function letCount(
  scope: Scope,
  at: number,
  { before, sources, total }: Withheld,
): Promise<void> {
  const { uid, day } = before;
  const allowed = { steps: total, slots: slotsOf(sources) };
  const after = recount(uid, day, sources, { ...before, allowed }, at);
  // Nobody synced: a board says when that was.
  const syncedAt = before.board?.syncedAt;
  const board = after.board && syncedAt !== undefined ? { ...after.board, syncedAt } : after.board;
  await days.within(scope).put({ ...after, board });
}

/** Of each slot the most that a band told. */
function slotsOf(sources: readonly BandTold[]): Allowed['slots'] {
  const most: Record<number, number> = {};
  for (const { slots, virtual } of sources) {
    if (virtual) continue;
    for (const [key, { steps }] of Object.entries(slots)) {
      most[Number(key)] = Math.max(most[Number(key)] ?? 0, steps);
    }
  }
  return most;
}
