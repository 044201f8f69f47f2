/** The sheet of icons. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MINIPROGRAM } from '../../../tools/build/files';
import { writeIcons } from '../../../tools/build/icons';

test('the heart of a board is of pixels, in the colour of either theme', async () => {
  await writeIcons();
  const sheet = readFileSync(join(MINIPROGRAM, 'styles/icons.wxss'), 'utf8');
  const pictures = [...sheet.matchAll(/url\("data:image\/png;base64,([^"]+)"\)/g)].map(([, data]) =>
    Buffer.from(data!, 'base64'),
  );
  // Width and height stand in the header.
  const sizes = pictures.map((png) => [png.readUInt32BE(16), png.readUInt32BE(20)]);
  expect(sizes).toEqual([
    [80, 80],
    [80, 80],
  ]);
  expect(pictures[0]!.equals(pictures[1]!)).toBe(false);
});
