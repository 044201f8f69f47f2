/** The whole preview in a real browser: two phones, two virtual bands, the local cloud. */
import '../helpers/built-preview';
import { rmSync } from 'node:fs';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import {
  CHROMIUM_FLAGS,
  chromiumEnv,
  chromium as chromiumPath,
  PATIENCE_MS,
} from '../../tools/check/chromium';
import { quickFolder } from '../../tools/harness/folder';
import { aheadTo, parseShanghai } from '../../tools/preview/clock';
import { type StartedPreview, startPreview } from '../../tools/start/start';

export interface Journey {
  page: Page;
  preview: StartedPreview;
  /** Errors any frame reported. */
  complaints: string[];
  /** Stops cloud and preview and starts them again on the same data. */
  restart(): Promise<void>;
  /** A browser of its own for somebody else: the panel, and one phone beside it. */
  neighbour(): Promise<Neighbour>;
  /** Waits until something in the cloud is so. */
  until(so: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** The window of a phone that stands alone. */
interface Hubbed {
  previewHub: { phone(user: string): { set(settings: { network: string }): void } };
}

/** Bands added in the panel are in the air of the phone, once that is opened. */
export interface Neighbour {
  panel: Page;
  /** The phone of a person, begun anew. */
  phone(user: string): Promise<Phone>;
  /** Gives a running phone a network, or takes it away. */
  network(user: string, network: 'wifi' | 'none'): Promise<void>;
  /** Waits until a subpackage was asked for in vain. */
  lacked(): Promise<void>;
  /** Before a restart: a page that asks for a server that is gone complains. */
  close(): Promise<void>;
}

/** A day's walks lie behind everybody, the next are minutes away, and the AirSync band leads. */
export const EVENING = '2026-11-20 20:36';

const TRY_MS = 50;

/**
 * @param at the time in Shanghai at which it begins, whatever this machine's clock says
 * @param phones those that agree to the terms; with none the panel is not opened
 */
export async function openJourney(
  at = EVENING,
  phones: readonly (1 | 2)[] = [1, 2],
): Promise<Journey> {
  const data = quickFolder('bandmates-journey-');
  const ahead = aheadTo(parseShanghai(at)!);
  let preview = await startPreview({ port: 0, data, ahead, eventMs: 0 });
  const port = Number(new URL(preview.url).port);
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    env: chromiumEnv(),
  });
  const complaints: string[] = [];
  const watched = (page: Page): Page => {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    return page;
  };
  const page = watched(
    await browser.newPage({ viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' }),
  );
  const show = async (shown: (who: Phone) => Promise<void>) => {
    if (phones.length > 0) await page.goto(preview.url);
    for (const number of phones) await shown(phone(page, number));
  };
  await show(begin);
  return {
    page,
    get preview() {
      return preview;
    },
    complaints,
    async restart() {
      const { ahead } = preview.clock;
      // Nobody looks meanwhile: a page that asks for a server that is gone complains.
      await page.goto('about:blank');
      await preview.close();
      preview = await startPreview({ port, data, ahead, eventMs: 0 });
      await show(known);
    },
    async neighbour() {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 1000 },
        reducedMotion: 'reduce',
      });
      const panel = watched(await context.newPage());
      // Nobody looks at the two phones beside this panel.
      await panel.route('**/phone.html*', (route) => route.fulfill({ body: '' }));
      await panel.goto(preview.url);
      const alone = watched(await context.newPage());
      await alone.setViewportSize({ width: 375, height: 812 });
      return {
        panel,
        async phone(user) {
          await alone.goto(`${preview.url}/phone.html?user=${user}`);
          const who = phoneIn(alone);
          await begin(who);
          return who;
        },
        async lacked() {
          await alone.waitForFunction(
            () => performance.getEntriesByName('downloadSubpackage:fail').length > 0,
          );
        },
        close: () => context.close(),
        network: (user, network) =>
          alone.evaluate(
            ({ user, network }) =>
              (window as unknown as Hubbed).previewHub.phone(user).set({ network }),
            { user, network },
          ),
      };
    },
    async until(so) {
      for (let tries = 0; !so(); tries++) {
        if (tries * TRY_MS > PATIENCE_MS) throw new Error('it never came true');
        await page.waitForTimeout(TRY_MS);
      }
    },
    async close() {
      await browser.close();
      await preview.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** R10-1 Whoever begins agrees to the terms first. */
async function begin(who: Phone): Promise<void> {
  await who.exact('同意并开始').click();
  await who.exact('14 岁或以上').click();
  await known(who);
}

/** The today page knows whose phone it is, or that it cannot ask. */
const known = (who: Phone) =>
  who.text('还没有手环').or(who.text('目标')).or(who.text('再试一次')).first().waitFor();

/** What a phone of the preview did so far, in milliseconds of its document. */
export interface Cost {
  /** When a page was sent something, by page. */
  sent: Map<string, number[]>;
  /** Keys that were read from storage, in order, and how many before the first page was ready. */
  read: string[];
  readBeforeReady: number;
}

/** Reads the marks of a phone's document. */
export async function costOf(who: Phone): Promise<Cost> {
  const body = who.chrome('tab-0').first();
  const marks = await body.evaluate(() =>
    performance.getEntriesByType('mark').map((mark) => ({
      name: mark.name,
      at: mark.startTime,
      detail: String((mark as PerformanceMark).detail),
    })),
  );
  const sent = new Map<string, number[]>();
  for (const { name, at, detail } of marks) {
    if (name !== 'setData' || !/^(pages|packages)\//.test(detail)) continue;
    sent.set(detail, [...(sent.get(detail) ?? []), at]);
  }
  const ready = marks.find(({ name }) => name === 'onReady')?.at ?? 0;
  const reads = marks.filter(({ name }) => name === 'getStorageSync');
  return {
    sent,
    read: reads.map(({ detail }) => detail),
    readBeforeReady: reads.filter(({ at }) => at < ready).length,
  };
}

/** The most of these in any second. */
export const worstSecond = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));

/** What a person does with one phone. */
export const phone = (page: Page, number: 1 | 2) =>
  phoneIn(page.frameLocator(`[data-testid="phone-${number}"]`));

function phoneIn(frame: FrameLocator | Page) {
  const shown = frame.frameLocator('iframe.page.current');
  return {
    frame,
    shown,
    text: (text: string | RegExp) => shown.getByText(text),
    exact: (text: string) => shown.getByText(text, { exact: true }).first(),
    tap: (text: string | RegExp) => shown.getByText(text).first().click(),
    /** Something of WeChat's own around the page. */
    chrome: (testid: string) => frame.getByTestId(testid),
    /** The today page's number, once it is this one. */
    counts: (steps: string) =>
      shown
        .locator('.day-steps')
        .filter({ hasText: new RegExp(`^\\s*${steps}\\s*$`) })
        .waitFor(),
    /** The sync button of the today page. */
    sync: () => shown.getByRole('button', { name: /^同步/ }).first().click(),
    back: () => frame.getByTestId('nav-back').click(),
    tab: (index: number) => frame.getByTestId(`tab-${index}`).click(),
  };
}

export type Phone = ReturnType<typeof phone>;
