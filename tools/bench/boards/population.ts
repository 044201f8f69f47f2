/** A million days: 33,334 people over 30 days, one of them with 199 friends and a group of 500. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { groupId } from '../../../cloudfunctions/groups/id';
import { addDays, dayOf } from '../../../miniprogram/contract/activity';
import { stringifyEjson } from '../../cloud/ejson';
import { journalLine } from '../../cloud/store/journal';

export const PEOPLE = 33_334;
/** Days of each person that make a million. */
export const DAYS = 30;
export const FRIENDS = 199;
export const GROUP = 500;

/** The OpenID of the one who asks, and their group. */
export const CALLER = 'oBench-caller';
export const CHAT = groupId('bench-group');

/** Public ids as random as real ones, and the same at every run. */
export const uidOf = (person: number) =>
  (BigInt(person + 1) * 0x9e3779b97f4a7c15f39dn).toString(16).slice(-20).padStart(20, '0');

export const stepsOf = (person: number, day: number) => (person * 7919 + day * 104_729) % 20_000;

/** People of whom the caller, number 0, knows: any, but always the same. */
export const othersOf = (count: number) =>
  Array.from({ length: count }, (_, i) => 1 + ((i * 157) % (PEOPLE - 1)));

export interface Journal {
  today: number;
  lines: number;
}

/** Writes the journal of a cloud's data folder, `days` of each person; `now` is UTC seconds. */
export function writePopulation(folder: string, now: number, days = DAYS): Journal {
  const today = dayOf(now);
  const handle = openSync(join(folder, 'journal.log'), 'w');
  let batch: Buffer[] = [journalLine('["h",1,"bench"]')];
  let lines = 1;
  const put = (collection: string, doc: { _id: string } & Record<string, unknown>): void => {
    batch.push(
      journalLine(`["p","${collection}",${JSON.stringify(doc._id)},${stringifyEjson(doc)}]`),
    );
    lines += 1;
    if (batch.length < 5000) return;
    writeSync(handle, Buffer.concat(batch));
    batch = [];
  };
  for (let person = 0; person < PEOPLE; person++) putPerson(put, person, today, now, days);
  putCaller(put, today, now);
  writeSync(handle, Buffer.concat(batch));
  closeSync(handle);
  return { today, lines };
}

const AGREED = { age: null, consents: { terms: { version: 1, at: 0 } } };

type Put = (collection: string, doc: { _id: string } & Record<string, unknown>) => void;

/** A person and thirty days, without what no board reads. */
function putPerson(put: Put, person: number, today: number, now: number, days: number): void {
  const uid = uidOf(person);
  const look = { name: `步友 ${uid.slice(-4)}`, avatar: null, hidden: false };
  put('people', { _id: uid, ...look, goals: [{ from: 0, steps: 8000 }], createdAt: 0, ...AGREED });
  for (let ago = 0; ago < days; ago++) {
    const day = addDays(today, -ago);
    const steps = stepsOf(person, ago);
    const times = { reachedAt: now - 7200, syncedAt: now - 3600 };
    const board = { steps, sourceClass: 'direct', maker: 'codoon', ...times, withheld: null };
    const total = { day, ruleVersion: 2, steps, metres: steps, kcal: 90, withheld: null };
    const told = [{ band: 'b', maker: 'codoon', virtual: false, slots: '' }];
    const counted = { total, maker: 'codoon', bands: ['b'], told, board };
    put('days', { _id: `${uid}_${day}`, uid, day, ...counted });
  }
}

function putCaller(put: Put, today: number, now: number): void {
  const own = uidOf(0);
  // Who is cheered was cheered before: the first of a day also has its receiver told in the evening.
  const to = uidOf(othersOf(1)[0]!);
  put('cheers', { _id: `${to}_${today}`, to, day: today, from: [uidOf(PEOPLE)] });
  put('identities', { _id: CALLER, uid: own, terms: 1, child: false, goal: 8000 });
  for (const friend of othersOf(FRIENDS)) {
    const pair = [own, uidOf(friend)].sort();
    put('edges', { _id: pair.join('_'), pair, members: pair, at: 0 });
  }
  put('groups', { _id: CHAT, n: GROUP, guests: true, turn: '' });
  for (const member of [0, ...othersOf(GROUP - 1)]) {
    const uid = uidOf(member);
    const seat = uidOf(member + PEOPLE);
    put('members', {
      _id: `${CHAT}_${uid}`,
      group: CHAT,
      uid,
      state: 'member',
      seat,
      at: now - 9e6,
    });
  }
}
