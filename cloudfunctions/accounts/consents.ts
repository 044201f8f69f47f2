/** What a person agreed to: nothing is kept for anybody before the terms. */
import { dayOf } from '../../miniprogram/contract/activity';
import {
  CONSENT_VERSIONS,
  type ConsentKind,
  type Input,
  type Output,
} from '../../miniprogram/contract/api';
import { goalOn } from '../../miniprogram/contract/goals';
import { Refusal } from '../answers';
import { publicId, randomHex, type Scope, transact } from '../cloud';
import { mayAppear } from './appearing';
import { meOf, newPerson } from './people';
import { consents, identities, type PersonDoc, people } from './store';
import { accountGone } from './turns';

/**
 * Takes a consent, or takes it back; each change is also written into the log, a repetition changes
 * nothing. Who agrees to the terms for the first time is a person from then on. Refuses with
 * `needs-consent` whatever comes before the terms.
 */
export async function setConsent(
  { kind, version, given }: Input<'consent.set'>,
  openid: string,
): Promise<Output<'consent.set'>> {
  if (version > CONSENT_VERSIONS[kind]) throw new Refusal('bad-input', 'version: not known yet');
  if (kind === 'terms' && !given) throw new Refusal('bad-input', 'given: erase the account');
  return transact(async (scope, at) => {
    const before = await personBehind(scope, openid, at, kind === 'terms');
    const { [kind]: known, ...others } = before.consents;
    const same = given ? (known?.version ?? 0) >= version : known === undefined;
    if (same) return { me: meOf(before, openid, at) };
    const uid = before._id;
    const agreed: PersonDoc['consents'] = given ? { ...others, [kind]: { version, at } } : others;
    const after: PersonDoc = { ...before, consents: agreed, turn: publicId() };
    const terms = agreed.terms?.version ?? 0;
    const goal = goalOn(after.goals, dayOf(at));
    await identities.within(scope).put({ _id: openid, uid, terms, child: !mayAppear(after), goal });
    await people.within(scope).put(after);
    const entry = { uid, kind, version, given, at };
    // Given and taken back within a second are two entries.
    await consents.within(scope).put({ _id: `${uid}_${kind}_${at}_${randomHex(4)}`, ...entry });
    return { me: meOf(after, openid, at) };
  });
}

/** Whether a person consents, as true as the transaction that asks. */
export async function hasConsent(scope: Scope, uid: string, kind: ConsentKind): Promise<boolean> {
  return (await people.within(scope).get(uid))?.consents[kind] !== undefined;
}

/** Who is meant; somebody new, not stored yet, where there is nobody and that may be. */
async function personBehind(
  scope: Scope,
  openid: string,
  at: number,
  mayBegin: boolean,
): Promise<PersonDoc> {
  const identity = await identities.within(scope).get(openid);
  const person = identity && (await people.within(scope).get(identity.uid));
  if (person) return person;
  if (mayBegin) return newPerson(identity?.uid ?? publicId(), at);
  throw identity ? accountGone() : needsConsent();
}

export const needsConsent = () => new Refusal('needs-consent', 'the terms come first');
