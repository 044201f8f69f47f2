import type { Input, UploadResult } from '../../miniprogram/contract/api';
import { ownTurn } from '../accounts';
import type { Call } from '../answers';
import { makerOfBand, markSynced, uploadingBand } from '../bands';
import { transact } from '../cloud';
import { noteBattery } from './battery';
import { noteGoal } from './goal';
import { mergeDays } from './merge';
import { walkedSince } from './since';

/**
 * Takes a band's days, all or none, and with them that it was synced. What cannot be real is refused
 * slot by slot; the rest is merged by maximum, so phones may send in any order and as often as they
 * like: the same upload again changes nothing but the time of the last sync.
 */
export async function uploadDays(
  { band: id, days: uploaded, battery }: Input<'activity.upload'>,
  call: Call,
): Promise<UploadResult> {
  const { uid } = call;
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const band = await uploadingBand(scope, at, { id, uid });
    const origin = { uid, band: id, maker: makerOfBand(band), virtual: band.virtual };
    const own = band.heldAt === undefined ? uploaded : walkedSince(uploaded, band.heldAt);
    const merged = await mergeDays(scope, at, origin, own);
    const goalDay = await noteGoal(scope, at, call, band, merged.days);
    const low = await noteBattery(scope, at, band, battery);
    await markSynced(scope, at, band, { low, goalDay });
    return merged;
  });
}
