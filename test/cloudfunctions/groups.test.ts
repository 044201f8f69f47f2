/** Groups: entered by WeChat's proof alone; one list for five hundred, a page at a time. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { erase as eraseJob } from '../../cloudfunctions/erasure';
import { runJobs } from '../../cloudfunctions/jobs';
import { addDays } from '../../miniprogram/contract/activity';
import { API_LIMITS, type GroupBoard } from '../../miniprogram/contract/api';
import { DAY, dayOfSlots, HOUR, NOON, TODAY } from './backend';
import { type Inside, type State, startInside } from './inside';

/** Who agreed to the terms before. */
const PEOPLE = ['ann', 'ben', 'cat', 'gus'];

let inside: Inside;
let empty: State;
beforeAll(async () => {
  inside = await startInside();
  for (const name of PEOPLE) await inside.ask(openidOf(name), 'account.enter', {});
  empty = inside.state();
});
afterAll(() => inside.stop());
beforeEach(async () => {
  inside.setTime(NOON);
  await inside.restore(empty);
});

const passing = (seconds: number) => inside.setTime(Date.now() / 1000 + seconds);
const openidOf = (name: string) => `oGroup-${name}-0123456789`;
const proofOf = (name: string, opengid = 'G1') => inside.cloud.cloudId({ opengid }, openidOf(name));
const opens = (name: string, opengid?: string) =>
  inside.ask(openidOf(name), 'group.open', { proof: proofOf(name, opengid) });
const joins = async (name: string, opengid?: string) =>
  (await inside.ask(openidOf(name), 'group.join', { proof: proofOf(name, opengid) })).group;
const board = (name: string, group: string, more: { version?: string; from?: number } = {}) =>
  inside.ask(openidOf(name), 'board.group', { group, day: TODAY, ...more });
const refusal = async (name: string, group: string, day = TODAY) => {
  const reply = await inside.reply(openidOf(name), 'board.group', { group, day });
  return reply.ok ? 'ok' : reply.code;
};

/** Somebody with a band, who walked. */
async function walks(name: string, steps: number, day = TODAY): Promise<void> {
  const what = { model: 'am3', protocol: 'ihealth', serial: `BAND-${name}`, virtual: false };
  const { band } = await inside.ask(openidOf(name), 'band.bind', what);
  const days = [dayOfSlots(day, { 30: steps })];
  await inside.ask(openidOf(name), 'activity.upload', { band: band.id, days });
}

describe('R5-8 a guest', () => {
  test('sees the board for an hour and is not on it', async () => {
    const group = await joins('ann');
    await walks('ann', 500);
    await walks('gus', 900);
    expect(await opens('gus')).toEqual({
      ...{ group, openGid: 'G1', member: false, count: 1, mayView: true },
      until: NOON + HOUR,
    });
    const seen = await board('gus', group);
    expect(seen.rows.map(({ steps }) => steps)).toEqual([500]);
    expect(seen).toMatchObject({ own: null, mine: null, withheld: null, of: 1 });
    expect((await board('ann', group)).rows).toHaveLength(1);
    passing(HOUR - 1);
    expect(await refusal('gus', group)).toBe('ok');
    passing(1);
    expect(await refusal('gus', group)).toBe('not-found');
    await opens('gus');
    expect(await refusal('gus', group)).toBe('ok');
  });

  test('may be the first to open a card: an empty board, and the way to join', async () => {
    const { group, mayView } = await opens('gus');
    expect(mayView).toBe(true);
    expect(await board('gus', group)).toMatchObject({ rows: [], absent: [], of: 0, mine: null });
    await joins('gus');
    const before = { group, day: addDays(TODAY, -3) };
    expect(await inside.ask(openidOf('gus'), 'board.group', before)).toMatchObject({ rows: [] });
  });

  test('who joins is on the board at once, also where its list is fresh', async () => {
    await walks('gus', 900);
    const group = await joins('ann');
    passing(1);
    expect((await board('ann', group)).rows).toEqual([]);
    passing(5);
    await joins('gus');
    expect((await board('gus', group)).mine).toMatchObject({ steps: 900, rank: 1 });
  });

  test('sees nothing where the group does not allow it', async () => {
    const group = await joins('ann');
    await inside.ask(openidOf('ann'), 'group.allow', { group, guests: false });
    expect(await opens('gus')).toMatchObject({ member: false, mayView: false });
    expect(await refusal('gus', group)).toBe('not-found');
    expect(await opens('ann')).toMatchObject({ member: true, mayView: true });
    expect(await refusal('ann', group)).toBe('ok');
  });

  test('becomes a member, which an opened card does not undo, and leaves', async () => {
    const { group } = await opens('gus');
    expect(await joins('gus')).toBe(group);
    expect(await joins('gus')).toBe(group);
    expect(await opens('gus')).toMatchObject({ group, member: true, count: 1, until: null });
    expect(await inside.ask(openidOf('gus'), 'group.list', {})).toEqual({
      groups: [{ group, count: 1, guests: true }],
    });
    await inside.ask(openidOf('gus'), 'group.leave', { group });
    expect(await refusal('gus', group)).toBe('not-found');
    expect((await inside.ask(openidOf('gus'), 'group.list', {})).groups).toEqual([]);
    expect((await opens('gus')).count).toBe(0);
  });
});

describe('R5-8 only what WeChat proves', () => {
  const tried = async (proof: string) => {
    const reply = await inside.reply(openidOf('ann'), 'group.join', { proof });
    return reply.ok ? 'ok' : reply.code;
  };

  test.each<[string, () => string]>([
    ['somebody else’s', () => proofOf('ben')],
    ['an invented one', () => 'ABCDEF_0123'],
    ['a group’s name in its place', () => 'G1'],
    ['one of something else', () => inside.cloud.cloudId({ stepInfoList: [] }, openidOf('ann'))],
    [
      'one of another app',
      () => {
        const watermark = { appid: 'wx1111111111111111', timestamp: NOON };
        return inside.cloud.cloudId({ opengid: 'G1', watermark }, openidOf('ann'));
      },
    ],
    [
      'an old one in a new cover',
      () => {
        const watermark = { appid: 'wx0000000000000000', timestamp: NOON - 301 };
        return inside.cloud.cloudId({ opengid: 'G1', watermark }, openidOf('ann'));
      },
    ],
  ])('%s is refused', async (_, made) => {
    expect(await tried(made())).toBe('proof-refused');
    expect(inside.state().get('members')?.size ?? 0).toBe(0);
  });

  test('five minutes long', async () => {
    const proof = proofOf('ann');
    passing(300);
    expect(await tried(proof)).toBe('ok');
    passing(1);
    expect(await tried(proof)).toBe('proof-refused');
  });

  test('and its own id of the group is kept nowhere', async () => {
    await joins('ann', 'tGroup-0123456789');
    await board('ann', await joins('ben', 'tGroup-0123456789'));
    for (const docs of inside.state().values()) {
      expect([...docs.values()].join()).not.toContain('tGroup-0123456789');
    }
  });
});

describe('R5-11 a cheer in a group', () => {
  const uidOf = async (name: string) =>
    (await inside.ask(openidOf(name), 'account.enter', {})).me.uid;
  const cheers = async (from: string, to: string, group?: string) => {
    const input = { to: await uidOf(to), day: TODAY, ...(group && { group }) };
    const reply = await inside.reply(openidOf(from), 'cheer.send', input);
    return reply.ok ? reply.data : reply.code;
  };

  test('is of members for members, once; not of guests, nor of another group', async () => {
    const group = await joins('ann');
    await joins('ben');
    await walks('ben', 300);
    await opens('gus');
    const other = await joins('ann', 'G2');
    expect(await cheers('ann', 'ben', group)).toEqual({ cheers: 1 });
    expect(await cheers('ann', 'ben', group)).toEqual({ cheers: 1 });
    expect((await board('ann', group)).rows[0]).toMatchObject({ cheers: 1, cheered: true });
    expect(await cheers('ann', 'ben')).toBe('forbidden');
    expect(await cheers('ann', 'ben', other)).toBe('forbidden');
    expect(await cheers('gus', 'ben', group)).toBe('forbidden');
    expect(await cheers('ben', 'gus', group)).toBe('forbidden');
  });

  test('R5-3 goes with a block, either way, and comes no more', async () => {
    const group = await joins('ann');
    await joins('ben');
    await walks('ann', 300);
    await cheers('ben', 'ann', group);
    await inside.ask(openidOf('ann'), 'friend.block', { uid: await uidOf('ben') });
    expect((await board('ann', group)).rows[0]).toMatchObject({ cheers: 0 });
    expect(await cheers('ben', 'ann', group)).toBe('forbidden');
    expect(await cheers('ann', 'ben', group)).toBe('forbidden');
  });
});

describe('R10-5 who is erased is counted no more', () => {
  const erase = (name: string) => inside.ask(openidOf(name), 'account.erase', { confirm: true });
  const counted = async (name: string) =>
    Object.fromEntries(
      (await inside.ask(openidOf(name), 'group.list', {})).groups.map(({ group, count }) => [
        group,
        count,
      ]),
    );

  test('in any of their groups, and once however often it is done', async () => {
    const [group, other] = [await joins('ann'), await joins('ann', 'G2')];
    await joins('ben');
    await joins('ben', 'G2');
    await joins('cat', 'G2');
    await erase('ben');
    expect(await counted('ann')).toEqual({ [group]: 1, [other]: 2 });
    await erase('ben');
    await runJobs([eraseJob]);
    passing(HOUR);
    await runJobs([eraseJob]);
    expect(await counted('ann')).toEqual({ [group]: 1, [other]: 2 });
    expect(await opens('gus')).toMatchObject({ count: 1 });
  });

  test('and who only looked on is nobody less', async () => {
    const group = await joins('ann');
    await opens('gus');
    await erase('gus');
    expect(await counted('ann')).toEqual({ [group]: 1 });
  });

  test.each(['group.join', 'group.leave'] as const)(
    'whoever does %s at the same moment',
    async (action) => {
      const group = await joins('ann');
      await joins('ben');
      if (action === 'group.leave') await joins('cat');
      const input = action === 'group.join' ? { proof: proofOf('cat') } : { group };
      let other: Promise<unknown> | null = null;
      inside.cloud.faults.add({
        ...{ action: 'database.commitTransaction', kind: 'latency', latencyMs: 20 },
        when() {
          other ??= inside.reply(openidOf('ben'), 'account.erase', { confirm: true });
          return true;
        },
      });
      const mine = inside.reply(openidOf('cat'), action, input as never);
      expect(await mine).toMatchObject({ ok: true });
      await other;
      inside.clearFaults();
      // Whom the others' writes kept from it asks again.
      await erase('ben');
      expect(await counted('ann')).toEqual({ [group]: action === 'group.join' ? 2 : 1 });
    },
  );
});

describe('limits', () => {
  const others = (count: number, doc: (i: number) => object) =>
    inside.cloud.store.insert(
      'members',
      Array.from({ length: count }, (_, i) => ({
        _id: `m${i}`,
        state: 'member',
        at: 0,
        ...doc(i),
      })),
    );

  test('five hundred members', async () => {
    const group = await joins('ann');
    await others(API_LIMITS.groupMembers - 2, (i) => ({ group, uid: `u${i}`, seat: `s${i}` }));
    await joins('ben');
    const reply = await inside.reply(openidOf('cat'), 'group.join', { proof: proofOf('cat') });
    expect(reply).toMatchObject({ ok: false, code: 'too-many' });
    expect((await opens('cat')).count).toBe(API_LIMITS.groupMembers);
    await inside.ask(openidOf('ann'), 'group.leave', { group });
    expect(await joins('cat')).toBe(group);
  });

  test('fifty groups', async () => {
    const { uid } = (await inside.ask(openidOf('ann'), 'account.enter', {})).me;
    await others(API_LIMITS.groups, (i) => ({ group: `g${i}`, uid, seat: `s${i}` }));
    const reply = await inside.reply(openidOf('ann'), 'group.join', { proof: proofOf('ann') });
    expect(reply).toMatchObject({ ok: false, code: 'too-many' });
  });
});

describe('R5-7 a group of five hundred', () => {
  const NAME = '👨‍👩‍👧‍👦'.repeat(20);
  const PHOTO = `cloud://${'e'.repeat(60)}.${'b'.repeat(60)}/avatars/${'0'.repeat(20)}/${'f'.repeat(140)}`;
  let group: string;
  let full: State;

  /** Ann at place 487 of those who synced; ten did not. Names and photos as large as they may be. */
  async function fill(): Promise<void> {
    group = await joins('ann');
    await walks('ann', 29);
    const ids = Array.from({ length: 499 }, (_, i) => (i + 1).toString(16).padStart(20, '0'));
    const { store } = inside.cloud;
    const person = { name: NAME, avatar: PHOTO, hidden: false, goals: [], createdAt: 0 };
    await store.insert(
      'people',
      ids.map((_id) => ({ _id, ...person })),
    );
    await store.insert(
      'members',
      ids.map((uid) => ({
        ...{ _id: `${group}_${uid}`, group, uid, state: 'member' },
        ...{ seat: `${uid.slice(10)}${uid.slice(0, 10)}`, at: 0 },
      })),
    );
    const common = { sourceClass: 'direct', maker: 'lifesense', withheld: null };
    await store.insert(
      'days',
      ids.slice(0, 489).map((uid, i) => ({
        ...{ _id: `${uid}_${TODAY}`, uid, day: TODAY },
        // From 1000 down by two: 486 have more than Ann's 29.
        board: { ...common, steps: 1000 - 2 * i, reachedAt: NOON - 9, syncedAt: NOON - 9 },
      })),
    );
    passing(1);
    full = inside.state();
  }

  async function pages(version?: string): Promise<GroupBoard[]> {
    const all = [await board('ann', group, version === undefined ? {} : { version })];
    for (let next = all[0]!.next; next !== null; next = all.at(-1)!.next) {
      all.push(await board('ann', group, { version: all[0]!.version, from: next }));
    }
    return all;
  }

  beforeEach(async () => {
    if (!full) await fill();
    await inside.restore(full);
    inside.setTime(NOON + 1);
  });

  test('in five pages everybody once, each small, with the own row', async () => {
    const all = await pages();
    expect(all.map(({ rows, absent }) => rows.length + absent.length)).toEqual([
      100, 100, 100, 100, 100,
    ]);
    const rows = all.flatMap((page) => page.rows);
    expect(rows.map(({ rank }) => rank)).toEqual(Array.from({ length: 490 }, (_, i) => i + 1));
    const everybody = [...rows, ...all.flatMap((page) => page.absent)].map(({ uid }) => uid);
    expect(new Set(everybody).size).toBe(500);
    for (const page of all) {
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(200_000);
      expect(page).toMatchObject({ of: 500, mine: { rank: 487, steps: 29, own: true } });
      expect(page.own).toEqual({ rank: 487, steps: 29, of: 490, behindNext: 1 });
      expect(page.version).toBe(all[0]!.version);
    }
  });

  test('pages stand still while others upload; a new list has them', async () => {
    const before = (await pages()).flatMap(({ rows }) => rows.map(({ uid }) => uid));
    const first = await board('ann', group);
    const last = before.at(-1)!;
    await inside.cloud.store.update(
      'days',
      { _id: `${last}_${TODAY}` },
      { $set: { 'board.steps': 9999 } },
      { multi: false },
    );
    passing(31);
    const after = (await pages(first.version)).flatMap(({ rows }) => rows.map(({ uid }) => uid));
    expect(after).toEqual(before);
    expect((await board('ann', group)).rows[0]!.uid).toBe(last);
  });

  test('R5-5 one’s own upload is in the next list', async () => {
    expect((await board('ann', group)).own?.rank).toBe(487);
    await walks('ann', 1201);
    expect(await board('ann', group)).toMatchObject({ own: { rank: 1, steps: 1201 } });
  });

  test('R5-9 who hides, leaves or is gone is missing from every page at once', async () => {
    const { version, rows } = await board('ann', group);
    const [a, b, c, d] = rows.map(({ uid }) => uid);
    const { store } = inside.cloud;
    await store.update('people', { _id: a! }, { $set: { hidden: true } }, { multi: false });
    await store.remove('members', { _id: `${group}_${b}` }, { multi: false });
    await store.remove('people', { _id: c! }, { multi: false });
    const page = await board('ann', group, { version });
    expect(page.rows).toHaveLength(97);
    expect(page.rows[0]).toMatchObject({ uid: d, rank: 4 });
  });

  test('who turns pages too slowly begins again', async () => {
    const { version } = await board('ann', group);
    await inside.cloud.store.remove('groupDays', {}, { multi: true });
    const again = await board('ann', group, { version, from: 400 });
    expect(again.version).not.toBe(version);
    expect(again.rows[0]!.rank).toBe(1);
  });
});

describe('a day that is final', () => {
  const settled = NOON + DAY + HOUR;
  const places = ({ rows }: GroupBoard) => rows.map(({ rank, steps }) => [rank, steps]);

  test('keeps its places, whoever leaves, hides, joins or uploads later', async () => {
    const group = await joins('ann');
    const names = ['ann', 'ben', 'cat'];
    for (const [i, name] of names.entries()) {
      await joins(name);
      await walks(name, 300 - i * 100);
    }
    inside.setTime(settled);
    const before = await board('ann', group);
    expect(before).toMatchObject({ state: 'final', version: 'final', own: { rank: 1, of: 3 } });
    await inside.ask(openidOf('ben'), 'account.update', { hidden: true });
    passing(1);
    await walks('cat', 5000);
    await joins('dan');
    await walks('dan', 9000);
    passing(DAY * 3);
    const after = await board('ann', group);
    expect(places(after)).toEqual([
      [1, 300],
      [3, 100],
    ]);
    expect(after.at).toBe(settled + 1 + DAY * 3);
    expect((await board('dan', group)).rows).toEqual([]);
  });

  test('is made once, whoever looks first and however many do', async () => {
    const group = await joins('ann');
    await walks('ann', 300);
    await joins('ben');
    inside.setTime(settled);
    await Promise.all([board('ann', group), board('ann', group), board('ann', group)]);
    expect(inside.state().get('groupDays')!.size).toBe(1);
  });

  test('is kept for ninety days; older ones and the future have none', async () => {
    const group = await joins('ann');
    passing(95 * DAY);
    const oldest = addDays(TODAY, 95 - 89);
    expect(await refusal('ann', group, oldest)).toBe('ok');
    expect(await refusal('ann', group, addDays(oldest, -1))).toBe('bad-input');
    expect(await refusal('ann', group, addDays(TODAY, 96))).toBe('bad-input');
  });
});

test('a number that is withheld is on no list, and its owner is told why', async () => {
  const group = await joins('ann');
  await walks('ann', 300);
  const { uid } = (await inside.ask(openidOf('ann'), 'account.enter', {})).me;
  await inside.cloud.store.update(
    'days',
    { _id: `${uid}_${TODAY}` },
    { $set: { 'board.withheld': 'too-many-steps' } },
    { multi: false },
  );
  passing(1);
  expect(await board('ann', group)).toMatchObject({
    rows: [],
    mine: null,
    withheld: 'too-many-steps',
  });
});
