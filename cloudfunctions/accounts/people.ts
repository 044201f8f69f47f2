/** Accounts: made at the first call, known to others by a random public id. */
import { dayOf } from '../../miniprogram/contract/activity';
import type { Me, Person } from '../../miniprogram/contract/api';
import { MAX_LIMIT, now, oneOf, publicId, randomHex } from '../cloud';
import { DEFAULT_GOAL, goalOn } from './goals';
import { identities, type PersonDoc, people } from './store';

/** The public id of an OpenID, or null when this person was never here. */
export async function findUid(openid: string): Promise<string | null> {
  return (await identities.get(openid))?.uid ?? null;
}

/**
 * The public id of an OpenID; makes the account when there is none. The person is written before
 * the identity that leads to them: who has an identity is a person.
 */
export async function uidOf(openid: string): Promise<string> {
  const known = await findUid(openid);
  if (known) return known;
  const person: PersonDoc = {
    _id: publicId(),
    name: `步友 ${randomHex(4)}`,
    avatar: null,
    hidden: false,
    goals: [{ from: 0, steps: DEFAULT_GOAL }],
    createdAt: now(),
  };
  await people.add(person);
  if (await identities.add({ _id: openid, uid: person._id })) return person._id;
  await people.remove(person._id);
  return uidOf(openid);
}

/** A person's document. */
export async function personOf(uid: string): Promise<PersonDoc> {
  const person = await people.get(uid);
  if (!person) throw new Error(`no person ${uid}`);
  return person;
}

/** The people of these ids that exist, by id; at most 1000 ids. */
export async function peopleOf(uids: readonly string[]): Promise<Map<string, PersonDoc>> {
  if (uids.length === 0) return new Map();
  if (uids.length > MAX_LIMIT) throw new Error('too many people for one query');
  const found = await people.find({
    where: { _id: oneOf(uids) },
    limit: uids.length,
    fields: ['_id', 'name', 'avatar', 'hidden', 'goals', 'createdAt'],
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
