/** One preview and one browser, for all tours. */
import { rmSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';
import {
  CHROMIUM_FLAGS,
  chromiumEnv,
  chromium as chromiumPath,
  PATIENCE_MS,
} from '../check/chromium';
import { quickFolder } from '../harness/folder';
import { aheadTo, parseShanghai } from '../preview';
import { startPreview } from '../start/start';
import { Guide, type Look } from './guide';
import type { Stop, Tour } from './tours';

/** The evening of the design's sample day: a day lies behind everybody. */
const EVENING = '2026-11-22 20:36';
export const HEIGHT = 812;

export interface Studio {
  /** Walks a tour in a browser that knows nothing of another's; `stop` is called at each of its states. */
  walk(tour: Tour, look: Look, stop: (guide: Guide, name: string) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function openStudio(): Promise<Studio> {
  const data = quickFolder('bandmates-shots-');
  const ahead = aheadTo(parseShanghai(EVENING)!);
  const preview = await startPreview({ port: 0, data, ahead, eventMs: 0 });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    env: chromiumEnv(),
  });
  let walks = 0;
  /** Those in which nobody walks: they store nothing, and have compiled every script already. */
  const idle: BrowserContext[] = [];
  return {
    async walk(tour, look, stop) {
      const context = idle.pop() ?? (await browser.newContext({ reducedMotion: 'reduce' }));
      const page = await context.newPage();
      await page.setViewportSize({ width: look.width, height: HEIGHT });
      await page.emulateMedia({ colorScheme: look.theme ?? 'light' });
      page.setDefaultTimeout(PATIENCE_MS);
      walks += 1;
      const guide = new Guide(page, preview, look, `walk${walks}`);
      const at: Stop = (name) => stop(guide, name);
      await tour(guide, at);
      await guide.end();
      // A document that is none of the preview's: nothing stores anything any more.
      await page.goto(`${preview.url}/none`);
      await page.evaluate(() => localStorage.clear());
      await page.close();
      idle.push(context);
    },
    async close() {
      await browser.close();
      await preview.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
