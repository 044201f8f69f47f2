/** What a maker is told of a file that cannot be loaded. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { sourceFault } from '../../../tools/band/source-fault';

const PATH = join(__dirname, '../../../miniprogram/bands/codoon/driver.ts');

test('a syntax error is one sentence with its place', () => {
  let told: string | null = null;
  try {
    transformSync('const x = ;', { sourcefile: PATH, logLevel: 'silent' });
  } catch (error) {
    told = sourceFault(error);
  }
  expect(told).toBe('miniprogram/bands/codoon/driver.ts:1: Unexpected ";".');
});

test('so is an import of what is not there; every other error stays as it is', () => {
  const missing = new Error("Cannot find module './nothere'\nRequire stack:");
  expect(sourceFault(Object.assign(missing, { requireStack: [PATH] }))).toBe(
    'miniprogram/bands/codoon/driver.ts imports "./nothere", which is not there.',
  );
  expect(sourceFault(new TypeError('no such thing'))).toBeNull();
});
