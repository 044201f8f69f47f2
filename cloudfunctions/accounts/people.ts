/** Accounts: made at the first call, known to others by a random public id. */
import { addDays, BOARD_OFFSET_SECONDS, dayOf } from '../../miniprogram/contract/activity';
import {
  CONSENT_VERSIONS,
  type ConsentKind,
  DEFAULT_GOAL,
  defaultName,
  type Me,
  type Person,
} from '../../miniprogram/contract/api';
import { goalOn } from '../../miniprogram/contract/goals';
import { MAX_LIMIT, oneOf, transact } from '../cloud';
import { photoPath } from './photo-place';
import { type IdentityDoc, identities, type PersonDoc, people } from './store';
import { accountGone } from './turns';

/** Who an OpenID is, or null when this person was never here. */
export const identityOf = (openid: string): Promise<IdentityDoc | null> => identities.get(openid);

/** The public id of an OpenID, or null when this person was never here. */
export const findUid = async (openid: string): Promise<string | null> =>
  (await identityOf(openid))?.uid ?? null;

/** Until their phone says another. */
const LANGUAGE = 'zh';

/** Somebody who has just agreed to the terms; not stored yet. */
export const newPerson = (uid: string, at: number): PersonDoc => ({
  _id: uid,
  name: defaultName(uid, LANGUAGE),
  avatar: null,
  hidden: false,
  goals: [{ from: 0, steps: DEFAULT_GOAL }],
  consents: {},
  age: null,
  language: LANGUAGE,
  offset: BOARD_OFFSET_SECONDS,
  createdAt: at,
});

/** A person's document; refuses with `account-gone`. */
export async function personOf(uid: string): Promise<PersonDoc> {
  const person = await people.get(uid);
  if (!person) throw accountGone();
  return person;
}

/** A person's document, or null. */
export const personOrNone = (uid: string): Promise<PersonDoc | null> => people.get(uid);

/** The OpenID of a person, or null when they are gone. */
export async function openidOf(uid: string): Promise<string | null> {
  const found = await identities.find({ where: { uid }, limit: 1, fields: ['_id'] });
  return found[0]?._id ?? null;
}

/** Takes away a person and the identity that leads to them, before or after whatever adds to them. */
export const removePerson = ({ uid, openid }: { uid: string; openid: string }): Promise<void> =>
  transact(async (scope) => {
    const identity = await identities.within(scope).get(openid);
    if (identity?.uid === uid) await identities.within(scope).remove(openid);
    await people.within(scope).remove(uid);
  });

/** What boards need to know of a person. */
export type Shown = Pick<PersonDoc, (typeof SHOWN)[number]>;

const SHOWN = ['_id', 'name', 'avatar', 'hidden', 'hiding', 'age', 'consents'] as const;

/** The people of these ids that exist, by id; at most 1000 ids. */
export async function peopleOf(uids: readonly string[]): Promise<Map<string, Shown>> {
  if (uids.length === 0) return new Map();
  if (uids.length > MAX_LIMIT) throw new Error('too many people for one query');
  const found = await people.find({
    where: { _id: oneOf(uids) },
    limit: uids.length,
    fields: SHOWN,
  });
  return new Map(found.map((person) => [person._id, person]));
}

/** What others see of a person. */
export function viewOf(person: Pick<PersonDoc, '_id' | 'name' | 'avatar'>): Person {
  const view: Person = { uid: person._id, name: person.name };
  if (person.avatar) view.avatar = person.avatar;
  return view;
}

const CONSENT_KINDS = Object.keys(CONSENT_VERSIONS) as ConsentKind[];

/** What a person sees of themselves. */
export function meOf(person: PersonDoc, openid: string, at: number): Me {
  const { goals, hidden, age, consents, language, offset } = person;
  const agreed = CONSENT_KINDS.filter((kind) => consents[kind] !== undefined);
  const today = dayOf(at);
  const goalBefore = goalOn(goals, addDays(today, -1));
  const chosen = { goal: goalOn(goals, today), goalBefore, hidden, age, language, offset };
  const since = Object.fromEntries(agreed.map((kind) => [kind, consents[kind]!.at]));
  const avatar = person.photo ?? person.avatar;
  const own = {
    consents: agreed,
    since,
    photoPath: photoPath({ uid: person._id, openid }, person.seat),
  };
  return { ...viewOf({ ...person, avatar }), ...chosen, ...own };
}
