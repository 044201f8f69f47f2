/** The sheet of icons. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { COLOURS } from '../../../miniprogram/contract/catalogue/colours';
import { sizeOf } from '../../../tools/build/brand/png';
import { MINIPROGRAM } from '../../../tools/build/files';
import { writeIcons } from '../../../tools/build/icons';

test('the hearts of a board are of pixels, in the colours of either theme', async () => {
  await writeIcons(COLOURS);
  const sheet = readFileSync(join(MINIPROGRAM, 'styles/icons.wxss'), 'utf8');
  const pictures = [...sheet.matchAll(/url\("data:image\/png;base64,([^"]+)"\)/g)].map(([, data]) =>
    Buffer.from(data!, 'base64'),
  );
  // Not yet given, and given; each in light and in dark.
  expect(pictures.map(sizeOf)).toEqual(
    Array.from({ length: 4 }, () => ({ width: 80, height: 80 })),
  );
  expect(new Set(pictures.map((png) => png.toString('base64'))).size).toBe(4);
});

test('every size that a page asks of an icon is one of the sheet', async () => {
  await writeIcons(COLOURS);
  const sheet = readFileSync(join(MINIPROGRAM, 'styles/icons.wxss'), 'utf8');
  const sizes = [...sheet.matchAll(/^\.(icon-\d+) /gm)].map(([, name]) => name);
  const asked = readdirSync(MINIPROGRAM, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.wxml') && !file.startsWith('miniprogram_npm'))
    .flatMap((file) => readFileSync(join(MINIPROGRAM, file), 'utf8').match(/\bicon-\d+\b/g) ?? []);
  expect(asked.length).toBeGreaterThan(50);
  expect([...new Set(asked)].filter((size) => !sizes.includes(size))).toEqual([]);
});
