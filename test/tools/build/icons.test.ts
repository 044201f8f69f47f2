/** The sheet of icons. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { COLOURS } from '../../../miniprogram/contract/catalogue/colours';
import { MINIPROGRAM } from '../../../tools/build/files';
import { writeIcons } from '../../../tools/build/icons';

test('the hearts of a board are of pixels, in the colours of either theme', async () => {
  await writeIcons(COLOURS);
  const sheet = readFileSync(join(MINIPROGRAM, 'styles/icons.wxss'), 'utf8');
  const pictures = [...sheet.matchAll(/url\("data:image\/png;base64,([^"]+)"\)/g)].map(([, data]) =>
    Buffer.from(data!, 'base64'),
  );
  // Width and height stand in the header.
  const sizes = pictures.map((png) => [png.readUInt32BE(16), png.readUInt32BE(20)]);
  // Not yet given, and given; each in light and in dark.
  expect(sizes).toEqual(Array.from({ length: 4 }, () => [80, 80]));
  expect(new Set(pictures.map((png) => png.toString('base64'))).size).toBe(4);
});
