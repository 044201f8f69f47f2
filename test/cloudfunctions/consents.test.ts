/** What is kept of whom, and what somebody under fourteen may do: only what was agreed to. */
import { describe, expect, test } from '@jest/globals';
import type { ConsentKind } from '../../miniprogram/contract/api';
import { AGREEING, NOON, TODAY } from './backend';
import type { Inside, State } from './inside';
import { PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
let state: State;
useTown((here) => {
  ({ inside, town, state } = here);
});

const { ann, ben, kid, sam } = PEOPLE;
const NEW = 'oTown-new-0123456789';
const consent = (who: string, kind: ConsentKind, given = true) =>
  inside.ask(who, 'consent.set', { kind, version: 1, given });
const log = () => inside.cloud.store.find('consents', { uid: town.uids.ann }).map(({ doc }) => doc);

describe('R10-1 nothing is kept before agreement', () => {
  test('what may be read may be read, and leaves no trace', async () => {
    const seen = await inside.reply(NEW, 'invite.open', { token: town.fromAnn });
    expect(seen).toMatchObject({ ok: true, data: { from: { uid: town.uids.ann } } });
    const share = await inside.reply(NEW, 'share.open', { id: town.share });
    expect(share.ok).toBe(true);
    expect(inside.state()).toEqual(state);
  });

  test('everything else asks for it, and is not done', async () => {
    for (const kind of ['guardian', 'werun'] as const) {
      const input = { kind, version: 1, given: true };
      const reply = await inside.reply(NEW, 'consent.set', input);
      expect(reply).toMatchObject({ code: 'needs-consent' });
    }
    const entered = await inside.reply(NEW, 'account.enter', {});
    expect(entered).toMatchObject({ code: 'needs-consent' });
    expect(inside.state()).toEqual(state);
  });

  test('agreeing makes one person, however often it is said', async () => {
    const first = await inside.reply(NEW, AGREEING.action, AGREEING.input);
    expect(first).toMatchObject({ ok: true, data: { me: { consents: ['terms'], age: null } } });
    expect(await inside.reply(NEW, AGREEING.action, AGREEING.input)).toEqual(first);
    const { me } = await inside.ask(NEW, 'account.enter', {});
    expect({ ok: true, data: { me } }).toEqual(first);
  });
});

test('each change is in the log, a repetition is not; what is in force is told', async () => {
  inside.setTime(NOON - 60);
  await consent(ann, 'werun', false);
  inside.setTime(NOON);
  const before = log().length;
  expect((await consent(ann, 'werun')).me.consents).toEqual(['terms', 'werun']);
  inside.setTime(NOON + 60);
  await consent(ann, 'werun');
  inside.setTime(NOON + 120);
  expect((await consent(ann, 'werun', false)).me.consents).toEqual(['terms']);
  await consent(ann, 'werun', false);
  const entries = log().slice(before);
  expect(entries).toMatchObject([
    { kind: 'werun', version: 1, given: true, at: NOON },
    { kind: 'werun', version: 1, given: false, at: NOON + 120 },
  ]);
});

describe('R10-3 under fourteen', () => {
  const rows = async (who: string) => {
    const { rows, absent } = await inside.ask(who, 'board.friends', { day: TODAY });
    return [...rows, ...absent].map(({ uid }) => uid);
  };

  test('nobody sees them on a board, in an invitation or in what they shared before', async () => {
    expect(await rows(ben)).toContain(town.uids.ann);
    await inside.ask(ann, 'account.update', { age: 'u14' });
    expect(await rows(ben)).not.toContain(town.uids.ann);
    const invited = await inside.reply(sam, 'invite.accept', { token: town.fromAnn });
    expect(invited).toMatchObject({ code: 'invite-invalid' });
    const shared = await inside.reply(null, 'share.open', { id: town.share });
    expect(shared).toMatchObject({ code: 'share-gone' });
    const cheered = await inside.reply(ben, 'cheer.send', { to: town.uids.ann, day: TODAY });
    expect(cheered).toMatchObject({ code: 'forbidden' });
  });

  test('with a guardian’s consent they do what others do, until it is taken back', async () => {
    await inside.ask(ann, 'account.update', { age: 'u14' });
    await consent(ann, 'guardian');
    expect(await rows(ben)).toContain(town.uids.ann);
    expect(await rows(ann)).toContain(town.uids.ben);
    expect((await inside.reply(null, 'share.open', { id: town.share })).ok).toBe(true);
    await consent(ann, 'guardian', false);
    const board = await inside.reply(ann, 'board.friends', { day: TODAY });
    expect(board).toMatchObject({ code: 'guardian-needed' });
    expect(await rows(ben)).not.toContain(town.uids.ann);
  });

  test('who said so does not grow older alone', async () => {
    const alone = await inside.reply(kid, 'account.update', { age: 'adult' });
    expect(alone).toMatchObject({ code: 'guardian-needed' });
    await consent(kid, 'guardian');
    const { me } = await inside.ask(kid, 'account.update', { age: 'u18' });
    expect(me.age).toBe('u18');
    await consent(kid, 'guardian', false);
    expect((await inside.reply(kid, 'board.friends', { day: TODAY })).ok).toBe(true);
  });
});

describe('R5-2 R5-3 somebody who is blocked', () => {
  const friends = async (who: string) =>
    (await inside.ask(who, 'board.friends', { day: TODAY })).absent.map(({ uid }) => uid);
  const token = async (who: string) => (await inside.ask(who, 'invite.create', {})).token;

  test('is gone for both, with their cheers, and is not told', async () => {
    await inside.ask(ann, 'friend.block', { uid: town.uids.ben });
    expect(await friends(ann)).not.toContain(town.uids.ben);
    const { rows } = await inside.ask(ann, 'board.friends', { day: TODAY });
    expect(rows).toMatchObject([{ uid: town.uids.ann, cheers: 0 }]);
    expect(await friends(ben)).toEqual([]);
  });

  test.each(['before', 'after'])('does not come back by a token made %s', async (when) => {
    const early = await token(ann);
    inside.setTime(NOON + 60);
    await inside.ask(ann, 'friend.block', { uid: town.uids.ben });
    inside.setTime(NOON + 120);
    const used = when === 'before' ? early : await token(ann);
    for (const action of ['invite.open', 'invite.accept'] as const) {
      const reply = await inside.reply(ben, action, { token: used });
      expect(reply).toMatchObject({ code: 'invite-refused' });
    }
    expect((await inside.reply(sam, 'invite.accept', { token: used })).ok).toBe(true);
  });

  test('comes back when the one who blocked accepts, unless both did', async () => {
    await inside.ask(ann, 'friend.block', { uid: town.uids.sam });
    await inside.ask(sam, 'friend.block', { uid: town.uids.ann });
    const both = await inside.reply(ann, 'invite.accept', { token: town.fromSam });
    expect(both).toMatchObject({ code: 'invite-refused' });
    await inside.ask(ann, 'friend.block', { uid: town.uids.rex });
    const { from } = await inside.ask(ann, 'invite.accept', { token: await token(PEOPLE.rex) });
    expect(from.uid).toBe(town.uids.rex);
    expect(await friends(ann)).toContain(town.uids.rex);
  });

  test('is a person there is', async () => {
    const reply = await inside.reply(ann, 'friend.block', { uid: 'e'.repeat(20) });
    expect(reply).toMatchObject({ code: 'not-found' });
    expect(inside.cloud.store.find('edges', { pair: 'e'.repeat(20) })).toEqual([]);
  });
});
