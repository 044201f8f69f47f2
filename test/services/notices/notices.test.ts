/** What is told where, once, and only as long as it is worth telling. */
import { beforeEach, expect, jest, test } from '@jest/globals';
import type { Notice } from '../../../miniprogram/contract/api';
import { DAY, fakeCloud, NOW } from '../../helpers/people';
import { settle } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();
let use: typeof import('../../../miniprogram/services/notices/index');
beforeEach(() => {
  jest.resetModules();
  use = require('../../../miniprogram/services/notices/index');
});

const notice = (kind: Notice['kind'], over: Partial<Notice> = {}): Notice => ({
  ...{ kind, at: NOW - 60, seen: false, facts: { day: DAY } },
  ...over,
});
const tell = (...notices: Notice[]) => use.takeTold({ notices, templates: {} });

test('each is told on the page it is about, the latest first, and nowhere else', () => {
  tell(notice('band-kept'), notice('band-asked'), notice('goal'), notice('cheers'));
  expect(use.noticeOn('bands')?.kind).toBe('band-kept');
  expect(use.noticeOn('today')?.kind).toBe('goal');
  expect(use.noticeOn('ranking')?.kind).toBe('cheers');
  expect(use.noticeOn('me')).toBeNull();
});

test.each([
  ['a goal of yesterday', 'today', notice('goal', { facts: { day: DAY - 1 } })],
  ['what was seen', 'today', notice('goal', { seen: true })],
  ['files that are gone', 'me', notice('export-ready', { at: NOW - 86_400 })],
  ['a claim that lapsed', 'bands', notice('band-asked', { at: NOW - 7 * 86_400 })],
] as const)('%s is not told', (_, place, old) => {
  tell(old);
  expect(use.noticeOn(place)).toBeNull();
});

test('what was opened is gone at once, in the cloud too, and the other pages keep theirs', async () => {
  const { asked, cloud } = fakeCloud({ 'notice.seen': {} });
  wxNow().cloud = cloud;
  tell(notice('goal', { at: NOW - 10 }), notice('not-synced'), notice('cheers'));
  use.sawNotices('today');
  expect(use.noticeOn('today')).toBeNull();
  expect(use.noticeOn('ranking')).not.toBeNull();
  await settle();
  expect(asked).toEqual([
    { action: 'notice.seen', input: { until: NOW - 10, kinds: ['goal', 'not-synced'] } },
  ]);
});

test('R12-2 a review that is done is told by itself: the goal, opened before it, does not stand for it', async () => {
  const { asked, cloud } = fakeCloud({ 'notice.seen': {} });
  wxNow().cloud = cloud;
  tell(notice('goal', { at: NOW - 10 }), notice('review-done'));
  use.sawNotices('today');
  expect(use.noticeOn('today')?.kind).toBe('review-done');
  use.sawNotices('today');
  expect(use.noticeOn('today')).toBeNull();
  await settle();
  const kinds = asked.map(({ input }) => (input as { kinds: string[] }).kinds);
  expect(kinds).toEqual([['goal', 'not-synced'], ['review-done']]);
});
