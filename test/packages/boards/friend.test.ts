/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import type { FriendDay } from '../../../miniprogram/contract/api';
import { DAY, fakeCloud, HOURS, NOW } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();

const UID = 'c'.repeat(20);
const chen = (over: Partial<FriendDay> = {}): FriendDay => ({
  ...{ uid: UID, name: '陈果', day: DAY, state: 'open', steps: 8432, sourceClass: 'direct' },
  ...{ maker: 'codoon', syncedAt: NOW - 180, cheers: 5, cheered: false, hours: HOURS },
  sources: [{ maker: 'codoon', slots: 58, steps: 8432 }],
  ...{ ruleVersion: 2, at: NOW },
  ...over,
});

async function open(answers: Record<string, unknown>) {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  const page = openPage('packages/boards/friend/friend', { uid: UID, day: String(DAY) });
  await settle();
  return { page, asked };
}

const call = async (page: Rendered, name: string) => {
  await (page.instance[name] as () => unknown).call(page.instance);
  await settle();
};

describe('a friend’s day', () => {
  test('R5-1 shows who, how much, when, the hours, and what counts', async () => {
    const { page, asked } = await open({ 'friend.day': chen() });
    expect(asked).toEqual([{ action: 'friend.day', input: { uid: UID, day: DAY } }]);
    const words = wordsOf(page);
    expect(words).toMatch(/陈果 咕咚 手环直读.*8,432 步 3 分钟前同步 · 5 人已加油.*给陈果加油/);
    expect(words).toMatch(/每小时 18–19 时 1,388 步/);
    expect(words).toMatch(/咕咚手环 手环直读 · 58 个时段 8,432 计数规则 v2/);
  });

  test.each<[string, Partial<FriendDay>, string]>([
    ['WeRun', { sourceClass: 'werun', maker: null }, '不分小时 微信运动每天只有一个总数'],
    ['a total', { sourceClass: 'counter' }, '不分小时 这只手环只记当天总数'],
    ['later data', { state: 'final' }, '小时图不再显示 定榜之后又有数据'],
  ])('R5-10 of %s has no hours, and says why', async (_, over, words) => {
    const { page } = await open({ 'friend.day': chen({ ...over, hours: null, sources: [] }) });
    expect(wordsOf(page)).toContain(words);
    expect(wordsOf(page)).not.toContain('切换为表格');
  });

  test('R5-11 is cheered once: at once, by the cloud’s count, and taken back when it fails', async () => {
    let works = false;
    const { page, asked } = await open({
      'friend.day': chen(),
      'cheer.send': () => (works ? { cheers: 9 } : { refused: 'day-closed' }),
    });
    await call(page, 'onCheer');
    expect(wordsOf(page)).toContain('给陈果加油');
    expect(wxNow().showModal).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: '这一天已经定榜', content: '定榜之前才能加油。' }),
    );
    works = true;
    await call(page, 'onCheer');
    expect(wordsOf(page)).toContain('今天已加油 · 9');
    await call(page, 'onCheer');
    expect(asked.filter(({ action }) => action === 'cheer.send')).toHaveLength(2);
  });

  test('R13-8 grows older while it is looked at, and at midnight is asked for as a day that is over', async () => {
    const days = [chen({ cheered: true }), chen({ cheered: true, state: 'settling' })];
    const { page, asked } = await open({ 'friend.day': () => days.shift() });
    expect(wordsOf(page)).toContain('今天已加油 · 5');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(wordsOf(page)).toContain('4 分钟前同步');
    expect(asked).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(3.5 * 3_600_000);
    expect(asked).toHaveLength(2);
    expect(wordsOf(page)).toMatch(/昨天 20:33.*这一天已加油 · 5/);
    expect(wordsOf(page)).not.toContain('今天已加油');
  });

  test('R5-11 of a final day offers no cheer', async () => {
    const { page } = await open({ 'friend.day': chen({ state: 'final' }) });
    expect(wordsOf(page)).toContain('5 人已加油');
    expect(wordsOf(page)).not.toContain('给陈果加油');
  });

  test('R6-1 whoever comes back sees it anew, and keeps what is known where the cloud is silent', async () => {
    const days: unknown[] = [chen(), chen({ steps: 9000 }), { refused: 'internal' }];
    const { page, asked } = await open({ 'friend.day': () => days.shift() });
    for (const steps of ['9,000', '9,000']) {
      page.triggerPageLifeTime('hide');
      page.triggerPageLifeTime('show');
      await settle();
      expect(wordsOf(page)).toContain(`${steps} 步`);
    }
    expect(asked).toHaveLength(3);
    expect(wordsOf(page)).not.toContain('再试一次');
  });

  test('R5-3 who parted while their day was looked at is not to be seen any more', async () => {
    const { page } = await open({ 'friend.day': chen(), 'cheer.send': { refused: 'forbidden' } });
    await call(page, 'onCheer');
    expect(wordsOf(page)).toMatch(/看不到这一天.*你们现在不是好友/);
    expect(wordsOf(page)).not.toContain('8,432');
    expect(wxNow().showModal).not.toHaveBeenCalled();
  });

  test.each([
    ['onRemove', 'friend.remove', '移除陈果？', '互相不再看到步数，对方不会收到通知'],
    ['onBlock', 'friend.block', '屏蔽陈果？', '同时移除，可在“我的”里解除'],
  ])('R5-3 %s asks first, then leaves the page', async (method, action, title, content) => {
    const { page, asked } = await open({ 'friend.day': chen(), [action]: {} });
    wxNow().showModal = jest.fn(() => Promise.resolve({ confirm: false }));
    await call(page, method);
    expect(wxNow().showModal).toHaveBeenCalledWith(expect.objectContaining({ title, content }));
    expect(asked.some((one) => one.action === action)).toBe(false);
    wxNow().showModal = jest.fn(() => Promise.resolve({ confirm: true }));
    await call(page, method);
    expect(asked.filter((one) => one.action === action)).toEqual([{ action, input: { uid: UID } }]);
    expect(wxNow().navigateBack).toHaveBeenCalled();
  });

  test('R5-3 where as many are blocked as may be it says where one is lifted, and leads there', async () => {
    const full = { 'friend.day': chen(), 'friend.block': { refused: 'too-many' } };
    const { page } = await open(full);
    const ask = jest.fn((_: object) => Promise.resolve({ confirm: true }));
    wxNow().showModal = ask;
    await call(page, 'onBlock');
    expect(ask).toHaveBeenCalledTimes(2);
    expect(ask).toHaveBeenLastCalledWith(
      expect.objectContaining({
        title: '最多屏蔽 200 人',
        content: '先到“我的”的“好友与邀请”里解除一位。',
        confirmText: '解除屏蔽',
      }),
    );
    expect(wxNow().navigateTo).toHaveBeenCalledWith({ url: '/packages/me/friends/friends' });
    expect(wxNow().navigateBack).not.toHaveBeenCalled();
  });

  test('R5-3 of somebody who is no friend any more is not to be seen', async () => {
    const { page } = await open({ 'friend.day': { refused: 'forbidden' } });
    expect(wordsOf(page)).toMatch(/看不到这一天.*你们现在不是好友/);
  });
});
