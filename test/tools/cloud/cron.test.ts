import { describe, expect, test } from '@jest/globals';
import { nextRun, parseCron } from '../../../tools/cloud/functions/cron';

/** Next run after a moment in China, as text in China. */
function next(cron: string, after: string): string | undefined {
  const at = nextRun(parseCron(cron), Date.parse(`${after}+08:00`));
  return at === undefined ? undefined : new Date(at + 8 * 3600_000).toISOString().slice(0, 19);
}

describe('the 7-field cron, in UTC+8', () => {
  test.each([
    ['*/5 * * * * * *', '2026-03-01T00:00:00', '2026-03-01T00:00:05'],
    ['0 0 2 1 * * *', '2026-03-01T02:00:00', '2026-04-01T02:00:00'],
    ['0 15 10 * * MON-FRI *', '2026-03-06T10:15:00', '2026-03-09T10:15:00'],
    ['0 0 10,14,16 * * * *', '2026-03-01T11:00:00', '2026-03-01T14:00:00'],
    ['0 */30 9-17 * * * *', '2026-03-01T17:30:00', '2026-03-02T09:00:00'],
    ['0 0 12 * * WED *', '2026-03-01T00:00:00', '2026-03-04T12:00:00'],
    ['0 0 12 * * 7 *', '2026-03-01T12:00:00', '2026-03-08T12:00:00'],
    ['0 0 0 1 1 * 2030', '2026-03-01T00:00:00', '2030-01-01T00:00:00'],
    ['0 0 0 29 2 * *', '2026-03-01T00:00:00', '2028-02-29T00:00:00'],
    ['0 0 0 15 * MON *', '2026-03-01T00:00:00', '2026-03-02T00:00:00'],
    ['0 10 0 * * * *', '2026-12-31T23:59:59', '2027-01-01T00:10:00'],
    ['30 5/20 * ? JAN,MAR ? *', '2026-03-31T23:46:00', '2027-01-01T00:05:30'],
  ])('%s after %s is %s', (cron, after, expected) => {
    expect(next(cron, after)).toBe(expected);
  });

  test('a year that is over never comes', () => {
    expect(next('0 0 0 1 1 * 2020', '2026-03-01T00:00:00')).toBeUndefined();
  });

  test.each([
    ['0 0 * * *', 'has 5 fields'],
    ['60 * * * * * *', '"60" is not a valid second (0 to 59)'],
    ['0 0 24 * * * *', '"24" is not a valid hour'],
    ['0 0 0 0 * * *', '"0" is not a valid day'],
    ['0 0 0 * FOO * *', '"FOO" is not a valid month'],
    ['0 5-1 * * * * *', '"5-1" is not a valid minute'],
    ['*/0 * * * * * *', '"*/0" is not a valid second'],
    ['0 0 1.5 * * * *', '"1.5" is not a valid hour'],
  ])('%s: %s', (cron, text) => {
    expect(() => parseCron(cron)).toThrow(text);
  });
});
