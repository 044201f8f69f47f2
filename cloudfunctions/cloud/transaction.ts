import { now } from './context';
import { isContention, isDuplicate } from './errors';
import { database, type SdkScope } from './sdk';

export type Scope = SdkScope;

/** How often contention is tried again, and the pause before the first time; it doubles. */
export const RETRY = { times: 5, firstPauseMs: 60 };

/**
 * Runs `work` in a transaction: everything it writes through `collection.within(scope)` happens, or
 * nothing. Repeated up to five times when others wrote the same documents, each time with the time
 * of that attempt (UTC seconds); the SDK's own retry does not see conflicts inside the work, so it
 * is switched off. `work` must have no other effects. Rejects with the last contention.
 */
export async function transact<R>(work: (scope: Scope, at: number) => Promise<R>): Promise<R> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await database.runTransaction((scope) => work(scope, now()), 0);
    } catch (error) {
      const again = isContention(error) || isDuplicate(error);
      if (attempt === RETRY.times || !again) throw error;
      await pause(RETRY.firstPauseMs * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
