/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { dayView } from '../../../miniprogram/packages/share/day/view';
import { whole } from '../../../miniprogram/words/spacing';
import { DAY, fakeCloud, sampleSnapshot } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
let scene = 1007;
const wxNow = installWx(() => ({ getEnterOptionsSync: () => ({ scene }) }));
beforeEach(() => {
  scene = 1007;
});

async function open(query: Record<string, string>, answers: Record<string, unknown>) {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  const page = openPage('packages/share/day/day', query);
  await settle();
  return { page, asked };
}

const call = (page: Rendered, name: string) =>
  (page.instance[name] as () => Record<string, string>).call(page.instance);

describe('a shared day as words', () => {
  test('R4-2 tells day, maker, class, total and facts', () => {
    const view = dayView(sampleSnapshot());
    expect(view).toMatchObject({
      title: '林*的一天',
      name: '林*',
      origin: '2026年11月22日\u00a0· iHealth\u00a0· 手环直读',
      steps: '8,432',
      until: `这张快照由本人分享，${whole('12月22日')}失效`,
    });
    expect(view.facts.map(({ value, unit, word }) => `${word} ${value}${unit}`)).toEqual([
      '距离 6.1公里',
      '完成目标 84%',
      '走得最多 18时',
    ]);
  });

  test('R4-7 what is not known is left out', () => {
    const { metres: _, ...total } = sampleSnapshot().total;
    const view = dayView(
      sampleSnapshot({
        maker: null,
        goal: 0,
        total: { ...total, hours: new Array(24).fill(0), sourceClass: null },
      }),
    );
    expect(view.facts).toEqual([]);
    expect(view.origin).toBe('2026年11月22日');
  });
});

describe('opened by its id', () => {
  test('R4-1 WeChat’s code opens the same: its scene is the id', async () => {
    const { asked } = await open({ scene: 'snap-1' }, { 'share.open': sampleSnapshot() });
    expect(asked).toEqual([{ action: 'share.open', input: { id: 'snap-1' } }]);
  });

  test('R1-1 a band without hours shows its goal', async () => {
    const { total } = sampleSnapshot();
    const counter = sampleSnapshot({ total: { ...total, hours: new Array(24).fill(0) } });
    const { page } = await open({ id: 'snap-1' }, { 'share.open': counter });
    expect(wordsOf(page)).toContain('8,432 步，目标 10,000');
  });

  test('R4-2 from Moments: the day, no button of ours, and only one question to the cloud', async () => {
    scene = 1154;
    const { page, asked } = await open({ id: 'snap-1' }, { 'share.open': sampleSnapshot() });
    const words = wordsOf(page);
    expect(words).toContain('林*');
    expect(words).toContain('8,432');
    expect(words).toContain('点下方“前往小程序”看看');
    expect(page.dom.querySelector('button')).toBeNull();
    expect(asked).toEqual([{ action: 'share.open', input: { id: 'snap-1' } }]);
  });

  test('R4-2 from a chat: the same day, and a way into the app', async () => {
    const { page } = await open({ id: 'snap-1' }, { 'share.open': sampleSnapshot() });
    expect(wordsOf(page)).toContain('看看我的今天');
    expect(wordsOf(page)).not.toContain('前往小程序');
  });

  test.each(['share-gone', 'bad-input', 'not-found'])(
    'R4-3, R4-8 %s: one page that names nobody',
    async (code) => {
      const { page } = await open({ id: 'x' }, { 'share.open': { refused: code } });
      expect(wordsOf(page)).toBe('这张快照看不到了 可能已过期，或分享的人已撤回 看看我的今天');
      expect(page.instance.data.snapshot).toBeNull();
    },
  );

  test('R4-8 values in the link are not looked at', async () => {
    const { page, asked } = await open(
      { id: 'x', steps: '99999', name: '别人' },
      { 'share.open': { refused: 'share-gone' } },
    );
    expect(wordsOf(page)).not.toMatch(/99999|别人/);
    expect(asked[0]!.input).toEqual({ id: 'x' });
  });

  test('R4-8 a link without an id asks nobody', async () => {
    const { page, asked } = await open({ day: 'soon' }, {});
    expect(wordsOf(page)).toContain('这张快照看不到了');
    expect(asked).toEqual([]);
  });
});

describe('before sharing', () => {
  const day = String(DAY);

  test('R4-2 the own day is frozen, and drawn', async () => {
    const { page, asked } = await open({ day }, { 'share.create': sampleSnapshot() });
    expect(wordsOf(page)).toContain('显示名字');
    expect(wordsOf(page)).toContain('链接 30 天后失效');
    expect(asked).toContainEqual({ action: 'share.create', input: { day: DAY } });
  });

  test('R13-8 today is a day like others once midnight has passed', async () => {
    const titles: string[] = [];
    wxNow().setNavigationBarTitle = ({ title }: { title: string }) => {
      titles.push(title);
    };
    await open({ day }, { 'share.create': sampleSnapshot() });
    expect(titles).toEqual(['分享今天']);
    await jest.advanceTimersByTimeAsync(3.5 * 3_600_000);
    expect(titles).toEqual(['分享今天', '分享这一天']);
  });

  test('R4-6, R4-8 card and Moments carry the id only; a share is listed once it is sent', async () => {
    const { page } = await open({ day }, { 'share.create': sampleSnapshot() });
    expect(wxNow().storage.has('bm.shares')).toBe(false);
    expect(call(page, 'onShareAppMessage')).toEqual({
      title: '我走了 8,432 步',
      path: '/packages/share/day/day?id=snap-1',
    });
    expect(call(page, 'onShareTimeline')).toEqual({ title: '我走了 8,432 步', query: 'id=snap-1' });
    expect(wxNow().storage.get('bm.shares')).toHaveLength(1);
  });

  test('a day without steps says so', async () => {
    const { page } = await open({ day }, { 'share.create': { refused: 'not-found' } });
    expect(wordsOf(page)).toContain('这一天还没有步数');
  });

  test('an error can be tried again', async () => {
    const answer = jest.fn(() => ({ refused: 'internal' }) as unknown);
    const { page } = await open({ day }, { 'share.create': answer });
    expect(wordsOf(page)).toContain('服务出了点问题');
    answer.mockReturnValue(sampleSnapshot());
    call(page, 'onRetry');
    await settle();
    expect(wordsOf(page)).toContain('显示名字');
  });
});
