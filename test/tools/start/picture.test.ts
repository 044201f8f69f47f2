/** A picture of README.md is written anew only where it looks otherwise. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import {
  CHROMIUM_FLAGS,
  chromiumEnv,
  chromium as chromiumPath,
} from '../../../tools/check/chromium';
import { keepPicture } from '../../../tools/start/picture';

const SIZE = { width: 400, height: 200 };
const folder = mkdtempSync(join(tmpdir(), 'picture-'));
const file = join(folder, 'preview.png');
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    env: chromiumEnv(),
  });
  page = await browser.newPage({ viewport: SIZE });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** A sheet with a bar on it, of so many pixels, in a colour. */
async function sheet(width: number, height: number, colour = '#000'): Promise<Buffer> {
  await page.setContent(
    `<body style="margin: 0; background: #fff"><div style="width: ${width}px; height: ${height}px; background: ${colour}"></div>`,
  );
  return page.screenshot();
}

test('it is written where there is none, and stays for what nobody sees', async () => {
  const first = await sheet(10, 10);
  expect(await keepPicture(page, file, first)).toBe(true);
  // The digits of a clock, and a colour a little off everywhere.
  expect(await keepPicture(page, file, await sheet(10, 24))).toBe(false);
  expect(await keepPicture(page, file, await sheet(10, 10, '#0a0a0a'))).toBe(false);
  expect(readFileSync(file)).toEqual(first);
});

test('what is seen to differ is written, and so is another size', async () => {
  const row = await sheet(100, 10);
  expect(await keepPicture(page, file, row)).toBe(true);
  expect(readFileSync(file)).toEqual(row);
  await page.setViewportSize({ ...SIZE, height: 201 });
  expect(await keepPicture(page, file, await sheet(100, 10))).toBe(true);
});
