/**
 * What the journal's records add up to, in memory. Readings may come in any order and any number of
 * times: one is known by its start, the longer span wins, equal spans merge by maximum; of readings
 * that overlap those count that have the most steps together. The cursor is that of the last page.
 */
import {
  addDays,
  type BandDay,
  type Counter,
  DAY_SECONDS,
  type DayKey,
  type DaySlots,
  dayOf,
  dayStart,
  type Reading,
  type SleepSpan,
} from '../../../contract/activity';
import { apart, larger, readingsToDays, slotFault } from '../../../contract/counting';
import { tellSleep } from '../nights';
import { dayPrint } from './day-print';
import type { JournalRecord, JournalSource, MarkRecord, PageRecord } from './line';

interface BandBook {
  source: JournalSource;
  /** UTC seconds of the newest page. */
  at: number;
  cursor: string | null;
  /** By the day of their start, then by their start. */
  readings: Map<DayKey, Map<number, Reading>>;
  counters: Map<DayKey, Counter>;
  /** By their start. */
  sleep: Map<number, SleepSpan>;
  marks: Map<DayKey, MarkRecord>;
  /** Days that any reading or counter touches. */
  touched: Set<DayKey>;
  /** Days already computed, and their prints. */
  days: Map<DayKey, BandDay>;
  prints: Map<DayKey, string>;
}

/** How many readings one line of a compacted file holds. */
const READINGS_PER_LINE = 200;

export class Book {
  private readonly bands = new Map<string, BandBook>();

  add(record: JournalRecord): void {
    if (record.kind === 'head') return;
    const band = this.open(record.band);
    if (record.kind === 'mark') band.marks.set(record.day, record);
    else addPage(band, record);
  }

  bandIds(): string[] {
    return [...this.bands.keys()];
  }

  /** Where the driver of a band goes on, or null. */
  cursor(id: string): string | null {
    return this.bands.get(id)?.cursor ?? null;
  }

  source(id: string): JournalSource {
    return this.bands.get(id)?.source ?? 'direct';
  }

  /** UTC seconds of the newest page of a band, or null. */
  readAt(id: string): number | null {
    return this.bands.get(id)?.at ?? null;
  }

  /** The days a band has data of, oldest first. */
  days(id: string): DayKey[] {
    const band = this.bands.get(id);
    if (!band) return [];
    return [...band.touched].sort((a, b) => a - b).filter((day) => hasContent(this.day(id, day)));
  }

  /** Everything a band said about a day, from all readings that touch it. */
  day(id: string, day: DayKey): BandDay {
    const band = this.bands.get(id);
    if (!band) return { day, slots: {} };
    const known = band.days.get(day);
    if (known) return known;
    const readings = around(day).flatMap((key) => [...(band.readings.get(key)?.values() ?? [])]);
    const result: BandDay = { day, slots: possible(day, readingsToDays(apart(readings)).get(day)) };
    const counter = band.counters.get(day);
    if (counter) result.counter = larger(undefined, amountOf(counter));
    band.days.set(day, result);
    return result;
  }

  /** Sleep that begins from one instant up to another, UTC seconds; in the order of time. */
  sleep(id: string, from: number, to: number): SleepSpan[] {
    return [...(this.bands.get(id)?.sleep.values() ?? [])]
      .filter(({ start }) => start >= from && start < to)
      .sort((a, b) => a.start - b.start);
  }

  /** Forgets sleep that began before an instant, UTC seconds; whether there was any. */
  dropSleep(before: number): boolean {
    let found = false;
    for (const { sleep } of this.bands.values())
      for (const start of sleep.keys()) if (start < before) found = sleep.delete(start);
    return found;
  }

  /** The days the cloud has not spoken about yet as they are now, oldest first. */
  pending(id: string): BandDay[] {
    return this.days(id)
      .filter((day) => this.mark(id, day)?.print !== this.print(id, day))
      .map((day) => this.day(id, day));
  }

  mark(id: string, day: DayKey): MarkRecord | null {
    return this.bands.get(id)?.marks.get(day) ?? null;
  }

  /** Forgets a day of a band. */
  drop(id: string, day: DayKey): void {
    const band = this.bands.get(id);
    if (!band) return;
    band.readings.delete(day);
    band.counters.delete(day);
    band.marks.delete(day);
    band.touched.delete(day);
    band.days.clear();
    band.prints.clear();
  }

  copy(): Book {
    const copy = new Book();
    for (const record of this.records()) copy.add(record);
    return copy;
  }

  /** The same content in as few records as possible. */
  records(): JournalRecord[] {
    return [...this.bands].flatMap(([id, band]) => bandRecords(id, band));
  }

  private print(id: string, day: DayKey): string {
    const prints = this.bands.get(id)?.prints;
    const known = prints?.get(day);
    if (known !== undefined) return known;
    const print = dayPrint(this.day(id, day));
    prints?.set(day, print);
    return print;
  }

  private open(id: string): BandBook {
    const known = this.bands.get(id);
    if (known) return known;
    const band: BandBook = {
      source: 'direct',
      at: 0,
      cursor: null,
      readings: new Map(),
      counters: new Map(),
      sleep: new Map(),
      marks: new Map(),
      touched: new Set(),
      days: new Map(),
      prints: new Map(),
    };
    this.bands.set(id, band);
    return band;
  }
}

const hasContent = (day: BandDay) => day.counter !== undefined || Object.keys(day.slots).length > 0;

function addPage(band: BandBook, page: PageRecord): void {
  // In the order of the file: a phone's clock may have been set back between two pages.
  band.at = page.at;
  band.source = page.source;
  band.cursor = page.cursor;
  for (const reading of page.readings) addReading(band, reading);
  for (const counter of page.counters) {
    const known = band.counters.get(counter.day);
    band.counters.set(counter.day, {
      day: counter.day,
      at: Math.max(counter.at, known?.at ?? 0),
      ...larger(known && amountOf(known), amountOf(counter)),
    });
    touch(band, counter.day);
  }
  if (page.sleep) tellSleep(band.sleep, page.sleep, page.sleepGoesOn);
}

function addReading(band: BandBook, reading: Reading): void {
  const day = dayOf(reading.start);
  const readings = band.readings.get(day) ?? new Map<number, Reading>();
  band.readings.set(day, readings);
  const known = readings.get(reading.start);
  readings.set(reading.start, known ? better(known, reading) : reading);
  touch(band, day);
  const last = dayOf(reading.start + Math.max(1, reading.seconds) - 1);
  if (last !== day) touch(band, last);
}

/** What was computed of a day and its neighbours no longer holds. */
function touch(band: BandBook, day: DayKey): void {
  band.touched.add(day);
  for (const key of around(day)) {
    band.days.delete(key);
    band.prints.delete(key);
  }
}

const around = (day: DayKey): DayKey[] => [addDays(day, -1), day, addDays(day, 1)];

/** The slots that the cloud takes as well: what readings add up to can be more than each of them. */
function possible(day: DayKey, slots: DaySlots = {}): DaySlots {
  const kept = Object.entries(slots).filter(
    ([slot, amount]) => slotFault(day, Number(slot), amount, dayStart(day) + DAY_SECONDS) === null,
  );
  return Object.fromEntries(kept);
}

/** Two accounts of the same start: the longer span, of equal spans the larger amount. */
function better(a: Reading, b: Reading): Reading {
  if (a.seconds !== b.seconds) return a.seconds > b.seconds ? a : b;
  return { start: a.start, seconds: a.seconds, ...larger(amountOf(a), amountOf(b)) };
}

function amountOf(value: Reading | Counter) {
  const amount: { steps: number; metres?: number; kcal?: number } = { steps: value.steps };
  if (value.metres !== undefined) amount.metres = value.metres;
  if (value.kcal !== undefined) amount.kcal = value.kcal;
  return amount;
}

function bandRecords(id: string, band: BandBook): JournalRecord[] {
  const page = (readings: Reading[], counters: Counter[]): PageRecord => ({
    kind: 'page',
    band: id,
    at: band.at,
    source: band.source,
    readings,
    counters,
    cursor: band.cursor,
  });
  const readings = [...band.readings.values()].flatMap((day) => [...day.values()]);
  const pages = [page([], [...band.counters.values()])];
  for (let from = 0; from < readings.length; from += READINGS_PER_LINE) {
    pages.push(page(readings.slice(from, from + READINGS_PER_LINE), []));
  }
  const sleep = [...band.sleep.values()];
  for (let from = 0; from < sleep.length; from += READINGS_PER_LINE) {
    pages.push({ ...page([], []), sleep: sleep.slice(from, from + READINGS_PER_LINE) });
  }
  return [...pages, ...band.marks.values()];
}
