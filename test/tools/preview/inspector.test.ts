import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Fixture, openFixture, phoneOf, shown } from './fixture';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await openFixture();
  page = await fixture.open('/', { width: 1440, height: 900 });
});
afterAll(() => fixture.close());

const looks = () =>
  page.evaluate(() => {
    type Hub = { phone(id: string): { onlooker: object | null } };
    const { previewHub } = window as unknown as { previewHub: Hub };
    return previewHub.phone('preview-a').onlooker !== null;
  });

/** Runs an expression in the first phone. */
async function inPhone(expression: string): Promise<void> {
  const frame = await (await page.getByTestId('phone-1').elementHandle())!.contentFrame();
  await frame!.evaluate(expression);
}

const text = (id: string) => page.getByTestId(id).innerText();

test('closed it knows nothing; open it shows elements, data and what a page sends', async () => {
  await shown(phoneOf(page, 1)).locator('.title').waitFor();
  expect(await looks()).toBe(false);
  await page.getByTestId('inspect-preview-a').click();
  expect(await looks()).toBe(true);
  const tree = page.getByTestId('inspect-tree');
  await tree.locator('[data-fold="tree/0/0"] > summary').click();
  expect(await tree.innerText()).toContain('你好');
  await shown(phoneOf(page, 1)).locator('.item').nth(1).click();
  await page.getByTestId('inspect-drawing').getByText('1 / 1').waitFor();
  await tree.locator('[data-fold="data"] > summary').click();
  await tree.getByText('item b').first().waitFor();
});

test('storage, a call of the cloud with its operations, and both directions of Bluetooth', async () => {
  await page.getByTestId('inspect-tab-storage').click();
  await inPhone(`wx.setStorageSync('fruit', { name: '梨' })`);
  await page.getByTestId('inspect-storage').getByText('fruit').waitFor();
  await page.getByTestId('inspect-tab-cloud').click();
  await inPhone(`wx.cloud.callFunction({ name: 'echo', data: { action: 'greet' } })`);
  const call = page.getByTestId('inspect-calls').locator('details').first();
  await call.locator('summary').first().click();
  expect(await text('inspect-calls')).toMatch(/echo · greet\s*1 次操作/);
  // What a line opens to is drawn after the click.
  await page.getByTestId('inspect-calls').getByText('getDocument greetings').waitFor();
  await page.getByTestId('inspect-tab-ble').click();
  await inPhone(`(async () => {
    const deviceId = 'C8:1F:66:B0:7E:02';
    const at = { deviceId, serviceId: 'FEE7', characteristicId: 'FEA1' };
    await wx.openBluetoothAdapter();
    await wx.createBLEConnection({ deviceId });
    await wx.getBLEDeviceServices({ deviceId });
    await wx.getBLEDeviceCharacteristics(at);
    await wx.readBLECharacteristicValue(at);
    await wx.writeBLECharacteristicValue({ ...at, characteristicId: 'FEA2', value: Uint8Array.of(3, 16, 39, 0).buffer });
  })()`);
  const packets = page.getByTestId('inspect-packets').locator('li');
  await packets.nth(1).waitFor();
  expect(await packets.nth(0).innerText()).toMatch(/←\s*FEA1[\s\S]*steps/);
  expect(await packets.nth(1).innerText()).toMatch(/→\s*FEA2\s*03102700/);
  const saved = page.waitForEvent('download');
  await page.getByTestId('inspect-export').click();
  expect((await saved).suggestedFilename()).toBe('lifesense-mambo-session.json');
});

test('by keyboard: arrows go through the tabs, Escape closes and gives the way back', async () => {
  await page.getByTestId('inspect-tab-ble').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByTestId('inspect-tab-pages').getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Escape');
  expect(await page.getByTestId('inspector').isVisible()).toBe(false);
  expect(await looks()).toBe(false);
  const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.testid);
  expect(focused).toBe('inspect-preview-a');
  expect(fixture.complaints).toEqual([]);
});
