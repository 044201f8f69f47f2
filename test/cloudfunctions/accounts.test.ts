import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '../../miniprogram/contract/activity';
import { type Input, NAME_FAULTS } from '../../miniprogram/contract/api';
import { countDay } from '../../miniprogram/contract/counting';
import { type Backend, DAY, dayOfSlots, NOON, startBackend, TODAY } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

describe('accounts', () => {
  test('the first call makes a person; the second is the same person', async () => {
    const a = backend.person('a');
    const first = await a.ask('account.enter', {});
    expect(first.me.uid).toMatch(/^[0-9a-f]{20}$/);
    expect(first.me.name).toMatch(/^步友 [0-9A-F]{4}$/);
    expect(first).toMatchObject({
      me: { goal: 8000, hidden: false },
      bands: [],
      days: [],
      streak: 0,
    });
    expect(Math.abs(first.at - NOON)).toBeLessThan(60);
    expect((await a.ask('account.enter', {})).me).toEqual(first.me);
  });

  test('twenty first calls at once make one person', async () => {
    const b = backend.person('b');
    const all = await Promise.all(Array.from({ length: 20 }, () => b.ask('account.enter', {})));
    expect(new Set(all.map(({ me }) => JSON.stringify(me))).size).toBe(1);
  });

  test('name, goal, photo and hiding are changed by their owner', async () => {
    const c = backend.person('c');
    const { photoPath } = (await c.ask('account.enter', {})).me;
    const avatar = backend.cloud.storage.put(photoPath, Buffer.from('face'));
    const { me } = await c.ask('account.update', {
      name: ' 小 明 ',
      goal: 6000,
      hidden: true,
      avatar,
    });
    expect(me).toMatchObject({ name: '小 明', goal: 6000, hidden: true });
    expect(backend.cloud.storage.get(me.avatar!)?.toString()).toBe('face');
    expect((await c.ask('account.enter', {})).me).toEqual(me);
  });

  test('another photo takes the place of the one before, whose file goes', async () => {
    const d = backend.person('d');
    const choose = async (content: string) => {
      const { photoPath } = (await d.ask('account.enter', {})).me;
      const avatar = backend.cloud.storage.put(photoPath, Buffer.from(content));
      return (await d.ask('account.update', { avatar })).me.avatar!;
    };
    const before = await choose('first');
    backend.setTime(NOON + 60);
    const photo = await choose('second');
    expect(backend.cloud.storage.get(before)).toBeUndefined();
    expect(backend.cloud.storage.get(photo)?.toString()).toBe('second');
    backend.setTime(NOON);
  });
});

describe('R10-8 names', () => {
  test('whoever has none is called so in the language they read, a chosen one stays', async () => {
    const a = backend.person('nameless');
    const { uid } = (await a.ask('account.enter', {})).me;
    const called = async (input: Input<'account.update'>) =>
      (await a.ask('account.update', input)).me.name;
    expect(await called({ language: 'en' })).toBe(`Walker ${uid.slice(0, 4).toUpperCase()}`);
    expect(await called({ name: '小红' })).toBe('小红');
    expect(await called({ language: 'zh' })).toBe('小红');
    expect(await called({ name: null })).toBe(`步友 ${uid.slice(0, 4).toUpperCase()}`);
    expect(await called({ name: null, language: 'en' })).toMatch(/^Walker /);
  });

  test.each(['管理员', '小\u200b明', '加我 13800138000'])('"%s" is refused', async (name) => {
    const a = backend.person('named');
    const before = (await a.ask('account.enter', {})).me;
    const reply = await a.reply('account.update', { name, goal: 9999 });
    expect(reply).toMatchObject({ ok: false, code: 'name-refused' });
    expect(NAME_FAULTS).toContain((reply as { message: string }).message);
    expect((await a.ask('account.enter', {})).me).toEqual(before);
  });

  test.each(['特3456书yuuo莞6543李zxcz蒜7782法fgnv级', '傻逼', '代购小王'])(
    '"%s" is refused by WeChat’s own check',
    async (name) => {
      const a = backend.person('insulting');
      const before = (await a.ask('account.enter', {})).me;
      expect(await a.refused('account.update', { name })).toBe('name-refused');
      expect((await a.ask('account.enter', {})).me).toEqual(before);
    },
  );

  test('a checker that does not answer is not an open door', async () => {
    const a = backend.person('unchecked');
    const before = (await a.ask('account.enter', {})).me;
    backend.cloud.faults.add({ action: 'wx.openApi', kind: 'timeout-before' });
    expect(await a.refused('account.update', { name: '小红' })).toBe('name-refused');
    expect((await a.ask('account.enter', {})).me).toEqual(before);
    expect((await a.ask('account.update', { name: '小红' })).me.name).toBe('小红');
  });
});

describe('goals and streaks', () => {
  test('R3-6 a day that is over keeps its goal', async () => {
    const a = backend.person('goals');
    const band = await a.bind('am3', 'C0FFEE000001');
    await a.upload(band, dayOfSlots(addDays(TODAY, -1), { 40: 3000, 41: 2000 }));
    await a.ask('account.update', { goal: 5000 });
    expect((await a.ask('account.enter', {})).streak).toBe(0);
    backend.setTime(NOON + DAY);
    await a.upload(band, dayOfSlots(TODAY, { 40: 3000, 41: 2000 }));
    expect((await a.ask('account.enter', {})).streak).toBe(1);
    await a.ask('account.update', { goal: 20_000 });
    expect((await a.ask('account.enter', {})).streak).toBe(1);
    const { goal } = await a.ask('share.create', { day: TODAY });
    expect(goal).toBe(5000);
    backend.setTime(NOON);
  });

  test('a year tells little of each day, and the goals that decide about them', async () => {
    const a = backend.person('year');
    const band = await a.bind('am3', 'C0FFEE000003');
    await a.ask('account.update', { goal: 9000 });
    await a.upload(band, dayOfSlots(TODAY, { 30: 450, 31: 50 }), dayOfSlots(TODAY - 1, { 8: 9 }));
    const { days, goals } = await a.ask('activity.year', { year: 2026 });
    expect(days).toEqual([
      { day: TODAY - 1, steps: 9, metres: 6 },
      { day: TODAY, steps: 500, metres: 360 },
    ]);
    expect(goals).toEqual([
      { from: 0, steps: 8000 },
      { from: TODAY, steps: 9000 },
    ]);
    expect(await a.ask('activity.year', { year: 2025 })).toMatchObject({ days: [] });
  });

  test('R3-3 what was told of a day can be counted again, and is nobody else’s', async () => {
    const a = backend.person('sources');
    const b = backend.person('other');
    const band = await a.bind('am3', 'C0FFEE000004');
    await a.upload(band, { ...dayOfSlots(TODAY, { 30: 450 }), counter: { steps: 600 } });
    await b.bind('am3', 'C0FFEE000005');
    const { sources, total } = await a.ask('activity.sources', { day: TODAY });
    expect(sources).toMatchObject([{ source: band, sourceClass: 'direct', maker: 'ihealth' }]);
    expect(countDay(TODAY, sources)).toEqual(total);
    await a.ask('activity.dropCounter', { band, day: TODAY });
    const after = await a.ask('activity.sources', { day: TODAY });
    expect(countDay(TODAY, after.sources).steps).toBe(450);
    expect(await b.ask('activity.sources', { day: TODAY })).toEqual({
      ...{ sources: [], total: null, review: null },
    });
  });

  test('R3-7 late data makes a broken streak whole again', async () => {
    const a = backend.person('streak');
    const band = await a.bind('am3', 'C0FFEE000002');
    const met = { 30: 3000, 34: 3000, 40: 3000 };
    const ago = (count: number) => dayOfSlots(addDays(TODAY, -count), met);
    await a.upload(band, ago(1), ago(4), ago(5));
    expect((await a.ask('account.enter', {})).streak).toBe(1);
    await a.upload(band, ago(3), ago(2));
    const { streak, days } = await a.ask('account.enter', {});
    expect(streak).toBe(5);
    expect(days.map(({ day }) => day)).toEqual([5, 4, 3, 2, 1].map((n) => addDays(TODAY, -n)));
    await a.upload(band, dayOfSlots(TODAY, met));
    const history = await a.ask('activity.days', { from: addDays(TODAY, -99), to: TODAY });
    expect(history.streak).toBe(6);
    expect(history.days).toHaveLength(6);
    expect(history.goals).toEqual([{ from: 0, steps: 8000 }]);
  });
});
