/** A cloud whose functions are made once somebody asks for one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { openLocalCloud } from '../../../tools/preview/local-cloud';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandmates-cloud-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const functions = () => join(folder, 'functions');

/** A function that says what it has been given. */
async function make(): Promise<Record<string, string>> {
  mkdirSync(join(functions(), 'say'), { recursive: true });
  writeFileSync(
    join(functions(), 'say/index.js'),
    'exports.main = async () => process.env.BANDMATES_WORD;',
  );
  return { BANDMATES_WORD: 'hello' };
}

const open = (prepare: () => Promise<Record<string, string>>) =>
  openLocalCloud({
    functions: functions(),
    data: join(folder, 'data'),
    clock: Date.now,
    prepare,
  });

test('nothing is made before, and it is made once for all who ask', async () => {
  const prepare = jest.fn(make);
  const cloud = open(prepare);
  expect(cloud.dataId).toMatch(/./);
  expect(prepare).not.toHaveBeenCalled();
  const said = await Promise.all([1, 2].map(() => cloud.call('ann', 'say', {})));
  await cloud.ready();
  expect(said).toEqual(['hello', 'hello']);
  expect(prepare).toHaveBeenCalledTimes(1);
  await cloud.close();
});

test('a mistake in it is the answer, until it is mended', async () => {
  let broken = true;
  const cloud = open(() => (broken ? Promise.reject(new Error('a typo')) : make()));
  await expect(cloud.call('ann', 'say', {})).rejects.toThrow('a typo');
  broken = false;
  expect(await cloud.call('ann', 'say', {})).toBe('hello');
  await cloud.close();
});

test('one that nobody asked closes', async () => {
  const prepare = jest.fn(make);
  await open(prepare).close();
  expect(prepare).not.toHaveBeenCalled();
});
