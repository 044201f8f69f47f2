/**
 * Another project than ours, opened as `npm start -- --project` opens it: one page for each thing
 * that mini programs of the world rely on.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import {
  CHROMIUM_FLAGS,
  chromiumEnv,
  chromium as chromiumPath,
  PATIENCE_MS,
} from '../../../tools/check/chromium';
import { startForeign } from '../../../tools/preview/foreign';
import { type Case, SAY } from './conformance/cases';
import { COMPONENTS } from './conformance/components';
import { DATA, WXS } from './conformance/data';
import { FAULTS } from './conformance/faults';
import { REFUSALS } from './conformance/refusals';
import { LIFECYCLE, SCRIPTS } from './conformance/scripts';
import { shown } from './fixture';

const ALL = [...SCRIPTS, ...LIFECYCLE, ...DATA, ...WXS, ...COMPONENTS, ...REFUSALS, ...FAULTS];
/** Their lines come in an order of their own. */
const UNORDERED = ['missing', 'requests', 'refusals', 'scopes'];

const APP = `App({
  lines: [], say(line) { this.lines.push(line); },
  early: typeof Component + ' ' + typeof Page,
  onLaunch() { this.launched = true; throw new Error('onLaunch fails'); },
  onError(text) { this.say('app ' + text.split('\\n')[0].replace('Error: ', '')); },
  onUnhandledRejection({ reason }) { this.say('app ' + reason.message); },
});`;

const MOCK = `export default {
  'https://api.example.com/people': [{ name: 'Ann' }],
  'POST https://api.example.com/people': ({ data }) => ({ statusCode: 201, data: { made: data.n } }),
};`;

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  const pages = ['pages/tab-two', ...ALL.map(({ name }) => `pages/${name}`), 'pages/above'];
  const tab = (name: string) => ({ pagePath: `pages/${name}`, text: name });
  const files: Record<string, string> = {
    'project.config.json': '{ "miniprogramRoot": "app/", "projectname": "conformance" }',
    'preview.mock.ts': MOCK,
    'app/app.js': APP,
    'app/app.json': JSON.stringify({
      pages,
      style: 'v2',
      tabBar: { custom: true, list: [tab('tab-one'), tab('tab-two')] },
      subPackages: [{ root: 'packages/far', pages: ['page'] }],
      resolveAlias: { '@lib/*': '/lib/*' },
    }),
    'app/pages/tab-two.js': 'Page({});',
    'app/packages/far/page.js': 'Page({});',
    'app/packages/far/page.wxml': '<view>far</view>',
    'app/pages/tab-two.wxml': '<view>two</view>',
    'app/custom-tab-bar/index.js': "Component({ data: { words: 'bar', on: 0 } });",
    'app/custom-tab-bar/index.json': '{ "component": true }',
    'app/custom-tab-bar/index.wxml': '<view>custom {{on}}</view>',
  };
  for (const { name, files: own } of ALL) {
    for (const [key, text] of Object.entries(own)) {
      const path = key.includes('/') ? key : `pages/${name}.${key}`;
      files[`app/${path}`] = /\.[jt]s$/.test(path) && !path.startsWith('lib/') ? SAY + text : text;
    }
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

let folder: string;
let preview: Awaited<ReturnType<typeof startForeign>>;
let browser: Browser;
let phone: Page;
const warnings: string[] = [];
beforeAll(async () => {
  folder = project();
  const print = console.error;
  console.error = () => undefined;
  preview = await startForeign({ folder, port: 0, data: join(folder, '.data') });
  console.error = print;
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    env: chromiumEnv(),
  });
  phone = await browser.newPage({ viewport: { width: 375, height: 812 } });
  phone.setDefaultTimeout(PATIENCE_MS);
  phone.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await phone.goto(`${preview.url}/phone.html?user=conformance`);
  await phone.locator('html[data-ready]').waitFor();
});
afterAll(async () => {
  await browser.close();
  await preview.close();
  rmSync(folder, { recursive: true });
});

type App = { getApp(): { lines: string[] } };

const open = (path: string) =>
  phone.evaluate((url) => {
    (window as unknown as App).getApp().lines.length = 0;
    const { wx } = window as unknown as { wx: { reLaunch(options: object): void } };
    wx.reLaunch({ url });
  }, `/pages/${path}`);

async function said(count: number): Promise<string[]> {
  await phone
    .waitForFunction((n) => (window as unknown as App).getApp().lines.length >= n, count)
    .catch(() => undefined);
  return phone.evaluate(() => [...(window as unknown as App).getApp().lines]);
}

/** An error is told to the app and to its listeners, too; that is looked at once. */
const own = (lines: string[]): string[] => lines.filter((line) => !/^(app|wx) /.test(line));

async function follow({ name, act, said: expected, warned = [], problem }: Case): Promise<void> {
  warnings.length = 0;
  await open(name);
  const view = shown(phone);
  await phone.locator(`iframe.page.current[data-path="pages/${name}"][data-ready]`).waitFor();
  await act?.(view, phone);
  if (expected) {
    const lines = own(await said(expected.length));
    expect(UNORDERED.includes(name) ? lines.sort() : lines).toEqual(expected);
  }
  for (const words of warned) expect(warnings.join('\n')).toContain(words);
  const box = view.getByTestId('page-problem');
  if (problem) {
    await box.waitFor();
    expect(await box.innerText()).toMatch(problem);
  } else expect(await box.allInnerTexts()).toEqual([]);
}

describe.each([
  ['a script', SCRIPTS],
  ['the order of things', LIFECYCLE],
  ['data and styles', DATA],
  ['WXS', WXS],
  ['components', COMPONENTS],
  ['wx', REFUSALS],
  ['a fault stays where it is', FAULTS],
] as const)('%s', (_topic, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => follow(one));
});

test('a folder without a mini program is one sentence', async () => {
  await expect(startForeign({ folder: tmpdir(), port: 0, data: tmpdir() })).rejects.toThrow(
    'has no app.json',
  );
});
