/** A guardian's word for somebody under 14: asked for by a card, given in the guardian's own WeChat. */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import {
  API_LIMITS,
  CONSENT_VERSIONS,
  type Output,
  type Person,
} from '../../miniprogram/contract/api';
import {
  guardianNeeded,
  identityOf,
  openidOf,
  ownTurn,
  personOf,
  personOrNone,
  setConsent,
  viewOf,
} from '../accounts';
import { type Call, Refusal, type Visitor } from '../answers';
import { collection, secretId, transact } from '../cloud';
import { meter } from '../meters';

interface CardDoc {
  /** What the card carries. */
  _id: string;
  /** Who is under 14. */
  uid: string;
  expiresAt: number;
}

const cards = collection<CardDoc>('guardianCards');

/** A card for a guardian; one made before is no card any more. */
export async function askGuardian({ uid, at: asked }: Call): Promise<Output<'guardian.ask'>> {
  await meter(uid, 'invite', asked);
  if ((await personOf(uid)).age !== 'u14') throw new Refusal('forbidden', 'not under 14');
  await cards.removeWhere({ uid });
  const token = secretId();
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const expiresAt = at + API_LIMITS.inviteDays * DAY_SECONDS;
    await cards.within(scope).put({ _id: token, uid, expiresAt });
    return { token, expiresAt };
  });
}

/** Who asks, before the answer; also for somebody who is nobody here yet. */
export async function openCard(token: string, who: Visitor): Promise<{ from: Person }> {
  const { from } = await asker(token, who);
  return { from };
}

/** Agrees for whoever sent the card. Nothing is kept of who agreed; doing it again is no error. */
export async function giveConsent(token: string, who: Visitor): Promise<{ from: Person }> {
  const { from, openid } = await asker(token, who);
  const version = CONSENT_VERSIONS.guardian;
  await setConsent({ kind: 'guardian', version, given: true }, openid);
  return { from };
}

async function asker(
  token: string,
  { openid: opener, at }: Visitor,
): Promise<{ from: Person; openid: string }> {
  const card = await cards.get(token);
  if (!card) throw new Refusal('invite-invalid', 'no such card');
  if (card.expiresAt <= at) throw new Refusal('invite-expired', 'older than seven days');
  const here = await identityOf(opener);
  if (here?.uid === card.uid) throw new Refusal('invite-own', 'a guardian opens it');
  if (here?.child) throw guardianNeeded();
  const [person, openid] = [await personOrNone(card.uid), await openidOf(card.uid)];
  if (!person || !openid) throw new Refusal('invite-invalid', 'whoever asked is gone');
  return { from: viewOf(person), openid };
}
