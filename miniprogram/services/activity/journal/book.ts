/**
 * What the journal's records add up to, in memory. Readings may come in any order and any number of
 * times: one is known by its start, the longer span wins, equal spans merge by maximum; of readings
 * that overlap those count that have the most steps together. The cursor is that of the last page.
 */
import {
  type BandDay,
  DAY_SECONDS,
  type DayKey,
  type DaySlots,
  dayStart,
  type SleepSpan,
} from '../../../contract/activity';
import { apart, larger, readingsToDays, slotFault } from '../../../contract/counting';
import { addPage, amountOf, around, type BandBook, dropCounter, newBandBook } from './band-book';
import { dayPrint } from './day-print';
import type { JournalRecord, JournalSource, MarkRecord } from './line';
import { bandRecords } from './records';

export class Book {
  private readonly bands = new Map<string, BandBook>();

  add(record: JournalRecord): void {
    if (record.kind === 'head') return;
    const band = this.open(record.band);
    if (record.kind === 'mark') band.marks.set(record.day, record);
    else if (record.kind === 'drop') dropCounter(band, record.day);
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

  /** Whether the person said that the band's counter of a day is wrong. */
  isWrong(id: string, day: DayKey): boolean {
    return this.bands.get(id)?.wrong.has(day) ?? false;
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

  /** Forgets which counters before a day were wrong: no band tells of them any more. */
  forgetWrong(before: DayKey): void {
    for (const { wrong } of this.bands.values())
      for (const day of wrong) if (day < before) wrong.delete(day);
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
    const band = newBandBook();
    this.bands.set(id, band);
    return band;
  }
}

const hasContent = (day: BandDay) => day.counter !== undefined || Object.keys(day.slots).length > 0;

/** The slots that the cloud takes as well: what readings add up to can be more than each of them. */
function possible(day: DayKey, slots: DaySlots = {}): DaySlots {
  const end = dayStart(day) + DAY_SECONDS;
  const kept = Object.entries(slots).filter(
    ([slot, amount]) => slotFault(day, Number(slot), amount, end) === null,
  );
  return Object.fromEntries(kept);
}
