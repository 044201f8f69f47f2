import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { aheadTo, Clock, nextAt, parseShanghai, shanghaiTime } from '../../../tools/preview/clock';

const ROOT = join(__dirname, '../../..');
const EVENING = Date.UTC(2026, 10, 22, 12, 36);
const HOUR = 3_600_000;

describe('the clock', () => {
  test('it begins where it is told, runs on, and goes where it is set', () => {
    const clock = new Clock(aheadTo(EVENING));
    expect(clock.now() - EVENING).toBeLessThan(5000);
    expect(clock.now()).toBeGreaterThanOrEqual(EVENING);
    const jumped = jest.fn();
    clock.jumped.on(jumped);
    clock.set(EVENING + 9 * HOUR);
    expect(clock.now() - (EVENING + 9 * HOUR)).toBeLessThan(5000);
    expect(jumped).toHaveBeenCalledTimes(1);
    const again = new Clock(clock.ahead);
    expect(Math.abs(again.now() - clock.now())).toBeLessThan(5000);
  });

  test('a message under way is no jump; another time is', () => {
    const clock = new Clock();
    const jumped = jest.fn();
    clock.jumped.on(jumped);
    clock.follow(clock.now() - 5000);
    expect(jumped).not.toHaveBeenCalled();
    clock.follow(clock.now() - HOUR);
    expect(jumped).toHaveBeenCalledTimes(1);
  });
});

test.each([
  ['2026-11-22 20:36', EVENING],
  ['2026-11-22 20:36:05', EVENING + 5000],
  ['2028-02-29 00:00', Date.UTC(2028, 1, 28, 16)],
])('%s in Shanghai', (text, at) => {
  expect(parseShanghai(text)).toBe(at);
  expect(shanghaiTime(at).startsWith(text)).toBe(true);
});

test.each([
  '20:36',
  '2026-11-22',
  '2026-11-22T20:36',
  '2026-02-29 10:00',
  '2026-11-22 24:00',
  '2026-11-22 20:36 ',
  'noon',
])('"%s" is no time', (text) => {
  expect(parseShanghai(text)).toBeNull();
});

test('the next time of day is today when it is to come, else tomorrow', () => {
  expect(nextAt(21 * HOUR, EVENING)).toBe(EVENING + 0.4 * HOUR);
  expect(nextAt(20.6 * HOUR, EVENING)).toBe(EVENING + 24 * HOUR);
  expect(nextAt(0, EVENING)).toBe(EVENING + 3.4 * HOUR);
});

test('npm start with an AT that is no time says so in one sentence', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'tools/start/main.ts'],
    { cwd: ROOT, env: { ...process.env, AT: 'noon' }, encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stderr).toBe('AT must be a time in Shanghai such as "2026-11-22 20:36", not "noon".\n');
});
