/** Scenario numbers: what a test claims stands in docs/SCENARIOS.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const HERE = __dirname;
const NUMBER = /\bR\d{1,2}-\d{1,2}\b/g;

const text = readFileSync(resolve(HERE, '../docs/SCENARIOS.md'), 'utf8');
const listed = [...text.matchAll(/^- \*\*(R\d+-\d+)\*\* /gm)].map(([, id]) => id!);

const named = new Map<string, string>();
for (const entry of readdirSync(HERE, { withFileTypes: true, recursive: true })) {
  if (!entry.isFile() || !/\.(ts|json)$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  for (const [id] of readFileSync(file, 'utf8').matchAll(NUMBER)) named.set(id, file);
}

test('each scenario stands once in the list', () => {
  expect(listed).toEqual([...new Set(listed)]);
});

test('every number a test names is in the list', () => {
  const unknown = [...named].filter(([id]) => !listed.includes(id));
  expect(unknown).toEqual([]);
});
