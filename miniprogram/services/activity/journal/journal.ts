/**
 * The phone's own record of what bands said. A page is durable when `append` resolves; only then
 * may a band forget it. The journal also keeps what the cloud has not taken yet.
 *
 * Files: `<number>.log`, the largest number is in force. Compaction writes `<number + 1>.tmp` with
 * a head that counts its lines, renames it, then removes the old file; a kill at any step leaves
 * either the old file or both, never neither.
 */
import {
  addDays,
  type BandDay,
  type DayKey,
  dayOf,
  dayStart,
  type SleepSpan,
} from '../../../contract/activity';
import { serialQueue } from '../../../lib/queue';
import { AppError } from '../../../phone/errors';
import type { JournalFiles } from '../../../phone/files';
import { Book } from './book';
import { dayPrint } from './day-print';
import {
  decodeText,
  encodeLine,
  type JournalRecord,
  type JournalSource,
  type MarkRecord,
  type PageRecord,
} from './line';

export const JOURNAL_LIMITS = {
  /** Days kept at least; a day the cloud has not taken is kept longer, while its band is ours. */
  keepDays: 35,
  maxBytes: 10 * 1024 * 1024,
  /** A file below this is not worth compacting. */
  compactAboveBytes: 256 * 1024,
} as const;

export interface Journal {
  /** Lines that were torn or corrupt when the journal was opened. */
  readonly damaged: number;
  readonly bytes: number;
  /** Resolves when the page is durable. Rejects with `storage-full` and keeps what was there. */
  append(page: Omit<PageRecord, 'kind'>): Promise<void>;
  /** Remembers what the cloud said about a day exactly as it was sent. */
  mark(band: string, sent: BandDay, state: MarkRecord['state'], code?: string): Promise<void>;
  /** Takes a band's counter of a day for wrong, for good. Rejects as `append` does. */
  dropCounter(band: string, day: DayKey): Promise<void>;
  isWrong(band: string, day: DayKey): boolean;
  bandIds(): string[];
  cursor(band: string): string | null;
  source(band: string): JournalSource;
  readAt(band: string): number | null;
  days(band: string): DayKey[];
  day(band: string, day: DayKey): BandDay;
  pending(band: string): BandDay[];
  /** Sleep that begins from one instant up to another, UTC seconds; in the order of time. */
  sleep(band: string, from: number, to: number): SleepSpan[];
  markOf(band: string, day: DayKey): MarkRecord | null;
  /** Deletes all sleep from the files. Rejects with an AppError and keeps it when they cannot. */
  forgetSleep(): Promise<void>;
  /** Rewrites the file when it has grown well past its content. `now` in UTC seconds. */
  tidy(now: number): Promise<void>;
}

interface Limits {
  keepDays: number;
  maxBytes: number;
  compactAboveBytes: number;
}

/**
 * Opens the journal of a folder; a damaged one opens with what is whole. What the cloud has not
 * taken of a band that is not `ours` waits for nobody: it is history, kept as long as any other.
 */
export async function openJournal(
  files: JournalFiles,
  limits: Limits = JOURNAL_LIMITS,
  ours: (band: string) => boolean = () => true,
): Promise<Journal> {
  const { name, text } = await newest(files);
  const { records, damaged } = decodeText(text);
  return new FileJournal(files, limits, ours, name, text.length, records, damaged);
}

const numberOf = (name: string) => Number(/^(\d+)\.log$/.exec(name)?.[1] ?? -1);
const logName = (number: number) => `${number}.log`;

async function newest(files: JournalFiles): Promise<{ name: string; text: string }> {
  const names = await files.list();
  const logs = names.filter((name) => numberOf(name) >= 0);
  logs.sort((a, b) => numberOf(b) - numberOf(a));
  for (const [index, name] of logs.entries()) {
    const text = await files.read(name);
    if (index === logs.length - 1 || isWhole(text)) {
      const stale = names.filter((other) => other !== name);
      for (const other of stale) await files.remove(other).catch(() => undefined);
      return { name, text };
    }
  }
  return { name: logName(1), text: '' };
}

/** Whether all lines a compacted file's head promises are there. */
function isWhole(text: string): boolean {
  const { records } = decodeText(text);
  const head = records[0];
  return head?.kind === 'head' && records.length > head.count;
}

class FileJournal implements Journal {
  private book = new Book();
  private readonly inOrder = serialQueue();
  /** Size after the last compaction. */
  private settled: number;

  constructor(
    private readonly files: JournalFiles,
    private readonly limits: Limits,
    private readonly ours: (band: string) => boolean,
    private name: string,
    public bytes: number,
    records: readonly JournalRecord[],
    readonly damaged: number,
  ) {
    this.settled = bytes;
    for (const record of records) this.book.add(record);
  }

  append(page: Omit<PageRecord, 'kind'>): Promise<void> {
    return this.inOrder(() => this.put({ kind: 'page', ...page }));
  }

  mark(band: string, sent: BandDay, state: MarkRecord['state'], code?: string): Promise<void> {
    const record: MarkRecord = { kind: 'mark', band, day: sent.day, print: dayPrint(sent), state };
    if (code !== undefined) record.code = code;
    return this.inOrder(() => this.put(record));
  }

  dropCounter = (band: string, day: DayKey): Promise<void> =>
    this.inOrder(() => this.put({ kind: 'drop', band, day }));

  isWrong = (band: string, day: DayKey) => this.book.isWrong(band, day);
  bandIds = () => this.book.bandIds();
  cursor = (band: string) => this.book.cursor(band);
  source = (band: string) => this.book.source(band);
  readAt = (band: string) => this.book.readAt(band);
  days = (band: string) => this.book.days(band);
  day = (band: string, day: DayKey) => this.book.day(band, day);
  pending = (band: string) => this.book.pending(band);
  sleep = (band: string, from: number, to: number) => this.book.sleep(band, from, to);
  markOf = (band: string, day: DayKey) => this.book.mark(band, day);

  tidy(now: number): Promise<void> {
    return this.inOrder(async () => {
      const { compactAboveBytes } = this.limits;
      const grown = this.bytes > compactAboveBytes && this.bytes > this.settled * 2;
      if (grown || this.hasStale(now)) await this.compact(now);
    });
  }

  forgetSleep(): Promise<void> {
    return this.inOrder(async () => {
      const fresh = this.book.copy();
      if (fresh.dropSleep(Number.POSITIVE_INFINITY)) await this.rewrite(fresh, textOf(fresh));
    });
  }

  private async put(record: JournalRecord): Promise<void> {
    const line = encodeLine(record);
    if (this.bytes + line.length > this.limits.maxBytes) {
      await this.compact(record.kind === 'page' ? record.at : null, line.length);
    }
    if (this.bytes + line.length > this.limits.maxBytes) {
      throw new AppError('storage-full', 'the journal holds more than it may and nothing can go');
    }
    await this.files.append(this.name, line);
    this.bytes += line.length;
    this.book.add(record);
  }

  /** Whether a band that is not ours left days older than we keep. */
  private hasStale(now: number): boolean {
    const before = this.before(now);
    const gone = this.book.bandIds().filter((band) => !this.ours(band));
    return gone.some((band) => this.book.days(band).some((day) => day < before));
  }

  private before = (now: number): DayKey => addDays(dayOf(now), -this.limits.keepDays);

  /** Drops what is old and settled, then rewrites. `room` bytes must be free afterwards. */
  private async compact(now: number | null, room = 0): Promise<void> {
    const fresh = this.book.copy();
    if (now !== null) {
      const before = this.before(now);
      for (const [band, day] of this.settledDays(fresh)) if (day < before) fresh.drop(band, day);
      fresh.dropSleep(dayStart(before));
      fresh.forgetWrong(before);
    }
    let text = textOf(fresh);
    for (const [band, day] of this.settledDays(fresh)) {
      if (text.length + room <= this.limits.maxBytes) break;
      fresh.drop(band, day);
      text = textOf(fresh);
    }
    await this.rewrite(fresh, text);
  }

  /** Days that need nothing more from this phone, the oldest first. */
  private settledDays(book: Book): [band: string, day: DayKey][] {
    return book
      .bandIds()
      .flatMap((band) => {
        const pending = new Set(this.ours(band) ? book.pending(band).map(({ day }) => day) : []);
        return book
          .days(band)
          .flatMap((day): [string, DayKey][] => (pending.has(day) ? [] : [[band, day]]));
      })
      .sort((a, b) => a[1] - b[1]);
  }

  /** Puts a new file in the place of the old one; a kill at any step leaves one of them whole. */
  private async rewrite(fresh: Book, text: string): Promise<void> {
    const next = logName(numberOf(this.name) + 1);
    const draft = next.replace('.log', '.tmp');
    await this.files.write(draft, text);
    await this.files.rename(draft, next);
    const old = this.name;
    this.name = next;
    this.book = fresh;
    this.bytes = text.length;
    this.settled = text.length;
    await this.files.remove(old).catch(() => undefined);
  }
}

function textOf(book: Book): string {
  const records = book.records();
  return [{ kind: 'head', count: records.length } as const, ...records].map(encodeLine).join('');
}
