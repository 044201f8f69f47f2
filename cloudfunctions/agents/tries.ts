/** Wrong codes: how many somebody may still try. Asked within the person's turn. */
import { API_LIMITS } from '../../miniprogram/contract/api';
import { collection, type Scope } from '../cloud';

interface TriesDoc {
  /** The person. */
  _id: string;
  left: number;
  /** Counted until then, UTC seconds. */
  expiresAt: number;
}

const tries = collection<TriesDoc>('deskTries');

export async function triesLeft(scope: Scope, uid: string, at: number): Promise<number> {
  const known = await tries.within(scope).get(uid);
  return known && known.expiresAt > at ? known.left : API_LIMITS.deskTries;
}

/** One less; the count ends ten minutes after the last wrong one. */
export async function tryAgain(
  scope: Scope,
  uid: string,
  at: number,
  left: number,
): Promise<number> {
  const expiresAt = at + API_LIMITS.deskCodeSeconds;
  await tries.within(scope).put({ _id: uid, left: left - 1, expiresAt });
  return left - 1;
}
