import { expect, test } from '@jest/globals';
import {
  cursorFromText,
  cursorToText,
  cursorUntil,
  type Mark,
} from '../../../miniprogram/bands/ihealth/cursor';

const MIDNIGHT = 1_764_028_800;
const mark = (minute: number): Mark => ({ midnight: MIDNIGHT, minute, steps: 900, kcal: 30 });
const at = (minute: number) => MIDNIGHT + minute * 60;

test('a mark ahead of the clock is forgotten: what is counted until then would never be read', () => {
  const cursor = { base: mark(600), last: mark(2000), total: null };
  expect(cursorUntil(cursor, at(700))).toEqual({ ...cursor, last: null });
  expect(cursorUntil(cursor, at(100))).toEqual({ base: null, last: null, total: null });
});

test('a record is dated to the end of its minutes: up to ten ahead is not the future', () => {
  const cursor = { base: null, last: mark(610), total: null };
  expect(cursorUntil(cursor, at(600))).toEqual(cursor);
  expect(cursorUntil(cursor, at(600) - 1).last).toBeNull();
});

test('survives its text', () => {
  const cursor = { base: mark(600), last: mark(610), total: null };
  expect(cursorFromText(cursorToText(cursor))).toEqual(cursor);
});
