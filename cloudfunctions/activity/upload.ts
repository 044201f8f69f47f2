import type { Input, UploadResult } from '../../miniprogram/contract/api';
import type { Call } from '../answers';
import { makerOfBand, markSynced, ownBand } from '../bands';
import { transact } from '../cloud';
import { meter } from '../meters';
import { mergeDays } from './merge';

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
  const result = await transact((scope, at) => mergeDays(scope, at, origin, uploaded));
  await markSynced(id, uid, asked);
  return result;
}
