/** Workers that come and go: code that changes, threads that die between events, closing. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCloud } from '../../../tools/cloud/index';
import { type TestCloud, testCloud } from './support';

const SLOW = `exports.main = async (event) => {
  await new Promise((go) => setTimeout(go, 60));
  return 'old';
};`;

let t: TestCloud;
beforeAll(async () => {
  t = await testCloud({
    workers: 2,
    fixtures: {
      slow: { code: SLOW },
      late: {
        code: `exports.main = async (event) => {
          if (event.die) setTimeout(() => { throw new Error('late'); }, 0);
          return 'done';
        };`,
      },
      clock: { code: 'exports.main = async (event) => event.Time;' },
    },
  });
});
afterAll(() => t.close());

const call = (fn: string, event = {}) => t.cloud.invoke(fn, event, { openid: 'oA' });

test('a file that changes while calls wait for a worker leaves none of them waiting', async () => {
  await Promise.all([call('slow'), call('slow')]);
  const calls = Array.from({ length: 6 }, () => call('slow'));
  await new Promise((go) => setTimeout(go, 20));
  writeFileSync(join(t.folder, 'slow', 'index.js'), 'exports.main = async () => "new";');
  const next = call('slow');
  expect(await Promise.all(calls)).toEqual(Array(6).fill('old'));
  expect(await next).toBe('new');
});

test('a thread that died after its answer does not meet the next event', async () => {
  for (let round = 0; round < 10; round++) {
    expect(await call('late', { die: true })).toBe('done');
    expect(await call('late')).toBe('done');
  }
});

test('a cloud that cannot start leaves no folder behind', async () => {
  const before = process.env.TMPDIR;
  const place = mkdtempSync(join(tmpdir(), 'place-'));
  process.env.TMPDIR = place;
  try {
    const functions = t.folder;
    await expect(startCloud({ functions, indexes: '/no/such/file' })).rejects.toThrow('Cannot use');
    const port = Number(new URL(t.cloud.url).port);
    await expect(startCloud({ functions, port })).rejects.toThrow(`Port ${port} is in use`);
    expect(readdirSync(place)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(place, { recursive: true });
  }
});

test('a timer event says its time to the second', async () => {
  expect(await t.cloud.fire('clock')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('closing ends calls that run and calls that wait', async () => {
  const other = await testCloud({ workers: 1, fixtures: { slow: { code: SLOW } } });
  const calls = [1, 2, 3].map(() =>
    other.cloud.invoke('slow', {}, { openid: 'oA' }).catch((error: Error) => error.message),
  );
  await new Promise((go) => setTimeout(go, 20));
  await other.close();
  const ends = await Promise.all(calls);
  expect(ends.every((end) => String(end).includes('exited'))).toBe(true);
});
