import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '../../miniprogram/contract/activity';
import { API_LIMITS } from '../../miniprogram/contract/api';
import { type Backend, DAY, NOON, type Person, startBackend, TODAY } from './backend';

let backend: Backend;
let a: Person;
beforeAll(async () => {
  backend = await startBackend();
  a = backend.person('inviter');
  await a.ask('account.update', { name: '阿甲' });
});
afterAll(() => backend.stop());

const invite = async (from = a) => (await from.ask('invite.create', {})).token;
const friendsSeen = async (person: Person, day = TODAY) =>
  (await person.ask('board.friends', { day })).absent.length;

describe('R5-2 invitations', () => {
  test('a stranger sees who invites and becomes a friend by accepting', async () => {
    const { token, expiresAt } = await a.ask('invite.create', {});
    expect(token).toMatch(/^[\w-]{24}$/);
    expect(Math.abs(expiresAt - NOON - 7 * DAY)).toBeLessThan(60);
    const b = backend.person('stranger');
    const { from } = await b.ask('invite.open', { token });
    expect(from).toEqual({ uid: await a.uid(), name: '阿甲' });
    expect(await friendsSeen(b)).toBe(0);
    expect(await b.ask('invite.accept', { token })).toEqual({ from });
    expect(await friendsSeen(b)).toBe(1);
    expect(await friendsSeen(a)).toBe(1);
  });

  test('each case has its own answer', async () => {
    const [b, c] = [backend.person('b'), backend.person('c')];
    const token = await invite();
    expect(await a.refused('invite.open', { token })).toBe('invite-own');
    expect(await a.refused('invite.accept', { token })).toBe('invite-own');
    const tampered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect(await b.refused('invite.open', { token: tampered })).toBe('invite-invalid');
    expect(await b.refused('invite.accept', { token: '{"$ne":1}' })).toBe('invite-invalid');
    await b.ask('invite.accept', { token });
    expect(await c.refused('invite.open', { token })).toBe('invite-used');
    expect(await c.refused('invite.accept', { token })).toBe('invite-used');
    const second = await invite();
    expect(await b.refused('invite.open', { token: second })).toBe('already-friends');
    expect(await b.refused('invite.accept', { token: second })).toBe('already-friends');
    await c.ask('invite.accept', { token: second });
  });

  test('seven days, to the second', async () => {
    const d = backend.person('d');
    const { token, expiresAt } = await a.ask('invite.create', {});
    backend.setTime(expiresAt - 30);
    expect((await d.reply('invite.open', { token })).ok).toBe(true);
    backend.setTime(expiresAt);
    expect(await d.refused('invite.open', { token })).toBe('invite-expired');
    expect(await d.refused('invite.accept', { token })).toBe('invite-expired');
    backend.setTime(NOON);
  });

  test('a lost answer repeated is the same answer', async () => {
    const e = backend.person('e');
    await e.uid();
    const token = await invite();
    backend.cloud.faults.add({ action: 'database.commitTransaction', kind: 'lost-answer' });
    expect(await e.refused('invite.accept', { token })).toBe('internal');
    expect(await e.ask('invite.accept', { token })).toMatchObject({ from: { name: '阿甲' } });
    expect(await friendsSeen(e)).toBe(1);
    await e.ask('friend.remove', { uid: await a.uid() });
    expect(await e.refused('invite.open', { token })).toBe('invite-used');
    expect(await e.refused('invite.accept', { token })).toBe('invite-used');
  });

  test('one token, ten people at once: one friend', async () => {
    const token = await invite();
    const crowd = Array.from({ length: 10 }, (_, i) => backend.person(`crowd-${i}`));
    const replies = await Promise.all(crowd.map((one) => one.reply('invite.accept', { token })));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    const codes = replies.flatMap((reply) => (reply.ok ? [] : [reply.code]));
    expect(new Set(codes)).toEqual(new Set(['invite-used']));
  });

  test('two people inviting each other at once end with one edge', async () => {
    const [f, g] = [backend.person('f'), backend.person('g')];
    const [fromF, fromG] = [await invite(f), await invite(g)];
    const replies = await Promise.all([
      f.reply('invite.accept', { token: fromG }),
      g.reply('invite.accept', { token: fromF }),
    ]);
    expect(replies.some(({ ok }) => ok)).toBe(true);
    expect(await friendsSeen(f)).toBe(1);
    expect(await friendsSeen(g)).toBe(1);
    await f.ask('friend.remove', { uid: await g.uid() });
    expect(await friendsSeen(f)).toBe(0);
    expect(await friendsSeen(g)).toBe(0);
  });

  test('there is a limit to open invitations', async () => {
    const h = backend.person('h');
    const waiting = { from: await h.uid(), expiresAt: NOON + 7 * DAY, usedBy: null };
    const open = Array.from({ length: API_LIMITS.openInvites - 1 }, (_, i) => `waits-${i}`);
    await backend.cloud.store.insert(
      'invites',
      open.map((_id) => ({ _id, ...waiting })),
    );
    await invite(h);
    expect(await h.refused('invite.create', {})).toBe('too-many');
    backend.setTime(NOON + 8 * DAY);
    expect((await h.reply('invite.create', {})).ok).toBe(true);
    backend.setTime(NOON);
  });
});

test('R10-7 nobody ends other people’s friendship', async () => {
  const [x, y, z] = [backend.person('x'), backend.person('y'), backend.person('z')];
  await backend.befriend(x, y);
  await z.ask('friend.remove', { uid: await x.uid() });
  expect(await friendsSeen(y, addDays(TODAY, 0))).toBe(1);
});

describe('limits under many calls at once', () => {
  test('199 friends and ten acceptances at once are 200', async () => {
    const { store } = backend.cloud;
    const own = await backend.person('full').uid();
    const uids = Array.from({ length: 199 }, (_, i) => (i + 1).toString(16).padStart(20, '0'));
    const pairs = uids.map((uid) => [own, uid].sort());
    const edges = pairs.map((pair) => ({ _id: pair.join('_'), pair, members: pair, at: NOON }));
    await store.insert('edges', edges);
    const tokens = Array.from({ length: 10 }, (_, i) => `to-the-full-${i}`);
    const waiting = { from: own, expiresAt: NOON + DAY, usedBy: null };
    await store.insert(
      'invites',
      tokens.map((_id) => ({ _id, ...waiting })),
    );
    const replies = await Promise.all(
      tokens.map((token, i) => backend.person(`many-${i}`).persist('invite.accept', { token })),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(replies.flatMap((reply) => (reply.ok ? [] : [reply.code])))).toEqual(
      new Set(['too-many']),
    );
    expect(store.count('edges', { members: own })).toBe(API_LIMITS.friends);
  });

  test('195 open invitations and ten more at once are 200', async () => {
    const many = backend.person('inviting');
    const from = await many.uid();
    const open = { from, expiresAt: NOON + DAY, usedBy: null };
    const known = Array.from({ length: 195 }, (_, i) => ({ _id: `open-${i}`, ...open }));
    await backend.cloud.store.insert('invites', known);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => many.persist('invite.create', {})),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(5);
    expect(backend.cloud.store.count('invites', { from })).toBe(API_LIMITS.openInvites);
  });
});

describe('R5-2 R5-3 whom somebody blocks', () => {
  const blockedBy = async (person: Person) =>
    (await person.ask('friend.list', {})).blocked.map(({ uid }) => uid);
  const block = async (person: Person, other: Person) =>
    person.ask('friend.block', { uid: await other.uid() });
  const unblock = async (person: Person, other: Person) =>
    person.ask('friend.unblock', { uid: await other.uid() });

  /** Two new people, friends since a minute. */
  async function friends(name: string) {
    const [p, q] = [backend.person(`${name}-p`), backend.person(`${name}-q`)];
    backend.setTime(NOON - 60);
    await backend.befriend(p, q);
    backend.setTime(NOON);
    return [p, q] as const;
  }

  test('they see, the latest first, as others see them; nobody else does', async () => {
    const [p, q] = await friends('list');
    const later = backend.person('list-later');
    await later.ask('account.update', { name: '小晚' });
    // Whoever hides is on no board, and still blocked.
    await q.ask('account.update', { hidden: true });
    expect(await blockedBy(p)).toEqual([]);
    await block(p, q);
    backend.setTime(NOON + 60);
    await block(p, later);
    const { blocked } = await p.ask('friend.list', {});
    expect(blocked).toMatchObject([
      { uid: await later.uid(), name: '小晚' },
      { uid: await q.uid() },
    ]);
    expect([await blockedBy(q), await blockedBy(later)]).toEqual([[], []]);
    backend.setTime(NOON);
  });

  test('R5-9 friends are told of, who hides from boards too: they see me, and can be removed', async () => {
    const [p, q] = await friends('hides');
    const later = backend.person('hides-later');
    await backend.befriend(p, later);
    await q.ask('account.update', { hidden: true });
    expect(await friendsSeen(p)).toBe(1);
    const uids = async () => (await p.ask('friend.list', {})).friends.map(({ uid }) => uid);
    expect(await uids()).toEqual([await later.uid(), await q.uid()]);
    await p.ask('friend.remove', { uid: await q.uid() });
    expect(await uids()).toEqual([await later.uid()]);
  });

  test('is nobody who is gone, or whom nobody may see', async () => {
    const p = backend.person('seen-p');
    const [child, leaver] = [backend.person('seen-child'), backend.person('seen-leaver')];
    for (const one of [child, leaver]) await block(p, one);
    await child.ask('account.update', { age: 'u14' });
    expect(await blockedBy(p)).toEqual([await leaver.uid()]);
    await leaver.ask('account.erase', { confirm: true });
    expect(await blockedBy(p)).toEqual([]);
  });

  test('is a stranger once it is lifted: an older card stays expired, a new one makes friends', async () => {
    const [p, q] = await friends('lift');
    const old = await invite(p);
    backend.setTime(NOON + 60);
    await block(p, q);
    // Said again it changes nothing.
    for (let times = 0; times < 2; times++) await unblock(p, q);
    expect(await blockedBy(p)).toEqual([]);
    expect([await friendsSeen(p), await friendsSeen(q)]).toEqual([0, 0]);
    expect(await q.refused('invite.accept', { token: old })).toBe('invite-expired');
    backend.setTime(NOON + 120);
    await q.ask('invite.accept', { token: await invite(p) });
    expect([await friendsSeen(p), await friendsSeen(q)]).toEqual([1, 1]);
    backend.setTime(NOON);
  });

  test('keeps a block of their own, of which nothing is told', async () => {
    const [p, q] = await friends('both');
    await block(p, q);
    await block(q, p);
    expect(await unblock(p, q)).toEqual({});
    expect([await blockedBy(p), await blockedBy(q)]).toEqual([[], [await p.uid()]]);
    backend.setTime(NOON + 60);
    expect(await p.refused('invite.open', { token: await invite(q) })).toBe('invite-refused');
    // It cannot be told from where nobody blocked.
    expect(await unblock(p, q)).toEqual({});
    await unblock(q, p);
    await p.ask('invite.accept', { token: await invite(q) });
    expect(await friendsSeen(p)).toBe(1);
    backend.setTime(NOON);
  });

  test('is freed by nobody else; of friends and strangers there is nothing to lift', async () => {
    const [p, q] = await friends('else');
    const r = backend.person('else-r');
    await unblock(p, q);
    await unblock(p, r);
    expect(await p.ask('friend.unblock', { uid: 'e'.repeat(20) })).toEqual({});
    expect([await friendsSeen(p), await friendsSeen(r)]).toEqual([1, 0]);
    await block(p, q);
    await unblock(q, p);
    await unblock(r, q);
    expect(await blockedBy(p)).toEqual([await q.uid()]);
    backend.setTime(NOON + 60);
    expect(await q.refused('invite.open', { token: await invite(p) })).toBe('invite-refused');
    backend.setTime(NOON);
  });
});

test('what is long expired goes with the next invitation', async () => {
  const tidy = backend.person('tidy');
  const from = await tidy.uid();
  const old = { from, expiresAt: NOON - 8 * DAY, usedBy: null };
  await backend.cloud.store.insert('invites', [{ _id: 'long-expired', ...old }]);
  await tidy.ask('invite.create', {});
  expect(backend.cloud.store.count('invites', { from })).toBe(1);
});
