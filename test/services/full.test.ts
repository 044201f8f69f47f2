/** A phone without room: what the cloud and the bands say is shown all the same. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { watchSpace } from '../../miniprogram/phone/space';
import { mine, remember, setConsent } from '../../miniprogram/services/account/index';
import { bandMemory, rememberResult } from '../../miniprogram/services/bands/index';
import { keepSecret, secretAt } from '../../miniprogram/services/bands/secrets';
import { friendBoard } from '../../miniprogram/services/boards/index';
import { invitationReady, prepareInvitation } from '../../miniprogram/services/friends/index';
import { liveShares, recordShare } from '../../miniprogram/services/share/index';
import { installWx } from '../helpers/wx';

const TODAY = 20261122;
const NOON = Date.UTC(2026, 10, 22, 4);
const ME = {
  uid: 'u1',
  name: '林晚',
  goal: 8000,
  goalBefore: 8000,
  since: {},
  photoPath: '',
  hidden: false,
  age: null,
  consents: [],
  language: 'zh' as const,
  offset: 28_800,
};
const board = { day: TODAY, rows: [], absent: [], state: 'open' };

const wxNow = installWx(() => ({
  cloud: {
    callFunction: async ({ data }: { data: { action: string } }) => ({
      result: {
        ok: true,
        data: data.action === 'board.friends' ? board : { token: 't', expiresAt: 9e9 },
      },
    }),
  },
}));
beforeEach(() => {
  jest.useFakeTimers({ now: NOON });
});
afterEach(() => {
  jest.useRealTimers();
});
const fill = () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  wxNow().setStorageSync = () => {
    throw new Error('setStorageSync:fail exceed storage max size');
  };
};

describe('R11-5 a phone without room', () => {
  beforeEach(() => remember({ me: ME, bands: [], days: [], streak: 0, at: 1 }));

  test('says so, and shows what it is told', async () => {
    watchSpace();
    fill();
    expect((await friendBoard(TODAY)).board).toBe(board);
    await prepareInvitation();
    expect(invitationReady()).toBe(true);
    remember({ streak: 3 });
    expect(mine.get().streak).toBe(3);
    recordShare({ id: 's', day: TODAY, total: { steps: 1 }, expiresAt: 9e9 } as never);
    expect(liveShares(0)).toHaveLength(1);
    expect(wxNow().showModal).toHaveBeenCalledTimes(1);
    expect(wxNow().showModal).toHaveBeenCalledWith(
      expect.objectContaining({ title: '手机空间不够', showCancel: false }),
    );
  });

  test('remembers how a sync went', () => {
    fill();
    rememberResult('b', { at: 1, ok: true, stage: 'release', code: null, newSteps: 5 });
    expect(bandMemory('b').results).toHaveLength(1);
  });

  test('does not take a consent that it would forget, nor one back that it would remember', () => {
    setConsent('sleep', true);
    fill();
    for (const [to, given] of [
      ['heart-rate', true],
      ['sleep', false],
    ] as const) {
      expect(() => setConsent(to, given)).toThrow(
        expect.objectContaining({ code: 'storage-full' }),
      );
    }
  });

  test('does not let go of what pairing left', async () => {
    await secretAt('place', null).set('secret');
    fill();
    keepSecret('place', 'serial');
    expect(wxNow().storage.get('bm.secret-at.place')).toBe('secret');
    await expect(secretAt('place', null).set('other')).rejects.toMatchObject({
      code: 'storage-full',
    });
  });
});
