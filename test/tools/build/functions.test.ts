/** The cloud functions as they are bundled. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildFunctions } from '../../../tools/build/functions';

// Their own: others of the run load what they share.
const place = mkdtempSync(join(tmpdir(), 'bandmates-functions-'));
const folder = join(place, 'functions');
beforeAll(() => buildFunctions(folder));
afterAll(() => rmSync(place, { recursive: true }));

test('what is there already is not written again: another preview may be loading it', async () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) utimesSync(file, 1, 1);
  await buildFunctions(folder);
  expect(files.filter((file) => statSync(file).mtimeMs !== 1000)).toEqual([]);
});

test('they are bundled again when a file of them is another, and only then', async () => {
  const bundle = join(folder, 'api/index.js');
  const code = readFileSync(bundle, 'utf8');
  utimesSync(bundle, 5, 5);
  await buildFunctions(folder);
  const others = code.replaceAll(/[a-z]/g, 'x');
  // As long and as old as what was made: nobody has changed anything.
  writeFileSync(bundle, others);
  utimesSync(bundle, 5, 5);
  await buildFunctions(folder);
  expect(readFileSync(bundle, 'utf8') === others).toBe(true);
  utimesSync(bundle, 1, 1);
  await buildFunctions(folder);
  expect(readFileSync(bundle, 'utf8') === code).toBe(true);
  rmSync(bundle);
  await buildFunctions(folder);
  expect(readFileSync(bundle, 'utf8') === code).toBe(true);
});
