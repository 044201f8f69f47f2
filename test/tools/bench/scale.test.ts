/** docs/SCALE.md says what the contract says; the bench that writes it measures the rest. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Action } from '../../../miniprogram/contract/api';
import { OPERATIONS } from '../../../miniprogram/contract/operations';
import { A_DAY, yuanFor } from '../../../tools/bench/boards/scale-text';

const page = readFileSync(join(__dirname, '../../../docs/SCALE.md'), 'utf8');
const DAY = Object.entries(A_DAY) as [Action, number][];

test.each(DAY)('%s stands there with its operations', (action, times) => {
  expect(page).toContain(`| \`${action}\` | ${times} | ${OPERATIONS[action]} |`);
});

test('a person’s day is the sum of its calls', () => {
  const calls = DAY.reduce((sum, [, times]) => sum + times, 0);
  const operations = DAY.reduce((sum, [action, times]) => sum + times * OPERATIONS[action], 0);
  expect(page).toContain(`| **together** | **${calls}** | **${operations}** |`);
});

test('packs are bought as they fit best', () => {
  expect([1e6, 40e6, 70e6, 250e6].map(yuanFor)).toEqual([400, 1500, 2500, 7500]);
});
