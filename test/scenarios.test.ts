/** Scenario numbers: what a test claims stands in docs/SCENARIOS.md, and each has its proof. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ELSEWHERE, named, README, scenarios, withTable } from './helpers/scenario-table';

const listed = scenarios();
const tests = named();

test('each scenario stands once in the list', () => {
  expect(listed).toEqual([...new Set(listed)]);
});

test('every number a test names is in the list', () => {
  expect([...tests].filter(([id]) => !listed.includes(id))).toEqual([]);
});

test('each scenario is named by a test, or it is said what shows it', () => {
  expect(listed.filter((id) => tests.has(id) === id in ELSEWHERE)).toEqual([]);
});

test('the table in README.md is of today: npx tsx test/helpers/write-table.ts', () => {
  const readme = readFileSync(README, 'utf8');
  expect(readme).toBe(withTable(readme));
});
