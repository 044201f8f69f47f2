/** A band's book as lines again: the same content in as few records as possible. */
import type { Counter, Reading } from '../../../contract/activity';
import type { BandBook } from './band-book';
import type { JournalRecord, PageRecord } from './line';

/** How many readings one line of a compacted file holds. */
const READINGS_PER_LINE = 200;

export function bandRecords(id: string, band: BandBook): JournalRecord[] {
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
  // First what is wrong: counters that come after it are not taken.
  const wrong = [...band.wrong].map((day) => ({ kind: 'drop' as const, band: id, day }));
  return [...wrong, ...pages, ...band.marks.values()];
}
