/** @jest-environment jsdom */
/** A page may be the first that is opened: from a share, a compile condition, or after an update. */
import { describe, expect, jest, test } from '@jest/globals';
import { DAY, fakeCloud, NOW, sampleMe } from '../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../helpers/simulate';
import { fixTime } from '../helpers/time';
import { installWx } from '../helpers/wx';
import { fakeFileSystem } from '../helpers/wx-files';

fixTime();
const wxNow = installWx(() => ({
  getFileSystemManager: () => fakeFileSystem().manager,
  getEnterOptionsSync: () => ({ scene: 1001 }),
}));

const BAND = {
  ...{ id: 'mac-C01122334455', model: 'am3', protocol: 'ihealth', serial: 'C01122334455' },
  ...{ virtual: false, boundAt: NOW - 86_400 * 9, syncedAt: NOW - 86_400 * 3 },
};
const ENTER = {
  me: sampleMe(),
  bands: [BAND],
  days: [],
  streak: 0,
  at: NOW,
  notices: [],
  templates: {},
  devices: [],
};

const call = (page: Rendered, name: string) =>
  (page.instance[name] as () => unknown).call(page.instance);

type Query = Record<string, string>;
const day = String(DAY);
/** Pages that show what depends on who I am and which bands are mine. */
const OWN: [path: string, query: Query][] = [
  ['pages/today/today', {}],
  ['pages/bands/bands', {}],
  ['pages/me/me', {}],
  ['packages/history/history', {}],
  ['packages/history/why/why', { day }],
  ['packages/history/why/slots', { day }],
  ['packages/history/review/review', { day }],
  ['packages/band/detail/detail', { id: BAND.id }],
  ['packages/band/answer/answer', { claim: 'c' }],
  ['packages/me/profile/profile', {}],
  ['packages/me/consents/consents', {}],
  ['packages/share/day/day', { day }],
  ['packages/share/streak/streak', { from: day, to: day }],
];

async function open(path: string, query: Query, answers: Record<string, unknown>) {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  const page = openPage(path, query);
  await settle(60);
  return { page, asked: () => asked.map(({ action }) => action) };
}

describe('the first page that is opened', () => {
  test.each(OWN)('%s asks who I am', async (path, query) => {
    const { asked } = await open(path, query, { 'account.enter': ENTER });
    expect(asked().filter((action) => action === 'account.enter')).toHaveLength(1);
  });

  test('of the past leads to the band that may still have a day of it', async () => {
    const answers = { 'account.enter': ENTER, 'activity.days': { days: [], goals: [] } };
    const { page } = await open(
      'packages/history/history',
      { kind: 'day', day: '20261121' },
      answers,
    );
    expect(wordsOf(page)).toMatch(/这一天还没有数据.*去同步/);
  });

  test('of a wish for a band of mine does not say that nobody asks when mine are unknown', async () => {
    const answers = {
      'account.enter': () => Promise.reject({ errCode: -1, errMsg: 'request:fail' }),
      'band.claims': {
        asked: [{ claim: 'c', band: BAND.id, who: '步友 3D7B', until: NOW + 9 }],
        mine: [],
      },
    };
    const { page } = await open('packages/band/answer/answer', { claim: 'c' }, answers);
    expect(wordsOf(page)).toMatch(/没有网络.*再试一次/);
  });
});

describe('somebody under 14 whose things stay on this phone', () => {
  const alone = { version: 1, told: true, age: 'u14', alone: true };
  const child = { ...ENTER, me: sampleMe({ age: 'u14' }), bands: [] };

  test.each<[path: string, words: RegExp]>([
    ['packages/history/history', /本周合计.*没有数据/],
    ['packages/history/why/why', /这一天还没有数据/],
    ['packages/history/review/review', /这一天没有待核实的步数/],
  ])('%s works without the cloud, and asks for no parent', async (path, words) => {
    wxNow().storage.set('bm.terms', alone);
    const { page, asked } = await open(path, {}, { 'account.enter': child });
    expect(wordsOf(page)).toMatch(words);
    expect(wordsOf(page)).not.toMatch(/家长|联网后更新/);
    expect(asked().filter((action) => action.startsWith('activity.'))).toEqual([]);
  });
});

/** Whose button leads to the terms once they were not agreed to. */
const ASKS: [path: string, query: Query, button: string][] = [
  ['packages/history/history', {}, 'onRetry'],
  ['packages/history/why/why', { day }, 'onRetry'],
  ['packages/history/why/slots', { day }, 'onRetry'],
  ['packages/history/review/review', { day }, 'onRetry'],
  ['packages/band/answer/answer', { claim: 'c' }, 'onRetry'],
  ['packages/boards/friend/friend', { uid: 'c'.repeat(20), day }, 'onRetry'],
  ['packages/share/day/day', { day }, 'onRetry'],
  ['packages/share/streak/streak', { from: day, to: day }, 'onRetry'],
  ['packages/me/export/export', {}, 'onRetry'],
  ['packages/me/friends/friends', {}, 'onRetry'],
  ['packages/me/friends/friends', {}, 'onInviteAgain'],
  ['packages/me/shares/shares', {}, 'onRetry'],
  ['packages/me/profile/profile', {}, 'onRetry'],
  ['packages/me/consents/consents', {}, 'onRetry'],
  ['packages/desk/inbox/inbox', {}, 'onRetry'],
  ['packages/desk/reviews/reviews', {}, 'onRetry'],
  ['packages/desk/review/review', { id: 'r' }, 'onRetry'],
  ['packages/desk/thread/thread', { id: 't' }, 'onProblem'],
  ['pages/me/me', {}, 'onRetry'],
];

describe('before the terms are agreed to', () => {
  test.each(ASKS)('%s says so, and its button leads to them', async (path, query, button) => {
    wxNow().storage.set('bm.terms', '');
    // The page of the terms is left without an answer.
    const terms = jest.fn((o: { fail(): void }) => o.fail());
    wxNow().navigateTo = terms;
    const { page, asked } = await open(path, query, {});
    expect(wordsOf(page)).toMatch(/同意后才能用.*看说明/);
    expect(asked()).toEqual([]);
    const before = terms.mock.calls.length;
    await call(page, button);
    await settle(60);
    expect(terms.mock.calls.length).toBeGreaterThan(before);
  });
});
