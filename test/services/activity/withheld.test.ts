import { describe, expect, test } from '@jest/globals';
import { countDay } from '../../../miniprogram/contract/counting';
import { mine } from '../../../miniprogram/services/account/index';
import {
  noteWithheld,
  refusedSteps,
  withheldSteps,
} from '../../../miniprogram/services/activity/withheld';
import { DAY } from '../../helpers/people';
import { installWx } from '../../helpers/wx';

const wxNow = installWx();
const day = (slots: Record<number, number>, counter?: number) => ({
  day: DAY,
  slots: Object.fromEntries(Object.entries(slots).map(([slot, steps]) => [slot, { steps }])),
  ...(counter !== undefined && { counter: { steps: counter } }),
});
const refused = (slot: number | null) => ({ day: DAY, slot, reason: 'too-fast' as const });

describe('steps that the cloud keeps off boards', () => {
  test('are also those that another phone sent, and of a withheld day none besides', () => {
    const known = { ...countDay(DAY, []), keptOff: 4210 };
    mine.set({ days: [known] });
    expect([refusedSteps(DAY), refusedSteps(DAY - 1), withheldSteps(DAY)]).toEqual([4210, 0, 0]);
    noteWithheld('a', [day({ 40: 5000 })], [refused(40)]);
    expect(refusedSteps(DAY)).toBe(5000);
    noteWithheld('a', [day({ 40: 900 })], []);
    mine.set({ days: [{ ...known, withheld: 'too-fast' }] });
    expect(refusedSteps(DAY)).toBe(0);
    mine.set({ days: [] });
  });

  test('are those of the slots it refused, until it takes them', () => {
    noteWithheld('a', [day({ 40: 12_000, 41: 300 })], [refused(40)]);
    expect(withheldSteps(DAY)).toBe(12_000);
    noteWithheld('a', [day({ 40: 900, 41: 300 })], []);
    expect(withheldSteps(DAY)).toBe(0);
  });

  test('of several bands count once in a slot, and a counter stands beside the slots', () => {
    noteWithheld('a', [day({ 40: 5000, 41: 4000 })], [refused(40), refused(41)]);
    noteWithheld('b', [day({ 40: 6000 })], [refused(40)]);
    noteWithheld('c', [day({}, 8000)], [refused(null)]);
    expect(withheldSteps(DAY)).toBe(10_000);
  });

  test('are forgotten with their day; nothing is written when nothing was refused', () => {
    noteWithheld('a', [day({ 40: 100 })], []);
    expect([...wxNow().storage.keys()]).toEqual(['bm.terms']);
    noteWithheld('a', [day({ 40: 12_000 })], [refused(40)]);
    noteWithheld('a', [{ day: 20261201, slots: {} }], []);
    expect(withheldSteps(DAY)).toBe(0);
  });
});
