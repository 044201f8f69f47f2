import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { type Fixture, openFixture, phoneOf, shown } from './fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

const log = (page: Page | FrameLocator) => shown(page).locator('.log').first();
const waitForLog = (page: Page | FrameLocator, text: string) =>
  shown(page).locator('.log', { hasText: text }).first().waitFor();

describe('pages and components in a browser', () => {
  test('lifetimes, slots, WXS, lists, storage and taps reach the page', async () => {
    const page = await fixture.open('/phone.html?user=t1');
    await waitForLog(page, '|load {}|show|child 数|ready');
    const view = shown(page);
    expect(await view.locator('.counter--label, [class$="--label"]').textContent()).toBe(
      '数: 3 (list)',
    );
    await view.locator('[class$="--box"]').click();
    await waitForLog(page, 'count 4');
    await view.locator('.item').nth(1).click();
    await waitForLog(page, 'item b');
    await view.locator('.field input').fill('小安');
    await waitForLog(page, 'input 小安');
    expect(await view.getByRole('heading', { name: '标题' }).textContent()).toBe('你好');
    await page.close();
  });

  test('a module of a subpackage runs when it is asked for, and not before', async () => {
    const page = await fixture.open('/phone.html?user=t12');
    await shown(page).locator('.later').click();
    await waitForLog(page, '|not yet|later 分包 ran');
    await page.close();
  });

  test('styles: rpx, isolation, :host, ids and the dark switch', async () => {
    const page = await fixture.open('/phone.html?user=t2');
    const view = shown(page);
    const style = (selector: string, name: string) =>
      view
        .locator(selector)
        .first()
        .evaluate((e, n) => getComputedStyle(e).getPropertyValue(n), name);
    expect(await style('.title', 'font-size')).toBe('20px');
    expect(await style('counter, wx-x-counter', 'display')).toBe('block');
    expect(await style('[class$="--box"]', 'border-top-color')).toBe('rgb(1, 2, 3)');
    expect(await style('.card', 'outline-color')).toBe('rgb(9, 9, 9)');
    expect(await style('.card', 'background-color')).toBe('rgb(255, 255, 255)');
    await page.evaluate(() => {
      const hub = (
        window as unknown as { previewHub: { phone(u: string): { set(p: object): void } } }
      ).previewHub;
      hub.phone('t2').set({ theme: 'dark' });
    });
    await expect(style('.card', 'background-color')).resolves.toBe('rgb(26, 30, 28)');
    await expect(style('wx-page', 'background-color')).resolves.toBe('rgb(16, 19, 18)');
    await page.close();
  });

  test('navigation: query, properties, redirect, back, tabs keep their state', async () => {
    const page = await fixture.open('/phone.html?user=t3');
    await shown(page).getByText('打开').click();
    await waitForLog(page, '|attached|load 1|canvas 100x50');
    expect(await shown(page).locator('.detail').textContent()).toBe('id 1 name %E4%BD%A0');
    expect(await page.getByTestId('nav-title').textContent()).toBe('详情');
    await shown(page).locator('.replace').click();
    await waitForLog(page, 'load 8');
    expect(
      await page.evaluate(() => {
        const { wx } = window as unknown as { wx: { getStorageSync(key: string): unknown } };
        return wx.getStorageSync('detached');
      }),
    ).toBe(true);
    await page.getByTestId('nav-back').click();
    await waitForLog(page, 'hide|show');
    await page.getByTestId('tab-1').click();
    await waitForLog(page, '|show|tab 1');
    await page.getByTestId('tab-0').click();
    expect(await log(page).textContent()).toContain('load {}');
    await page.getByTestId('tab-1').click();
    await waitForLog(page, '|show|tab 1|show|tab 1');
    expect(await page.locator('iframe.page').count()).toBe(2);
    await page.evaluate(() => {
      const { wx } = window as unknown as { wx: { setTabBarItem(options: object): void } };
      wx.setTabBarItem({ index: 1, text: 'Second' });
    });
    expect(await page.getByTestId('tab-1').innerText()).toBe('Second');
    await page.close();
  });

  test('another language begins it anew, as WeChat does, on the page that was open', async () => {
    const page = await fixture.open('/phone.html?user=t7');
    await shown(page).getByText('打开').click();
    await waitForLog(page, 'load 1');
    const language = () =>
      page.evaluate(() => {
        const { wx } = window as unknown as { wx: { getAppBaseInfo(): { language: string } } };
        return wx.getAppBaseInfo().language;
      });
    expect(await language()).toBe('zh_CN');
    const begun = page.waitForEvent('load');
    await page.evaluate(() => {
      const hub = (
        window as unknown as { previewHub: { phone(u: string): { set(p: object): void } } }
      ).previewHub;
      hub.phone('t7').set({ language: 'en' });
    });
    await begun;
    await shown(page).locator('.detail', { hasText: 'id 1' }).waitFor();
    expect(await language()).toBe('en');
    await page.close();
  });

  test('a share becomes a card that the other phone opens; Moments opens a single page', async () => {
    const page = await fixture.open('/', { width: 1440, height: 900 });
    const [one, two] = [phoneOf(page, 1), phoneOf(page, 2)];
    await shown(one).locator('.share').click();
    await page.getByTestId('share-chat').waitFor();
    expect(await page.getByTestId('share-title').textContent()).toBe('卡片 button card');
    await page.getByTestId('share-1-open-preview-b').click();
    await shown(two).locator('.detail', { hasText: 'id 42' }).waitFor();
    await one.getByTestId('capsule-menu').click();
    await one.getByTestId('menu-moments').click();
    await page.getByTestId('share-2-open-preview-b').click();
    await two.getByTestId('single-open').waitFor();
    await shown(two).locator('.log', { hasText: 'load {"id":"9"}' }).waitFor();
    expect(await two.getByTestId('tab-bar').isVisible()).toBe(false);
    expect(await two.locator('iframe.page').count()).toBe(1);
    await page.close();
  });

  test('bands: found, connected, read; busy for the second phone; off is 10001', async () => {
    const page = await fixture.open('/', { width: 1440, height: 900 });
    const [one, two] = [phoneOf(page, 1), phoneOf(page, 2)];
    for (const phone of [one, two]) {
      await phone.getByTestId('tab-2').click();
      await shown(phone).locator('.scan').click();
      await shown(phone).locator('.device').nth(1).waitFor();
    }
    await shown(one).locator('.device', { hasText: 'Mambo' }).click();
    await shown(one).locator('.log', { hasText: 'services 1 characteristics 3|value' }).waitFor();
    await shown(two).locator('.device', { hasText: 'Mambo' }).click();
    await shown(two).locator('.log', { hasText: 'error 10003' }).waitFor();
    await page.getByTestId('preview-b-bluetooth').click();
    await shown(two).locator('.scan').click();
    await shown(two).locator('.log', { hasText: 'error 10001' }).waitFor();
    await page.getByTestId('preview-b-bluetooth').click();
    await page.close();
  });

  test('phones come and go, each with a platform, a zone and bands; the address says it all', async () => {
    const page = await fixture.open('/?phone=preview-a,ios,-8&phone=preview-b', {
      width: 1440,
      height: 900,
    });
    await page.getByTestId('phone-add').selectOption('preview-b');
    const third = page.frameLocator('[data-testid="phone-3"]');
    await waitForLog(third, '|load {}|show');
    await page.getByTestId('remove-preview-b').click();
    await page.getByTestId('band-airsync-near').selectOption('preview-b.2');
    await page.reload();
    await waitForLog(phoneOf(page, 2), '|load {}|show');
    expect(new URL(page.url()).search).toBe(
      '?phone=preview-a,ios,-8&phone=preview-b.2,android,8,airsync&bands=airsync.pedometer',
    );
    const facts = (number: 1 | 2) =>
      phoneOf(page, number)
        .locator('body')
        .evaluate(() => {
          type Wx = { wx: { getDeviceInfo(): { platform: string } } };
          const { platform } = (window as unknown as Wx).wx.getDeviceInfo();
          return [platform, new Date().getTimezoneOffset(), new Date().toLocaleTimeString('en-GB')];
        });
    const [ios, android] = [await facts(1), await facts(2)];
    expect(ios).toEqual(['ios', 480, expect.stringMatching(/^20:/)]);
    expect(android).toEqual(['android', -480, expect.stringMatching(/^12:/)]);
    for (const number of [1, 2] as const) {
      await phoneOf(page, number).getByTestId('tab-2').click();
      await shown(phoneOf(page, number)).locator('.scan').click();
      await shown(phoneOf(page, number)).locator('.device').first().waitFor();
    }
    await shown(phoneOf(page, 2)).locator('.device').nth(1).waitFor();
    expect(await shown(phoneOf(page, 1)).locator('.device').allInnerTexts()).toEqual([
      expect.stringContaining('Mambo'),
    ]);
    await page.close();
  });

  test('nothing complained', () => {
    expect(fixture.complaints).toEqual([]);
  });
});
