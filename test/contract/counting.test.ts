import { describe, expect, test } from '@jest/globals';
import type { Amount, BandDay, DaySlots, Reading } from '../../miniprogram/contract/activity';
import {
  countDay,
  counterFault,
  type DaySource,
  type DayTotal,
  dayState,
  mergeBandDays,
  RULE_VERSION,
  readingsToDays,
  slotFault,
  splitReading,
} from '../../miniprogram/contract/counting';
import vectors from '../fixtures/counting.json';

/** JSON as the shape the contract gives it. */
const as = <T>(value: unknown) => value as T;

describe('golden vectors of the counting rule', () => {
  test('are of the rule version that ships', () => {
    expect(RULE_VERSION).toBe(2);
    expect(vectors.source).toContain('version 2');
  });

  test.each(vectors.split)('split: $name', ({ reading, parts }) => {
    expect([...splitReading(as<Reading>(reading))]).toEqual(parts);
  });

  test.each(vectors.days)('days: $name', ({ readings, offset, days }) => {
    const counted = readingsToDays(as<Reading[]>(readings), offset);
    expect(Object.fromEntries(counted)).toEqual(days);
  });

  test.each(vectors.count)('count: $name', ({ day, sources, total, hours, version = 2 }) => {
    const hourly = Array.from({ length: 24 }, (_, h) => as<Record<string, number>>(hours)[h] ?? 0);
    const expected = { ...as<DayTotal>(total), day, ruleVersion: version, hours: hourly };
    expect(countDay(day, as<DaySource[]>(sources), version)).toEqual(expected);
    expect(countDay(day, as<DaySource[]>([...sources].reverse()), version)).toEqual(expected);
    if (version === RULE_VERSION)
      expect(countDay(day, as<DaySource[]>(sources)).ruleVersion).toBe(2);
  });

  test.each(vectors.slotFaults)('slot: $name', ({ day, slot, amount, now, fault }) => {
    expect(slotFault(day, slot, as<Amount>(amount), now)).toBe(fault);
  });

  test.each(vectors.counterFaults)('counter: $name', ({ day, amount, now, fault }) => {
    expect(counterFault(day, as<Amount>(amount), now)).toBe(fault);
  });

  test.each(vectors.states)('state: $name', ({ day, now, state, until }) => {
    expect(dayState(day, now)).toEqual({ state, until });
  });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('R12-1 %p is not a number', (steps) => {
  const now = Date.UTC(2026, 10, 22, 12) / 1000;
  expect(slotFault(20261122, 40, { steps }, now)).toBe('not-a-number');
  expect(slotFault(20261122, 40, { steps: 1, kcal: steps }, now)).toBe('not-a-number');
  expect(counterFault(20261122, { steps }, now)).toBe('not-a-number');
  expect(slotFault(20261122, steps, { steps: 1 }, now)).toBe('not-a-number');
});

test('R13-4 a flight to UTC-8 and back loses no slot and doubles none', () => {
  const hour = 3600;
  const start = Date.UTC(2026, 10, 20) / 1000;
  const legs = [8, -8, 8].map((offset, leg) => ({
    offset: offset * hour,
    readings: Array.from({ length: 24 }, (_, h): Reading => {
      return { start: start + (leg * 24 + h) * hour, seconds: 900, steps: 100 + h };
    }),
  }));
  const local = legs.flatMap(({ offset, readings }) => [...readingsToDays(readings, offset)]);
  const board = readingsToDays(legs.flatMap(({ readings }) => readings));
  const sum = (days: Iterable<DaySlots>) =>
    [...days].flatMap((day) => Object.values(day)).reduce((all, { steps }) => all + steps, 0);
  const truth = legs.flatMap(({ readings }) => readings).reduce((all, r) => all + r.steps, 0);
  expect(sum(local.map(([, slots]) => slots))).toBe(truth);
  expect(sum(board.values())).toBe(truth);
});

test('merging does not change what it is given', () => {
  const a: BandDay = { day: 20261122, slots: { 1: { steps: 5 } }, counter: { steps: 9 } };
  const b: BandDay = { day: 20261122, slots: { 1: { steps: 7 }, 2: { steps: 1, metres: 3 } } };
  const copies = structuredClone([a, b]);
  const merged = mergeBandDays(a, b);
  merged.slots[2]!.steps = 99;
  merged.counter!.steps = 99;
  expect([a, b]).toEqual(copies);
});
