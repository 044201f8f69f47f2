import { isContention } from './errors';
import { database, type SdkScope } from './sdk';

export type Scope = SdkScope;

const RETRIES = 5;
const FIRST_PAUSE_MS = 60;

/**
 * Runs `work` in a transaction: everything it writes through `collection.within(scope)` happens, or
 * nothing. Repeated up to five times when others wrote the same documents; the SDK's own retry does
 * not see conflicts inside the work, so it is switched off. `work` must have no other effects.
 */
export async function transact<R>(work: (scope: Scope) => Promise<R>): Promise<R> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await database.runTransaction(work, 0);
    } catch (error) {
      if (attempt === RETRIES || !isContention(error)) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
