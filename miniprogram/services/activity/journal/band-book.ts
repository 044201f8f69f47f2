/** What one band said, in memory; the rules by which pages add up are those of `book`. */
import {
  addDays,
  type BandDay,
  type Counter,
  type DayKey,
  dayOf,
  type Reading,
  type SleepSpan,
} from '../../../contract/activity';
import { larger } from '../../../contract/counting';
import { tellSleep } from '../nights';
import type { JournalSource, MarkRecord, PageRecord } from './line';

export interface BandBook {
  source: JournalSource;
  /** UTC seconds of the newest page. */
  at: number;
  cursor: string | null;
  /** By the day of their start, then by their start. */
  readings: Map<DayKey, Map<number, Reading>>;
  counters: Map<DayKey, Counter>;
  /** Days of which the person said that the counter is wrong: none of it is taken any more. */
  wrong: Set<DayKey>;
  /** By their start. */
  sleep: Map<number, SleepSpan>;
  marks: Map<DayKey, MarkRecord>;
  /** Days that any reading or counter touches. */
  touched: Set<DayKey>;
  /** Days already computed, and their prints. */
  days: Map<DayKey, BandDay>;
  prints: Map<DayKey, string>;
}

export const newBandBook = (): BandBook => ({
  source: 'direct',
  at: 0,
  cursor: null,
  readings: new Map(),
  counters: new Map(),
  wrong: new Set(),
  sleep: new Map(),
  marks: new Map(),
  touched: new Set(),
  days: new Map(),
  prints: new Map(),
});

export function addPage(band: BandBook, page: PageRecord): void {
  // In the order of the file: a phone's clock may have been set back between two pages.
  band.at = page.at;
  band.source = page.source;
  band.cursor = page.cursor;
  // Once a page: it tells of few days.
  const days = new Set<DayKey>();
  for (const reading of page.readings) addReading(band, reading, days);
  for (const counter of page.counters) {
    if (band.wrong.has(counter.day)) continue;
    const known = band.counters.get(counter.day);
    band.counters.set(counter.day, {
      day: counter.day,
      at: Math.max(counter.at, known?.at ?? 0),
      ...larger(known && amountOf(known), amountOf(counter)),
    });
    days.add(counter.day);
  }
  for (const day of days) touch(band, day);
  if (page.sleep) tellSleep(band.sleep, page.sleep, page.sleepGoesOn);
}

/** Adds the days it touches to `days`. */
function addReading(band: BandBook, reading: Reading, days: Set<DayKey>): void {
  const day = dayOf(reading.start);
  const readings = band.readings.get(day) ?? new Map<number, Reading>();
  band.readings.set(day, readings);
  const known = readings.get(reading.start);
  readings.set(reading.start, known ? better(known, reading) : reading);
  days.add(day).add(dayOf(reading.start + Math.max(1, reading.seconds) - 1));
}

/** What was computed of a day and its neighbours no longer holds. */
function touch(band: BandBook, day: DayKey): void {
  band.touched.add(day);
  for (const key of around(day)) {
    band.days.delete(key);
    band.prints.delete(key);
  }
}

/** A day and its neighbours, which its readings may reach into. */
export const around = (day: DayKey): DayKey[] => [addDays(day, -1), day, addDays(day, 1)];

/** The counter of a day is wrong: what was told of it goes, and what will be told is not taken. */
export function dropCounter(band: BandBook, day: DayKey): void {
  band.wrong.add(day);
  band.counters.delete(day);
  touch(band, day);
}

/** Two accounts of the same start: the longer span, of equal spans the larger amount. */
function better(a: Reading, b: Reading): Reading {
  if (a.seconds !== b.seconds) return a.seconds > b.seconds ? a : b;
  return { start: a.start, seconds: a.seconds, ...larger(amountOf(a), amountOf(b)) };
}

/** Only the amount of what is told with a time. */
export function amountOf(value: Reading | Counter) {
  const amount: { steps: number; metres?: number; kcal?: number } = { steps: value.steps };
  if (value.metres !== undefined) amount.metres = value.metres;
  if (value.kcal !== undefined) amount.kcal = value.kcal;
  return amount;
}
