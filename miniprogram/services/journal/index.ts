/** The journal of this phone, opened once. */
import { phoneFiles } from './files';
import { type Journal, openJournal } from './journal';

export type { Journal } from './journal';

let opened: Promise<Journal> | null = null;

/** Rejects when the phone's file system does; the next call tries again. */
export function journal(): Promise<Journal> {
  opened ??= (async () => openJournal(phoneFiles()))().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}
