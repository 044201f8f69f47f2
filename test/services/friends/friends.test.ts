import { describe, expect, test } from '@jest/globals';
import { cachedFriendBoard, friendBoard } from '../../../miniprogram/services/boards/index';
import {
  acceptInvitation,
  askFriends,
  invitationReady,
  keptFriends,
  openInvitation,
  prepareInvitation,
  removeFriend,
  takeInvitation,
  unblockPerson,
} from '../../../miniprogram/services/friends/index';
import { DAY, fakeCloud, NOW, sampleBoard } from '../../helpers/people';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();
const useCloud = (answers: Record<string, unknown>) => {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  return asked;
};

describe('friends', () => {
  test('R5-2 an invitation is a path with its token, whatever is in the token', async () => {
    useCloud({ 'invite.create': { token: 'a b&c', expiresAt: NOW + 604_800 } });
    await prepareInvitation();
    expect(takeInvitation()).toBe('/packages/share/invite/invite?token=a%20b%26c');
  });

  test('R5-2 an invitation waits until it is sent, and is sent once', async () => {
    const asked = useCloud({ 'invite.create': { token: 't', expiresAt: NOW + 604_800 } });
    expect(invitationReady()).toBe(false);
    await prepareInvitation();
    await prepareInvitation();
    expect(asked).toHaveLength(1);
    expect(invitationReady()).toBe(true);
    takeInvitation();
    expect([invitationReady(), takeInvitation()]).toEqual([false, null]);
  });

  test('R5-2 one that soon expires, or that somebody else made, is not sent', async () => {
    useCloud({ 'invite.create': { token: 't', expiresAt: NOW + 86_400 } });
    await prepareInvitation();
    expect(takeInvitation()).toBeNull();
    wxNow().storage.set('bm.invitation', { uid: 'other', token: 't', expiresAt: NOW + 604_800 });
    expect(takeInvitation()).toBeNull();
  });

  test.each(['invite-expired', 'invite-used', 'invite-own', 'invite-invalid', 'already-friends'])(
    'R5-2 %s is its own answer',
    async (code) => {
      useCloud({ 'invite.open': { refused: code } });
      await expect(openInvitation('token')).rejects.toMatchObject({ code });
    },
  );

  test('R5-2, R5-3 who joins or leaves makes the kept boards worthless', async () => {
    const from = { uid: 'u-chen', name: '陈果' };
    useCloud({
      'board.friends': sampleBoard(),
      'invite.accept': { from },
      'friend.remove': {},
    });
    await friendBoard(DAY);
    expect(await acceptInvitation('token')).toEqual(from);
    expect(cachedFriendBoard(DAY)).toBeNull();
    await friendBoard(DAY);
    await removeFriend('u-chen');
    expect(cachedFriendBoard(DAY)).toBeNull();
  });

  test('R5-3 my friends and whom I blocked are kept as the cloud said last; who parted goes at once', async () => {
    const [chen, gu] = [
      { uid: 'u-chen', name: '陈果' },
      { uid: 'u-gu', name: '顾北' },
    ];
    const list = { friends: [chen], blocked: [gu] };
    const asked = useCloud({
      ...{ 'friend.list': list, 'friend.unblock': {}, 'friend.remove': {} },
      'invite.accept': { from: chen },
    });
    expect(keptFriends()).toBeNull();
    await askFriends();
    expect(keptFriends()).toEqual(list);
    await unblockPerson('u-gu');
    expect(asked.at(-1)).toEqual({ action: 'friend.unblock', input: { uid: 'u-gu' } });
    expect(keptFriends()).toEqual({ friends: [chen], blocked: [] });
    await removeFriend('u-chen');
    expect(keptFriends()).toEqual({ friends: [], blocked: [] });
    await acceptInvitation('token');
    expect(keptFriends()).toBeNull();
    useCloud({ 'friend.list': { refused: 'internal' } });
    await expect(askFriends()).rejects.toMatchObject({ code: 'internal' });
  });
});
