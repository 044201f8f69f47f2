/** The journal of this phone, opened once. */

import { phoneFiles } from '../../../phone/files';
import { consented, mine } from '../../account/index';
import { JOURNAL_LIMITS, type Journal, openJournal } from './journal';

export type { Journal } from './journal';

let opened: Promise<Journal> | null = null;

/** Rejects when the phone's file system does; the next call tries again. */
export function journal(): Promise<Journal> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** The files are gone: what was read of them is forgotten. */
export function closeJournal(): void {
  opened = null;
}

async function open(): Promise<Journal> {
  const book = await openJournal(phoneFiles(), JOURNAL_LIMITS, isOurs);
  // A kill may have come between the end of the consent and the deletion. Whoever is not known yet
  // may have agreed.
  if (mine.get().me && !consented('sleep')) await book.forgetSleep().catch(() => undefined);
  return book;
}

/** Whether a band is bound to this account. Before the cloud said which are, all of them may be. */
function isOurs(band: string): boolean {
  const { at, bands } = mine.get();
  return at === 0 || bands.some(({ id }) => id === band);
}
