/**
 * Two people stay up: open pages turn at midnight, yesterday waits for late data and becomes final,
 * and today begins. The steps build on each other and run in order.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addNearby, befriend, TABS } from './acts';
import { type Journey, openJourney, type Phone, phone } from './open';

let journey: Journey;
let one: Phone;
let two: Phone;
/** What phone 1's band counted on the day that ends. */
let yesterday = '';

const steps = () => journey.page.getByTestId('band-airsync-steps').innerText();
const until = (text: string) =>
  journey.page.getByTestId('clock-now').filter({ hasText: text }).waitFor();
const rows = (who: Phone) => who.shown.locator('.bm-row-steps');

beforeAll(async () => {
  journey = await openJourney('2026-11-22 23:40');
  one = phone(journey.page, 1);
  two = phone(journey.page, 2);
  await addNearby(one, 'iHealth AM3');
  await addNearby(two, '乐心 Mambo');
  await befriend(journey, one, two);
  yesterday = await steps();
});
afterAll(() => journey?.close());

describe('R13-8 midnight passes while pages are open', () => {
  test('in the last minute both show the old day', async () => {
    await one.tab(TABS.today);
    await two.tab(TABS.today);
    await two.tab(TABS.ranking);
    await journey.page.getByTestId('clock-time').fill('23:59');
    await journey.page.getByTestId('clock-jump').click();
    await until('2026-11-22 23:59');
    await one.counts(yesterday);
    await one.text('11月22日').waitFor();
    await two.text('今天 11月22日').waitFor();
    await two.text('进行中').waitFor();
  });

  test('today and ranking turn by themselves', async () => {
    // Five seconds before it; pages look at the time every quarter of a minute.
    await journey.page.getByTestId('clock-midnight').click();
    await one.text('11月23日').waitFor();
    await two.text('今天 11月23日').waitFor();
    await two.text('进行中').waitFor();
    expect(await one.text(yesterday).count()).toBe(0);
    expect(await rows(two).filter({ hasText: yesterday }).count()).toBe(0);
  });

  test('today begins: a sync shows the new day’s steps on both phones', async () => {
    await journey.page.getByTestId('band-airsync-plus-500').click();
    const first = await steps();
    // As many as somebody walks in the first minute.
    expect(Number(first)).toBeGreaterThan(100);
    expect(Number(first)).toBeLessThanOrEqual(360);
    await one.sync();
    await one.text('刚刚同步').first().waitFor();
    await one.shown
      .locator('.day-steps')
      .filter({ hasText: /^\s*[1-9]\d*\s*$/ })
      .waitFor();
    await one.text('分享').first().waitFor();
    await two.tab(TABS.today);
    await two.tab(TABS.ranking);
    await rows(two).first().waitFor();
  });

  test('yesterday keeps what was walked, waits for late data, and is final a minute after noon', async () => {
    await two.shown.getByLabel('前一天').click();
    await two.text('待补传').waitFor();
    await rows(two).getByText(yesterday, { exact: true }).waitFor();
    await journey.page.getByTestId('clock-time').fill('12:01');
    await journey.page.getByTestId('clock-jump').click();
    await until('2026-11-23 12:01');
    await two.text('已定榜').waitFor();
    await rows(two).getByText(yesterday, { exact: true }).waitFor();
  });
});

test('no frame complained', () => {
  expect(journey.complaints).toEqual([]);
});
