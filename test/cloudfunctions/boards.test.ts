import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '../../miniprogram/contract/activity';
import { API_LIMITS } from '../../miniprogram/contract/api';
import { type Backend, DAY, dayOfSlots, NOON, type Person, startBackend, TODAY } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

describe('R5-1 one board for every maker', () => {
  const models = { a: 'am3', b: 'codoon-band', c: 'mambo', d: 'bonbon', e: 'honor-band' };
  const steps = { a: 3000, b: 3700, c: 2500, d: 3000, e: 900 };
  const people = new Map<string, Person>();

  beforeAll(async () => {
    const names = Object.keys(models) as (keyof typeof models)[];
    for (const name of names) people.set(name, backend.person(name));
    for (const [i, one] of names.entries()) {
      for (const other of names.slice(i + 1)) {
        await backend.befriend(people.get(one)!, people.get(other)!);
      }
    }
    for (const [i, name] of ['d', 'e', 'b', 'c', 'a'].entries()) {
      const key = name as keyof typeof models;
      const person = people.get(name)!;
      backend.setTime(NOON + i * 60);
      const band = await person.bind(models[key], `E0000000000${i}`);
      await person.upload(band, dayOfSlots(TODAY, { 40: steps[key] }));
    }
  });

  test('five rows, sorted, ties shared, each with maker, class and time', async () => {
    const a = people.get('a')!;
    const board = await a.ask('board.friends', { day: TODAY });
    expect(board.rows.map(({ rank, maker, steps: count }) => [rank, maker, count])).toEqual([
      [1, 'codoon', 3700],
      [2, 'lifesense', 3000],
      [2, 'ihealth', 3000],
      [4, 'lifesense', 2500],
      [5, 'honor', 900],
    ]);
    expect(board.own).toEqual({ rank: 2, steps: 3000, of: 5, behindNext: 700 });
    expect(board.rows.filter(({ own }) => own)).toHaveLength(1);
    expect(
      board.rows.every((row) => row.sourceClass === 'direct' && row.syncedAt > NOON - 60),
    ).toBe(true);
    const seen = await Promise.all(
      [...people.values()].map((one) => one.ask('board.friends', { day: TODAY })),
    );
    const places = seen.map(({ rows }) => rows.map(({ uid, rank }) => `${rank} ${uid}`));
    expect(new Set(places.map(String)).size).toBe(1);
  });

  test('a friend’s row says nothing of bands and serials', async () => {
    const board = await people.get('a')!.ask('board.friends', { day: TODAY });
    expect(JSON.stringify(board)).not.toMatch(/E0000000000|mac-/);
  });

  test('R5-9 who hides is gone at the next read and still sees their own data', async () => {
    const [a, e] = [people.get('a')!, people.get('e')!];
    await e.ask('account.update', { hidden: true });
    const uid = await e.uid();
    expect(JSON.stringify(await a.ask('board.friends', { day: TODAY }))).not.toContain(uid);
    expect((await e.ask('account.enter', {})).days[0]?.steps).toBe(900);
    const own = await e.ask('board.friends', { day: TODAY });
    expect(own.own).toBeNull();
    expect(own.rows).toHaveLength(4);
    await e.ask('account.update', { hidden: false });
    expect((await a.ask('board.friends', { day: TODAY })).rows).toHaveLength(5);
  });

  test('R5-4 nobody is ranked today by yesterday’s number', async () => {
    backend.setTime(NOON + DAY / 2 + 600);
    const board = await people.get('a')!.ask('board.friends', { day: addDays(TODAY, 1) });
    expect(board.rows).toEqual([]);
    expect(board.absent.map(({ previousSteps }) => previousSteps)).toEqual([3700, 3000, 2500, 900]);
    expect(board.absent[0]).toMatchObject({ maker: 'codoon' });
    backend.setTime(NOON);
  });
});

describe('alone and crowded', () => {
  test('R5-12 without friends one is alone, with nobody made up', async () => {
    const a = backend.person('alone');
    expect(await a.ask('board.friends', { day: TODAY })).toMatchObject({ rows: [], absent: [] });
    const band = await a.bind('am3', 'F00000000001');
    await a.upload(band, dayOfSlots(TODAY, { 40: 10 }));
    const board = await a.ask('board.friends', { day: TODAY });
    expect(board.rows).toHaveLength(1);
    expect(board.own).toEqual({ rank: 1, steps: 10, of: 1, behindNext: 0 });
  });

  test('as many friends as one may have are all on the board, and no more may come', async () => {
    const a = backend.person('popular');
    const own = await a.uid();
    const all = Array.from({ length: API_LIMITS.friends }, (_, i) => {
      const uid = (i + 1).toString(16).padStart(20, '0');
      return { uid, members: [own, uid].sort(), steps: 100 + i };
    });
    const { store } = backend.cloud;
    const goals = [{ from: 0, steps: 8000 }];
    await store.insert(
      'people',
      all.map(({ uid }) => ({ _id: uid, name: uid, avatar: null, hidden: false, goals })),
    );
    await store.insert(
      'edges',
      all.map(({ members }) => ({ _id: members.join('_'), members, at: NOON })),
    );
    const board = { sourceClass: 'direct', maker: 'codoon', reachedAt: NOON, syncedAt: NOON };
    await store.insert(
      'days',
      all.map(({ uid, steps }) => ({
        ...{ _id: `${uid}_${TODAY}`, uid, day: TODAY },
        board: { ...board, steps, withheld: null },
      })),
    );
    const { rows } = await a.ask('board.friends', { day: TODAY });
    expect(rows.map((row) => row.steps)).toEqual(all.map(({ steps }) => steps).reverse());
    const { token } = await a.ask('invite.create', {});
    expect(await backend.person('latecomer').refused('invite.accept', { token })).toBe('too-many');
  });
});

describe('R5-11 cheers', () => {
  let a: Person;
  let b: Person;
  let toB: string;

  beforeAll(async () => {
    [a, b] = [backend.person('cheer-a'), backend.person('cheer-b')];
    await backend.befriend(a, b);
    toB = await b.uid();
    const band = await b.bind('am3', 'F00000000002');
    await b.upload(band, dayOfSlots(TODAY, { 40: 10 }));
  });

  test('ten taps are one cheer', async () => {
    const taps = Array.from({ length: 10 }, () => a.ask('cheer.send', { to: toB, day: TODAY }));
    for (const { cheers } of await Promise.all(taps)) expect(cheers).toBe(1);
    const mine = (await a.ask('board.friends', { day: TODAY })).rows.find((row) => row.uid === toB);
    expect(mine).toMatchObject({ cheers: 1, cheered: true });
    const theirs = (await b.ask('board.friends', { day: TODAY })).rows.find((row) => row.own);
    expect(theirs).toMatchObject({ cheers: 1, cheered: false });
  });

  test('only friends cheer, not oneself, not strangers, not nobody', async () => {
    const c = backend.person('cheer-c');
    expect(await c.refused('cheer.send', { to: toB, day: TODAY })).toBe('forbidden');
    expect(await b.refused('cheer.send', { to: toB, day: TODAY })).toBe('forbidden');
    expect(await a.refused('cheer.send', { to: '0'.repeat(20), day: TODAY })).toBe('forbidden');
  });

  test('only while the day is not final, and not before it begins', async () => {
    expect(await a.refused('cheer.send', { to: toB, day: addDays(TODAY, -2) })).toBe('day-closed');
    expect(await a.refused('cheer.send', { to: toB, day: addDays(TODAY, 1) })).toBe('bad-input');
  });

  test('R5-3 the end of a friendship takes rows and cheers of both', async () => {
    await b.ask('cheer.send', { to: await a.uid(), day: TODAY });
    await b.ask('friend.remove', { uid: await a.uid() });
    expect(await a.refused('cheer.send', { to: toB, day: TODAY })).toBe('forbidden');
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const board = await one.ask('board.friends', { day: TODAY });
      expect(JSON.stringify(board)).not.toContain(await other.uid());
      expect(board.rows.every((row) => row.cheers === 0)).toBe(true);
    }
    await b.ask('friend.remove', { uid: await a.uid() });
    await backend.befriend(a, b);
    const row = (await a.ask('board.friends', { day: TODAY })).rows.find(({ uid }) => uid === toB);
    expect(row).toMatchObject({ cheers: 0, cheered: false });
  });
});
