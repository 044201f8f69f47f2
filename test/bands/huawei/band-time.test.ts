import { expect, test } from '@jest/globals';
import {
  afterWrong,
  ambiguous,
  bandTimeOf,
  utcOf,
} from '../../../miniprogram/bands/huawei/history/band-time';

const NOW = 1_764_000_000;
const HOUR = 3600;
const DAY = 86_400;

test('minutes that a clock ahead dated and the right one will date as well are skipped', () => {
  const time = bandTimeOf(NOW + 2 * HOUR, NOW);
  expect(ambiguous(time, 0)).toEqual({ from: NOW, until: NOW + 2 * HOUR });
  // From when we last set it, where that is known and was before.
  expect(ambiguous(time, NOW - DAY)).toEqual({ from: NOW - DAY, until: NOW + 2 * HOUR });
  expect(ambiguous(time, NOW + 3 * HOUR)).toEqual({ from: NOW, until: NOW + 2 * HOUR });
});

test('nothing is skipped for a clock that was right, behind, or further ahead than a band remembers', () => {
  for (const shown of [NOW + 60, NOW - 2 * HOUR, NOW + 15 * DAY]) {
    expect(ambiguous(bandTimeOf(shown, NOW), 0)).toBeNull();
  }
});

test('where the right clock begins, and what a wrong one dated', () => {
  const ahead = bandTimeOf(NOW + 2 * HOUR, NOW);
  expect(afterWrong(ahead)).toBe(NOW);
  expect(utcOf(ahead, NOW + 2 * HOUR, NOW)).toBe(NOW);
  const lost = bandTimeOf(NOW - 3 * DAY, NOW);
  expect(utcOf(lost, NOW - 3 * DAY, NOW)).toBeNull();
  expect(afterWrong(lost)).toBe(NOW - 3 * DAY + 1);
});
