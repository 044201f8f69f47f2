/** Opens the fixture app in a browser, for tests of the preview itself. */
import '../../helpers/built-preview';
import { join } from 'node:path';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import {
  CHROMIUM_FLAGS,
  chromiumEnv,
  chromium as chromiumPath,
  PATIENCE_MS,
} from '../../../tools/check/chromium';
import { aheadTo, Clock, parseShanghai } from '../../../tools/preview/clock';
import { openPreview, type Preview } from '../../../tools/preview/preview';
import { propsModule } from '../../../tools/start/kits';
import { stubCloud } from './stub-cloud';

const HERE = __dirname;
const TDESIGN = join(HERE, '../../../node_modules/tdesign-miniprogram/miniprogram_dist');

interface Opening {
  root?: string;
  clock?: Clock;
  flags?: readonly string[];
}

export interface Fixture {
  url: string;
  browser: Browser;
  /** A page whose errors end the test that reads them. */
  open(path: string, options?: { height?: number; width?: number }): Promise<Page>;
  /** What pages have complained about so far. */
  complaints: string[];
  close(): Promise<void>;
}

export const FIXTURE_APP = join(HERE, 'fixture-app');

/**
 * @param root another mini program than the fixture app.
 * @param clock where not a Sunday's noon will do.
 * @param flags of the browser, beside the usual ones.
 */
export async function openFixture({
  root = FIXTURE_APP,
  clock = noon(),
  flags = [],
}: Opening = {}): Promise<Fixture> {
  const preview: Preview = await openPreview({
    name: 'Fixture & <app>',
    root,
    clock,
    packages: { 'tdesign-miniprogram': TDESIGN },
    props: propsModule,
    port: 0,
    cloud: stubCloud(),
  });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...CHROMIUM_FLAGS, ...flags],
    env: chromiumEnv(),
  });
  const complaints: string[] = [];
  return {
    url: preview.url,
    browser,
    complaints,
    async open(path, { width = 375, height = 812 } = {}) {
      const page = await browser.newPage({ viewport: { width, height } });
      page.setDefaultTimeout(PATIENCE_MS);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(preview.url + path);
      await page.locator('html[data-ready], .desk').first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await preview.close();
    },
  };
}

const noon = () => new Clock(aheadTo(parseShanghai('2026-11-22 12:00')!));

/** The shown page of a phone. */
export const shown = (phone: Page | FrameLocator): FrameLocator =>
  phone.frameLocator('iframe.page.current');

/** One phone of the shell. */
export const phoneOf = (page: Page, number: 1 | 2): FrameLocator =>
  page.frameLocator(`[data-testid="phone-${number}"]`);
