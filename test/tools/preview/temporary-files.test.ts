/** Temporary files of a mini program: in memory only, as long as it runs. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Fixture, openFixture } from './fixture';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await openFixture();
  page = await fixture.open('/phone.html?user=temporary');
});
afterAll(() => fixture.close());

interface Wx {
  cloud: { downloadFile(options: object): Promise<{ tempFilePath: string }> };
  getFileSystemManager(): {
    readFileSync(path: string, encoding: string): string;
    saveFileSync(path: string): string;
    copyFileSync(from: string, to: string): void;
  };
}

const stored = () => page.evaluate(() => Object.keys(localStorage).join('\n'));

test('what a mini program downloads lies in memory alone, and what it saves in storage', async () => {
  const [temporary, saved] = await page.evaluate(async () => {
    const { wx } = window as unknown as { wx: Wx };
    const fs = wx.getFileSystemManager();
    const { tempFilePath } = await wx.cloud.downloadFile({ fileID: 'cloud://kept' });
    fs.copyFileSync(tempFilePath, 'wxfile://usr/copy');
    const { tempFilePath: other } = await wx.cloud.downloadFile({ fileID: 'cloud://kept' });
    return [tempFilePath, fs.saveFileSync(other)];
  });
  const keys = await stored();
  expect(keys).not.toContain('tmp');
  expect(keys).toContain('wxfile://usr/copy');
  expect(keys).toContain(saved);
  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  const later = await page.evaluate(
    ([gone, kept]) => {
      const { wx } = window as unknown as { wx: Wx };
      const read = (path: string) => {
        try {
          return wx.getFileSystemManager().readFileSync(path, 'utf8');
        } catch (error) {
          return (error as Error).message;
        }
      };
      return [read(gone!), read(kept!)];
    },
    [temporary, saved],
  );
  expect(later).toEqual([expect.stringContaining('no such file'), 'kept']);
});

test('what phones kept of them before that is cleared at start, and nothing else', async () => {
  await page.evaluate(() => {
    localStorage.setItem('phone.temporary.fs.wxfile://tmp/1.png', '{}');
    localStorage.setItem('phone.somebody.single.fs.wxfile://tmp/2.png', '{}');
    localStorage.setItem('phone.temporary.kv.about', '{"v":"wxfile://tmp/1.png"}');
  });
  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  const keys = await stored();
  expect(keys).not.toContain('tmp');
  expect(keys).toContain('phone.temporary.kv.about');
  expect(keys).toContain('wxfile://usr/copy');
});
