/** The app as WeChat starts it, whichever page it is opened with. */
import { beforeEach, expect, jest, test } from '@jest/globals';
import { DAY, fakeCloud, NOW, sampleMe } from './helpers/people';
import { settle } from './helpers/simulate';
import { fixTime } from './helpers/time';
import { installWx } from './helpers/wx';

interface AppOptions {
  onLaunch(): void;
  onShow(options: { path: string; query: Record<string, string> }): void;
  onHide(): void;
}

fixTime();
const wxNow = installWx();
let fake: ReturnType<typeof fakeCloud>;
let app: AppOptions;
let account: typeof import('../miniprogram/services/account/index');

beforeEach(() => {
  jest.resetModules();
  const cheered = { kind: 'cheers', at: NOW - 60, seen: false, facts: { day: DAY, count: 2 } };
  fake = fakeCloud({
    'account.enter': {
      ...{ me: sampleMe(), bands: [], days: [], streak: 0, at: NOW },
      notices: [cheered],
    },
  });
  wxNow().cloud = fake.cloud;
  const place = globalThis as unknown as Record<string, unknown>;
  place.App = (options: AppOptions) => {
    app = options;
  };
  place.getCurrentPages = () => [];
  jest.doMock('../miniprogram/services/bands/drivers', () => ({ bandDrivers: async () => ({}) }));
  account = jest.requireActual('../miniprogram/services/account/index');
  jest.requireActual('../miniprogram/app');
});

const show = () => app.onShow({ path: 'pages/ranking/ranking', query: {} });
const asked = () => fake.asked.filter(({ action }) => action === 'account.enter').length;
/** Time passes in which a slow phone shows its first page. */
async function painted(): Promise<void> {
  await settle();
  jest.advanceTimersByTime(1500);
  await settle();
}

test('a start at 排行 hears what there is to tell, once the page stands, and each time it comes back', async () => {
  app.onLaunch();
  show();
  await settle();
  expect(asked()).toBe(0);
  await painted();
  expect(asked()).toBe(1);
  const { noticeOn }: typeof import('../miniprogram/services/notices/index') = jest.requireActual(
    '../miniprogram/services/notices/index',
  );
  expect(noticeOn('ranking')?.kind).toBe('cheers');
  app.onHide();
  show();
  await painted();
  expect(asked()).toBe(2);
});

test('whoever opens a card before the terms were agreed to is not asked for them', async () => {
  wxNow().storage.clear();
  app.onLaunch();
  show();
  await painted();
  expect(asked()).toBe(0);
  expect(wxNow().navigateTo).not.toHaveBeenCalled();
});

test('a start at 今天, which asks by itself, asks no second time', async () => {
  app.onLaunch();
  show();
  await account.enter();
  await painted();
  expect(asked()).toBe(1);
});
