/** R10-7: every action, asked by everybody there is to ask, about one person's things. */
import { describe, expect, test } from '@jest/globals';
import type { Action, ErrorCode } from '../../miniprogram/contract/api';
import { AGREEING } from './backend';
import type { Inside, State } from './inside';
import { inputs, type Name, PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
let state: State;
useTown((here) => {
  ({ inside, town, state } = here);
});

type Answer = 'ok' | ErrorCode;
/** Also: somebody here for the first time, and an identity whose person is gone. */
type Asker = Name | 'new' | 'gone';

const NEW = { new: 'needs-consent' } as const;
const ANYBODY = {
  ann: 'ok',
  ben: 'ok',
  hal: 'ok',
  rex: 'ok',
  sam: 'ok',
  kid: 'ok',
  ...NEW,
} as const;
const only = (ann: Answer, others: Answer) =>
  ({ ann, ben: others, hal: others, rex: others, sam: others, kid: others, ...NEW }) as const;
/** Nobody under 14 goes to others, or sees them, alone. */
const KID = { kid: 'guardian-needed' } as const;

/** The operator's desk has no thread of a maker's. */
const AT_DESKS = { hal: 'not-found', sam: 'ok' } as const;

const TABLE: Record<Action, Record<Asker, Answer>> = {
  'account.enter': { ...ANYBODY, gone: 'account-gone' },
  'account.update': { ...ANYBODY, gone: 'account-gone' },
  'consent.set': { ...ANYBODY, gone: 'account-gone' },
  'guardian.ask': { ...only('forbidden', 'forbidden'), kid: 'ok', gone: 'account-gone' },
  'guardian.open': { ...ANYBODY, kid: 'invite-own', new: 'ok', gone: 'ok' },
  'guardian.give': { ...ANYBODY, kid: 'invite-own', new: 'ok', gone: 'ok' },
  'account.erase': { ...ANYBODY, new: 'ok', gone: 'ok' },
  'erasure.get': { ...ANYBODY, new: 'ok', gone: 'ok' },
  'export.start': { ...ANYBODY, gone: 'account-gone' },
  'export.get': { ...ANYBODY, gone: 'ok' },
  'band.bind': { ...only('ok', 'band-taken'), ...KID, gone: 'account-gone' },
  // What is not one's own is let go already; Ann keeps it, below.
  'band.unbind': { ...ANYBODY, gone: 'ok' },
  'band.claim': { ...ANYBODY, ...KID, gone: 'account-gone' },
  'band.answer': { ...only('ok', 'not-found'), gone: 'not-found' },
  // What is not one's own stays as it is, below.
  'band.withdraw': { ...ANYBODY, gone: 'ok' },
  'band.claims': { ...ANYBODY, gone: 'ok' },
  'notice.seen': { ...ANYBODY, gone: 'ok' },
  'device.ticket': { ...only('ok', 'not-found'), ...KID, gone: 'not-found' },
  // What is not one's own stays as it is, below.
  'device.allow': { ...ANYBODY, gone: 'ok' },
  'band.vendorAuth': { ...only('ok', 'band-taken'), gone: 'band-taken' },
  'activity.upload': { ...only('ok', 'not-found'), ...KID, gone: 'account-gone' },
  'activity.werun': { ...only('ok', 'proof-refused'), ...KID, gone: 'proof-refused' },
  'activity.dropCounter': { ...only('ok', 'not-found'), gone: 'account-gone' },
  'activity.days': { ...ANYBODY, gone: 'account-gone' },
  'activity.sources': { ...ANYBODY, gone: 'ok' },
  'activity.year': { ...ANYBODY, gone: 'account-gone' },
  'review.ask': { ...only('ok', 'not-found'), ...KID, gone: 'account-gone' },
  // What is not one's own stays as it is, below.
  'review.withdraw': { ...ANYBODY, gone: 'ok' },
  'board.friends': { ...ANYBODY, ...KID, gone: 'ok' },
  'group.open': { ...only('ok', 'proof-refused'), ...KID, gone: 'proof-refused' },
  'group.join': { ...only('ok', 'proof-refused'), ...KID, gone: 'proof-refused' },
  'group.leave': { ...ANYBODY, gone: 'ok' },
  'group.allow': { ...only('ok', 'not-found'), ben: 'ok', gone: 'not-found' },
  'group.list': { ...ANYBODY, gone: 'ok' },
  'board.group': { ...only('ok', 'not-found'), ben: 'ok', sam: 'ok', ...KID, gone: 'not-found' },
  'board.world': { ...ANYBODY, ...KID, gone: 'ok' },
  'friend.day': {
    ...only('forbidden', 'forbidden'),
    ...{ ben: 'ok', hal: 'ok', ...KID, gone: 'forbidden' },
  },
  'cheer.send': {
    ...only('forbidden', 'forbidden'),
    ...{ ben: 'ok', hal: 'ok', ...KID, gone: 'forbidden' },
  },
  'invite.create': { ...ANYBODY, ...KID, gone: 'account-gone' },
  'invite.open': {
    ...{ ann: 'invite-own', ben: 'already-friends', hal: 'already-friends' },
    ...{ rex: 'ok', sam: 'ok', kid: 'ok', new: 'ok', gone: 'ok' },
  },
  'invite.accept': {
    ...{ ann: 'invite-own', ben: 'already-friends', hal: 'already-friends' },
    ...{ rex: 'ok', sam: 'ok', ...KID, ...NEW, gone: 'account-gone' },
  },
  'friend.remove': { ...ANYBODY, gone: 'ok' },
  'friend.block': { ...ANYBODY, ann: 'bad-input', gone: 'account-gone' },
  'friend.list': { ...ANYBODY, gone: 'ok' },
  // What is not one's own stays as it is, in friends.test.ts.
  'friend.unblock': { ...ANYBODY, gone: 'ok' },
  'share.create': {
    ...{ ann: 'ok', ben: 'not-found', hal: 'not-found', rex: 'not-found', sam: 'ok' },
    ...{ ...KID, ...NEW, gone: 'account-gone' },
  },
  'share.open': { ...ANYBODY, new: 'ok', gone: 'ok' },
  'share.revoke': { ...ANYBODY, gone: 'ok' },
  'share.list': { ...ANYBODY, gone: 'ok' },
  'share.code': { ...only('ok', 'share-gone'), ...KID, gone: 'share-gone' },
  'desk.enter': { ...only('forbidden', 'forbidden'), hal: 'ok', sam: 'ok', gone: 'forbidden' },
  'desk.invite': { ...only('forbidden', 'forbidden'), hal: 'ok', sam: 'ok', gone: 'forbidden' },
  'desk.inbox': { ...only('forbidden', 'forbidden'), hal: 'ok', sam: 'ok', gone: 'forbidden' },
  'desk.read': { ...only('forbidden', 'forbidden'), ...AT_DESKS, gone: 'forbidden' },
  'desk.picture': { ...only('forbidden', 'forbidden'), ...AT_DESKS, gone: 'forbidden' },
  'desk.reply': { ...only('forbidden', 'forbidden'), ...AT_DESKS, gone: 'forbidden' },
  'desk.close': { ...only('forbidden', 'forbidden'), ...AT_DESKS, gone: 'forbidden' },
  'desk.reviews': { ...only('forbidden', 'forbidden'), hal: 'ok', gone: 'forbidden' },
  'desk.review': { ...only('forbidden', 'forbidden'), hal: 'ok', gone: 'forbidden' },
  'desk.decide': { ...only('forbidden', 'forbidden'), hal: 'ok', gone: 'forbidden' },
  'support.open': { ...only('ok', 'not-found'), gone: 'not-found' },
};

const MEMBER = { terms: 1, child: false };

const openidOf = (asker: Asker) => (asker in PEOPLE ? PEOPLE[asker as Name] : `oTown-${asker}`);
const ACTIONS = Object.keys(TABLE) as Action[];

async function ask(asker: Asker | null, action: Action): Promise<Answer> {
  if (asker === 'gone') {
    await inside.cloud.store.set('identities', openidOf('gone'), {
      uid: 'f'.repeat(20),
      ...MEMBER,
    });
  }
  const openid = asker && openidOf(asker);
  const reply = await inside.reply(openid, action, inputs(town)[action] as never);
  for (const known of Object.values(PEOPLE)) expect(JSON.stringify(reply)).not.toContain(known);
  return reply.ok ? 'ok' : reply.code;
}

describe.each(ACTIONS)('%s', (action) => {
  test('nobody', async () => {
    expect(await ask(null, action)).toBe(action === 'share.open' ? 'ok' : 'forbidden');
    expect(inside.state()).toEqual(state);
  });

  test.each(Object.entries(TABLE[action]))('asked by %s: %s', async (asker, answer) => {
    expect(await ask(asker as Asker, action)).toBe(answer);
    if (asker !== 'ann') expectAnnsThings(action);
  });
});

/** Nothing that is Ann's has changed: her bands, days, share, tickets and name. */
function expectAnnsThings(action: Action): void {
  const now = inside.state();
  const { ann } = town.uids;
  for (const name of ['bands', 'days', 'shares', 'tickets', 'identities']) {
    for (const [id, text] of state.get(name)!) {
      if (text.includes(ann)) expect(now.get(name)!.get(id)).toBe(text);
    }
  }
  // The desk's word is what changes one.
  if (action !== 'desk.decide') expect(now.get('reviews')).toEqual(state.get('reviews'));
  const person = (at: State) => ({ ...JSON.parse(at.get('people')!.get(ann)!), turn: '' });
  expect(person(now)).toEqual(person(state));
}

test('R5-2 who was removed does not come back with an older invitation of the one who removed them', async () => {
  const old = { token: town.oldFromAnn };
  expect(await inside.reply(PEOPLE.rex, 'invite.open', old)).toMatchObject({
    code: 'invite-expired',
  });
  expect(await inside.reply(PEOPLE.rex, 'invite.accept', old)).toMatchObject({
    code: 'invite-expired',
  });
  expect(await inside.reply(PEOPLE.sam, 'invite.accept', old)).toMatchObject({ ok: true });
});

test('R5-2 who ended a friendship may take it up with an invitation of any age', async () => {
  await inside.ask(PEOPLE.ben, 'friend.remove', { uid: town.uids.ann });
  inside.setTime(Date.now() / 1000 + 60);
  const { token } = await inside.ask(PEOPLE.ann, 'invite.create', {});
  await inside.ask(PEOPLE.ann, 'friend.remove', { uid: town.uids.hal });
  expect(await inside.reply(PEOPLE.ben, 'invite.accept', { token })).toMatchObject({ ok: true });
});

test('a person who is missing is made anew by agreeing again', async () => {
  expect(await ask('gone', 'account.enter')).toBe('account-gone');
  expect(await inside.reply(openidOf('gone'), AGREEING.action, AGREEING.input)).toMatchObject({
    ok: true,
  });
  expect(await ask('gone', 'account.enter')).toBe('ok');
  expect(await ask('gone', 'invite.create')).toBe('ok');
});

test('a hidden friend is not there to be cheered', async () => {
  const reply = await inside.reply(PEOPLE.ann, 'cheer.send', { to: town.uids.hal, day: 20261122 });
  expect(reply).toMatchObject({ ok: false, code: 'forbidden' });
});
