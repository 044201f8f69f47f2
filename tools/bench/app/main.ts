/**
 * `npm run bench -- app`: how soon 今天 and a full 排行 are there on a slow phone, as ratios to an empty
 * page of the same preview in the same run, and whether 200 rows scroll.
 */
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumEnv, chromium as chromiumPath } from '../../check/chromium';
import { aheadTo, parseShanghai, startForeign } from '../../preview';
import { Guide } from '../../shots/guide';
import { propsModule } from '../../start/kits';
import { type StartedPreview, startPreview } from '../../start/start';
import { type Goal, median, ms, percentile, table } from '../figures';
import { inParts } from '../parts';
import { crowd, crowded } from './crowd';
import { writeEmpty } from './empty';
import { firstPaint, scrolled, slowed, watching } from './first-paint';

const ROUNDS = 7;
const EVENING = '2026-11-22 20:36';
/** As dense as phones are: on fewer pixels Chromium paints a page anew at every step of a scroll. */
const SCREEN = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2 };
const MOST_FRAME_MS = 50;
/** Of the times of frames: three of a screen are 50 ms and a little. */
const ROUNDING_MS = 1;

/** A page to be timed: where, what is waited for, and how often slower than an empty one it may be. */
interface Subject {
  name: string;
  url: string;
  awaited: string;
  most: number;
}

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

export const bench = inParts({ start });

async function start(folder: string, print: (text: string) => void): Promise<Goal[]> {
  const ahead = aheadTo(parseShanghai(EVENING)!);
  const preview = await startPreview({ port: 0, data: join(folder, 'data'), ahead, eventMs: 0 });
  // With the same bands, so that nothing but the mini program differs.
  const place = { folder: writeEmpty(folder), data: folder, props: propsModule };
  const empty = await startForeign({ ...place, port: 0 });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    env: chromiumEnv(),
  });
  try {
    const { kept, user } = await synced(browser, preview);
    const phone = `${preview.url}/phone.html?user=${user}`;
    const bare = `${empty.url}/phone.html?user=a`;
    const ranking = `${phone}&path=pages/ranking/ranking`;
    const subjects: Subject[] = [
      { name: 'an empty page', url: bare, awaited: '.empty', most: 1 },
      { name: '今天 from what it kept', url: phone, awaited: '.day-steps', most: 2 },
      { name: '排行 of 200', url: ranking, awaited: '.bm-row-steps', most: 3 },
    ];
    const { times, frames } = await timed(browser, kept, subjects, print);
    return goals(subjects, times, frames, print);
  } finally {
    await browser.close();
    await empty.close();
    await preview.close();
  }
}

/** A phone whose band was synced and which has seen a full board, as the browser keeps it. */
async function synced(browser: Browser, preview: StartedPreview) {
  const context = await browser.newContext(SCREEN);
  const page = await context.newPage();
  const look = { language: 'zh_CN', letters: 1, width: SCREEN.viewport.width } as const;
  const guide = new Guide(page, preview, look, 'bench');
  guide.says('board.friends', async (input) =>
    crowded(await guide.ask('owner', 'board.friends', input)),
  );
  await guide.wear('owner');
  await guide.tab('ranking');
  await guide.see('.bm-row-steps');
  const kept = await context.storageState();
  await context.close();
  return { kept, user: guide.person('owner') };
}

/** Each in turn in every round, so that whatever else the machine does strikes all alike. */
async function timed(
  browser: Browser,
  kept: Kept,
  subjects: readonly Subject[],
  print: (text: string) => void,
) {
  const contexts: BrowserContext[] = [];
  for (const { awaited } of subjects) {
    const context = await browser.newContext({ ...SCREEN, storageState: kept });
    await watching(context, awaited);
    contexts.push(context);
  }
  const times = subjects.map((): number[] => []);
  const frames: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    print(round === 0 ? 'warming up' : `round ${round} of ${ROUNDS}`);
    for (const [index, { url }] of subjects.entries()) {
      const page = await contexts[index]!.newPage();
      await crowd(page, new URL(url).origin);
      await slowed(page);
      const time = await firstPaint(page, url);
      // The first time scripts are fetched and compiled.
      if (round > 0) times[index]!.push(time);
      if (round > 0 && index === subjects.length - 1) {
        await page.waitForLoadState('networkidle');
        frames.push(...(await scrolled(page)));
      }
      await page.close();
    }
  }
  for (const context of contexts) await context.close();
  return { times, frames };
}

function goals(
  subjects: readonly Subject[],
  times: readonly number[][],
  frames: readonly number[],
  print: (text: string) => void,
): Goal[] {
  const floor = median(times[0]!);
  const ratios = times.map((list) => median(list) / floor);
  print(
    table([
      ['first paint, 6 × slower', 'median', 'ratio'],
      ...subjects.map(({ name }, index) => [
        name,
        ms(median(times[index]!)),
        ratios[index]!.toFixed(2),
      ]),
    ]),
  );
  const worst = percentile(frames, 1);
  const late = frames.filter((one) => one > MOST_FRAME_MS + ROUNDING_MS).length;
  return [
    ...subjects.slice(1).map(({ name, most }, index) => {
      const ratio = ratios[index + 1]!;
      const figure = `${ratio.toFixed(2)} of an empty page, at most ${most}`;
      return { name, met: ratio <= most, figure };
    }),
    {
      name: '200 rows scroll',
      met: late === 0,
      figure: `${late} of ${frames.length} frames above ${MOST_FRAME_MS} ms, the longest ${ms(worst)}`,
    },
  ];
}
