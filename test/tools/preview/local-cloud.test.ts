/** A cloud whose functions are made once somebody asks for one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { LocalCloud, OpenApiCall } from '../../../tools/cloud';
import { Signal } from '../../../tools/preview/hub/signal';
import { openLocalCloud, passPictures } from '../../../tools/preview/local-cloud';

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

test('WeChat looks at a picture for a while, and it passes', () => {
  jest.useFakeTimers();
  try {
    const calls = new Signal<OpenApiCall>();
    const push = jest.fn(async (_message: object) => undefined);
    passPictures({
      openapi: { onCall: (told: (call: OpenApiCall) => void) => calls.on(told) },
      push,
    } as unknown as LocalCloud);
    const asked = { data: {}, result: { trace_id: 'one' } };
    calls.emit({ ...asked, api: 'security.msgSecCheck' } as OpenApiCall);
    calls.emit({ ...asked, api: 'security.mediaCheckAsync' } as OpenApiCall);
    expect(push).not.toHaveBeenCalled();
    jest.runAllTimers();
    expect(push).toHaveBeenCalledTimes(1);
    expect(push).toHaveBeenCalledWith(
      expect.objectContaining({ Event: 'wxa_media_check', trace_id: 'one' }),
    );
  } finally {
    jest.useRealTimers();
  }
});
