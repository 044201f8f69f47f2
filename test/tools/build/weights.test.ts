/** What the build says a phone downloads, of a small mini program whose bytes are known. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { report, weigh } from '../../../tools/build/weights';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const KB = 1024;
/** A module of about so many bytes that no minifier makes smaller. */
const heavy = (bytes: number) => `export const text = '${'x'.repeat(bytes)}';`;

function app(changes: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'weights-'));
  folders.push(folder);
  const files: Record<string, string> = {
    'app.json': '{ "pages": ["a/a"], "subPackages": [{ "root": "more", "pages": ["b/b"] }] }',
    'app.ts': 'App({});',
    'a/a.ts': 'Page({});',
    'a/a.wxml': '<view/>',
    'more/b/b.ts': 'Page({});',
    'more/b/b.wxml': '<view/>',
    ...changes,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const kilobytes = async (changes: Record<string, string>) => {
  const { packages, first } = await weigh(app(changes));
  const rounded = (bytes = 0) => Math.round(bytes / KB);
  return {
    first: rounded(first),
    main: rounded(packages.get('')),
    more: rounded(packages.get('more')),
  };
};

describe('weights', () => {
  test('a module that comes later weighs in its subpackage alone', async () => {
    const files = {
      'a/a.ts': "Page({ go: () => require.async('../more/heavy.js') });",
      'more/heavy.ts': heavy(20 * KB),
    };
    expect(await kilobytes(files)).toEqual({ first: 0, main: 0, more: 20 });
  });

  test('the same by value is in the first script, wherever the file is', async () => {
    const files = {
      'a/a.ts': "import { text } from '../more/heavy'; Page({ data: { text } });",
      'more/heavy.ts': heavy(20 * KB),
    };
    expect(await kilobytes(files)).toEqual({ first: 20, main: 0, more: 20 });
  });

  test('types, scripts nobody reaches and notes weigh nothing; libraries and pictures do', async () => {
    const files = {
      'a/a.ts': "import type { T } from '../kit'; import { text } from 'lib'; Page({} as T, text);",
      'kit.ts': `export type T = object; ${heavy(50 * KB)}`,
      'NOTES.md': 'x'.repeat(9 * KB),
      'miniprogram_npm/lib/index.js': heavy(7 * KB),
      'more/picture.png': 'x'.repeat(5 * KB),
    };
    expect(await kilobytes(files)).toEqual({ first: 0, main: 7, more: 5 });
  });

  test('R8-2 each package over its limit is one complaint, with both numbers', () => {
    const packages = new Map([
      ['', 801 * KB],
      ['more', 500 * KB],
    ]);
    expect(report({ packages, first: 141 * KB })).toEqual({
      line: 'Minified: first script 141 KB, main 801 KB, more 500 KB',
      complaints: ['first script: 141 KB are over 140 KB', 'main: 801 KB are over 800 KB'],
    });
    expect(report({ packages: new Map([['', 0]]), first: 140 * KB }).complaints).toEqual([]);
  });

  test('an app.json that leads nowhere is told', async () => {
    await expect(weigh(app({ 'app.json': '{ "pages": ["c/c"] }' }))).rejects.toThrow('c/c');
  });
});
