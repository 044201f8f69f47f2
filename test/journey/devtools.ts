/** The preview as WeChat DevTools over what `npm run devtools` serves, one person in it. */
import '../helpers/built-preview';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FrameLocator } from 'playwright-core';
import { BRAND } from '../../miniprogram/contract/catalogue/brand';
import { MINIPROGRAM, ROOT } from '../../tools/build/files';
import { buildNpm } from '../../tools/build/npm';
import {
  CHROMIUM_FLAGS,
  chromiumEnv,
  chromium as chromiumPath,
  PATIENCE_MS,
} from '../../tools/check/chromium';
import { CloudFault, type LocalCloud } from '../../tools/cloud';
import { aheadTo, Clock, openPreview, type PreviewCloud, parseShanghai } from '../../tools/preview';
import { openDevtools } from '../../tools/start/devtools-cloud';
import { propsModule } from '../../tools/start/kits';
import { type Phone, phone } from './open';

export interface DevtoolsStage {
  who: Phone;
  /** The same person opens one of the entries of project.config.json. */
  enter(name: string): Promise<FrameLocator>;
  /** Errors any frame reported. */
  complaints: string[];
  close(): Promise<void>;
}

const EVENING = '2026-11-20 20:36';

/** The cloud as a simulator reaches it: over HTTP, and for nothing else. */
function overHttp(cloud: LocalCloud): PreviewCloud {
  const { origin } = new URL(cloud.url);
  const ask = async <T>(route: string, body: object): Promise<T> => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = (await (await fetch(`${origin}/client/${route}`, init)).json()) as
      | { ok: true; result: T }
      | { ok: false; errCode: number; errMsg: string };
    if (!answer.ok) throw new CloudFault(answer.errCode, answer.errMsg);
    return answer.result;
  };
  return {
    dataId: cloud.dataId,
    openid: (user) => user,
    call: (openid, name, data) => ask('call', { name, data, openid }),
    async upload(_, cloudPath, bytes) {
      const base64 = Buffer.from(bytes).toString('base64');
      return (await ask<{ fileID: string }>('upload', { cloudPath, base64 })).fileID;
    },
    push: async () => undefined,
    cloudId: async () => '',
    stored: async () => null,
    fetch: async () => null,
    onOpenapi: () => undefined,
    close: () => cloud.close(),
  };
}

interface Entry {
  name: string;
  pathName: string;
  query: string;
  launchMode: string;
}

function conditions(): Entry[] {
  const text = readFileSync(join(ROOT, 'project.config.json'), 'utf8');
  return (JSON.parse(text) as { condition: { miniprogram: { list: Entry[] } } }).condition
    .miniprogram.list;
}

export async function openDevtoolsStage(): Promise<DevtoolsStage> {
  const data = mkdtempSync(join(tmpdir(), 'bandmates-devtools-'));
  const clock = new Clock(aheadTo(parseShanghai(EVENING)!));
  const complaints: string[] = [];
  const say = (line: string) => complaints.push(line);
  const cloud = await openDevtools({ data, port: 0, clock: () => clock.now(), say });
  const preview = await openPreview({
    name: BRAND.name.zh,
    root: MINIPROGRAM,
    strict: true,
    props: propsModule,
    port: 0,
    cloud: overHttp(cloud),
    clock,
    prepare: buildNpm,
  });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    env: chromiumEnv(),
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${preview.url}/?phone=maker,devtools`);
  return {
    who: phone(page, 1),
    complaints,
    async enter(name) {
      const { pathName, query, launchMode } = conditions().find((one) => one.name === name)!;
      const path = encodeURIComponent(`${pathName}?${query}`);
      const single = launchMode === 'singlePage' ? '&single=1' : '';
      await page.goto(`${preview.url}/phone.html?user=maker&path=${path}${single}`);
      return page.frameLocator('iframe.page.current');
    },
    async close() {
      await browser.close();
      await preview.close();
      await cloud.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
