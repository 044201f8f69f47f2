/** One clock for panel, phones and bands: where it begins, and over a jump. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { aheadTo, Clock, parseShanghai, shanghaiTime } from '../../../tools/preview/clock';
import { type Fixture, openFixture, phoneOf, shown } from './fixture';

const clock = new Clock(aheadTo(parseShanghai('2026-11-22 23:30')!));
let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await openFixture({ clock });
  page = await fixture.open('/', { width: 1440, height: 1000 });
  for (const number of [1, 2] as const) {
    await shown(phoneOf(page, number)).locator('.log').first().waitFor();
  }
});
afterAll(() => fixture.close());

/** What an app in the phone reads, both ways. */
const timeOf = async (phone: FrameLocator) =>
  phone.locator('body').evaluate(() => [Date.now(), Date.parse(new Date().toISOString())]);
const near = (at: number) => Math.abs(at - clock.now()) < 30_000;
const log = (number: 1 | 2) => shown(phoneOf(page, number)).locator('.log').first();

async function everybody(text: string): Promise<void> {
  expect(shanghaiTime(clock.now())).toContain(text);
  expect(await page.getByTestId('clock-now').innerText()).toContain(text);
  for (const number of [1, 2] as const) {
    expect((await timeOf(phoneOf(page, number))).every(near)).toBe(true);
    expect(await phoneOf(page, number).locator('.status .time').innerText()).toContain(
      text.slice(11),
    );
  }
}

test('panel and phones begin at the preview’s time, the log too', async () => {
  await everybody('2026-11-22 23:3');
  await page.evaluate(() => {
    type Noting = { previewHub: { note(who: string, what: string, detail: string): void } };
    (window as unknown as Noting).previewHub.note('t', 'said', 'something');
  });
  const line = page.getByTestId('log').locator('li', { hasText: 'something' });
  expect(await line.locator('time').innerText()).toMatch(/^23:3\d:\d\d$/);
});

test('midnight, an hour, a day: everybody is there, pages were away and back, bands walked on', async () => {
  await page.getByTestId('clock-midnight').click();
  await page.getByTestId('clock-now').filter({ hasText: '2026-11-22 23:59:5' }).waitFor();
  await phoneOf(page, 1).getByTestId('tab-0').click();
  const shows = async () => (await log(1).innerText()).split('|show').length;
  const before = await shows();
  await page.getByTestId('clock-time').fill('20:36');
  await page.getByTestId('clock-jump').click();
  await page.getByTestId('clock-now').filter({ hasText: '2026-11-23 20:36' }).waitFor();
  await log(1)
    .filter({ hasText: /\|hide/ })
    .waitFor();
  await everybody('2026-11-23 20:36');
  const steps = async () =>
    Number((await page.getByTestId('band-airsync-steps').innerText()).replace(/\D/g, ''));
  expect(await steps()).toBeGreaterThan(1000);
  const day = await steps();
  await page.getByTestId('clock-day').click();
  await page.getByTestId('clock-now').filter({ hasText: '2026-11-24 20:36' }).waitFor();
  await everybody('2026-11-24 20:36');
  expect(await steps()).not.toBe(day);
  expect(await shows()).toBeGreaterThan(before);
});

test('time does not go back', async () => {
  const before = clock.now();
  await page.evaluate(() => fetch('/__preview/clock', { method: 'POST', body: '{"now":1000}' }));
  expect(clock.now()).toBeGreaterThanOrEqual(before);
});

test('a reload stays at the preview’s time, and nobody complained', async () => {
  await page.reload();
  await page.getByTestId('clock-now').filter({ hasText: '2026-11-24 20:3' }).waitFor();
  expect(fixture.complaints).toEqual([]);
});
