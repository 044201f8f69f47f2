/**
 * `npm run journey`: the tour of the panel in a headless browser, as fast as it goes. Prints each step
 * and its time, leaves the pictures of README.md in docs/ where they look otherwise, and fails at the
 * first step that does.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ROOT } from '../build/files';
import { CHROMIUM_FLAGS, chromiumEnv, chromium as chromiumPath } from '../check/chromium';
import { commandLine } from '../harness/command-line';
import { aheadTo, parseShanghai, type StepResult } from '../preview';
import { keepPicture } from './picture';
import { startPreview } from './start';
import { TOUR } from './town/tour-steps';

commandLine({
  name: 'npm run journey',
  help: `npm run journey     the tour of the panel (Show me) in a headless browser, as fast as it goes: prints each
                    step and its time, leaves the picture of README.md, and fails at the first step
                    that does`,
});

/** The evening of the design's sample day. */
const EVENING = '2026-11-22 20:36';
const SIZE = { width: 1440, height: 720 };
/** After which step which picture is taken. */
const PICTURES: Readonly<Record<string, string>> = { Cheer: 'preview.png' };

/** How it looked where it failed. */
const FAILED = join(ROOT, 'dist/journey-failed.png');

interface Shell {
  previewTour(
    id: string,
    pace: number,
    told: (index: number, result: StepResult | null) => unknown,
  ): Promise<string | null>;
  toldJourney(result: StepResult): Promise<void>;
}

async function walk(page: Page): Promise<string | null> {
  await page.exposeFunction('toldJourney', async ({ step, ms, failed }: StepResult) => {
    console.log(`${failed ? '✗' : '✓'} ${step.padEnd(28)} ${String(ms).padStart(6)} ms`);
    const picture = PICTURES[step];
    await page.getByTestId('panel').evaluate((panel) => panel.scrollTo(0, 0));
    if (failed) await page.screenshot({ path: FAILED });
    else if (picture) {
      const file = join(ROOT, 'docs', picture);
      if (await keepPicture(page, file, await page.screenshot())) console.log(`  wrote ${file}`);
    }
  });
  return page.evaluate((id) => {
    const { previewTour, toldJourney } = window as unknown as Shell;
    return previewTour(id, 0, (_, result) => result && toldJourney(result));
  }, TOUR.id);
}

async function main(): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), 'bandmates-tour-'));
  const ahead = aheadTo(parseShanghai(EVENING)!);
  const began = performance.now();
  const preview = await startPreview({ port: 0, data, ahead });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    env: chromiumEnv(),
  });
  try {
    const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
    page.on('pageerror', (error) => console.error(error.message));
    await page.goto(preview.url);
    const wrong = await walk(page);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      wrong
        ? `Failed at ${wrong}; ${FAILED} shows it`
        : `The whole tour in ${seconds} s, the town made first`,
    );
    return wrong === null;
  } finally {
    await browser.close();
    await preview.close();
    rmSync(data, { recursive: true, force: true });
  }
}

if (!(await main())) process.exitCode = 1;
