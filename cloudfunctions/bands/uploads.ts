/**
 * A band that tells of days: whose it is, how often it did in this hour, and when it did last are one
 * document, read and written once in the transaction that takes the days.
 */
import type { DayKey } from '../../miniprogram/contract/activity';
import { API_LIMITS } from '../../miniprogram/contract/api';
import { Refusal } from '../answers';
import type { Scope } from '../cloud';
import { type BandDoc, bands, noBand } from './bindings';

/**
 * The caller's band in a transaction that holds their turn, counted as one upload more. Refuses with
 * `not-found` where it is not theirs and with `too-often` where the hour is full. Nothing is written
 * before `markSynced`.
 */
export async function uploadingBand(
  scope: Scope,
  at: number,
  { id, uid }: { id: string; uid: string },
): Promise<Uploading> {
  const band = await bands.within(scope).get(id);
  if (band?.owner !== uid) throw noBand();
  // Another instance's clock may be a moment ahead, in the next hour already.
  const hour = Math.max(Math.floor(at / 3600), band.uploads?.hour ?? 0);
  const count = (band.uploads?.hour === hour ? band.uploads.count : 0) + 1;
  if (count > API_LIMITS.hourly.upload) throw new Refusal('too-often', 'upload');
  return { ...band, uploads: { hour, count } };
}

type Uploading = BandDoc & Required<Pick<BandDoc, 'uploads'>>;

/** Notes that its data arrived, in the same transaction, and what else that says of it, where it does. */
export async function markSynced(
  scope: Scope,
  at: number,
  { _id, uploads }: Uploading,
  { low, goalDay }: { low: boolean | undefined; goalDay: DayKey | undefined },
): Promise<void> {
  const said = { ...(low !== undefined && { low }), ...(goalDay && { goalDay }) };
  await bands.within(scope).update(_id, { syncedAt: at, reminded: false, uploads, ...said });
}
