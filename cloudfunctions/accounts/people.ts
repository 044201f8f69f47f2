/** Accounts: made at the first call, known to others by a random public id. */
import { dayOf } from '../../miniprogram/contract/activity';
import { DEFAULT_GOAL, type Me, type Person } from '../../miniprogram/contract/api';
import { goalOn } from '../../miniprogram/contract/goals';
import { MAX_LIMIT, now, oneOf, publicId, randomHex, transact } from '../cloud';
import { identities, type PersonDoc, people } from './store';
import { accountGone } from './turns';

/** The public id of an OpenID, or null when this person was never here. */
export async function findUid(openid: string): Promise<string | null> {
  return (await identities.get(openid))?.uid ?? null;
}

/** The public id of an OpenID; makes the account when there is none, all of it or nothing. */
export async function uidOf(openid: string): Promise<string> {
  const known = await findUid(openid);
  if (known) return known;
  return transact(async (scope, at) => {
    const identity = await identities.within(scope).get(openid);
    if (identity) return identity.uid;
    const person = newPerson(publicId(), at);
    await identities.within(scope).put({ _id: openid, uid: person._id });
    await people.within(scope).put(person);
    return person._id;
  });
}

const newPerson = (uid: string, at: number): PersonDoc => ({
  _id: uid,
  name: `步友 ${randomHex(4)}`,
  avatar: null,
  hidden: false,
  goals: [{ from: 0, steps: DEFAULT_GOAL }],
  createdAt: at,
});

/** A person's document; refuses with `account-gone`. */
export async function personOf(uid: string): Promise<PersonDoc> {
  const person = await people.get(uid);
  if (!person) throw accountGone();
  return person;
}

/** A person's document, made anew when an identity leads to none. */
export async function personOrNew(uid: string): Promise<PersonDoc> {
  const person = await people.get(uid);
  if (person) return person;
  await people.add(newPerson(uid, now()));
  return personOf(uid);
}

/** Takes away a person and the identity that leads to them, before or after whatever adds to them. */
export const removePerson = ({ uid, openid }: { uid: string; openid: string }): Promise<void> =>
  transact(async (scope) => {
    const identity = await identities.within(scope).get(openid);
    if (identity?.uid === uid) await identities.within(scope).remove(openid);
    await people.within(scope).remove(uid);
  });

/** What boards need to know of a person. */
export type Shown = Pick<PersonDoc, '_id' | 'name' | 'avatar' | 'hidden' | 'hiding'>;

/** The people of these ids that exist, by id; at most 1000 ids. */
export async function peopleOf(uids: readonly string[]): Promise<Map<string, Shown>> {
  if (uids.length === 0) return new Map();
  if (uids.length > MAX_LIMIT) throw new Error('too many people for one query');
  const found = await people.find({
    where: { _id: oneOf(uids) },
    limit: uids.length,
    fields: ['_id', 'name', 'avatar', 'hidden', 'hiding'],
  });
  return new Map(found.map((person) => [person._id, person]));
}

/** What others see of a person. */
export function viewOf(person: Pick<PersonDoc, '_id' | 'name' | 'avatar'>): Person {
  const view: Person = { uid: person._id, name: person.name };
  if (person.avatar) view.avatar = person.avatar;
  return view;
}

/** What a person sees of themselves. */
export function meOf(person: PersonDoc, at: number): Me {
  return { ...viewOf(person), goal: goalOn(person.goals, dayOf(at)), hidden: person.hidden };
}
