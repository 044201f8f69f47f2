/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import { DAY, fakeCloud, NOW, sampleBoard } from '../../support/people';
import { openPage, type Rendered, settle, wordsOf } from '../../support/simulate';
import { fixTime } from '../../support/time';
import { installWx } from '../../support/wx';

fixTime();
const wxNow = installWx();

async function open(answers: Record<string, unknown>) {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  const page = openPage('pages/ranking/ranking');
  await settle();
  return { page, asked };
}

const call = (page: Rendered, name: string, detail: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, { detail });

describe('the ranking page', () => {
  test('R5-1 shows one list of all makers, from one call', async () => {
    const { page, asked } = await open({ 'board.friends': sampleBoard() });
    const words = wordsOf(page);
    expect(words).toContain('第 2 名，共 6 人');
    expect(words).toMatch(/陈果.*许诺.*林晚.*阿远.*王小雨.*周舟/);
    expect(asked).toEqual([{ action: 'board.friends', input: { day: DAY } }]);
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
    call(page, 'onRetry');
    await settle();
    expect(wordsOf(page)).toContain('陈果');
  });

  test('R5-11 a heart fills before the cloud answers and a second tap only says so', async () => {
    const { page, asked } = await open({
      'board.friends': sampleBoard(),
      'cheer.send': { cheers: 3 },
    });
    const rows = () => (page.instance.data.board as { rows: { filled: boolean }[] }).rows;
    call(page, 'onCheer', { uid: 'u-xu' });
    expect(rows()[1]!.filled).toBe(true);
    await settle();
    call(page, 'onCheer', { uid: 'u-xu' });
    await settle();
    expect(asked.filter(({ action }) => action === 'cheer.send')).toHaveLength(1);
    expect(wxNow().showToast).toHaveBeenLastCalledWith({ title: '今天已加油', icon: 'none' });
  });

  test('R5-11 a failed cheer is taken back with its reason', async () => {
    const { page } = await open({
      'board.friends': sampleBoard(),
      'cheer.send': { refused: 'day-closed' },
    });
    call(page, 'onCheer', { uid: 'u-xu' });
    await settle();
    const { rows } = page.instance.data.board as { rows: { filled: boolean; cheers: string }[] };
    expect(rows[1]).toMatchObject({ filled: false, cheers: '2' });
    expect(wxNow().showToast).toHaveBeenLastCalledWith({ title: '这一天已经定榜', icon: 'none' });
  });

  test('R5-2 the share card is an invitation; without a network it still is a card', async () => {
    let invitation: unknown = { token: 'tok/1', expiresAt: NOW };
    const { page } = await open({
      'board.friends': sampleBoard(),
      'invite.create': () => invitation,
    });
    const card = call(page, 'onShareAppMessage') as { promise: Promise<{ path: string }> };
    expect((await card.promise).path).toBe('/packages/share/invite/invite?token=tok%2F1');
    invitation = { refused: 'internal' };
    const plain = call(page, 'onShareAppMessage') as { promise: Promise<{ path: string }> };
    expect((await plain.promise).path).toBe('/pages/ranking/ranking');
  });

  test('R13-8 an open page turns at midnight, and a shown day is read anew when it is final', async () => {
    jest.setSystemTime(Date.UTC(2026, 10, 22, 15, 59, 50));
    const { page, asked } = await open({
      'board.friends': ({ day }: { day: number }) => sampleBoard({ day }),
    });
    expect(wordsOf(page)).toContain('今天 11月22日');
    await jest.advanceTimersByTimeAsync(15_000);
    expect(asked.map(({ input }) => input)).toEqual([{ day: DAY }, { day: 20261123 }]);
    expect(wordsOf(page)).toContain('今天 11月23日');
    call(page, 'onEarlier');
    await settle();
    jest.setSystemTime(Date.UTC(2026, 10, 23, 4, 0, 50));
    await jest.advanceTimersByTimeAsync(15_000);
    expect(asked.map(({ input }) => input).slice(2)).toEqual([{ day: DAY }, { day: DAY }]);
    expect(wordsOf(page)).toContain('已定榜');
  });

  test('ages on the page grow while it is open, and no longer once it is hidden', async () => {
    const { page } = await open({ 'board.friends': sampleBoard() });
    expect(wordsOf(page)).toContain('26 分钟前');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(wordsOf(page)).toContain('27 分钟前');
    page.triggerPageLifeTime('hide');
    await jest.advanceTimersByTimeAsync(600_000);
    expect(wordsOf(page)).toContain('27 分钟前');
  });

  test('R5-6 the day before is asked for, and the way back ends at today', async () => {
    const { page, asked } = await open({
      'board.friends': ({ day }: { day: number }) => sampleBoard({ day, state: 'settling' }),
    });
    call(page, 'onLater');
    call(page, 'onEarlier');
    await settle();
    expect(asked.map(({ input }) => input)).toEqual([{ day: DAY }, { day: 20261121 }]);
    expect(wordsOf(page)).toContain('昨天');
  });
});
