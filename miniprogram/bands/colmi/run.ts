/**
 * Reading the log day by day, the oldest first, sleep with the last. The ring forgets by itself
 * after about a week, so a release has nothing to do; the cursor stays at the first day that is not
 * read for good, which today never is.
 */

import type { Reading, SleepSpan } from '../../contract/activity';
import type { BandIdentity, Fault, Live, Page, Run } from '../../protocols/driver';
import { unbelieved } from '../../protocols/driver';
import { Ahead } from '../common/ahead';
import { cursorFor } from '../common/cursor-for';
import { DAY, MINUTE } from '../common/seconds';
import { COMMANDS, FIND, type Night, QUARTER_SECONDS } from './codec';
import { type Cursor, cursorToText, utcOf } from './cursor';
import type { Dialogue } from './dialogue';
import { type DatedRecord, type DayLog, readDay } from './history';
import { watchHeart, watchSteps } from './live';
import { readSleep, type SleepLog } from './sleep-log';

/** About how long a ring remembers: today and six days before (single source). */
export const DAYS = 7;
/** How far ahead of the phone a record may seem to be: clocks drift between two syncs. */
const AHEAD_SECONDS = 300;
/** Nobody walks more in a quarter of an hour: 250 steps a minute. */
const MOST_STEPS = 3750;

export interface RunStart {
  identity: BandIdentity;
  battery: number | null;
  /** Where to begin; `day` is set by the run. */
  cursor: Cursor;
  /** UTC seconds. */
  now(): number;
}

interface Unit {
  log: DayLog;
  sleep: SleepLog | null;
}

export class ColmiRun implements Run {
  readonly identity: BandIdentity;
  readonly battery: number | null;
  readonly sourceClass = 'direct' as const;
  private readonly newest: number;
  private readonly oldest: number;
  private day: number;
  private cursor: Cursor;
  private complete = true;
  private readonly ahead = new Ahead<Unit>();

  constructor(
    private readonly dialogue: Dialogue,
    private readonly start: RunStart,
  ) {
    this.identity = start.identity;
    this.battery = start.battery;
    this.newest = this.today();
    const day = cursorFor(start.cursor.day, this.newest, DAYS - 1);
    this.oldest = Math.max(day, this.newest - DAYS + 1);
    this.day = this.oldest;
    this.cursor = { ...start.cursor, day: this.oldest };
  }

  async next(): Promise<Page | null> {
    if (this.day > this.newest) return null;
    const unit = await this.ahead.take(() => this.read(this.day));
    const day = this.day++;
    if (this.day <= this.newest) this.ahead.begin(this.read(this.day));
    return this.page(day, unit);
  }

  async find(): Promise<void> {
    await this.dialogue.alone(() => this.dialogue.say(COMMANDS.find, FIND));
  }

  live(what: 'steps' | 'heart-rate'): Promise<Live> {
    const watch = what === 'steps' ? watchSteps : watchHeart;
    return watch(this.dialogue, this.start.now);
  }

  private async read(day: number): Promise<Unit> {
    const window = { oldest: this.newest - DAYS, newest: this.newest + 1 };
    const log = await readDay(this.dialogue, day, () => this.today(), window);
    return { log, sleep: day === this.newest ? await readSleep(this.dialogue) : null };
  }

  private page(day: number, { log, sleep }: Unit): Page {
    const { readings, faults } = this.readingsOf(log);
    this.complete &&= log.complete;
    if (this.complete) this.cursor = { ...this.cursor, day: Math.min(day + 1, this.newest) };
    const of = this.newest - this.oldest + 1;
    const done = day - this.oldest + 1;
    return {
      readings,
      counters: [],
      ...(sleep && { sleep: sleep.nights.flatMap((night) => this.spansOf(night)) }),
      progress: done / of,
      days: { done, of },
      cursor: cursorToText(this.cursor),
      faults: [...log.faults, ...faults, ...(sleep?.faults ?? [])],
      release: () => Promise.resolve(),
    };
  }

  private readingsOf({ records, strange, tenfold }: DayLog): {
    readings: Reading[];
    faults: Fault[];
  } {
    const readings: Reading[] = [];
    const faults = [...strange];
    const quarters = new Set(records.map(({ at }) => at));
    for (const record of records) {
      if (record.steps === 0) continue;
      const start = utcOf(record.at, this.cursor);
      if (start > this.start.now() + AHEAD_SECONDS) {
        if (faults.length === 0) faults.push(unbelieved('time-unknown', new Uint8Array(0)));
      } else readings.push(...readingsOf(record, start, tenfold, quarters));
    }
    return { readings, faults };
  }

  /** Stages follow one another from the night's start. */
  private spansOf({ daysAgo, start, pieces }: Night): SleepSpan[] {
    const midnight = (this.newest - daysAgo) * DAY;
    const spans: SleepSpan[] = [];
    let at = utcOf(midnight + start * MINUTE, this.cursor);
    for (const { stage, minutes } of pieces) {
      const seconds = minutes * MINUTE;
      if (stage && seconds > 0) spans.push({ start: at, seconds, stage });
      at += seconds;
    }
    return spans;
  }

  private today(): number {
    return Math.floor((this.start.now() + this.start.cursor.offsetSeconds) / DAY);
  }
}

/**
 * A record as readings. More steps than a quarter of an hour can have stand for the hour they
 * begin (PROTOCOL.md): they fill its quarters in turn, so that a record that grows only ever adds.
 */
function readingsOf(
  record: DatedRecord,
  start: number,
  tenfold: boolean,
  quarters: ReadonlySet<number>,
): Reading[] {
  const { at, steps, metres, calories } = record;
  // Without the header's flag the unit is not known.
  const kcal = tenfold && calories !== null ? { kcal: Math.round(calories / 100) } : {};
  const far = metres === null ? {} : { metres };
  const own = { start, seconds: QUARTER_SECONDS, ...far, ...kcal };
  const alone = [1, 2, 3].every((i) => !quarters.has(at + i * QUARTER_SECONDS));
  if (steps <= MOST_STEPS || at % 3600 !== 0 || !alone) return [{ ...own, steps }];
  const readings: Reading[] = [{ ...own, steps: MOST_STEPS }];
  let left = steps - MOST_STEPS;
  for (let i = 1; i < 4 && left > 0; i++) {
    const part = i === 3 ? left : Math.min(left, MOST_STEPS);
    readings.push({ start: start + i * QUARTER_SECONDS, seconds: QUARTER_SECONDS, steps: part });
    left -= part;
  }
  return readings;
}
