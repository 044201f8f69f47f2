/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { countDay } from '../../../miniprogram/contract/counting';
import { boundBand } from '../../helpers/bands';
import { DAY, NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();
const HOUR = { 72: { steps: 312 }, 73: { steps: 286 }, 74: { steps: 268 }, 75: { steps: 294 } };
const OTHER = { 72: { steps: 388 }, 73: { steps: 401 }, 74: { steps: 305 } };
const band = boundBand({ syncedAt: NOW - 180 });
const SOURCES = [
  { source: band.id, sourceClass: 'direct' as const, day: DAY, slots: HOUR, maker: 'ihealth' },
  { source: 'gone', sourceClass: 'direct' as const, day: DAY, slots: OTHER, maker: 'honor' },
  {
    source: 'werun',
    sourceClass: 'werun' as const,
    day: DAY,
    slots: {},
    counter: { steps: 9870 },
    maker: null,
  },
];
const TOLD = { sources: SOURCES, total: countDay(DAY, SOURCES) };
const KEPT = { me: null, bands: [band], days: [], streak: 0, at: NOW };
const offline = () => Promise.reject({ errCode: -1, errMsg: 'request:fail' });

async function open(
  path: string,
  answer: unknown,
  query: Record<string, string>,
): Promise<Rendered> {
  phone.wx().storage.set('bm.mine', KEPT);
  phone.cloud({ 'account.enter': KEPT, 'activity.sources': answer });
  const page = openPage(`packages/history/why/${path}`, query);
  await pass(1000);
  return page;
}
const call = (page: Rendered, name: string) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, {});

describe('R3-3 why this number', () => {
  test('lanes, what was not counted and why, and the rule', async () => {
    const page = await open('why', TOLD, { day: String(DAY) });
    expect(wordsOf(page)).toMatch(/11月22日，由 4 个时段相加 1,388 步/);
    expect(wordsOf(page)).toMatch(/荣耀手环 3 个时段 1,094 .* 1 个时段 294/);
    expect(wordsOf(page)).toMatch(/没有计入 重叠的时段 每 15 分钟取较大的一只，不相加 866/);
    expect(wordsOf(page)).toMatch(/微信运动 这一天已有手环数据，所以不用 9,870/);
    expect(wordsOf(page)).toContain('计数规则 v2');
    expect(wordsOf(page)).not.toContain('从不相加');
    call(page, 'onRules');
    expect(wordsOf(page)).toContain('从不相加');
    call(page, 'onHours');
    const url = `/packages/history/why/slots?day=${DAY}&hour=18`;
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({ url });
  });

  test('an hour: the rows add up to it', async () => {
    const page = await open('slots', TOLD, { day: String(DAY), hour: '18' });
    expect(wordsOf(page)).toMatch(/18:00–18:15 388 312 388 18:15–18:30 401 286 401/);
    expect(wordsOf(page)).toMatch(/18:45–19:00 无 294 294 合计 1,388/);
  });

  test.each([
    [375, 'zh_CN', '18–19 时的时段'],
    [320, 'zh_CN', '18–19 时'],
    [320, 'en', 'From 18:00'],
  ])('R8-3 at %i px the title of an hour is whole (%s)', async (windowWidth, language, title) => {
    phone.wx().getWindowInfo = () => ({ windowWidth, windowHeight: 568 });
    phone.wx().baseInfo.language = language;
    const page = await open('slots', TOLD, { day: String(DAY), hour: '18' });
    expect(phone.wx().setNavigationBarTitle).toHaveBeenLastCalledWith(
      expect.objectContaining({ title }),
    );
    // On the page there is room for all of it.
    expect(wordsOf(page)).toContain(language === 'en' ? title : '18–19 时的时段');
  });

  test.each([
    [1388, ''],
    [1000, '手环的当天总数 · 荣耀手环 比各时段相加的小，所以不用 1,000'],
    [2000, '11月22日，手环记下的当天总数 2,000'],
  ])('R3-3 a total of %i beside 1,388 in slots', async (steps, said) => {
    const sources = SOURCES.map((one) =>
      one.source === 'gone' ? { ...one, counter: { steps } } : one,
    );
    const total = countDay(DAY, sources);
    const words = wordsOf(await open('why', { sources, total }, { day: String(DAY) }));
    if (said) expect(words).toContain(said);
    else expect(words).not.toContain('手环的当天总数');
  });

  test('a day of which nobody knows anything says so', async () => {
    const page = await open('why', { sources: [], total: null }, { day: '20260101' });
    expect(wordsOf(page)).toContain('这一天还没有数据');
  });

  test('without a network and without data here it is a problem with one button', async () => {
    const page = await open('why', offline, { day: '20260101' });
    expect(wordsOf(page)).toMatch(/再试一次/);
    phone.cloud({ 'activity.sources': TOLD });
    call(page, 'onRetry');
    await pass(1000);
    expect(wordsOf(page)).toContain('1,388');
  });

  test('a query that lies opens today, an hour that is none the first', async () => {
    expect(wordsOf(await open('why', TOLD, { day: 'x' }))).toContain('1,388');
    expect(wordsOf(await open('slots', TOLD, { hour: '-7' }))).toContain('0:00');
  });
});
