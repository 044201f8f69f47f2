/**
 * One record of the journal as one line of text: CRC-32 in hex, a space, JSON in ASCII. A line that
 * was torn by a kill, or damaged later, does not check and is skipped; its neighbours are whole.
 */
import type { Counter, DayKey, Reading, SleepSpan } from '../../../contract/activity';
import { crc32 } from '../../../lib/crc32';

export type JournalSource = 'direct' | 'counter' | 'virtual';

/** What a band said, as the driver read it. */
export interface PageRecord {
  kind: 'page';
  band: string;
  /** UTC seconds of reading. */
  at: number;
  source: JournalSource;
  readings: Reading[];
  counters: Counter[];
  /** Absent where the page had none. */
  sleep?: SleepSpan[];
  /** The sleep goes on from what was told before. */
  sleepGoesOn?: true;
  /** Where this band's driver goes on. */
  cursor: string | null;
}

/** What became of a day: taken by the cloud, refused by it, or never meant for it. */
export interface MarkRecord {
  kind: 'mark';
  band: string;
  day: DayKey;
  /** `dayPrint` of the content this speaks about; other content is pending again. */
  print: string;
  state: 'uploaded' | 'refused' | 'local';
  /** Why it was refused. */
  code?: string;
}

/** The person said that a band's counter of a day is wrong. */
export interface DropRecord {
  kind: 'drop';
  band: string;
  day: DayKey;
}

/** First line of a compacted file: how many lines belong to it. */
export interface HeadRecord {
  kind: 'head';
  count: number;
}

export type JournalRecord = PageRecord | MarkRecord | DropRecord | HeadRecord;

type Cells = (number | null)[];
type SleepRow = [start: number, seconds: number, stage: SleepSpan['stage']];

/** The bytes of ASCII text; a journal of a month is megabytes, so without a call per letter. */
export function bytesOf(ascii: string): Uint8Array {
  const bytes = new Uint8Array(ascii.length);
  for (let i = 0; i < ascii.length; i++) bytes[i] = ascii.charCodeAt(i);
  return bytes;
}

const checksum = (ascii: string) => crc32(bytesOf(ascii)).toString(16).padStart(8, '0');

/** JSON without anything above U+007E, so that a byte is a letter and a cut is a cut. */
const asciiJson = (value: unknown) =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const cells = (...values: (number | undefined)[]): Cells => {
  const row = values.map((value) => value ?? null);
  while (row[row.length - 1] === null) row.pop();
  return row;
};

/**
 * The line of a record, with a line break on both sides: the first closes whatever a kill left
 * behind, so a torn line never swallows the next one.
 */
export function encodeLine(record: JournalRecord): string {
  const json = asciiJson(record.kind === 'page' ? packPage(record) : record);
  return `\n${checksum(json)} ${json}\n`;
}

const packPage = (page: PageRecord) => ({
  ...page,
  readings: page.readings.map((r) => cells(r.start, r.seconds, r.steps, r.metres, r.kcal)),
  counters: page.counters.map((c) => cells(c.day, c.at, c.steps, c.metres, c.kcal)),
  ...(page.sleep && { sleep: page.sleep.map((s) => [s.start, s.seconds, s.stage]) }),
});

/** The record of a line, or null when the line does not check. Total. */
export function decodeLine(line: string): JournalRecord | null {
  if (line[8] !== ' ') return null;
  const json = line.slice(9);
  if (checksum(json) !== line.slice(0, 8)) return null;
  try {
    const value = JSON.parse(json) as JournalRecord;
    return value.kind === 'page' ? unpackPage(value) : value;
  } catch {
    return null;
  }
}

function unpackPage(page: PageRecord): PageRecord {
  const readings = (page.readings as unknown as Cells[]).map((row): Reading => {
    const [start, seconds, steps, ...rest] = row;
    return { start: start!, seconds: seconds!, steps: steps!, ...measured(rest) };
  });
  const counters = (page.counters as unknown as Cells[]).map((row): Counter => {
    const [day, at, steps, ...rest] = row;
    return { day: day!, at: at!, steps: steps!, ...measured(rest) };
  });
  if (!page.sleep) return { ...page, readings, counters };
  const sleep = (page.sleep as unknown as SleepRow[]).map(
    ([start, seconds, stage]): SleepSpan => ({ start, seconds, stage }),
  );
  return { ...page, readings, counters, sleep };
}

function measured([metres, kcal]: Cells): { metres?: number; kcal?: number } {
  return {
    ...(metres != null && { metres }),
    ...(kcal != null && { kcal }),
  };
}

/** All records of a file, and how many lines were not whole. */
export function decodeText(text: string): { records: JournalRecord[]; damaged: number } {
  const records: JournalRecord[] = [];
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const record = decodeLine(line);
    if (record) records.push(record);
    else damaged++;
  }
  return { records, damaged };
}
