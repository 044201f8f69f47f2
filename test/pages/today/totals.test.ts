import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../miniprogram/contract/activity';
import { countDay } from '../../../miniprogram/contract/counting';
import {
  type TotalsFacts,
  totalsView,
  yesterdayView,
} from '../../../miniprogram/pages/today/totals';
import { DAY, NOW, sampleBand } from '../../helpers/people';
import { installWx } from '../../helpers/wx';

installWx();

const BAND = sampleBand({ syncedAt: NOW - 180 });
const counted = (steps: number, day = DAY) =>
  countDay(day, [{ source: BAND.id, sourceClass: 'counter', day, slots: {}, counter: { steps } }]);
const sync = (hour: number, steps: number, day = DAY) => ({
  at: NOW - hour * 3600,
  ...{ ok: true, stage: 'release' as const, code: null, newSteps: 0 },
  total: { day, steps },
});
const memory = (results: ReturnType<typeof sync>[]) => () => ({
  ...{ deviceId: null, firmware: null, battery: null, batteryAt: 0, syncedAt: NOW },
  results,
});
const facts = (over: Partial<TotalsFacts> = {}): TotalsFacts => ({
  day: DAY,
  total: counted(8432),
  bands: [BAND],
  memory: memory([sync(0, 8432), sync(8, 3520), sync(12, 1026), sync(13, 900)]),
  dropped: false,
  keepsHistory: () => false,
  offsetSeconds: 8 * 3600,
  ...over,
});

describe('each sync’s total', () => {
  test('the last three of the day, newest first, and what the band does at midnight', () => {
    expect(totalsView(facts())).toEqual({
      rows: [
        { at: NOW, time: '20:36', steps: '8,432' },
        { at: NOW - 8 * 3600, time: '12:36', steps: '3,520' },
        { at: NOW - 12 * 3600, time: '08:36', steps: '1,026' },
      ],
      apart: '不分小时',
      note: '这只手环只记当天总数，24:00 清零。睡前同步一次，今天才完整。',
      doubtful: { band: BAND.id, day: DAY },
    });
  });

  test('synced on another phone only the last is known; yesterday’s are not today’s', () => {
    const others = memory([sync(0, 5000, addDays(DAY, -1))]);
    expect(totalsView(facts({ memory: others }))?.rows).toEqual([
      { at: NOW - 180, time: '20:33', steps: '8,432' },
    ]);
  });

  test('a band that remembers hours is told nothing of midnight', () => {
    const hours = { 40: { steps: 300 } };
    const total = countDay(DAY, [
      { source: BAND.id, sourceClass: 'direct', day: DAY, slots: hours, counter: { steps: 900 } },
    ]);
    const view = totalsView(facts({ total, keepsHistory: () => true }));
    expect(view).toMatchObject({ apart: '', note: '', doubtful: { band: BAND.id } });
  });

  test('a day of quarters of an hour has none', () => {
    const slots = { 40: { steps: 300 } };
    const total = countDay(DAY, [{ source: BAND.id, sourceClass: 'direct', day: DAY, slots }]);
    expect(totalsView(facts({ total }))).toBeNull();
    expect(totalsView(facts({ total: null }))).toBeNull();
  });

  test('one that was taken out says so, and is not asked about again', () => {
    expect(totalsView(facts({ total: counted(0), dropped: true }))).toMatchObject({
      note: '手环今天的总数没有计入，明天重新计。',
      doubtful: null,
    });
  });
});

describe('yesterday', () => {
  const before = counted(10_116, addDays(DAY, -1));
  const at = (hour: number) => ({ zero: true, goal: 10_000, now: NOW + (hour - 20) * 3600 });

  test('in a row while today has no step: its number, its goal, its state', () => {
    expect(yesterdayView(before, at(6))).toEqual({
      day: addDays(DAY, -1),
      state: '待补传，12:00 定榜',
      steps: '10,116',
      unit: '步，已达标',
      doubtful: { band: BAND.id, day: addDays(DAY, -1) },
    });
    expect(yesterdayView(before, { ...at(13), goal: 12_000 })).toMatchObject({
      state: '已定榜',
      unit: '步',
    });
  });

  test('with steps today only where it may be wrong', () => {
    const zero = false;
    expect(yesterdayView(before, { ...at(6), zero })).not.toBeNull();
    const slots = { 40: { steps: 300 } };
    const day = addDays(DAY, -1);
    const sure = countDay(day, [{ source: BAND.id, sourceClass: 'direct', day, slots }]);
    expect(yesterdayView(sure, { ...at(6), zero })).toBeNull();
    expect(yesterdayView(sure, at(6))?.doubtful).toBeNull();
    expect(yesterdayView(null, at(6))).toBeNull();
  });
});
