/**
 * R8-3 Every page and state of the app, reached in a browser on the narrowest screen and judged by
 * axe-core; everything is there and large enough for a finger, also with large letters. A run takes half
 * of the walks, and half of those in dark: what is wrong in one theme alone is found by a quarter of the
 * runs. `TEST_SEED=all` takes every walk in both.
 */
import '../helpers/built-preview';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame } from 'playwright-core';
import { ROOT } from '../../tools/build/files';
import { statesOf } from '../../tools/shots/foresee';
import type { Guide, Look } from '../../tools/shots/guide';
import { openStudio, type Studio } from '../../tools/shots/studio';
import { TOURS } from '../../tools/shots/tours';
import { AGAIN, ALL, oneOf, SEED } from '../helpers/seed';

const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Rules that do not apply to a mini program, each with its reason. Nothing else is excepted. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  region: 'WeChat announces a page by its navigation bar; WXML has no landmarks',
  'landmark-one-main': 'the same',
  'page-has-heading-one': 'the same: the heading is the navigation bar',
  'document-title': 'the same: the page document is the preview’s',
  'scrollable-region-focusable':
    'a page and a sheet scroll by finger and by the screen reader’s own gesture',
  'css-orientation-lock': 'a mini program is upright by its configuration, not by its style',
  'no-autoplay-audio': 'nothing here sounds',
};

const ASKED: RunOptions = {
  // Nothing that any rule left reads is fetched once more: pages have no other origin’s style.
  preload: false,
  resultTypes: ['violations'],
  rules: {
    'label-content-name-mismatch': { enabled: true },
    ...Object.fromEntries(Object.keys(EXCEPTIONS).map((rule) => [rule, { enabled: false }])),
  },
};

/** In px, less the rounding of half a pixel. */
const FINGER = 43.5;
const NARROW = 320;
const LARGE = 1.4;
const LOOK: Look = { language: 'zh_CN', letters: 1, width: NARROW };

const THEMES = ['light', 'dark'] as const;
const NAMES = Object.keys(TOURS);
/** A walk twice at the same time would want the same band twice: first all in one theme. */
const WALKS = (ALL ? [0, 1] : [SEED >> 1]).flatMap((theme) =>
  oneOf(2, NAMES).map((name, index) => {
    return { name, tour: TOURS[name]!, theme: THEMES[(theme + index) % 2]! };
  }),
);

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio?.close());

interface Judging {
  axe: { run(options: RunOptions): Promise<AxeResults> };
}

/**
 * The shown page with axe in it. The walk's window keeps the source from one phone to the next: it is
 * sent once, and what one of its pages evaluates Chromium compiles once.
 */
async function judged(guide: Guide): Promise<Frame> {
  const frame = await guide.frame();
  if (await frame.evaluate(() => 'axe' in window)) return frame;
  if (await frame.evaluate(() => sessionStorage.axe === undefined)) {
    await frame.evaluate((source) => {
      sessionStorage.axe = source;
    }, AXE);
  }
  // biome-ignore lint/security/noGlobalEval: a library of our own choice, in a test's browser.
  await frame.evaluate(() => globalThis.eval(sessionStorage.axe));
  return frame;
}

/**
 * What axe finds on the shown page, a line each. It remembers what stood there when it began, so what a
 * page that changed meanwhile is blamed for has to be found again.
 */
async function violations(frame: Frame): Promise<string[]> {
  const once = () =>
    frame.evaluate(async (asked) => {
      const { violations: found } = await (window as unknown as Judging).axe.run(asked);
      /** axe reads "AM3" above "2 分钟前" as "AM32": what a label says but for spaces it does say. */
      const bare = (text = '') => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
      const says = (target: string) => {
        const one = document.querySelector<HTMLElement>(target);
        return bare(one?.getAttribute('aria-label') ?? '').includes(bare(one?.innerText));
      };
      return found.flatMap(({ id, nodes }) =>
        nodes
          .filter(({ target }) => id !== 'label-content-name-mismatch' || !says(String(target[0])))
          .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
      );
    }, ASKED);
  const found = await once();
  return found.length > 0 ? once() : found;
}

/** Puts letters of this size on the page as it stands: its style reads them. */
async function letters(frame: Frame, scale: number): Promise<void> {
  await frame.evaluate((size) => {
    const pages = document.querySelectorAll<HTMLElement>('[style*="--bm-scale"]');
    if (pages.length === 0) throw new Error('no page says how large its letters are');
    for (const one of pages) {
      one.style.setProperty('--bm-scale', `${size}`);
      one.style.setProperty('--bm-scale-small', `${Math.min(1.2, size)}`);
    }
  }, scale);
}

/** What is too small for a finger, and what the screen cuts off. */
async function unreachable(frame: Frame): Promise<string[]> {
  return frame.evaluate((least) => {
    const name = (one: Element) => `${one.className} ${one.textContent?.trim().slice(0, 30)}`;
    const shown = (one: Element) =>
      one.checkVisibility() && one.closest('[aria-hidden="true"]') === null;
    const tapped = [
      ...document.querySelectorAll('[role="button"], [role="switch"], [role="checkbox"]'),
    ]
      .filter(shown)
      .filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width < least || height < least;
      });
    const cut = [...document.querySelectorAll('.t-button')]
      .filter(shown)
      .filter(
        ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
          scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1,
      );
    const beside = [...document.querySelectorAll('body *')]
      .filter((one) => one.childElementCount === 0 && one.textContent?.trim() && shown(one))
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 1 && (left < 0 || right > innerWidth);
      });
    const wide = document.documentElement.scrollWidth - innerWidth;
    return [
      ...(wide > 0 ? [`the page moves sideways by ${wide} px`] : []),
      ...tapped.map((one) => `less than ${least} px: ${name(one)}`),
      ...cut.map((one) => `words larger than their button: ${name(one)}`),
      ...beside.map((one) => `off the screen: ${name(one)}`),
    ];
  }, FINGER);
}

/** One state: the name before what was found. Its page is looked up once; nothing here leaves it. */
async function judge(guide: Guide, name: string): Promise<string[]> {
  await guide.rest();
  const page = await judged(guide);
  const found = [...(await violations(page)), ...(await unreachable(page))];
  await letters(page, LARGE);
  const large = await unreachable(page);
  await letters(page, guide.look.letters);
  const told = [...found, ...large.map((line) => `large letters ${line}`)];
  return told.map((line) => `${name} in ${guide.look.theme}: ${line}`);
}

describe('R8-3 axe-core finds nothing to complain of, fingers reach everything', () => {
  test.concurrent.each(WALKS)(`$name in $theme (${AGAIN})`, async ({ tour, theme }) => {
    const found: string[] = [];
    const states: string[] = [];
    await studio.walk(tour, { ...LOOK, theme }, async (guide, name) => {
      states.push(name);
      found.push(...(await judge(guide, name)));
    });
    expect(found).toEqual([]);
    // Where pictures are wanted of some states, these are believed.
    expect(states).toEqual(await statesOf(tour));
  });
});
