/** When something is painted on a page of a phone, on a processor slowed down as a cheap phone is. */
import type { BrowserContext, Page } from 'playwright-core';

/** How many times slower. */
const SLOW = 6;

/** In the phone's window. */
interface Seen {
  benchSeen?: number;
}

/** In every frame: when the first of these was painted goes to the phone's window. */
function watch(selector: string): void {
  const phone = top as unknown as Window & Seen;
  const look = () => {
    // Who goes on looking in the other frames takes of what is measured next.
    if (phone.benchSeen) return;
    if (!document.querySelector(selector)) requestAnimationFrame(look);
    // What is there in one frame is on the screen at the next.
    else
      requestAnimationFrame(() => {
        phone.benchSeen ??= performance.timeOrigin + performance.now();
      });
  };
  requestAnimationFrame(look);
}

export async function watching(context: BrowserContext, selector: string): Promise<void> {
  // What runs this file names inner functions by a helper of its own, which no page has.
  await context.addInitScript('globalThis.__name = (made) => made;');
  await context.addInitScript(watch, selector);
}

export async function slowed(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
}

/** Ms from the phone's start to what its context watches. */
export async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto(url);
  const seen = await page.waitForFunction(() => (window as unknown as Seen).benchSeen, null, {
    timeout: 120_000,
  });
  return ((await seen.jsonValue()) as number) - (await page.evaluate(() => performance.timeOrigin));
}

/** Ms between the frames while a page is scrolled to its end. */
export async function scrolled(page: Page): Promise<number[]> {
  const handle = await page.locator('iframe.page.current').elementHandle();
  const frame = await handle!.contentFrame();
  return frame!.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        let before = 0;
        // At the end for so many frames: rows that come as one scrolls are awaited.
        let rest = 0;
        const step = (at: number) => {
          if (before > 0) frames.push(at - before);
          before = at;
          const { scrollTop } = document.documentElement;
          scrollBy(0, 60);
          const still = document.documentElement.scrollTop === scrollTop;
          rest = still ? rest + 1 : 0;
          if (rest > 60) resolve(frames.slice(0, -60));
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
}
