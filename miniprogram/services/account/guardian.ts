/** A guardian's word for somebody under 14: they agree in their own WeChat, by a card. */
import { CONSENT_VERSIONS, type Person } from '../../contract/api';
import { ask } from '../../phone/cloud';
import { remember } from './mine';

/** A card for a guardian; it makes the account, of which nothing else is kept before they agree. */
export const askGuardian = async (): Promise<string> => (await ask('guardian.ask', {})).token;

/** Where the card opens. */
export const guardianPath = (token: string): string =>
  `/packages/me/guardian/guardian?token=${encodeURIComponent(token)}`;

/** Who asks. Rejects with `invite-expired`, `-own`, `-invalid` or `guardian-needed`. */
export const openGuardianCard = async (token: string): Promise<Person> =>
  (await ask('guardian.open', { token })).from;

/** Agrees; the same answers. */
export const giveGuardianConsent = async (token: string): Promise<Person> =>
  (await ask('guardian.give', { token })).from;

/** Takes the word back: from then on everything stays on this phone. Rejects with an AppError. */
export async function withdrawGuardian(): Promise<void> {
  const version = CONSENT_VERSIONS.guardian;
  const { me } = await ask('consent.set', { kind: 'guardian', version, given: false });
  remember({ me });
}
