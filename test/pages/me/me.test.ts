/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { fakeCloud, NOW, sampleBoard, sampleMe } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';
import { fakeFileSystem } from '../../helpers/wx-files';

fixTime();
const confirmed = { confirm: true };
const fs = { current: fakeFileSystem() };
const wxNow = installWx(() => {
  fs.current = fakeFileSystem();
  return {
    showModal: jest.fn(async () => confirmed),
    getFileSystemManager: () => fs.current.manager,
  };
});
const fromNow = (name: string) => wxNow()[name];

beforeEach(() => {
  confirmed.confirm = true;
});

async function open(answers: Record<string, unknown> = {}, storage: Record<string, unknown> = {}) {
  const { asked, cloud } = fakeCloud({ 'board.friends': sampleBoard(), ...answers });
  wxNow().cloud = cloud;
  const kept = { me: sampleMe(), bands: [], days: [], streak: 3, at: NOW };
  for (const [key, value] of Object.entries({ 'bm.mine': kept, ...storage })) {
    wxNow().storage.set(key, value);
  }
  const page = openPage('pages/me/me');
  await settle();
  return { page, asked };
}

const call = (page: Rendered, name: string, event: Record<string, unknown> = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);
const openSheet = (page: Rendered, sheet: string) =>
  call(page, 'open', { currentTarget: { dataset: { sheet } } });

describe('我的', () => {
  test('shows name, streak, goal and how many friends there are', async () => {
    const { page } = await open();
    const words = wordsOf(page);
    expect(words).toContain('林晚 连续达标 3 天');
    expect(words).toContain('10,000 步');
    expect(words).toContain('5 人');
    expect(words).toContain('0 条有效');
  });

  test('R10-8 a refused name is told and the old one stays', async () => {
    const { page } = await open({ 'account.update': { refused: 'name-refused' } });
    openSheet(page, 'name');
    call(page, 'onName', { detail: { value: { name: '管理员' } } });
    await settle();
    expect(fromNow('showToast')).toHaveBeenLastCalledWith({
      title: '这个名字不能用',
      icon: 'none',
    });
    expect(page.instance.data.sheet).toBe('name');
    expect(wordsOf(page)).toContain('林晚');
  });

  test('a blank name is refused aloud', async () => {
    const { page, asked } = await open({});
    openSheet(page, 'name');
    const before = asked.length;
    call(page, 'onName', { detail: { value: { name: '  ' } } });
    expect(fromNow('showToast')).toHaveBeenLastCalledWith({ title: '名字不能为空', icon: 'none' });
    expect(page.instance.data.sheet).toBe('name');
    expect(asked).toHaveLength(before);
  });

  test('a new name is sent clean and shown at once', async () => {
    const { page, asked } = await open({
      'account.update': ({ name }: { name: string }) => ({ me: sampleMe({ name }) }),
    });
    openSheet(page, 'name');
    call(page, 'onName', { detail: { value: { name: '  林  晚晚 ' } } });
    await settle();
    expect(asked.at(-1)).toEqual({ action: 'account.update', input: { name: '林 晚晚' } });
    expect(wordsOf(page)).toContain('林 晚晚');
    expect(page.instance.data.sheet).toBe('');
  });

  test('R5-9 hiding is sent; when it fails the switch goes back', async () => {
    const { page } = await open({ 'account.update': { refused: 'internal' } });
    const hidden = () => (page.instance.data.me as { hidden: boolean }).hidden;
    call(page, 'onHideSwitch', { detail: { value: true } });
    expect(hidden()).toBe(true);
    await settle();
    expect(hidden()).toBe(false);
  });

  describe('R10-2 sleep and heart rate', () => {
    const switches = (page: Rendered) => {
      const { keepsSleep, readsHeart } = page.instance.data.me as Record<string, boolean>;
      return { keepsSleep, readsHeart };
    };
    const turn = async (page: Rendered, name: string, value: boolean) => {
      const work = call(page, name, { detail: { value } });
      await settle();
      await work;
    };
    const rooms = () =>
      jest.requireActual<typeof import('../../../miniprogram/services/activity/journal/index')>(
        '../../../miniprogram/services/activity/journal/index',
      );
    const sleep = [{ start: NOW - 50_000, seconds: 5400, stage: 'deep' as const }];
    const night = { band: 'b', at: NOW, source: 'direct' as const, readings: [], counters: [] };

    test('are off until each is turned on; nothing is asked of the cloud', async () => {
      const { page, asked } = await open();
      expect(switches(page)).toEqual({ keepsSleep: false, readsHeart: false });
      expect(wordsOf(page)).toMatch(/保存睡眠 ?只存在这台手机.*读取心率 ?只在手环页当场显示/);
      const before = asked.length;
      await turn(page, 'onHeartSwitch', true);
      expect(switches(page)).toEqual({ keepsSleep: false, readsHeart: true });
      await turn(page, 'onSleepSwitch', true);
      expect(switches(page)).toEqual({ keepsSleep: true, readsHeart: true });
      await turn(page, 'onHeartSwitch', false);
      expect(switches(page)).toEqual({ keepsSleep: true, readsHeart: false });
      expect(fromNow('showModal')).not.toHaveBeenCalled();
      expect(asked).toHaveLength(before);
    });

    test('turning sleep off deletes it, after one yes; a no changes nothing', async () => {
      const { page } = await open();
      await turn(page, 'onSleepSwitch', true);
      const journal = await rooms().journal();
      await journal.append({ ...night, sleep, cursor: null });
      confirmed.confirm = false;
      await turn(page, 'onSleepSwitch', false);
      expect(switches(page).keepsSleep).toBe(true);
      expect(journal.sleep('b', 0, NOW)).toEqual(sleep);
      confirmed.confirm = true;
      await turn(page, 'onSleepSwitch', false);
      expect(switches(page).keepsSleep).toBe(false);
      expect(journal.sleep('b', 0, NOW)).toEqual([]);
      expect([...fs.current.files.values()].join()).not.toContain('deep');
      expect(fromNow('showToast')).toHaveBeenLastCalledWith({ title: '已删除', icon: 'none' });
    });

    test('when it cannot be deleted the switch stays on, and the reason is told', async () => {
      const { page } = await open();
      await turn(page, 'onSleepSwitch', true);
      await (await rooms().journal()).append({ ...night, sleep, cursor: null });
      fs.current.manager.writeFile = (o) =>
        o.fail?.({ errMsg: 'writeFile:fail the maximum size of the file storage limit' });
      await turn(page, 'onSleepSwitch', false);
      expect(switches(page).keepsSleep).toBe(true);
      expect(fromNow('showToast')).toHaveBeenLastCalledWith({
        title: '手机空间不够',
        icon: 'none',
      });
    });
  });

  test('a goal is chosen from the list', async () => {
    const { page, asked } = await open({
      'account.update': ({ goal }: { goal: number }) => ({ me: sampleMe({ goal }) }),
    });
    call(page, 'onGoal', { detail: { value: '12' } });
    await settle();
    expect(asked.at(-1)).toEqual({ action: 'account.update', input: { goal: 8000 } });
    expect(wordsOf(page)).toContain('8,000 步');
  });

  test('the language changes the whole page, and can follow WeChat again', async () => {
    const { page } = await open();
    call(page, 'onLanguage', { detail: { value: '2' } });
    expect(wordsOf(page)).toContain('Daily goal');
    expect(wxNow().storage.get('bm.language')).toBe('en');
    expect(wxNow().setTabBarItem).toHaveBeenCalledWith(
      expect.objectContaining({ index: 0, text: 'Today' }),
    );
    call(page, 'onLanguage', { detail: { value: '0' } });
    expect(wordsOf(page)).toContain('每日目标');
    expect(wxNow().storage.has('bm.language')).toBe(false);
  });

  test('R5-3 a friend is removed only after a yes', async () => {
    const { page, asked } = await open({ 'friend.remove': {} });
    openSheet(page, 'friends');
    await settle();
    expect(wordsOf(page)).toContain('周舟');
    const tap = { currentTarget: { dataset: { uid: 'u-zhou', name: '周舟' } } };
    confirmed.confirm = false;
    await call(page, 'onRemove', tap);
    expect(asked.some(({ action }) => action === 'friend.remove')).toBe(false);
    confirmed.confirm = true;
    await call(page, 'onRemove', tap);
    expect(asked.find(({ action }) => action === 'friend.remove')?.input).toEqual({
      uid: 'u-zhou',
    });
  });

  test('R5-2 the friends sheet: who they are, or why not; a card once there is an invitation', async () => {
    let works = false;
    const { page } = await open({
      'board.friends': () => (works ? sampleBoard() : { refused: 'internal' }),
      'invite.create': () =>
        works ? { token: 't', expiresAt: NOW + 604_800 } : { refused: 'internal' },
    });
    openSheet(page, 'friends');
    await settle();
    expect(wordsOf(page)).toMatch(/服务出了点问题 · 再试一次/);
    expect(wordsOf(page)).not.toMatch(/还没有好友|发送邀请卡片/);
    works = true;
    call(page, 'loadFriends');
    call(page, 'prepareInvite');
    await settle();
    expect(wordsOf(page)).toMatch(/陈果.*发送邀请卡片/);
    expect(call(page, 'onShareAppMessage')).toMatchObject({
      path: '/packages/share/invite/invite?token=t',
    });
  });

  test('R4-3 a share is withdrawn from its list', async () => {
    const share = { id: 'snap-1', day: 20261122, expiresAt: NOW + 86_400 };
    const { page } = await open({ 'share.revoke': {} }, { 'bm.shares': [share] });
    expect(wordsOf(page)).toContain('1 条有效');
    openSheet(page, 'shares');
    expect(wordsOf(page)).toContain('11月22日 11月23日失效');
    await call(page, 'onRevoke', { currentTarget: { dataset: { id: 'snap-1' } } });
    expect(wordsOf(page)).toContain('还没有有效的分享');
  });

  test('rule, privacy and what is only emulated can be read', async () => {
    const { page } = await open();
    openSheet(page, 'rules');
    expect(wordsOf(page)).toContain('每一格只计较大的一只，不相加');
    openSheet(page, 'about');
    expect(wordsOf(page)).toContain('没有经过厂商确认');
  });

  test('without an account and a network: one sentence and one button', async () => {
    let online = false;
    const answer = { me: sampleMe(), bands: [], days: [], streak: 0, at: NOW };
    const { page } = await open(
      {
        'account.enter': () => (online ? answer : Promise.reject({ errCode: -1, errMsg: 'x' })),
      },
      { 'bm.mine': null },
    );
    expect(wordsOf(page)).toContain('没有网络');
    online = true;
    await call(page, 'retry');
    await settle();
    expect(wordsOf(page)).toContain('林晚');
  });
});

test('a chosen photo is uploaded before it is used; a failed upload changes nothing', async () => {
  let up = false;
  const { page, asked } = await open({
    'account.update': ({ avatar }: { avatar: string }) => ({ me: sampleMe({ avatar }) }),
  });
  const uploads: string[] = [];
  const cloud = (globalThis as unknown as { wx: { cloud: Record<string, unknown> } }).wx.cloud;
  cloud.uploadFile = async ({ cloudPath }: { cloudPath: string }) => {
    uploads.push(cloudPath);
    if (!up) throw { errCode: -1, errMsg: 'uploadFile:fail' };
    return { fileID: `cloud://env/${cloudPath}` };
  };
  call(page, 'onPhoto', { detail: { avatarUrl: 'wxfile://tmp/a.PNG' } });
  await settle();
  expect(asked.some(({ action }) => action === 'account.update')).toBe(false);
  up = true;
  call(page, 'onPhoto', { detail: { avatarUrl: 'wxfile://tmp/a.PNG' } });
  await settle();
  expect(uploads[1]).toMatch(/^avatars\/u-lin\/\d+\.png$/);
  expect(asked.at(-1)).toEqual({
    action: 'account.update',
    input: { avatar: `cloud://env/${uploads[1]}` },
  });
});
