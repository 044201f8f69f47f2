/** The cloud functions as they are bundled. */
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildFunctions } from '../../../tools/build/functions';
import { builtFunctions } from '../../cloudfunctions/built';

test('what is there already is not written again: another preview may be loading it', async () => {
  const folder = await builtFunctions();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) utimesSync(file, 1, 1);
  await buildFunctions(folder);
  expect(files.filter((file) => statSync(file).mtimeMs !== 1000)).toEqual([]);
});
