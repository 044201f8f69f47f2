import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from '../../../tools/build/files';
import { indexNote } from '../../../tools/build/indexes';
import { parseIndexes } from '../../../tools/cloud/store/indexes';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'indexes-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const named = (name: string, keys: object = { a: 1 }) => ({ name, keys });
const fields = (count: number) => Object.fromEntries(many(count, (i) => [`f${i}`, 1]));

describe('indexes.json at deployment', () => {
  test("the project's own can be created, and the build says where", () => {
    const note = indexNote(join(ROOT, 'cloudfunctions/indexes.json'));
    expect(note).toMatch(
      /^For npm run deploy, or by hand in 云开发控制台 → 数据库: \d+ collections and \d+ indexes/,
    );
    expect(note).toContain('cloudfunctions/indexes.json');
    expect(note).toContain('npm run cloud -- indexes');
  });

  test.each<[string, unknown, string]>([
    ['a list', [], 'must be an object'],
    ['101 collections', Object.fromEntries(many(101, (i) => [`c${i}`, []])), '101 collections'],
    ['a name of a collection with a space', { 'a b': [] }, '"a b" cannot be'],
    ['no list', { days: {} }, '"days" must be a list'],
    ['101 indexes', { days: many(101, (i) => named(`i${i}`, { [`f${i}`]: 1 })) }, '101 indexes'],
    ['no name', { days: [{ keys: { a: 1 } }] }, 'needs "name" and "keys"'],
    ['an empty name', { days: [named('')] }, 'a name of 1 to 121 bytes'],
    ['a name too long', { days: [named('i'.repeat(122))] }, 'a name of 1 to 121 bytes'],
    ['no field', { days: [named('i', {})] }, 'needs keys of 1, -1 or'],
    ['a wrong direction', { days: [named('i', { a: 2 })] }, 'needs keys of 1, -1 or'],
    ['33 fields', { days: [named('i', fields(33))] }, 'has 33 fields; 32 are allowed'],
    ['an operator', { days: [named('i', { 'a.$b': 1 })] }, 'cannot be on "a.$b"'],
    ['a path that ends in a dot', { days: [named('i', { 'a.': 1 })] }, 'cannot be on "a."'],
    ['a name twice', { days: [named('i'), named('i', { b: 1 })] }, 'names the index i twice'],
    ['keys twice', { days: [named('i'), named('j')] }, 'has two indexes on {"a":1}'],
  ])('%s is refused with one sentence', (_what, content, words) => {
    const path = join(folder, 'indexes.json');
    writeFileSync(path, JSON.stringify(content));
    expect(() => indexNote(path)).toThrow(words);
    expect(() => indexNote(path)).toThrow(/^Cannot use [^\n]+\.$/);
  });

  test('the limits themselves are allowed', () => {
    const days = many(99, (i) => named(`i${i}`, { [`f${i}.x`]: i % 2 ? 1 : -1 }));
    const file = {
      days: [...days, named('n'.repeat(121), fields(32))],
      ...Object.fromEntries(many(99, (i) => [`c${i}`, []])),
    };
    expect(parseIndexes(file)).toEqual(file);
  });

  test('what is not JSON is refused with one sentence', () => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{ "days": [\n  x\n');
    expect(() => indexNote(path)).toThrow(/^Cannot use [^\n]*broken\.json: [^\n]+$/);
  });
});
