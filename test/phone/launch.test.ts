import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { installWx } from '../helpers/wx';

type Launch = typeof import('../../miniprogram/phone/launch');
let launch: Launch;
let pages: unknown[] = [];
const wxNow = installWx();
beforeEach(() => {
  pages = ['a page'];
  (globalThis as { getCurrentPages?: unknown }).getCurrentPages = () => pages;
  jest.resetModules();
  launch = jest.requireActual<Launch>('../../miniprogram/phone/launch');
});

const LINK = 'https%3A%2F%2Fihealthlabs.com%2Fb%2Fam3%2FSN123';
const options = { path: 'pages/today/today', query: { q: LINK, scancode_time: '1' } };
const opened = () => (wxNow().navigateTo as jest.Mock).mock.calls.length;
const show = (entry: WxOpening, known = true) => {
  launch.noteEntry(entry, () => known);
  launch.openNoted();
};

describe('R2-2 what opened the app', () => {
  test('a link leads to the add page once per scan, however often the app is shown', () => {
    show(options);
    show(options);
    expect(opened()).toBe(1);
    expect(wxNow().navigateTo).toHaveBeenCalledWith(
      expect.objectContaining({ url: `/packages/add/add?q=${encodeURIComponent(LINK)}` }),
    );
    show({ ...options, query: { q: LINK, scancode_time: '2' } });
    expect(opened()).toBe(2);
  });

  test('at launch, before there is a page, it waits for the first one', () => {
    pages = [];
    show(options);
    expect(opened()).toBe(0);
    pages = ['a page'];
    launch.openNoted();
    launch.openNoted();
    expect(opened()).toBe(1);
  });

  test.each([
    ['fails', ({ fail }: { fail: (error: unknown) => void }) => fail({ errMsg: 'limit exceed' })],
    [
      'throws',
      () => {
        throw new Error('no page');
      },
    ],
  ])('one that could not be told (navigation %s) is told the next time', (_, navigateTo) => {
    const good = wxNow().navigateTo;
    wxNow().navigateTo = navigateTo;
    expect(() => show(options)).not.toThrow();
    wxNow().navigateTo = good;
    show(options);
    show(options);
    expect(opened()).toBe(1);
  });

  test('the add page reads its own query; what is no band code leads nowhere', () => {
    const query = { scene: 'b.am3.SN123' };
    show({ path: 'packages/add/add', query });
    show({ path: 'pages/today/today', query });
    show({ ...options, query: { q: 'x' } }, false);
    for (const entry of [{ path: 'pages/today/today', query: {} }, {}, { query: { q: 3 } }]) {
      show(entry);
    }
    expect(opened()).toBe(0);
  });
});

describe('R5-8 a card in a group', () => {
  const card = { path: 'pages/ranking/ranking', query: { board: 'group' }, shareTicket: 't1' };

  test('is told to 排行 once, however often the app is shown', () => {
    show(card);
    expect([launch.takeGroupEntrance(), launch.takeGroupEntrance()]).toEqual([true, false]);
    show(card);
    expect(launch.takeGroupEntrance()).toBe(false);
    show({ ...card, shareTicket: 't2' });
    expect(launch.takeGroupEntrance()).toBe(true);
  });

  test('of another page, or without a ticket, is none', () => {
    show({ ...card, path: 'packages/share/invite/invite' });
    show({ path: card.path, query: card.query });
    expect(launch.takeGroupEntrance()).toBe(false);
  });
});
