/** The sample day of the pictures: 22 November 2026, 20:36 in Beijing, six people. */
import type {
  BoardRow,
  BoundBand,
  FriendList,
  FriendsBoard,
  Me,
  Snapshot,
} from '../../miniprogram/contract/api';

/** 22 Nov 2026, 20:36 in Beijing, UTC seconds. */
export const NOW = Date.UTC(2026, 10, 22, 12, 36) / 1000;
export const DAY = 20261122;
/** Of the phone that shows it, in seconds east of UTC: the tests' zone, whichever that is. */
export const OFFSET = -new Date(NOW * 1000).getTimezoneOffset() * 60;

type Line = [uid: string, name: string, rank: number, steps: number, minutes: number];

function row([uid, name, rank, steps, minutes]: Line, over: Partial<BoardRow>): BoardRow {
  return {
    uid,
    name,
    rank,
    steps,
    sourceClass: 'direct',
    maker: 'ihealth',
    syncedAt: NOW - minutes * 60,
    reachedAt: NOW - minutes * 60,
    cheers: 0,
    cheered: false,
    own: false,
    ...over,
  };
}

/** The board of the pictures; `over` replaces parts of it. */
export function sampleBoard(over: Partial<FriendsBoard> = {}): FriendsBoard {
  return {
    day: DAY,
    state: 'open',
    until: Date.UTC(2026, 10, 22, 16) / 1000,
    rows: [
      row(['u-chen', '陈果', 1, 11206, 3], { maker: 'codoon', cheers: 6, cheered: true }),
      row(['u-xu', '许诺', 2, 8432, 12], { maker: 'honor', cheers: 2 }),
      row(['u-lin', '林晚', 2, 8432, 3], { own: true, cheers: 4 }),
      row(['u-yuan', '阿远', 4, 6920, 60], {
        maker: 'lifesense',
        sourceClass: 'counter',
        cheers: 1,
      }),
      row(['u-wang', '王小雨', 5, 5118, 26], { maker: null, sourceClass: 'werun' }),
    ],
    absent: [
      {
        uid: 'u-zhou',
        name: '周舟',
        sourceClass: 'direct',
        maker: 'lifesense',
        previousSteps: 8012,
      },
    ],
    withheld: null,
    cheeredBy: ['u-chen', 'u-zhou'],
    own: { rank: 2, steps: 8432, of: 5, behindNext: 2774 },
    at: NOW,
    ...over,
  };
}

/** The friends of that board. */
export function sampleFriends(): FriendList {
  const { rows, absent } = sampleBoard();
  const others = [...rows.filter(({ own }) => !own), ...absent];
  return { friends: others.map(({ uid, name }) => ({ uid, name })), blocked: [] };
}

/** The cloud as `wx.cloud`: answers by action, remembers what was asked. */
export function fakeCloud(answers: Record<string, unknown>) {
  const asked: { action: string; input: unknown }[] = [];
  const callFunction = async ({ data }: { data: { action: string; input: unknown } }) => {
    asked.push(data);
    const answer = answers[data.action];
    const value = typeof answer === 'function' ? await answer(data.input) : answer;
    if (value === undefined) return { result: refusal('unknown-action') };
    if (value !== null && typeof value === 'object' && 'refused' in value) {
      const { refused, because } = value as { refused: string; because?: string };
      return { result: refusal(refused, because) };
    }
    return { result: { ok: true, data: value } };
  };
  return { asked, cloud: { init: () => {}, callFunction } };
}

const refusal = (code: string, message = code) => ({ ok: false, code, message });

/** A bound band of the pictures. */
export const sampleBand = (over: Partial<BoundBand> = {}): BoundBand => ({
  id: 'honor-band:A1B2C3D47F2A',
  model: 'honor-band',
  protocol: 'wechat-airsync',
  serial: 'A1B2C3D47F2A',
  name: '荣耀手环',
  virtual: false,
  boundAt: NOW - 86_400,
  syncedAt: NOW - 180,
  ...over,
});

/** Steps of each hour of the pictures' day; they add up to 8,432. */
export const HOURS = [
  0, 0, 0, 0, 0, 0, 214, 812, 1160, 356, 242, 210, 1012, 498, 236, 308, 402, 560, 1388, 702, 332, 0,
  0, 0,
];

/** The day of the pictures, shared. */
export const sampleSnapshot = (over: Partial<Snapshot> = {}): Snapshot => ({
  id: 'snap-1',
  name: '林**',
  day: DAY,
  total: {
    day: DAY,
    steps: 8432,
    metres: 6071,
    kcal: 287,
    ruleVersion: 1,
    estimated: false,
    hours: HOURS,
    leading: null,
    sourceClass: 'direct',
    sources: 1,
    withheld: null,
  },
  goal: 10_000,
  maker: 'ihealth',
  ahead: null,
  expiresAt: NOW + 30 * 86_400,
  ...over,
});

/** The own account of the pictures. */
export const sampleMe = (over: Partial<Me> = {}): Me => ({
  uid: 'u-lin',
  name: '林晚',
  goal: 10_000,
  goalBefore: 10_000,
  hidden: false,
  age: null,
  language: 'zh',
  offset: OFFSET,
  consents: ['terms'],
  since: { terms: NOW - 86_400 },
  photoPath: 'avatars/u-lin/0123',
  ...over,
});
