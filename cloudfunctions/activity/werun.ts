/** WeChat's own step count: a source beside the bands, told by WeChat and never by the phone. */
import { type BandDay, dayOf } from '../../miniprogram/contract/activity';
import type { Input, UploadResult } from '../../miniprogram/contract/api';
import { WERUN } from '../../miniprogram/contract/counting';
import { hasConsent, ownTurn } from '../accounts';
import { type Call, Refusal } from '../answers';
import { openProof, transact } from '../cloud';
import { meter } from '../meters';
import { mergeDays } from './merge';
import { isWithdrawing } from './withdraw';

/** WeChat tells of 31 days. */
const MOST_DAYS = 31;

/** Takes the days that WeChat proves: one counter each, and only what is new. */
export async function uploadWerun(
  { proof }: Input<'activity.werun'>,
  { uid, at: asked }: Call,
): Promise<UploadResult> {
  await meter(uid, 'upload', asked);
  const days = daysIn((await openProof(proof))?.stepInfoList);
  if (!days)
    throw new Refusal('proof-refused', 'proof: no steps of yours, or older than five minutes');
  if (await isWithdrawing(uid))
    throw new Refusal('contended', 'earlier steps are being taken away');
  const origin = { uid, band: WERUN, maker: null, virtual: false };
  return transact(async (scope, at) => {
    if (!(await hasConsent(scope, uid, WERUN)))
      throw new Refusal('needs-werun', 'WeRun is a source by its own consent');
    await ownTurn(scope, uid);
    return mergeDays(scope, at, origin, days);
  });
}

/**
 * The days of a `stepInfoList`; a stamp is midnight in Beijing. A day of 0 says nothing: WeRun may have
 * been off. Null for anything else.
 */
function daysIn(list: unknown): BandDay[] | null {
  if (!Array.isArray(list)) return null;
  return list.slice(-MOST_DAYS).flatMap((one: unknown) => {
    const { timestamp, step } = (one ?? {}) as Record<string, unknown>;
    if (!Number.isSafeInteger(timestamp) || typeof step !== 'number' || !(step > 0)) return [];
    return [{ day: dayOf(timestamp as number), slots: {}, counter: { steps: step } }];
  });
}
