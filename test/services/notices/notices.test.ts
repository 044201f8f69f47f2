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

test('what was opened is gone at once, in the cloud too; the next takes its place', async () => {
  const { asked, cloud } = fakeCloud({ 'notice.seen': {} });
  wxNow().cloud = cloud;
  const older = notice('answered', { at: NOW - 500 });
  tell(notice('answered', { at: NOW - 10 }), notice('band-asked'), older, notice('cheers'));
  use.sawNotice('bands');
  expect(use.noticeOn('bands')?.kind).toBe('band-asked');
  use.sawNotice('bands');
  use.sawNotice('bands');
  expect(use.noticeOn('bands')).toBeNull();
  expect(use.noticeOn('ranking')).not.toBeNull();
  await settle();
  expect(asked.map(({ input }) => input)).toEqual([
    { until: NOW - 10, kinds: ['answered'] },
    { until: NOW - 60, kinds: ['band-asked'] },
  ]);
});
