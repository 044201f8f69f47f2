/** docs/SCALE.md says what the contract says; the bench that writes it measures the rest. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { OPERATIONS } from '../../../miniprogram/contract/operations';
import { A_DAY, titleOf, yuanFor } from '../../../tools/bench/boards/scale-text';

const page = readFileSync(join(__dirname, '../../../docs/SCALE.md'), 'utf8');

const CALLS = A_DAY.map((call) => [titleOf(call), call] as const);

test.each(CALLS)('%s stands there with its operations', (title, call) => {
  expect(call.operations - OPERATIONS[call.action]).toBe(call.what ? 1 : 0);
  expect(page).toContain(`| ${title} | ${call.times} | ${call.operations} |`);
});

test('a person’s day is the sum of its calls', () => {
  const calls = A_DAY.reduce((sum, { times }) => sum + times, 0);
  const operations = A_DAY.reduce((sum, call) => sum + call.times * call.operations, 0);
  expect(page).toContain(`| **together** | **${calls}** | **${operations}** |`);
});

test('packs are bought as they fit best', () => {
  expect([1e6, 40e6, 70e6, 250e6].map(yuanFor)).toEqual([400, 1500, 2500, 7500]);
});
