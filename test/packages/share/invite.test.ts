/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { fakeCloud } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();
const from = { uid: 'u-chen', name: '陈果' };

async function open(answers: Record<string, unknown>, token = 'tok') {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  const page = openPage('packages/share/invite/invite', { token });
  await settle();
  return { page, asked };
}

async function press(page: Rendered) {
  (page.instance.onButton as () => void).call(page.instance);
  await settle();
}

describe('an invitation', () => {
  test('R5-2 shows who invites and asks; nothing is accepted by opening it', async () => {
    const { page, asked } = await open({ 'invite.open': { from } }, 'a%20b');
    expect(wordsOf(page)).toContain('陈果邀请你成为好友');
    expect(wordsOf(page)).toContain('接受邀请');
    expect(asked).toEqual([{ action: 'invite.open', input: { token: 'a b' } }]);
  });

  test('R5-2 accepting leads to the ranking', async () => {
    const { page } = await open({ 'invite.open': { from }, 'invite.accept': { from } });
    await press(page);
    expect(wordsOf(page)).toContain('你和陈果已是好友');
    await press(page);
    expect(wxNow().switchTab).toHaveBeenCalledWith({ url: '/pages/ranking/ranking' });
  });

  test.each([
    ['invite-expired', '邀请已过期', '/pages/today/today'],
    ['invite-used', '邀请已被使用', '/pages/today/today'],
    ['invite-invalid', '邀请无效', '/pages/today/today'],
    ['invite-own', '这是你自己的邀请', '/pages/ranking/ranking'],
    ['already-friends', '你们已经是好友', '/pages/ranking/ranking'],
    ['too-many', '数量到上限了', '/pages/today/today'],
    ['invite-refused', '不能接受这个邀请', '/pages/today/today'],
  ])('R5-2 %s: %s, and one way on', async (code, title, url) => {
    const { page } = await open({ 'invite.open': { refused: code } });
    expect(wordsOf(page)).toContain(title);
    await press(page);
    expect(wxNow().switchTab).toHaveBeenCalledWith({ url });
  });

  test('R5-2 refused while accepting: the same sentences', async () => {
    const { page } = await open({
      'invite.open': { from },
      'invite.accept': { refused: 'invite-used' },
    });
    await press(page);
    expect(wordsOf(page)).toContain('邀请已被使用');
  });

  test('R5-3 whoever is blocked is told nothing of it', async () => {
    const { page } = await open({ 'invite.open': { refused: 'invite-refused' } });
    expect(wordsOf(page)).toContain('可能不是发给你的，或者已经撤回');
    expect(wordsOf(page)).not.toMatch(/屏蔽|对方|陈果/);
  });

  test('R5-3 of somebody blocked: it says so, and what accepting does', async () => {
    const { page } = await open({
      'invite.open': { from, blocked: true },
      'invite.accept': { from },
    });
    expect(wordsOf(page)).toMatch(/你屏蔽了陈果.*接受邀请就解除屏蔽.*接受邀请.*以后再说/);
    await press(page);
    expect(wordsOf(page)).toContain('你和陈果已是好友');
  });

  test('R5-3 of somebody blocked who takes nobody: it is lifted all the same, and whose turn it is', async () => {
    const { page } = await open({
      'invite.open': { from, blocked: true },
      'invite.accept': { refused: 'invite-refused' },
    });
    await press(page);
    expect(wordsOf(page)).toMatch(/已解除屏蔽.*无法接受.*邀请对方/);
    expect(wordsOf(page)).not.toMatch(/屏蔽了|陈果/);
    await press(page);
    const url = '/packages/me/friends/friends';
    expect(wxNow().navigateTo).toHaveBeenCalledWith({ url });
  });

  test('R5-2 without a network it can be tried again', async () => {
    let online = false;
    const { page } = await open({
      'invite.open': () => (online ? { from } : Promise.reject({ errCode: -1, errMsg: 'x' })),
    });
    expect(wordsOf(page)).toContain('没有网络');
    online = true;
    await press(page);
    expect(wordsOf(page)).toContain('陈果');
  });
});
