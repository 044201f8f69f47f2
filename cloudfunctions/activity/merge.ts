/** Adds what one source says of days to what is known of them. */
import { type BandDay, DAY_SECONDS, dayOf, dayStart } from '../../miniprogram/contract/activity';
import { API_LIMITS, type Input, type UploadResult } from '../../miniprogram/contract/api';
import { mergeBandDays, settledAt } from '../../miniprogram/contract/counting';
import type { Scope } from '../cloud';
import { HeldDays } from './days';
import { growth } from './growth';
import { ownDay } from './own-day';
import { heldOffOf, isReviewed } from './refused';
import { sift } from './sift';
import type { DayDoc } from './store';
import { type BandTold, holdOff, sameHeldOff } from './told';

/** Which band says it, and of whom. */
export interface Origin {
  uid: string;
  band: string;
  maker: string | null;
  virtual: boolean;
}

/**
 * Merges days by maximum, in a transaction that holds the person's turn: all of it or nothing. What
 * cannot be real is refused slot by slot.
 */
export async function mergeDays(
  scope: Scope,
  at: number,
  origin: Origin,
  uploaded: Input<'activity.upload'>['days'],
): Promise<UploadResult> {
  const { uid, ...source } = origin;
  const { band, virtual } = source;
  const fresh: BandTold = { ...source, slots: {} };
  const { days: sent, rejected: refused } = sift(uploaded, at);
  const keys = new Set([...sent, ...refused].map(({ day }) => day));
  const held = await HeldDays.of(scope, uid, at, [...keys]);
  const rejected = refused.filter((one) => !isReviewed(one, uploaded, held.told(band, one.day)));
  const result: UploadResult = { changed: 0, rejected, days: [], newSteps: 0 };
  const parts = new Map(sent.map((part) => [part.day, part]));
  for (const day of [...keys].sort((a, b) => a - b)) {
    const before = held.day(day);
    const known = held.told(band, day);
    const off = virtual ? {} : heldOffOf(day, refused, uploaded, at);
    // A day of which nothing is kept is no day: nobody has a number of it.
    if (!known && !parts.has(day) && Object.keys(off).length === 0) continue;
    const part = parts.get(day) ?? { day, slots: {} };
    const next = holdOff(added(known ?? fresh, part), off);
    const grown = growth(known, part);
    if (before && known && grown === 0 && sameHeldOff(known, next)) {
      result.days.push(ownDay(await seenAgain(held, before, known, at)));
    } else if (!known && before && before.bands.length >= API_LIMITS.bandsPerDay) {
      rejected.push({ day, slot: null, reason: 'too-many-bands' });
    } else {
      const after = await held.write(day, next);
      result.changed += grown;
      result.days.push(ownDay(after));
      if (day === dayOf(at)) result.newSteps = after.total.steps - (before?.total.steps ?? 0);
    }
  }
  return result;
}

/** What a band told with what it tells now. */
function added(known: BandTold, part: BandDay): BandTold {
  const { slots, counter } = mergeBandDays({ ...known, day: part.day }, part);
  return { ...known, slots, ...(counter && { counter }) };
}

/**
 * Nothing new of a day: boards show the sync. A day that is over is held against WeRun now, which it was
 * not while it lasted.
 */
async function seenAgain(
  held: HeldDays,
  before: DayDoc,
  known: BandTold,
  at: number,
): Promise<DayDoc> {
  if (!before.board || at >= settledAt(before.day)) return before;
  if (at >= dayStart(before.day) + DAY_SECONDS) return held.write(before.day, known);
  await held.touch(before);
  return before;
}
