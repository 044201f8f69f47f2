/** @jest-environment jsdom */
/** Name and photo, friends, shares, and what there is to read. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { defaultName } from '../../../miniprogram/contract/people';
import { fakeCloud, NOW, sampleFriends, sampleMe } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const confirmed = { confirm: true };
const wxNow = installWx(() => ({ showModal: jest.fn(async () => confirmed) }));
const toasts = () => wxNow().showToast;
beforeEach(() => {
  confirmed.confirm = true;
});

async function open(
  page: string,
  answers: Record<string, unknown> = {},
  storage: Record<string, unknown> = {},
  query: Record<string, string> = {},
) {
  const { asked, cloud } = fakeCloud({ 'friend.list': sampleFriends(), ...answers });
  wxNow().cloud = cloud;
  const kept = { me: sampleMe(), bands: [], days: [], streak: 3, at: NOW };
  for (const [key, value] of Object.entries({ 'bm.mine': kept, ...storage })) {
    wxNow().storage.set(key, value);
  }
  const opened = openPage(`packages/me/${page}/${page}`, query);
  await settle();
  return { page: opened, asked };
}

const call = (page: Rendered, name: string, event: Record<string, unknown> = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);
const typed = (name: string) => ({ detail: { value: { name } } });

test('R10-8 a refused name is told and the old one stays; a blank one is not sent', async () => {
  const { page, asked } = await open('profile', { 'account.update': { refused: 'name-refused' } });
  await call(page, 'onName', typed('  '));
  expect(wordsOf(page)).toContain('名字不能为空，请写一个');
  expect(asked).toEqual([]);
  await call(page, 'onName', typed('管理员'));
  expect(wordsOf(page)).toContain('这个名字不能用，请换一个');
  expect(page.instance.data.me).toMatchObject({ name: '林晚' });
  expect(wxNow().navigateBack).not.toHaveBeenCalled();
});

test.each([
  ['misleading', '这个名字容易让人误会身份，请换一个'],
  ['unchecked 8F3A', '微信现在没法检查名字，请过一会儿再保存'],
])(
  'R10-8 the cloud’s reason of a refused name, %s, is told until the next try',
  async (because, told) => {
    let works = false;
    const { page } = await open('profile', {
      'account.update': () =>
        works ? { refused: 'too-often' } : { refused: 'name-refused', because },
    });
    await call(page, 'onName', typed('管理员'));
    expect(wordsOf(page)).toContain(told);
    works = true;
    await call(page, 'onName', typed('小红'));
    expect(wordsOf(page)).not.toContain(told);
  },
);

test.each([
  ['profile', '换头像'],
  ['consents', '隐私指引'],
])(
  'R8-3 %s opened before it is known who I am: what it waits for, why not, then itself',
  async (name, itself) => {
    let answer: (told: unknown) => void = () => {};
    const enter = () => new Promise((resolve) => (answer = resolve));
    const { page } = await open(name, { 'account.enter': enter }, { 'bm.mine': null });
    expect(wordsOf(page)).toBe('正在加载');
    answer(Promise.reject({ errCode: -1, errMsg: 'request:fail' }));
    await settle();
    expect(wordsOf(page)).toMatch(/没有网络.*再试一次/);
    call(page, 'onRetry');
    await settle();
    expect(wordsOf(page)).toBe('正在加载');
    answer({ me: sampleMe(), bands: [], days: [], streak: 0, at: NOW });
    await settle();
    expect(wordsOf(page)).toContain(itself);
    expect(wordsOf(page)).not.toContain('没有网络');
  },
);

test('a new name is sent clean and known at once', async () => {
  const { page, asked } = await open('profile', {
    'account.update': ({ name }: { name: string }) => ({ me: sampleMe({ name }) }),
  });
  await call(page, 'onName', typed('  林  晚晚 '));
  expect(asked.at(-1)).toEqual({ action: 'account.update', input: { name: '林 晚晚' } });
  expect(page.instance.data.me).toMatchObject({ name: '林 晚晚' });
  expect(wxNow().navigateBack).toHaveBeenCalled();
});

test('R4-3 where the cloud does not say what was shared, it is not said that nothing was', async () => {
  let online = false;
  const { page } = await open('shares', {
    'share.list': () =>
      online ? { shares: [] } : Promise.reject({ errCode: -1, errMsg: 'request:fail' }),
  });
  expect(wordsOf(page)).toMatch(/没有网络|无网络/);
  expect(wordsOf(page)).not.toContain('还没有有效的分享');
  online = true;
  await call(page, 'onRetry');
  await settle();
  expect(wordsOf(page)).toContain('还没有有效的分享');
});

test('R10-8 name and photo can be taken back; a default name and no photo offer nothing', async () => {
  const plain = sampleMe({ name: defaultName(sampleMe().uid, 'en') });
  const { page, asked } = await open('profile', { 'account.update': { me: plain } });
  expect(wordsOf(page)).toContain('撤回名字，用默认的');
  // Asked first: who says no keeps it.
  const asking = wxNow().showModal as jest.Mock<() => Promise<{ confirm: boolean }>>;
  asking.mockResolvedValueOnce({ confirm: false });
  await call(page, 'onDropName');
  expect(asked).toEqual([]);
  await call(page, 'onDropName');
  await call(page, 'onDropPhoto');
  expect(asked.map(({ input }) => input)).toEqual([{ name: null }, { avatar: null }]);
  expect(toasts()).toHaveBeenLastCalledWith({ title: '已撤回，马上生效', icon: 'none' });
  expect(wordsOf(page)).not.toMatch(/撤回名字|撤回头像/);
});

test.each([
  [375, '计数规则与隐私'],
  [320, '规则与隐私'],
])('R8-3 at %i px the title is whole', async (windowWidth, title) => {
  wxNow().getWindowInfo = () => ({ windowWidth, windowHeight: 568 });
  await open('rules');
  expect(wxNow().setNavigationBarTitle).toHaveBeenLastCalledWith(
    expect.objectContaining({ title }),
  );
});

test('a chosen photo is uploaded before it is used; a failed upload changes nothing', async () => {
  let up = false;
  const { page, asked } = await open('profile', {
    'account.update': ({ avatar }: { avatar: string }) => ({ me: sampleMe({ avatar }) }),
  });
  const uploads: string[] = [];
  const cloud = wxNow().cloud as Record<string, unknown>;
  cloud.uploadFile = async ({ cloudPath }: { cloudPath: string }) => {
    uploads.push(cloudPath);
    if (!up) throw { errCode: -1, errMsg: 'uploadFile:fail' };
    return { fileID: `cloud://env/${cloudPath}` };
  };
  const photo = { detail: { avatarUrl: 'wxfile://tmp/a.PNG' } };
  call(page, 'onPhoto', photo);
  await settle();
  expect(asked).toEqual([]);
  expect(wordsOf(page)).toContain('没有网络。连上网络后再试一次。');
  up = true;
  call(page, 'onPhoto', photo);
  await settle();
  // Nothing was taken meanwhile: it is the same place.
  expect(uploads).toEqual([sampleMe().photoPath, sampleMe().photoPath]);
  expect(asked).toEqual([
    { action: 'account.update', input: { avatar: `cloud://env/${uploads[1]}` } },
  ]);
});

test.each([
  ['and goes there', 'avatars/u-lin/next', 2],
  ['once, also where that is refused', 'avatars/u-lin/never', 2],
  ['unless it is the same', sampleMe().photoPath, 1],
])(
  'a photo is refused where another was taken, asks for the new place %s',
  async (_, next, count) => {
    const { page, asked } = await open('profile', {
      'account.enter': {
        ...{ me: sampleMe({ photoPath: next }), bands: [], days: [], streak: 0, at: NOW },
      },
      'account.update': ({ avatar }: { avatar?: string }) =>
        avatar?.endsWith('next') ? { me: sampleMe({ avatar }) } : { refused: 'bad-input' },
    });
    const uploads: string[] = [];
    const cloud = wxNow().cloud as Record<string, unknown>;
    cloud.uploadFile = async ({ cloudPath }: { cloudPath: string }) => {
      uploads.push(cloudPath);
      return { fileID: `cloud://env/${cloudPath}` };
    };
    call(page, 'onPhoto', { detail: { avatarUrl: 'wxfile://tmp/a.PNG' } });
    await settle(80);
    expect(uploads).toEqual([sampleMe().photoPath, next].slice(0, count));
    expect(asked.filter(({ action }) => action === 'account.enter')).toHaveLength(1);
    const { me } = page.instance.data as { me: { avatar?: string } };
    expect(me.avatar).toBe(next.endsWith('next') ? `cloud://env/${next}` : undefined);
  },
);

test('R5-3 a friend is removed only after a yes', async () => {
  const { page, asked } = await open('friends', { 'friend.remove': {} });
  expect(wordsOf(page)).toContain('周舟');
  const tap = { currentTarget: { dataset: { uid: 'u-zhou', name: '周舟' } } };
  confirmed.confirm = false;
  await call(page, 'onRemove', tap);
  expect(asked.some(({ action }) => action === 'friend.remove')).toBe(false);
  const content = '互相不再看到步数，对方不会收到通知';
  expect(wxNow().showModal).toHaveBeenCalledWith(
    expect.objectContaining({ title: '移除周舟？', content }),
  );
  confirmed.confirm = true;
  await call(page, 'onRemove', tap);
  expect(asked.find(({ action }) => action === 'friend.remove')?.input).toEqual({ uid: 'u-zhou' });
});

describe('R5-3 whom I blocked', () => {
  const people = [
    { uid: 'u-xu', name: 'Max' },
    { uid: 'u-gu', name: '顾北' },
  ];
  const tap = { currentTarget: { dataset: people[0] } };
  let list = { ...sampleFriends(), blocked: people };
  beforeEach(() => {
    list = { ...sampleFriends(), blocked: people };
  });
  const lifted = (asked: { action: string; input: unknown }[]) =>
    asked.flatMap(({ action, input }) => (action === 'friend.unblock' ? [input] : []));

  test('is told below my friends, and only where there is somebody', async () => {
    const { page } = await open('friends', { 'friend.list': list });
    expect(wordsOf(page)).toMatch(/陈果.*已屏蔽.*Max 解除屏蔽.*顾北 解除屏蔽/);
    const { page: other } = await open('friends', {});
    expect(wordsOf(other)).toContain('陈果');
    expect(wordsOf(other)).not.toContain('屏蔽');
  });

  test('is free after a yes, and the others stay', async () => {
    const { page, asked } = await open('friends', {
      'friend.list': () => list,
      'friend.unblock': () => {
        list = { ...list, blocked: people.slice(1) };
        return {};
      },
    });
    confirmed.confirm = false;
    await call(page, 'onUnblock', tap);
    expect(lifted(asked)).toEqual([]);
    expect(wxNow().showModal).toHaveBeenCalledWith(
      expect.objectContaining({
        title: '不再屏蔽 Max？',
        content: '对方不会收到通知。想重新成为好友，仍需一方邀请。',
        confirmText: '解除屏蔽',
      }),
    );
    confirmed.confirm = true;
    await call(page, 'onUnblock', tap);
    expect(lifted(asked)).toEqual([{ uid: 'u-xu' }]);
    expect(toasts()).toHaveBeenLastCalledWith({ title: '已解除屏蔽', icon: 'none' });
    expect(wordsOf(page)).toMatch(/已屏蔽.*顾北/);
    expect(wordsOf(page)).not.toContain('Max');
  });

  test('stays where lifting failed, which is told with a way to try again', async () => {
    let works = false;
    const { page, asked } = await open('friends', {
      'friend.list': () => list,
      'friend.unblock': () => {
        if (works) list = { ...list, blocked: [] };
        return works ? {} : { refused: 'internal' };
      },
    });
    const asking = wxNow().showModal as jest.Mock<() => Promise<{ confirm: boolean }>>;
    asking.mockResolvedValueOnce({ confirm: true }).mockResolvedValueOnce({ confirm: false });
    await call(page, 'onUnblock', tap);
    await settle();
    expect(wxNow().showModal).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: '服务出了点问题', confirmText: '再试一次' }),
    );
    expect(wordsOf(page)).toContain('Max');
    expect(toasts()).not.toHaveBeenCalled();
    works = true;
    await call(page, 'onUnblock', tap);
    expect(lifted(asked)).toHaveLength(2);
    expect(wordsOf(page)).not.toContain('Max');
  });
});

test('R5-2 friends: who they are, or why not; a card once there is an invitation', async () => {
  let works = false;
  const { page } = await open('friends', {
    'friend.list': () => (works ? sampleFriends() : { refused: 'internal' }),
    'invite.create': () =>
      works ? { token: 't', expiresAt: NOW + 604_800 } : { refused: 'internal' },
  });
  expect(wordsOf(page)).toMatch(/服务出了点问题.*再试一次/);
  expect(wordsOf(page)).not.toMatch(/还没有好友|发送邀请卡片/);
  works = true;
  call(page, 'onRetry');
  await settle();
  expect(wordsOf(page)).toMatch(/陈果.*发送邀请卡片/);
  expect(call(page, 'onShareAppMessage')).toMatchObject({
    path: '/packages/share/invite/invite?token=t',
  });
});

test('R4-3 a share is withdrawn from its list', async () => {
  const share = { id: 'snap-1', day: 20261122, expiresAt: NOW + 86_400 };
  const answers = { 'share.list': { shares: [share] }, 'share.revoke': {} };
  const { page } = await open('shares', answers, { 'bm.shares': [share] });
  expect(wordsOf(page)).toContain('11月22日 11月23日失效');
  await call(page, 'onRevoke', { currentTarget: { dataset: { id: 'snap-1' } } });
  expect(wordsOf(page)).toContain('还没有有效的分享');
});

test('R12-6 the rule in force is told, and that a number can be forged; what is only emulated; licences', async () => {
  const rules = wordsOf((await open('rules')).page);
  expect(rules).toMatch(/计数规则 v2.*每个时段只计较大的一只，不相加/);
  expect(rules).toMatch(/技术上无法完全排除.*多出 30% 以上.*待核实/);
  const about = wordsOf((await open('rules', {}, {}, { part: 'about' })).page);
  expect(about).toMatch(/没有经过厂商确认.*开源许可.*tdesign-miniprogram, MIT/);
});
