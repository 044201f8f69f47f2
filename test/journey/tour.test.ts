/** 看一遍 Show me, as `npm run journey` plays it, and at one run of three once more in the same window. */
import '../helpers/built-preview';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumEnv, chromium as chromiumPath } from '../../tools/check/chromium';
import { quickFolder } from '../../tools/harness/folder';
import { aheadTo, parseShanghai } from '../../tools/preview/clock';
import { type StartedPreview, startPreview } from '../../tools/start/start';
import { TOUR } from '../../tools/start/town/tour-steps';
import { AGAIN, oneOf } from '../helpers/seed';

const EVENING = '2026-11-22 20:36';
/** A week that is told of at once, and the evenings after it: what ninety days have more is more weeks. */
const TOWN_DAYS = 16;
const data = quickFolder('bandmates-tour-');
const complaints: string[] = [];
let preview: StartedPreview;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  preview = await startPreview({
    port: 0,
    data,
    ahead: aheadTo(parseShanghai(EVENING)!),
    eventMs: 0,
    townDays: TOWN_DAYS,
  });
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    env: chromiumEnv(),
  });
  page = await browser.newPage({
    viewport: { width: 1440, height: 720 },
    reducedMotion: 'reduce',
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  await page.goto(preview.url);
});
afterAll(async () => {
  await browser?.close();
  await preview?.close();
  rmSync(data, { recursive: true, force: true });
});

interface Shell {
  previewTour(id: string, pace: number, told: () => void): Promise<string | null>;
}

/** What went wrong, or null. */
const play = (): Promise<string | null> =>
  page.evaluate((id) => (window as unknown as Shell).previewTour(id, 0, () => undefined), TOUR.id);

const PLAYS = ['once', ...oneOf(3, ['once more in the same window'])];

test.each(PLAYS)(`the tour goes through %s (${AGAIN})`, async () => {
  expect(await play()).toBeNull();
  expect(complaints).toEqual([]);
});
