/** R13-1 a page is given its own words: all that its WXML names, and no file of words in vain. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ROOT } from '../helpers/imports';
import { ALL_WORDS } from './all';

const APP = join(ROOT, 'miniprogram');
const read = (path: string) => readFileSync(join(APP, path), 'utf8');

const pages = readdirSync(APP, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(APP, join(entry.parentPath, entry.name)))
  .filter((path) => /^(pages|packages)\//.test(path) && /appearance\(/.test(read(path)));

/** What a page asked for. */
const groupsOf = (path: string): string[] =>
  [.../appearance\(([^)]*)\)/.exec(read(path))![1]!.matchAll(/'(\w+)'|(\w+)Words/g)].map(
    ([, first, own]) => (first ?? own)!,
  );

/** Every name of a plain word in a WXML file and in what it includes. */
function namesIn(path: string): string[] {
  const wxml = read(path);
  const names = [...wxml.matchAll(/\bt\.(\w+)/g)].map(([, name]) => name!);
  const parts = [...wxml.matchAll(/<(?:import|include)\s+src="([^"]+)"/g)].map(([, src]) => src!);
  return [...names, ...parts.flatMap((src) => namesIn(join(path, '..', src)))];
}

const plain = (group: string): string[] =>
  Object.entries(ALL_WORDS[group]!.zh).flatMap(([name, word]) =>
    typeof word === 'string' ? [name] : [],
  );

describe.each(pages)('%s', (page) => {
  const groups = groupsOf(page);
  const names = namesIn(page.replace(/\.ts$/, '.wxml'));

  test('has every word that it shows', () => {
    const given = groups.flatMap(plain);
    expect(names.filter((name) => !given.includes(name))).toEqual([]);
  });

  test('has no file of words in vain', () => {
    expect(groups.filter((group) => !plain(group).some((name) => names.includes(name)))).toEqual(
      [],
    );
  });
});

test('no name is in two files of words', () => {
  const names = Object.entries(ALL_WORDS).flatMap(([file, { zh }]) =>
    file === 'problem' ? [] : Object.keys(zh),
  );
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
