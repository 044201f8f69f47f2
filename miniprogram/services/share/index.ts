/** Sharing a day: a frozen copy with an id nobody can guess. Values never travel in the link. */
import type { DayKey } from '../../contract/activity';
import type { OpenShare, Snapshot } from '../../contract/api';
import { ask } from '../../phone/cloud';
import { stored } from '../../phone/store';
import { mine } from '../account/index';

/** A share that was sent and has not been withdrawn, as this phone knows it. */
export type SentShare = OpenShare;

const sent = stored<SentShare[]>('shares', [], Array.isArray);
/** Whether the cloud ever told this phone which there are. */
const told = stored<boolean>('shares.told', false, (value) => typeof value === 'boolean');
/** Frozen here for a look before sending: nobody was told their ids. */
const unsent = stored<string[]>('shares.unsent', [], Array.isArray);
const MOST_UNSENT = 100;

/** Whether somebody may share: under 14 a guardian has to agree. The cloud says the same. */
export function mayShare(): boolean {
  const { me } = mine.get();
  return me?.age !== 'u14' || me.consents.includes('guardian');
}

/** Freezes a day. Nobody can open it before its id is sent. */
export async function createSnapshot(day: DayKey): Promise<Snapshot> {
  const snapshot = await ask('share.create', { day });
  const known = [...sent.get().map(({ id }) => id), ...unsent.get()];
  if (!known.includes(snapshot.id))
    unsent.set([snapshot.id, ...unsent.get()].slice(0, MOST_UNSENT));
  return snapshot;
}

/**
 * WeChat's code for a poster, of a share or of the app, as an address a canvas loads. Null where there
 * is none now. Never rejects.
 */
export async function shareCode(id?: string): Promise<string | null> {
  try {
    const { type, base64 } = await ask('share.code', id === undefined ? {} : { id });
    return `data:${type};base64,${base64}`;
  } catch {
    return null;
  }
}

/** Opens a shared day; needs no account. Rejects with `share-gone` whatever the reason is. */
export const openSnapshot = (id: string): Promise<Snapshot> => ask('share.open', { id });

/** What the Moments entry of a snapshot carries: its id and nothing else. */
export const snapshotQuery = (id: string): string => `id=${encodeURIComponent(id)}`;

/** Where a shared day opens. */
export const snapshotPath = (id: string): string => `/packages/share/day/day?${snapshotQuery(id)}`;

/** Remembers that a snapshot's link left this phone, so that it can be withdrawn. */
export function recordShare({ id, day, total, expiresAt }: Snapshot): void {
  const others = sent.get().filter((share) => share.id !== id);
  sent.set([{ id, day, steps: total.steps, expiresAt }, ...others].slice(0, 50));
  unsent.set(unsent.get().filter((one) => one !== id));
}

/**
 * Asks for the shares that still open, also those of another phone: `liveShares` tells them then.
 * What was only looked at here is none. Rejects with an AppError.
 */
export async function askShares(): Promise<void> {
  const { shares } = await ask('share.list', {});
  const drafts = unsent.get();
  sent.set(shares.filter(({ id }) => !drafts.includes(id)));
  told.set(true);
}

/** How many shares still open; null before the cloud said which there are. `now` in UTC seconds. */
export const shareCount = (now: number): number | null =>
  told.get() ? liveShares(now).length : null;

/** The shares that still open, newest first. `now` in UTC seconds. */
export const liveShares = (now: number): SentShare[] =>
  sent.get().filter(({ expiresAt }) => expiresAt > now);

/** Withdraws a share for everybody, at once. One that is gone already counts as withdrawn. */
export async function revokeShare(id: string): Promise<void> {
  try {
    await ask('share.revoke', { id });
  } catch (failure) {
    const { code } = failure as { code?: string };
    if (code !== 'share-gone' && code !== 'not-found') throw failure;
  }
  sent.set(sent.get().filter((share) => share.id !== id));
}
