/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import type { OwnDay } from '../../../miniprogram/contract/api';
import type { DayTotal } from '../../../miniprogram/contract/counting';
import { boundBand } from '../../helpers/bands';
import { DAY, NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();

const ME = { uid: 'u', name: '林晚', goal: 10_000, hidden: false };
const total = (day: number, steps: number): DayTotal => ({
  day,
  steps,
  metres: 7284,
  kcal: 344,
  ruleVersion: 2,
  estimated: false,
  hours: Array.from({ length: 24 }, (_, hour) => (hour === 15 ? steps : 0)),
  leading: 'x',
  sourceClass: 'direct',
  sources: 1,
  withheld: null,
});
const KEPT = {
  me: ME,
  bands: [boundBand({ syncedAt: NOW - 180 })],
  days: [total(20261121, 10_116)],
  streak: 3,
  at: NOW,
};
const goals = [{ from: 0, steps: 8000 }];
const days = [total(20261116, 9214), total(20261121, 10_116), total(DAY, 8432)];
const offline = () => Promise.reject({ errCode: -1, errMsg: 'request:fail' });

async function open(
  answers: Record<string, unknown>,
  query = {},
  kept: object = KEPT,
): Promise<Rendered> {
  phone.wx().storage.set('bm.mine', kept);
  phone.cloud({ 'account.enter': kept, ...answers });
  const page = openPage('packages/history/history', query);
  await pass(10);
  return page;
}

const call = (page: Rendered, name: string, detail: unknown = {}, dataset: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, {
    detail,
    currentTarget: { dataset },
  });

test('R8-4 a memory warning costs what was asked, not what stands on the phone', async () => {
  await open({ 'activity.days': { days, goals, streak: 3 } });
  await pass(1000);
  const { forgetPast, pastDays }: typeof import('../../../miniprogram/services/activity/index') =
    require('../../../miniprogram/services/activity/index');
  const known = async () => (await pastDays(20261116, DAY)).days.map(({ day }) => day);
  expect(await known()).toEqual([20261116, 20261121, DAY]);
  forgetPast();
  expect(await known()).toEqual([20261121]);
});

describe('the history page', () => {
  test('R12-2 a phone that was refused nothing says of a day what the cloud keeps off boards', async () => {
    const kept: DayTotal = { ...total(20261121, 10_116), withheld: 'too-fast' };
    const virtual: DayTotal = { ...total(20261120, 9000), withheld: 'virtual' };
    const page = await open({ 'activity.days': { days: [virtual, kept], goals, streak: 3 } });
    await pass(1000);
    expect(wordsOf(page)).toContain('10,116 步暂不进榜 11月21日 星期六');
    expect(wordsOf(page).match(/暂不进榜/g)).toHaveLength(1);
    call(page, 'onWhy', {}, { day: 20261121 });
    expect(phone.wx().navigateTo).toHaveBeenLastCalledWith(
      expect.objectContaining({ url: '/packages/history/why/why?day=20261121' }),
    );
  });

  test('R12-2 and one that was refused some of a day, that', async () => {
    const day = 20261121;
    phone.wx().storage.set('bm.withheld', [{ band: 'x', day, parts: [{ slot: 50, steps: 4210 }] }]);
    const page = await open({ 'activity.days': { days, goals, streak: 3 } }, { kind: 'day', day });
    await pass(1000);
    expect(wordsOf(page)).toMatch(/4,210 步暂不进榜.*为什么是这个数/);
  });

  test('R12-2 and one that was refused nothing says what the cloud keeps of a day on which nothing counted', async () => {
    const day = 20261118;
    const { leading: _none, ...rest } = total(day, 0);
    const nothing: OwnDay = { ...rest, leading: null, hours: Array(24).fill(0), keptOff: 4210 };
    const year = { day, steps: 0, metres: 0, keptOff: 4210 };
    const answers = {
      'activity.days': { days: [nothing, total(20261121, 10_116)], goals, streak: 3 },
      'activity.year': { days: [year], goals },
    };
    for (const kind of ['day', 'week', 'month', 'year']) {
      const page = await open(answers, { kind, day: String(day) });
      await pass(1000);
      call(page, 'onSelect', { day });
      await pass(1000);
      expect(wordsOf(page)).toContain('4,210 步暂不进榜 11月18日 星期三');
      call(page, 'onTable', {}, { table: true });
      await pass(1000);
      expect(wordsOf(page).match(/暂不进榜/g)).toHaveLength(kind === 'day' ? 1 : 2);
    }
  });

  test('R12-2 also before the cloud answers, as it said at the start of the app', async () => {
    const kept = { ...KEPT, days: [{ ...total(20261121, 900), keptOff: 4210 }] };
    const page = await open({ 'activity.days': offline }, {}, kept);
    await pass(1000);
    expect(wordsOf(page)).toContain('4,210 步暂不进榜 11月21日 星期六');
  });

  test('R3-1 first what the phone knows, then what the cloud says', async () => {
    let answer: (value: unknown) => void = () => {};
    const waiting = new Promise((resolve) => {
      answer = resolve;
    });
    const page = await open({ 'activity.days': () => waiting });
    expect(wordsOf(page)).toContain('10,116 步 1 天有数据');
    answer({ days, goals, streak: 3 });
    await pass(1000);
    expect(wordsOf(page)).toContain('27,762 步 3 天有数据');
  });

  test('a day, its hours, its table and the day before', async () => {
    const asked: unknown[] = [];
    const history = (input: { from: number; to: number }) => {
      asked.push(input);
      const within = days.filter(({ day }) => day >= input.from && day <= input.to);
      return { days: within, goals, streak: 3 };
    };
    const bands = [boundBand({ syncedAt: NOW - 3 * 86_400 })];
    const query = { kind: 'day', day: '20261121' };
    const page = await open({ 'activity.days': history }, query, { ...KEPT, bands });
    await pass(1000);
    expect(wordsOf(page)).toMatch(/11月21日 星期六 已定榜 当天合计 10,116 步 目标 8,000，已达标/);
    expect(wordsOf(page)).toMatch(/15–16 时 10,116 步.*距离 7.3 公里 消耗 344 千卡/);
    call(page, 'onTable', {}, { table: true });
    expect(wordsOf(page)).toMatch(/时段 步数 15–16 时 10,116/);
    call(page, 'onEarlier');
    await pass(1000);
    expect(wordsOf(page)).toMatch(/11月20日 星期五 已定榜 当天合计 – 步 没有数据 这一天还没有数据/);
    expect(asked).toContainEqual({ from: 20261120, to: 20261120 });
  });

  test('a year is one question; its best day opens', async () => {
    const year = days.map(({ day, steps, metres }) => ({ day, steps, metres }));
    const page = await open({
      'activity.year': { days: year, goals },
      'activity.days': { days: [total(20261121, 10_116)], goals, streak: 3 },
    });
    call(page, 'onKind', { name: 'year' });
    await pass(1000);
    expect(wordsOf(page)).toMatch(/今年走了 22 公里 27,762 步，3 天有数据.*一天最多.*10,116/);
    call(page, 'onRecord', {}, { kind: 'day', day: 20261121 });
    await pass(1000);
    expect(wordsOf(page)).toContain('当天合计 10,116');
  });

  test('without a network what is known stays and is said to be old; nothing known is a problem', async () => {
    const page = await open({ 'activity.days': offline, 'activity.year': offline });
    expect(wordsOf(page)).toMatch(/这是上次的数据，联网后更新.*10,116/);
    call(page, 'onEarlier');
    await pass(1000);
    expect(wordsOf(page)).not.toContain('本周');
    expect(wordsOf(page)).toMatch(/没有网络|无网络|连不上/);
    phone.cloud({ 'activity.days': { days: [], goals, streak: 0 } });
    call(page, 'onRetry');
    await pass(1000);
    expect(wordsOf(page)).toContain('没有数据');
  });

  test('an answer that comes after another span was opened changes nothing', async () => {
    const answers: ((value: unknown) => void)[] = [];
    const slow = () => new Promise((resolve) => answers.push(resolve));
    const page = await open({ 'activity.days': slow });
    call(page, 'onEarlier');
    await pass(10);
    answers[1]!({ days: [total(20261110, 4321)], goals, streak: 0 });
    await pass(1000);
    answers[0]!({ days, goals, streak: 0 });
    await pass(1000);
    expect(wordsOf(page)).toContain('4,321 步 1 天有数据');
  });

  test('what was old is asked for again once there is a network', async () => {
    let online = false;
    const page = await open({
      'activity.days': () => (online ? { days, goals, streak: 3 } : offline()),
    });
    expect(wordsOf(page)).toContain('这是上次的数据，联网后更新');
    const { networkChanged }: typeof import('../../../miniprogram/services/account/index') =
      require('../../../miniprogram/services/account/index');
    networkChanged(false);
    online = true;
    networkChanged(true);
    await pass(1000);
    expect(wordsOf(page)).not.toContain('这是上次看到的');
    expect(wordsOf(page)).toContain('3 天有数据');
  });

  test.each([
    ['an hour ago', 3600, []],
    ['three days ago', 3 * 86_400, ['2026-11-20']],
    ['never', null, ['2026-11-20', '2026-10-23']],
  ])(
    'R3-7 a sync is offered for what it can bring: the band was read %s',
    async (_, ago, offered) => {
      const band = boundBand({ syncedAt: ago === null ? null : NOW - ago });
      const kept = { ...KEPT, bands: [band], days: [] };
      const gaps: string[] = [];
      for (const day of ['2026-11-20', '2026-10-23', '2026-10-20']) {
        const query = { kind: 'day', day: day.replaceAll('-', '') };
        const page = await open({ 'activity.days': { days: [], goals, streak: 0 } }, query, kept);
        if (wordsOf(page).includes('去同步')) gaps.push(day);
      }
      expect(gaps).toEqual(offered);
    },
  );

  test('R3-8 before the cloud answered, days that nobody told of are not days without data', async () => {
    const asked: ((told: unknown) => void)[] = [];
    const answer = () => new Promise((resolve) => asked.push(resolve));
    const page = await open({ 'activity.days': answer }, {}, { ...KEPT, days: [] });
    expect(wordsOf(page)).toContain('正在加载');
    expect(wordsOf(page)).not.toMatch(/没有数据|去同步/);
    asked[0]!({ days: [], goals, streak: 0 });
    await pass(1000);
    expect(wordsOf(page)).toContain('没有数据');
    expect(wordsOf(page)).not.toContain('正在加载');
  });

  test('a gap can be filled from here', async () => {
    const filled = [...days, total(20261118, 7777)];
    let told: DayTotal[] = days;
    const answers = {
      'activity.days': () => ({ days: told, goals, streak: 3 }),
      'activity.upload': { changed: 1, rejected: [], days: [], newSteps: 0 },
    };
    const bands = [boundBand({ syncedAt: NOW - 3 * 86_400 })];
    const page = await open(answers, {}, { ...KEPT, bands });
    expect(wordsOf(page)).toContain('周五还没有数据 同步后，连续达标会接上 去同步');
    told = filled;
    call(page, 'onSync');
    await pass(40_000);
    expect(wordsOf(page)).toContain('4 天有数据');
  });
});
