/** The looks of WeChat's own components that app.json chooses. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { FIXTURE_APP, openFixture, shown } from './fixture';

const folder = mkdtempSync(join(tmpdir(), 'preview-style-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Widths on a phone of 375 px: of a plain button with a class that says 300, and of a block one. */
async function widths(style: string | undefined): Promise<(number | undefined)[]> {
  const root = join(folder, String(style));
  cpSync(FIXTURE_APP, root, { recursive: true });
  const app = JSON.parse(readFileSync(join(root, 'app.json'), 'utf8')) as object;
  writeFileSync(join(root, 'app.json'), JSON.stringify({ ...app, style }));
  appendFileSync(join(root, 'app.wxss'), '.share { width: 300px; }');
  const fixture = await openFixture({ root });
  try {
    const view = shown(await fixture.open('/phone.html?user=style'));
    const width = async (text: string) =>
      (await view.locator('wx-button', { hasText: text }).boundingBox())?.width;
    return [await width('转发'), await width('打开')];
  } finally {
    await fixture.close();
  }
}

test('style v2 makes a button 184 px wide, whatever its class says; without it a class decides', async () => {
  expect(await widths('v2')).toEqual([184, 184]);
  const [plain, block] = await widths(undefined);
  expect(plain).toBe(300);
  expect(block).toBeGreaterThan(300);
});
