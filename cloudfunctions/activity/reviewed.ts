/**
 * A day that people look at because boards withhold it, and what becomes of it when they let it count.
 *
 * What was decided is data that the counting reads. Refused slots, which were kept beside what their band
 * told (`heldOff`) or come from the phone that asked, join it with exactly the steps that were looked at,
 * and the day keeps `allowed`: its total and each slot's steps. A later upload that tells the same again
 * finds them stored; one that tells more is refused slot by slot as ever (`merge`), and a day that goes
 * beyond `allowed` is withheld again, which its owner sees.
 */
import type { DayKey } from '../../miniprogram/contract/activity';
import { API_LIMITS, type HeldSlot } from '../../miniprogram/contract/api';
import {
  type Allowed,
  countDay,
  larger,
  WERUN,
  type WithheldReason,
} from '../../miniprogram/contract/counting';
import type { Scope } from '../cloud';
import { recount } from './count';
import { isTooFast } from './refused';
import { type DayDoc, dayId, days } from './store';
import { type BandTold, holdOff, readTold, sourceOf } from './told';

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
 * What is kept off boards of a person's day: all of it, or slots that the rule refuses, those that the day
 * keeps and `told` besides. Null where nothing is, and for virtual bands, which no board counts. Read
 * while the person's turn is held it is true until the commit.
 */
export async function withheldDay(
  uid: string,
  day: DayKey,
  told: readonly HeldSlot[],
  at: number,
): Promise<Withheld | null> {
  const before = await days.get(dayId(uid, day));
  if (!before || before.total.withheld === 'virtual') return null;
  const stored = before.told.map((one) => withRefused(readTold(one), day, told, at));
  const slots = stored
    .flatMap(heldSlots)
    .filter(({ slot, steps }) => isTooFast(day, slot, steps, at))
    .sort((x, y) => x.slot - y.slot)
    .slice(0, API_LIMITS.heldSlots);
  const reason = before.total.withheld ?? (slots.length > 0 ? ('too-fast' as const) : null);
  if (!reason) return null;
  const sources = stored.map((source) => withSlots(source, slots));
  const counting = sources.map((one) => sourceOf(day, one));
  const { steps: total } = countDay(day, counting, before.total.ruleVersion);
  const held = slots.reduce((sum, { steps }) => sum + steps, 0);
  return { before, sources, slots, reason, steps: before.total.withheld ? total : held, total };
}

/** A band of this day with what a phone says besides that the cloud refused of it. */
function withRefused(
  source: BandTold,
  day: DayKey,
  told: readonly HeldSlot[],
  at: number,
): BandTold {
  if (source.virtual || source.band === WERUN) return source;
  const refused = told.filter(
    ({ band, slot, steps }) => band === source.band && isTooFast(day, slot, steps, at),
  );
  return refused.reduce((known, { slot, steps }) => holdOff(known, { [slot]: steps }), source);
}

const heldSlots = ({ band, heldOff = {} }: BandTold): HeldSlot[] =>
  Object.entries(heldOff).map(([slot, steps]) => ({ band, slot: Number(slot), steps }));

/** With these slots in it, and not refused any more. */
function withSlots(source: BandTold, held: readonly HeldSlot[]): BandTold {
  const slots = { ...source.slots };
  for (const { band, slot, steps } of held) {
    if (band === source.band) slots[slot] = larger(slots[slot], { steps });
  }
  return holdOff({ ...source, slots });
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
