/**
 * The invitation that the next card carries. It is made before the card is: WeChat takes a card at
 * once, and one without a token invites nobody. Until it is sent it waits on this phone.
 */
import { DAY_SECONDS } from '../../contract/activity';
import { now } from '../../lib/clock';
import { ask } from '../../phone/cloud';
import { stored } from '../../phone/store';
import { mine } from '../account/index';

interface Unsent {
  /** Whose it is. */
  uid: string;
  token: string;
  /** UTC seconds. */
  expiresAt: number;
}

const unsent = stored<Unsent | null>(
  'invitation',
  null,
  (value) => typeof (value as Unsent | null)?.token === 'string',
);

/** Whoever gets a card has this long to open it, at least. */
const LEAST_SECONDS = 2 * DAY_SECONDS;

const whose = () => mine.get().me?.uid ?? '';

/** Where an invitation opens. */
export const invitePath = (token: string): string =>
  `/packages/share/invite/invite?token=${encodeURIComponent(token)}`;

function waiting(): Unsent | null {
  const one = unsent.get();
  const good = one !== null && one.uid === whose() && one.expiresAt > now() + LEAST_SECONDS;
  return good ? one : null;
}

/** Whether a card would invite somebody. */
export const invitationReady = (): boolean => waiting() !== null;

/** Makes an invitation unless one waits. Rejects with an AppError. */
export async function prepareInvitation(): Promise<void> {
  if (waiting()) return;
  const { token, expiresAt } = await ask('invite.create', {});
  unsent.set({ uid: whose(), token, expiresAt });
}

/** The path for a card that is sent now, or null. It works once, so the next card needs another. */
export function takeInvitation(): string | null {
  const one = waiting();
  if (one) unsent.clear();
  return one && invitePath(one.token);
}
