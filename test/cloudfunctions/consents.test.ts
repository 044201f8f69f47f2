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
    const input = { kind: 'werun' as const, version: 1, given: true };
    const reply = await inside.reply(NEW, 'consent.set', input);
    expect(reply).toMatchObject({ code: 'needs-consent' });
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

  /** Sam agrees for somebody by their card. */
  const guardian = async (who: string) => {
    const { token } = await inside.ask(who, 'guardian.ask', {});
    return inside.ask(sam, 'guardian.give', { token });
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
    await guardian(ann);
    expect(await rows(ben)).toContain(town.uids.ann);
    expect(await rows(ann)).toContain(town.uids.ben);
    expect((await inside.reply(null, 'share.open', { id: town.share })).ok).toBe(true);
    await consent(ann, 'guardian', false);
    const board = await inside.reply(ann, 'board.friends', { day: TODAY });
    expect(board).toMatchObject({ code: 'guardian-needed' });
    expect(await rows(ben)).not.toContain(town.uids.ann);
  });

  test('who said so does not grow older alone', async () => {
    const alone = await inside.reply(kid, 'account.update', { age: 'older' });
    expect(alone).toMatchObject({ code: 'guardian-needed' });
    await guardian(kid);
    const { me } = await inside.ask(kid, 'account.update', { age: 'older' });
    expect(me.age).toBe('older');
    await consent(kid, 'guardian', false);
    expect((await inside.reply(kid, 'board.friends', { day: TODAY })).ok).toBe(true);
  });
});

describe('R10-3 a guardian’s word', () => {
  const give = (who: string, token: string) => inside.reply(who, 'guardian.give', { token });

  test('is given by somebody else, by a card; without it nothing they walked is kept', async () => {
    const alone = await inside.reply(kid, 'consent.set', {
      kind: 'guardian',
      version: 1,
      given: true,
    });
    expect(alone).toMatchObject({ code: 'forbidden' });
    const bound = await inside.reply(kid, 'band.bind', {
      model: 'am3',
      protocol: 'ihealth',
      serial: 'A40000000009',
      virtual: false,
    });
    expect(bound).toMatchObject({ code: 'guardian-needed' });
    const seen = await inside.ask(NEW, 'guardian.open', { token: town.card });
    expect(seen.from.uid).toBe(town.uids.kid);
    expect(await give(NEW, town.card)).toMatchObject({ ok: true });
    expect(await give(NEW, town.card)).toMatchObject({ ok: true });
    const { me } = await inside.ask(kid, 'account.enter', {});
    expect(me.consents).toEqual(['terms', 'guardian']);
    expect((await inside.reply(kid, 'board.friends', { day: TODAY })).ok).toBe(true);
    expect(inside.cloud.store.find('identities', { uid: NEW })).toEqual([]);
  });

  test('is not theirs to give, nor another child’s; a card ends after seven days or by the next', async () => {
    await inside.ask(ann, 'account.update', { age: 'u14' });
    expect(await give(kid, town.card)).toMatchObject({ code: 'invite-own' });
    expect(await give(ann, town.card)).toMatchObject({ code: 'guardian-needed' });
    inside.setTime(NOON + 180);
    const { token } = await inside.ask(kid, 'guardian.ask', {});
    expect(await give(sam, town.card)).toMatchObject({ code: 'invite-invalid' });
    inside.setTime(NOON + 7 * 86_400 + 240);
    expect(await give(sam, token)).toMatchObject({ code: 'invite-expired' });
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

  test('comes back when the one who blocked accepts', async () => {
    await inside.ask(ann, 'friend.block', { uid: town.uids.rex });
    const { from } = await inside.ask(ann, 'invite.accept', { token: await token(PEOPLE.rex) });
    expect(from.uid).toBe(town.uids.rex);
    expect(await friends(ann)).toContain(town.uids.rex);
  });

  /** Each of the two blocks the other; a card of each is made afterwards. */
  async function blockEachOther(first: string, second: string) {
    inside.setTime(NOON);
    await inside.ask(first, 'friend.block', { uid: uidOf(second) });
    await inside.ask(second, 'friend.block', { uid: uidOf(first) });
    inside.setTime(NOON + 60);
    return { [ann]: await token(ann), [ben]: await token(ben) };
  }
  const uidOf = (who: string) => (who === ann ? town.uids.ann : town.uids.ben);

  test('sees a card as if they alone had blocked, where both did', async () => {
    const { [ben]: card = '' } = await blockEachOther(ben, ann);
    const { from, ...more } = await inside.ask(ann, 'invite.open', { token: card });
    expect([from.uid, more]).toEqual([town.uids.ben, { blocked: true }]);
  });

  test.each([
    [ann, ben],
    [ben, ann],
  ])('lifts what is theirs alone where both did: %s, then %s', async (first, second) => {
    const cards = await blockEachOther(ann, ben);
    const [ofFirst, ofSecond] = [cards[first] ?? '', cards[second] ?? ''];
    // Said again it is answered the same.
    for (const action of ['invite.accept', 'invite.accept', 'invite.open'] as const) {
      const reply = await inside.reply(first, action, { token: ofSecond });
      expect(reply).toMatchObject({ code: 'invite-refused' });
    }
    const { from } = await inside.ask(second, 'invite.accept', { token: ofFirst });
    expect(from.uid).toBe(uidOf(first));
    const reply = await inside.reply(first, 'invite.open', { token: ofSecond });
    expect(reply).toMatchObject({ code: 'already-friends' });
  });

  test('is said to be so on opening a card of theirs; accepting lifts it, and older cards find friends', async () => {
    const older = await token(ann);
    inside.setTime(NOON + 60);
    await inside.ask(ann, 'friend.block', { uid: town.uids.ben });
    const theirs = await token(ben);
    expect(await inside.ask(ann, 'invite.open', { token: theirs })).toMatchObject({
      blocked: true,
    });
    await inside.ask(ann, 'invite.accept', { token: theirs });
    const reply = await inside.reply(ben, 'invite.open', { token: older });
    expect(reply).toMatchObject({ code: 'already-friends' });
    const [who, again] = [await token(ben), { uid: town.uids.ben }];
    await inside.ask(ann, 'friend.remove', again);
    const { from, ...more } = await inside.ask(ann, 'invite.open', { token: who });
    expect([from.uid, more]).toEqual([town.uids.ben, {}]);
  });

  test('learns nothing of it from a card that made them friends', async () => {
    const card = await token(ann);
    const rex = PEOPLE.rex;
    await inside.ask(rex, 'invite.accept', { token: card });
    await inside.ask(ann, 'friend.block', { uid: town.uids.rex });
    for (const action of ['invite.open', 'invite.accept'] as const) {
      expect(await inside.reply(rex, action, { token: card })).toMatchObject({
        code: 'invite-used',
      });
    }
  });

  test('is a person there is', async () => {
    const reply = await inside.reply(ann, 'friend.block', { uid: 'e'.repeat(20) });
    expect(reply).toMatchObject({ code: 'not-found' });
    expect(inside.cloud.store.find('edges', { pair: 'e'.repeat(20) })).toEqual([]);
  });
});
