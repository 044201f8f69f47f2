import type { Input, UploadResult } from '../../miniprogram/contract/api';
import type { Call } from '../answers';
import { makerOfBand, markSynced, ownBand } from '../bands';
import { transact } from '../cloud';
import { meter } from '../meters';
import { noteBattery } from './battery';
import { noteGoal } from './goal';
import { mergeDays } from './merge';
import { walkedSince } from './since';

/**
 * Takes a band's days, all or none. What cannot be real is refused slot by slot; the rest is merged
 * by maximum, so phones may send in any order and as often as they like: the same upload again
 * changes nothing but the time of the last sync.
 */
export async function uploadDays(
  { band: id, days: uploaded, battery }: Input<'activity.upload'>,
  call: Call,
): Promise<UploadResult> {
  const { uid, at: asked } = call;
  const band = await ownBand(id, uid);
  await meter(uid, 'upload', asked);
  const origin = { uid, band: id, maker: makerOfBand(band), virtual: band.virtual };
  const own = band.heldAt === undefined ? uploaded : walkedSince(uploaded, band.heldAt);
  const result = await transact((scope, at) => mergeDays(scope, at, origin, own));
  await markSynced(band, asked, await noteBattery(band, battery, asked));
  await noteGoal(call, result.days);
  return result;
}
