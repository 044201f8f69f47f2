/** Who waits at which maker's desk, and what WeChat lets it answer: five in 48 hours after a word. */
import { createHash } from 'node:crypto';
import { findUid } from '../accounts';
import { atMost, below, collection, now } from '../cloud';

export interface ThreadDoc {
  /** Made of person and maker, and names neither. */
  _id: string;
  openid: string;
  /** For their name; null when they have no account. */
  uid: string | null;
  maker: string;
  state: 'open' | 'closed';
  createdAt: number;
  /** When the person said something last (UTC seconds). */
  lastUserAt: number;
  /** Answers that WeChat takes since then. */
  left: number;
}

export const threads = collection<ThreadDoc>('threads');

export const ANSWERS = 5;
export const WINDOW_SECONDS = 48 * 3600;

/** Somebody said something to a maker; again, or in another order, changes nothing. */
export async function waitAt(maker: string, openid: string, saidAt: number): Promise<void> {
  const _id = createHash('sha256').update(`${openid}_${maker}`).digest('base64url').slice(0, 24);
  const waiting = { lastUserAt: saidAt, left: ANSWERS, state: 'open' as const };
  if ((await threads.updateWhere({ _id, lastUserAt: below(saidAt) }, waiting)) > 0) return;
  if ((await threads.updateWhere({ _id, lastUserAt: atMost(saidAt) }, { state: 'open' })) > 0)
    return;
  const uid = await findUid(openid);
  await threads.add({ _id, openid, uid, maker, ...waiting, createdAt: Math.min(saidAt, now()) });
}
