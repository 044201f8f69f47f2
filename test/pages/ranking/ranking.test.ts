/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import { DAY, fakeCloud, NOW, sampleBoard, sampleMe } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();

async function open(answers: Record<string, unknown>) {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  const page = openPage('pages/ranking/ranking');
  await settle();
  return { page, asked };
}

type Account = typeof import('../../../miniprogram/services/account/index');

/** The days whose boards were asked for. */
const boards = (asked: { action: string; input: unknown }[]) =>
  asked.filter(({ action }) => action === 'board.friends').map(({ input }) => input);

const call = (page: Rendered, name: string, detail: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, { detail });
/** The board in front. */
const board = (page: Rendered) => page.querySelector('#board')!;

describe('the ranking page', () => {
  test('R5-1 shows one list of all makers, from one call', async () => {
    const { page, asked } = await open({ 'board.friends': sampleBoard() });
    const words = wordsOf(page);
    expect(words).toContain('第 2 名，共 6 人');
    expect(words).toMatch(/陈果.*许诺.*林晚.*阿远.*王小雨.*周舟/);
    expect(boards(asked)).toEqual([{ day: DAY }]);
  });

  test('another board, and another day, begin at the top of the page', async () => {
    const { page } = await open({ 'board.friends': sampleBoard() });
    wxNow().pageScrollTo = jest.fn();
    page.triggerPageLifeTime('show');
    await settle();
    expect(wxNow().pageScrollTo).not.toHaveBeenCalled();
    call(page, 'onEarlier');
    expect(wxNow().pageScrollTo).toHaveBeenCalledTimes(1);
    call(page, 'onSegment', { name: 'world' });
    expect(wxNow().pageScrollTo).toHaveBeenCalledTimes(2);
    expect(wxNow().pageScrollTo).toHaveBeenLastCalledWith({ scrollTop: 0, duration: 0 });
    await settle();
  });

  test('a long board is drawn row by row, and who is absent at its end', async () => {
    const { rows, ...rest } = sampleBoard();
    const long = Array.from({ length: 60 }, (_, index) => ({
      ...rows[0]!,
      ...{ uid: `u-${index}`, name: `第${index}人`, rank: index + 1, own: index === 40 },
    }));
    const { page } = await open({ 'board.friends': { ...rest, rows: long } });
    const drawn = () => wordsOf(page).match(/第\d+人/g)!.length;
    // As many as a screen has.
    expect(drawn()).toBe(13);
    expect(wordsOf(page)).not.toContain('周舟');
    const sent = jest.spyOn(board(page).instance, 'setData');
    await jest.advanceTimersByTimeAsync(20);
    expect(drawn()).toBe(14);
    // Nothing that is drawn is sent again.
    expect(Object.keys(sent.mock.calls[0]![0])).toEqual(['board.parts[2].rows[3]']);
    const before = drawn();
    // Nobody looks: nothing is drawn, and it goes on from there.
    page.triggerPageLifeTime('hide');
    await jest.advanceTimersByTimeAsync(5000);
    expect(drawn()).toBeLessThan(60);
    page.triggerPageLifeTime('show');
    await settle();
    expect(drawn()).toBeGreaterThanOrEqual(before);
    await jest.advanceTimersByTimeAsync(5000);
    expect(drawn()).toBe(60);
    expect(wordsOf(page)).toContain('周舟');
    // Nor is the whole board sent once more when it is all there.
    const lines = sent.mock.calls.flatMap(([data]) => Object.keys(data));
    expect(lines.slice(-2)).toEqual(['board.parts[11]', 'board.absentParts[0]']);
  });

  test.each([
    ['slow, line by line', 60, 1],
    ['quick, up to a part at once', 33, 5],
  ])('where the view is %s', async (_, takes, most) => {
    const { rows, ...rest } = sampleBoard();
    const long = Array.from({ length: 60 }, (_row, index) => ({
      ...rows[0]!,
      ...{ uid: `u-${index}`, name: `第${index}人`, rank: index + 1, own: false },
    }));
    const { page } = await open({ 'board.friends': { ...rest, rows: long } });
    const { instance } = board(page);
    const show = instance.setData.bind(instance);
    const drawn = () => wordsOf(page).match(/第\d+人/g)!.length;
    const steps: number[] = [];
    instance.setData = (data, done?: () => void) => {
      const before = drawn();
      show(data);
      steps.push(drawn() - before);
      setTimeout(() => done?.(), takes);
    };
    await jest.advanceTimersByTimeAsync(10_000);
    expect(drawn()).toBe(60);
    expect(Math.max(...steps)).toBe(most);
    const names = [...wordsOf(page).matchAll(/第(\d+)人/g)].map(([, index]) => Number(index));
    expect(names).toEqual(long.map((_row, index) => index));
  });

  test('a board on which hardly anybody synced is drawn line by line, too', async () => {
    const { absent, ...rest } = sampleBoard();
    const nobody = Array.from({ length: 60 }, (_, index) => ({
      ...absent[0]!,
      ...{ uid: `u-${index}`, name: `第${index}人` },
    }));
    const { page } = await open({ 'board.friends': { ...rest, absent: nobody } });
    const drawn = () => wordsOf(page).match(/第\d+人/g)!.length;
    expect(drawn()).toBe(13 - rest.rows.length);
    await jest.advanceTimersByTimeAsync(5000);
    expect(drawn()).toBe(60);
    const names = [...wordsOf(page).matchAll(/第(\d+)人/g)].map(([, index]) => Number(index));
    expect(names).toEqual(nobody.map((_, index) => index));
  });

  test('R5-2 what is counted while the board is looked at is on it at once, by one call', async () => {
    const before = sampleBoard();
    const { asked } = await open({ 'board.friends': before });
    const { mergeDays, remember } =
      require('../../../miniprogram/services/account/index') as Account;
    const counted = (steps: number) =>
      remember({
        me: sampleMe({ uid: 'u' }),
        days: mergeDays([
          {
            day: DAY,
            steps,
            hours: [],
            sourceClass: 'direct',
            estimated: true,
            sources: 1,
          } as never,
        ]),
      });
    // What the cloud knew already when it was asked.
    counted(5000);
    await settle();
    expect(boards(asked)).toHaveLength(1);
    for (const steps of [5098, 5098]) {
      counted(steps);
      await settle();
    }
    expect(boards(asked)).toEqual([{ day: DAY }, { day: DAY }]);
  });

  test('R5-5 offline it paints what was kept and says how old that is', async () => {
    wxNow().storage.set('bm.boards.friends', [{ board: sampleBoard(), receivedAt: NOW - 7200 }]);
    const { page } = await open({
      'board.friends': () => Promise.reject({ errCode: -1, errMsg: 'request:fail' }),
    });
    expect(wordsOf(page)).toContain('陈果');
    expect(wordsOf(page)).toContain('2 小时前的榜单');
  });

  test('R5-5 nothing kept and no network: one sentence, one button, and it works again', async () => {
    let online = false;
    const { page } = await open({
      'board.friends': () =>
        online ? sampleBoard() : Promise.reject({ errCode: -1, errMsg: 'request:fail' }),
    });
    expect(wordsOf(page)).toContain('没有网络');
    online = true;
    call(board(page), 'onRetry');
    await settle();
    expect(wordsOf(page)).toContain('陈果');
  });

  test('R5-11 a heart fills before the cloud answers and a second tap only says so', async () => {
    const { page, asked } = await open({
      'board.friends': sampleBoard(),
      'cheer.send': { cheers: 3 },
    });
    const rows = () =>
      (board(page).instance.data.board as { parts: { rows: { filled: boolean }[] }[] }).parts[0]!
        .rows;
    call(board(page), 'onCheer', { uid: 'u-xu' });
    expect(rows()[1]!.filled).toBe(true);
    await settle();
    call(board(page), 'onCheer', { uid: 'u-xu' });
    await settle();
    expect(asked.filter(({ action }) => action === 'cheer.send')).toHaveLength(1);
    expect(wxNow().showToast).toHaveBeenLastCalledWith({ title: '今天已加油', icon: 'none' });
  });

  test('R13-7 a day that has not begun for the cloud is of a wrong clock, and that is said', async () => {
    const me = sampleMe();
    const { page } = await open({
      'board.friends': { refused: 'bad-input' },
      'account.enter': { me, bands: [], days: [], streak: 0, notices: [], at: NOW - 86_400 },
    });
    expect(wordsOf(page)).toMatch(/手机时间不对 在系统设置里打开自动设置时间。 再试一次/);
    const { enter } = require('../../../miniprogram/services/account/index') as Account;
    await enter();
    await jest.advanceTimersByTimeAsync(1000);
    expect(wordsOf(page)).toContain('手机时间不对 · 请打开自动设置时间');
  });

  test('R5-11 a failed cheer is taken back with its reason', async () => {
    const { page } = await open({
      'board.friends': sampleBoard(),
      'cheer.send': { refused: 'day-closed' },
    });
    call(board(page), 'onCheer', { uid: 'u-xu' });
    await settle();
    const { parts } = board(page).instance.data.board as {
      parts: { rows: { filled: boolean; cheers: string }[] }[];
    };
    expect(parts[0]!.rows[1]).toMatchObject({ filled: false, cheers: '2' });
    expect(wxNow().showModal).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: '这一天已经定榜', content: '定榜之前才能加油。' }),
    );
  });

  test('R5-3 a cheer for a friend who parted meanwhile says so, and their row goes', async () => {
    const parted = sampleBoard();
    const boards = [parted, { ...parted, rows: parted.rows.filter(({ uid }) => uid !== 'u-xu') }];
    const { page } = await open({
      'board.friends': () => boards.shift(),
      'cheer.send': { refused: 'forbidden' },
    });
    expect(wordsOf(page)).toContain('许诺');
    call(board(page), 'onCheer', { uid: 'u-xu' });
    await settle();
    expect(wxNow().showModal).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: '加油没有送到', content: '对方已经不在这张榜上。' }),
    );
    expect(wordsOf(page)).not.toContain('许诺');
  });

  test('R5-11 a tap on the own heart tells who cheered, as far as they are on the board', async () => {
    const { page } = await open({ 'board.friends': sampleBoard() });
    call(board(page), 'onCheers');
    expect(wxNow().showModal).toHaveBeenCalledWith(
      expect.objectContaining({ title: '4 人给你加油', content: '陈果、周舟和另外 2 人' }),
    );
  });

  test('R5-9 whoever hides is told so where they are missing, and is shown again by a tap', async () => {
    let me = sampleMe({ hidden: true });
    const rows = sampleBoard().rows.filter(({ own }) => !own);
    const { page, asked } = await open({
      'board.friends': sampleBoard({ rows, own: null }),
      'account.enter': () => ({ me, bands: [], days: [], streak: 0, notices: [], at: NOW }),
      'account.update': () => {
        me = { ...me, hidden: false };
        return { me };
      },
    });
    // Perhaps they hid on another phone: who has no place is asked for again.
    await jest.advanceTimersByTimeAsync(1000);
    expect(wordsOf(page)).toMatch(/你已从所有榜单隐藏.*恢复显示/);
    call(board(page), 'onShowSelf');
    await jest.advanceTimersByTimeAsync(1000);
    expect(asked.find(({ action }) => action === 'account.update')?.input).toEqual({
      hidden: false,
    });
    expect(boards(asked)).toHaveLength(2);
    expect(wordsOf(page)).not.toContain('你已从所有榜单隐藏');
  });

  test('R5-2 the button is there once its invitation is, and each card has its own', async () => {
    let tokens = 0;
    let answer: (value: unknown) => void = () => undefined;
    const { page, asked } = await open({
      'board.friends': sampleBoard(),
      'invite.create': () =>
        tokens++ === 0
          ? new Promise((resolve) => {
              answer = resolve;
            })
          : { token: `t/${tokens}`, expiresAt: NOW + 604_800 },
    });
    const path = () => (call(page, 'onShareAppMessage') as { path: string }).path;
    expect(wordsOf(page)).not.toContain('邀请好友');
    expect(call(page, 'onShareAppMessage')).toEqual({
      title: '不同厂商的手环，同一张好友榜',
      path: '/pages/ranking/ranking',
    });
    answer({ token: 't/1', expiresAt: NOW + 604_800 });
    await jest.advanceTimersByTimeAsync(1000);
    expect(wordsOf(page)).toContain('邀请好友');
    expect(path()).toBe('/packages/share/invite/invite?token=t%2F1');
    await jest.advanceTimersByTimeAsync(1000);
    expect(path()).toBe('/packages/share/invite/invite?token=t%2F2');
    expect(asked.filter(({ action }) => action === 'invite.create').length).toBeGreaterThan(1);
  });

  test('R5-2 no invitation: one sentence and a way to try again, and no button that sends nothing', async () => {
    const [, , own] = sampleBoard().rows;
    let works = false;
    const { page } = await open({
      'board.friends': sampleBoard({ rows: [{ ...own!, rank: 1 }], absent: [] }),
      'invite.create': () =>
        works ? { token: 't', expiresAt: NOW + 604_800 } : { refused: 'internal' },
    });
    await jest.advanceTimersByTimeAsync(1000);
    expect(wordsOf(page)).toMatch(/邀请一位好友.*再试一次.*服务出了点问题/);
    expect(wordsOf(page)).not.toContain('发送邀请卡片');
    expect(wordsOf(page)).toContain('按北京时间计日');
    works = true;
    call(board(page), 'prepareInvite');
    await jest.advanceTimersByTimeAsync(1000);
    expect(wordsOf(page)).toContain('发送邀请卡片');
  });

  test('R5-12 nobody is invited into a day that is final; the way to today is there', async () => {
    const [, , own] = sampleBoard().rows;
    const rows = [{ ...own!, rank: 1 }];
    const { page, asked } = await open({
      'board.friends': ({ day }: { day: number }) => sampleBoard({ day, rows, absent: [] }),
    });
    call(page, 'onEarlier');
    await settle();
    expect(wordsOf(page)).toMatch(/这一天没有好友在榜上.*从今天的榜开始.*看今天的榜/);
    expect(wordsOf(page)).not.toMatch(/邀请一位好友|发送邀请卡片|7 天内有效/);
    const invited = asked.filter(({ action }) => action === 'invite.create').length;
    call(page, 'onEarlier');
    await settle();
    expect(asked.filter(({ action }) => action === 'invite.create')).toHaveLength(invited);
    call(page, 'onToday');
    await settle();
    expect(wordsOf(page)).toContain('邀请一位好友');
  });

  test('R13-8 an open page turns as midnight strikes, and a shown day is read anew when it is final', async () => {
    jest.setSystemTime(Date.UTC(2026, 10, 22, 15, 59, 50));
    const { page, asked } = await open({
      'board.friends': ({ day }: { day: number }) => sampleBoard({ day }),
    });
    expect(wordsOf(page)).toContain('今天 11月22日');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(boards(asked)).toEqual([{ day: DAY }, { day: 20261123 }]);
    expect(wordsOf(page)).toContain('今天 11月23日');
    call(page, 'onEarlier');
    await settle();
    jest.setSystemTime(Date.UTC(2026, 10, 23, 4, 0, 50));
    await jest.advanceTimersByTimeAsync(15_000);
    expect(boards(asked).slice(2)).toEqual([{ day: DAY }, { day: DAY }]);
    expect(wordsOf(page)).toContain('已定榜');
  });

  test('ages on the page grow while it is open, and no longer once it is hidden', async () => {
    const { page } = await open({ 'board.friends': sampleBoard() });
    expect(wordsOf(page)).toContain('26 分钟前');
    await jest.advanceTimersByTimeAsync(60_100);
    expect(wordsOf(page)).toContain('27 分钟前');
    page.triggerPageLifeTime('hide');
    await jest.advanceTimersByTimeAsync(600_000);
    expect(wordsOf(page)).toContain('27 分钟前');
  });

  test('the ages of a long board change a few rows at a time: no frame waits for all of them', async () => {
    const { rows, ...rest } = sampleBoard();
    const long = Array.from({ length: 33 }, (_, index) => ({
      ...rows[0]!,
      ...{ uid: `u-${index}`, name: `第${index}人`, rank: index + 1, own: false },
    }));
    const { page } = await open({ 'board.friends': { ...rest, rows: long } });
    const ages = (words: string) => wordsOf(page).split(words).length - 1;
    await jest.advanceTimersByTimeAsync(5000);
    const [before] = wordsOf(page).match(/\d+ 分钟前/)!;
    expect(ages(before)).toBe(33);
    const sent = jest.spyOn(board(page).instance, 'setData');
    await jest.advanceTimersByTimeAsync(60_000);
    const later = `${Number.parseInt(before, 10) + 1} 分钟前`;
    expect([ages(before), ages(later)]).toEqual([0, 33]);
    const parts = sent.mock.calls.map(
      ([data]) => new Set(Object.keys(data).flatMap((path) => path.match(/parts\[\d+\]/g) ?? [])),
    );
    expect(parts.every(({ size }) => size <= 1)).toBe(true);
    // Who is absent has no age, and is not sent again.
    expect(new Set(parts.flatMap((one) => [...one])).size).toBe(7);
  });

  test('R5-6 the day before is asked for, and the way back ends at today', async () => {
    const { page, asked } = await open({
      'board.friends': ({ day }: { day: number }) => sampleBoard({ day, state: 'settling' }),
    });
    call(page, 'onLater');
    call(page, 'onEarlier');
    await settle();
    expect(boards(asked)).toEqual([{ day: DAY }, { day: 20261121 }]);
    expect(wordsOf(page)).toContain('昨天');
  });
});
