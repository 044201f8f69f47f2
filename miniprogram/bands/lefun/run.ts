/**
 * Reading what a band remembers day by day, the oldest first. Nothing is erased, so a release only
 * sets a clock that was wrong, once everything made with it is durable. The cursor stays at the
 * first day that is not read for good, which today never is.
 */

import { type Counter, dayOf, type Reading } from '../../contract/activity';
import { concat } from '../../lib/bytes';
import { utf8Encode } from '../../lib/utf8';
import {
  BandError,
  type BandIdentity,
  type Fault,
  type Live,
  type Page,
  type Run,
  unbelieved,
} from '../../protocols/driver';
import type { BandClock } from '../common/band-clock';
import { cursorFor } from '../common/cursor-for';
import { countOn } from '../common/running-total';
import { DAY } from '../common/seconds';
import {
  type Activity,
  COMMANDS,
  decodeActivity,
  decodeDone,
  decodeSleep,
  decodeTotals,
  encodeActivity,
  encodeSetTime,
  type Sleep,
  type Totals,
} from './codec';
import { type Counts, type Cursor, cursorToText, type Epoch, epochsFrom, placeOf } from './cursor';
import type { Dialogue, List } from './dialogue';
import { watch } from './live';
import { amountOf, countOf, inOrder, marksOf, readingOf, spansOf } from './records';

/** Today and six days before. */
export const DAYS = 7;
/** How far ahead of the phone a record may seem to be: clocks drift between two syncs. */
const AHEAD_SECONDS = 300;
/** A day that changes while it is read is read again, this often. */
const ROUNDS = 2;

export interface RunStart {
  dialogue: Dialogue;
  identity: BandIdentity;
  battery: number | null;
  clock: BandClock;
  /** What the band's clock is ahead of UTC, believed or not. */
  measured: number;
  cursor: Cursor;
  offsetSeconds: number;
  /** UTC seconds. */
  now(): number;
}

interface DayLog {
  activity: List<Activity>;
  sleep: List<Sleep> | null;
  totals: Totals | null;
  complete: boolean;
}

export class LefunRun implements Run {
  readonly identity: BandIdentity;
  readonly battery: number | null;
  readonly sourceClass = 'direct' as const;
  private readonly oldest: number;
  private readonly counts = new Map<number, Counts>();
  private readonly current: number | null;
  private cursor: Cursor;
  private day: number;
  private complete = true;
  private sleepless = false;
  private mark: Sleep | null;
  private timed: boolean;

  constructor(private readonly start: RunStart) {
    const { clock, cursor, now, offsetSeconds } = start;
    this.identity = start.identity;
    this.battery = start.battery;
    this.current = clock.state === 'unknown' ? null : clock.shift;
    this.timed = clock.state === 'right';
    const newest = this.newest();
    // Once its clock is set the band goes on in the phone's day: that one must be counted as well.
    const phones = Math.floor((now() + offsetSeconds) / DAY);
    const wanted = this.timed ? cursor.day : Math.min(cursor.day, phones);
    this.oldest = Math.max(cursorFor(wanted, newest, DAYS - 1), newest - DAYS + 1);
    this.day = this.oldest;
    this.mark = this.oldest === cursor.day ? cursor.sleep : null;
    this.cursor = { ...cursor, day: this.oldest, shift: this.timed ? null : this.current };
  }

  async next(): Promise<Page | null> {
    if (this.day > this.newest()) return null;
    const day = this.day++;
    return this.page(day, await this.read(day));
  }

  async find(): Promise<void> {
    const { dialogue } = this.start;
    const found = await dialogue.ask(COMMANDS.find, [], decodeDone);
    if (!found) throw new BandError('refused', 'the band will not be found');
  }

  live(what: 'steps' | 'heart-rate'): Promise<Live> {
    const { dialogue, now } = this.start;
    return watch(dialogue, what, now);
  }

  /** A day, read again when midnight passed meanwhile: days are asked for by how long ago. */
  private async read(day: number): Promise<DayLog> {
    let log = await this.readOnce(day);
    for (let i = 1; i < ROUNDS && !log; i++) log = await this.readOnce(day);
    if (!log) throw new BandError('garbage', 'the days change while they are read');
    return log;
  }

  private async readOnce(day: number): Promise<DayLog | null> {
    const { dialogue } = this.start;
    const newest = this.newest();
    const daysAgo = newest - day;
    const activity = await dialogue.list(COMMANDS.activity, daysAgo, decodeActivity);
    const night = await this.readSleep(daysAgo);
    const { state } = this.start.clock;
    const now = daysAgo === 0 && state === 'right';
    const totals = now ? await dialogue.ask(COMMANDS.totals, [0], decodeTotals) : null;
    if (this.newest() !== newest) return null;
    return {
      activity,
      sleep: night,
      totals,
      complete: activity.complete && (night?.complete ?? true),
    };
  }

  /** A band that says nothing of sleep has none to tell. */
  private async readSleep(daysAgo: number): Promise<List<Sleep> | null> {
    if (this.sleepless) return null;
    try {
      return await this.start.dialogue.list(COMMANDS.sleep, daysAgo, decodeSleep);
    } catch (error) {
      if (!(error instanceof BandError) || error.code !== 'no-answer') throw error;
      this.sleepless = true;
      return null;
    }
  }

  private page(day: number, log: DayLog): Page {
    const { readings, faults } = this.readingsOf(day, log.activity);
    const marks = marksOf(this.mark, log.sleep, (index) => {
      return placeOf(this.cursor.epochs, 'sleep', day, index, this.current).shift;
    });
    this.counts.set(day, { activity: countOf(log.activity), sleep: countOf(log.sleep) });
    this.complete &&= log.complete;
    this.mark = marks[marks.length - 1] ?? null;
    const newest = this.newest();
    if (this.complete && day < newest) this.pass(day + 1);
    const last = day >= newest;
    const counters = log.totals ? this.countersOf(log.totals, faults) : [];
    const cursor = last && !this.timed ? this.settled() : this.cursor;
    const of = newest - this.oldest + 1;
    const done = day - this.oldest + 1;
    return {
      readings,
      counters,
      sleep: spansOf(marks),
      ...(marks[0] && { sleepGoesOn: true as const }),
      progress: Math.min(1, done / of),
      days: { done, of },
      cursor: cursorToText(cursor),
      faults: [...log.activity.faults, ...(log.sleep?.faults ?? []), ...faults],
      release: () => (last ? this.setClock() : Promise.resolve()),
    };
  }

  private readingsOf(day: number, { records }: List<Activity>) {
    const { now } = this.start;
    const readings: Reading[] = [];
    const doubtful: (Activity | null)[] = [];
    for (const [index, record] of inOrder(records)) {
      if (!record) {
        doubtful.push(record);
        continue;
      }
      const { epochs } = this.cursor;
      const { shift, since, until } = placeOf(epochs, 'activity', day, index, this.current);
      // Set aside when it was met for the first time, and said so then.
      if (shift === null && this.current !== null) continue;
      const reading =
        shift === null
          ? null
          : readingOf(record, shift, since, this.timed ? until : Math.min(until, now()));
      if (!reading || reading.start > now() + AHEAD_SECONDS) doubtful.push(record);
      else if (reading.steps > 0) readings.push(reading);
    }
    const frames = doubtful.map((record) =>
      Uint8Array.from(encodeActivity({ daysAgo: 0, index: 1, of: 1, record })),
    );
    const faults = frames.length > 0 ? [unbelieved('time-unknown', concat(...frames))] : [];
    return { readings, faults };
  }

  /** The sums of a day that was on one clock only. */
  private countersOf({ day: midnight, ...totals }: Totals, faults: Fault[]): Counter[] {
    const own = Math.floor(midnight / DAY);
    if (this.cursor.epochs.some(({ counts }) => counts.has(own))) return [];
    if (totals.steps === null) return [];
    const { now, offsetSeconds } = this.start;
    const shown = { at: now(), steps: totals.steps, ...amountOf(totals) };
    const since = shown.at + offsetSeconds - midnight;
    const today = { day: dayOf(midnight, 0), since, staleSeconds: 0 };
    const { counter, total } = countOn(shown, today, this.cursor.total, offsetSeconds);
    this.cursor = { ...this.cursor, total };
    if (!counter) faults.push(unbelieved('range', utf8Encode(JSON.stringify(shown))));
    return counter ? [counter] : [];
  }

  private pass(day: number): void {
    const epochs = epochsFrom(this.cursor.epochs, day);
    this.cursor = { ...this.cursor, day, epochs, sleep: this.mark };
  }

  /** The cursor once the clock is set: what was read stays on the time it was made with. */
  private settled(): Cursor {
    const { now, offsetSeconds } = this.start;
    const until = now();
    const epoch: Epoch = { shift: this.current, until, counts: new Map(this.counts) };
    const phones = Math.floor((until + offsetSeconds) / DAY);
    const day = Math.min(this.cursor.day, phones);
    return { ...this.cursor, day, epochs: epochsFrom([...this.cursor.epochs, epoch], day) };
  }

  private async setClock(): Promise<void> {
    if (this.timed) return;
    const { dialogue, now, offsetSeconds } = this.start;
    await dialogue.ask(COMMANDS.time, encodeSetTime(now() + offsetSeconds), decodeDone);
    this.timed = true;
    // The days are others now; what there is to read was read.
    this.day = Number.POSITIVE_INFINITY;
  }

  /** The band's today, in days since 1970. */
  private newest(): number {
    const { now, measured } = this.start;
    return Math.floor((now() + measured) / DAY);
  }
}
