import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { demoWeek } from '../../../miniprogram/bands/demo';
import { addDays, dayStart } from '../../../miniprogram/contract/activity';
import { countDay, type DayTotal, type SourceClass } from '../../../miniprogram/contract/counting';
import { mine } from '../../../miniprogram/services/account/mine';
import {
  betterDay,
  localDay,
  pendingParts,
  streakNow,
  todayTotal,
} from '../../../miniprogram/services/activity/days';
import { journal as phoneJournal } from '../../../miniprogram/services/activity/journal/index';
import { openJournal } from '../../../miniprogram/services/activity/journal/journal';
import { rememberBand } from '../../../miniprogram/services/bands/index';
import { boundBand } from '../../helpers/bands';
import { memoryFiles, memoryFolder } from '../../helpers/memory-files';
import { DAY, NOW } from '../../helpers/people';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';
import { fakeFileSystem } from '../../helpers/wx-files';

fixTime();
installWx(() => ({ getFileSystemManager: () => fakeFileSystem().manager }));

const total = (steps: number, sourceClass: SourceClass = 'direct', day = DAY): DayTotal =>
  countDay(day, [{ day, source: 'b', sourceClass, slots: { 40: { steps } } }]);

describe('a day on this phone', () => {
  test('R3-5 adds up from the journal alone, the larger band per slot', async () => {
    const journal = await openJournal(memoryFiles(memoryFolder()));
    const page = { at: 1, source: 'direct' as const, counters: [], cursor: null };
    const at = (slot: number, steps: number) => ({
      start: dayStart(DAY) + slot * 900,
      seconds: 900,
      steps,
    });
    await journal.append({ band: 'a', ...page, readings: [at(30, 100), at(31, 50)] });
    await journal.append({ band: 'b', ...page, readings: [at(31, 80), at(32, 20)] });
    expect(localDay(journal, DAY)).toMatchObject({ steps: 200, sources: 2, estimated: true });
    expect(localDay(journal, addDays(DAY, 1))).toBeNull();
  });

  test('a band read to its end that told nothing has 0 steps today, and nothing on other days', async () => {
    const journal = await openJournal(memoryFiles(memoryFolder()));
    const band = boundBand();
    expect(localDay(journal, DAY, [band])).toBeNull();
    rememberBand(band.id, { syncedAt: NOW });
    expect(localDay(journal, DAY, [band])).toMatchObject({ steps: 0, sourceClass: 'direct' });
    expect(localDay(journal, addDays(DAY, -1), [band])).toBeNull();
  });

  test('of two accounts the better kind counts, then the larger number', () => {
    expect(betterDay(null, null)).toBeNull();
    expect(betterDay(total(5), null)?.steps).toBe(5);
    expect(betterDay(total(500), total(600))?.steps).toBe(600);
    expect(betterDay(total(700), total(600))?.steps).toBe(700);
    expect(betterDay(total(9000, 'virtual'), total(600, 'werun'))?.steps).toBe(600);
    expect(betterDay(total(10), total(9000, 'virtual'))?.steps).toBe(10);
    expect(betterDay(total(0), total(9000, 'werun'))?.steps).toBe(9000);
    expect(betterDay(total(0), total(9000, 'virtual'))?.steps).toBe(0);
  });
});

describe('today, away from Beijing', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    mine.set({ days: [] });
  });

  test.each<[SourceClass, string]>([
    ['counter', 'a band of nothing but a running total'],
    ['virtual', 'a virtual one of nothing but that'],
  ])('is the day of the phone for %s: %s', async (sourceClass) => {
    jest.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-14 * 60);
    const tomorrow = addDays(DAY, 1);
    const counted = { source: 'b', sourceClass, slots: {}, counter: { steps: 900 } };
    mine.set({ days: [countDay(tomorrow, [{ day: tomorrow, ...counted }])] });
    expect(await todayTotal()).toMatchObject({ day: tomorrow, total: { steps: 900 } });
  });

  test('is the day in Beijing for a virtual band that tells slots', async () => {
    jest.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-14 * 60);
    mine.set({ days: [total(900, 'virtual', addDays(DAY, 1))] });
    expect(await todayTotal()).toMatchObject({ day: DAY, total: null });
  });
});

describe('R3-7 the streak', () => {
  const know = (streak: number, days: DayTotal[]) => mine.set({ streak, days });

  test("is the cloud's, which already counts today once its goal is met", () => {
    know(4, [total(9000)]);
    expect(streakNow(8000, total(9000), DAY)).toBe(4);
  });

  test('grows by today when this phone knows more than the cloud', () => {
    know(3, [total(7000), total(9000, 'direct', addDays(DAY, -1))]);
    expect(streakNow(8000, total(8000), DAY)).toBe(4);
  });

  test('does not hang on to days the cloud has not heard of', () => {
    know(3, [total(9000, 'direct', addDays(DAY, -5))]);
    expect(streakNow(8000, total(8000), DAY)).toBe(1);
  });

  test('stays when today is not met', () => {
    know(3, [total(9000, 'direct', addDays(DAY, -1))]);
    expect(streakNow(8000, total(10), DAY)).toBe(3);
  });
});

describe('the virtual band', () => {
  test('a date has the same walks whenever it is asked for', () => {
    const now = dayStart(DAY) + 50_000;
    const later = now + 2 * 86_400;
    const day = (walks: { at: number }[], from: number, to: number) =>
      walks.filter(({ at }) => at >= from && at < to);
    const from = dayStart(addDays(DAY, -3));
    const a = day(demoWeek(now), from, from + 86_400);
    expect(a.length).toBeGreaterThan(10);
    expect(day(demoWeek(later), from, from + 86_400)).toEqual(a);
    expect(demoWeek(now).every(({ at }) => at <= now)).toBe(true);
  });
});

describe('what waits for the cloud', () => {
  test('R2-10 is of the bands of this account: an unbound one waits for nobody', async () => {
    const band = boundBand();
    const reading = { start: dayStart(DAY), seconds: 1800, steps: 60 };
    const told = { readings: [reading], counters: [], cursor: null };
    const book = await phoneJournal();
    await book.append({ band: band.id, at: 1, source: 'direct', ...told });
    mine.set({ bands: [band] });
    expect(await pendingParts()).toBe(2);
    mine.set({ bands: [] });
    expect(await pendingParts()).toBe(0);
    expect(localDay(book, DAY)?.steps).toBe(60);
  });
});
