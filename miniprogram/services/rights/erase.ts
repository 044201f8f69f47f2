/** Gone: the account in the cloud, and everything of it on this phone. */
import type { Output } from '../../contract/api';
import { permitted } from '../../phone/agreement';
import { ask } from '../../phone/cloud';
import { clearFiles } from '../../phone/files';
import { clearStore, stored } from '../../phone/store';
import { forgetMine } from '../account/index';
import { closeJournal } from '../activity/index';

/** Choices of this phone that say nothing of a person. */
const STAYS = ['language', 'unit'];

/**
 * When the deletion that was begun on this phone is done at the latest, UTC seconds; 0 for none. A date
 * and nothing else, so that whoever comes back before that sees how far it is.
 */
const begun = stored<number>('erasing', 0, Number.isSafeInteger);

/** That date, or null where nothing is being deleted as far as this phone knows. */
export const erasing = (): number | null => begun.get() || null;

/**
 * Erases the account, then the journal, stores, secrets and pictures of this phone. Resolves to when
 * the cloud is done at the latest (UTC seconds), null where it knew nobody. Rejects with an AppError
 * when the cloud could not be told: then nothing is gone.
 */
export async function eraseEverything(): Promise<number | null> {
  const until = permitted() ? await eraseAccount() : null;
  clearStore(STAYS);
  forgetMine();
  closeJournal();
  await clearFiles().catch((cause: unknown) => console.error('files stay', cause));
  if (until !== null) begun.set(until);
  return until;
}

export type Erasure = Output<'erasure.get'>;

/** How far the cloud is with it. Rejects with an AppError. */
export async function getErasure(): Promise<Erasure> {
  const erasure = await ask('erasure.get', {});
  if (erasure.state === 'none') begun.clear();
  return erasure;
}

async function eraseAccount(): Promise<number | null> {
  try {
    return (await ask('account.erase', { confirm: true })).until;
  } catch (failure) {
    // A child that asked no guardian has no account.
    if ((failure as { code?: string }).code === 'guardian-needed') return null;
    throw failure;
  }
}
