import { dayOf } from '../../miniprogram/contract/activity';
import { API_LIMITS, type Input, type UploadResult } from '../../miniprogram/contract/api';
import { mergeBandDays, settledAt } from '../../miniprogram/contract/counting';
import { ownTurn } from '../accounts';
import type { Call } from '../answers';
import { makerOfBand, markSynced, ownBand } from '../bands';
import { type Scope, transact } from '../cloud';
import { meter } from '../meters';
import { HeldDays } from './days';
import { growth } from './growth';
import { sift } from './sift';
import { bandDayId } from './store';

/** Which band says it, and of whom. */
interface Origin {
  uid: string;
  band: string;
  maker: string | null;
  virtual: boolean;
}

/**
 * Takes a band's days, all or none. What cannot be real is refused slot by slot; the rest is merged
 * by maximum, so phones may send in any order and as often as they like: the same upload again
 * changes nothing but the time of the last sync.
 */
export async function uploadDays(
  { band: id, days: uploaded }: Input<'activity.upload'>,
  { uid, at: asked }: Call,
): Promise<UploadResult> {
  const band = await ownBand(id, uid);
  await meter(uid, 'upload', asked);
  const origin = { uid, band: id, maker: makerOfBand(band), virtual: band.virtual };
  const result = await transact((scope, at) => merge(scope, at, origin, uploaded));
  await markSynced(id, uid, asked);
  return result;
}

async function merge(
  scope: Scope,
  at: number,
  origin: Origin,
  uploaded: Input<'activity.upload'>['days'],
): Promise<UploadResult> {
  const { uid, band } = origin;
  await ownTurn(scope, uid);
  const { days: sent, rejected } = sift(uploaded, at);
  const result: UploadResult = { changed: 0, rejected, days: [], newSteps: 0 };
  const keys = sent.map(({ day }) => day);
  const held = await HeldDays.of(scope, uid, at, keys, band);
  for (const part of sent) {
    const { day } = part;
    const before = held.day(day);
    const known = held.bandDay(band, day);
    const grown = growth(known, part);
    if (before && known && grown === 0) {
      if (before.board && at < settledAt(day)) await held.touch(before);
      result.days.push(before.total);
    } else if (!known && before && before.bands.length >= API_LIMITS.bandsPerDay) {
      rejected.push({ day, slot: null, reason: 'too-many-bands' });
    } else {
      const fresh = { ...origin, _id: bandDayId(uid, band, day) };
      const after = await held.write({
        ...(known ?? fresh),
        ...mergeBandDays(known ?? part, part),
      });
      result.changed += grown;
      result.days.push(after.total);
      if (day === dayOf(at)) result.newSteps = after.total.steps - (before?.total.steps ?? 0);
    }
  }
  return result;
}
