/**
 * Reading what the band remembers: sleep, steps by the minute, and today's totals at the end. The
 * band forgets by itself, after days of its own choosing, so a release has nothing to do; what was
 * read is remembered in the cursor instead. The cursor is a slot edge at or before the last minute
 * read, never past a block that could not be read.
 */

import { type Reading, SLOT_SECONDS, type SleepSpan } from '../../../contract/activity';
import { utf8Encode } from '../../../lib/utf8';
import {
  BandError,
  type BandIdentity,
  type Fault,
  faultOf,
  type Page,
  type Run,
  unbelieved,
} from '../../../protocols/driver';
import { countToday } from '../../common/running-total';
import { MINUTE } from '../../common/seconds';
import { decodeTodayTotals, todayTotalsRequest } from '../messages';
import type { Dialogue } from '../wire/dialogue';
import type { Tlv } from '../wire/tlv';
import { afterWrong, ambiguous, type BandTime, RIGHT, utcOf } from './band-time';
import { type Block, Blocks } from './blocks';
import { type Cursor, cursorToText } from './cursor';
import { decodeSleepBlock, type SleepPiece } from './sleep-block';
import { decodeBlockHead, eachMinute } from './step-block';

const DAY_MINUTES = 1440;
/** Half a day of hour blocks: two to four seconds of radio. */
const PAGE_BLOCKS = 12;
/** Some bands refuse to begin at 0: the first of 2000. */
const EPOCH = 946_684_800;
/** Bands may choose blocks by their first minute: an hour before finds the block we are in. */
const BLOCK_SECONDS = 3600;
/** A night is written down in the morning: it may begin long before the last minute read. */
const NIGHT_SECONDS = 36 * 3600;
/** The clock was set a moment ago: a total is the day's as soon as midnight is over. */
const STALE_SECONDS = 120;

export interface RunStart {
  identity: BandIdentity;
  battery: number | null;
  cursor: Cursor;
  time: BandTime;
  /** UTC seconds. */
  now(): number;
  offsetSeconds: number;
}

export class HistoryRun implements Run {
  readonly identity: BandIdentity;
  readonly battery: number | null;
  readonly sourceClass = 'direct' as const;
  private cursor: Cursor;
  private steps: Blocks | null = null;
  private done = 0;
  private progress = 0;
  private lastBase = 0;
  /** The last minute read, band seconds. */
  private lastMinute = 0;
  private firstMinute = Number.POSITIVE_INFINITY;
  /** False once blocks came out of order: then only the end of the run is a safe cursor. */
  private ordered = true;
  private failed = false;
  private ended = false;
  private slept = false;
  /** The band tells how wrong its clock was once only, so that is kept before anything is read. */
  private noted: boolean;
  /** When the clock was set, UTC seconds. */
  private readonly openedAt: number;

  constructor(
    private readonly dialogue: Dialogue,
    private readonly start: RunStart,
  ) {
    this.identity = start.identity;
    this.battery = start.battery;
    this.cursor = { ...start.cursor, time: start.time };
    this.openedAt = start.now();
    this.noted = start.time.state === 'right' || start.time === start.cursor.time;
  }

  async next(): Promise<Page | null> {
    if (this.ended) return null;
    if (!this.noted) {
      this.noted = true;
      return this.page([], []);
    }
    if (!this.slept) {
      this.slept = true;
      const page = await this.sleepPage();
      if (page) return page;
    }
    this.steps ??= await this.open('stepCount', 'stepBlock', BLOCK_SECONDS);
    return this.stepPage(this.steps);
  }

  private open(count: 'stepCount' | 'sleepCount', block: 'stepBlock' | 'sleepBlock', back: number) {
    const { cursor, time } = this.start;
    const now = this.start.now();
    const from = Math.max(EPOCH, cursor.from - back);
    // A clock that was ahead dated its records after now.
    const until = time.state === 'shifted' ? Math.max(now, time.until) : now;
    return Blocks.open(this.dialogue, { count, block }, from, until);
  }

  /** All sleep in one page; null when there is none. A band without sleep is no failure. */
  private async sleepPage(): Promise<Page | null> {
    const sleep: SleepSpan[] = [];
    const faults: Fault[] = [];
    try {
      const blocks = await this.open('sleepCount', 'sleepBlock', NIGHT_SECONDS);
      for (let block = await blocks.take(); block !== null; block = await blocks.take()) {
        if (block?.list) {
          const decoded = decodeSleepBlock(block.list);
          if (decoded.ok) sleep.push(...this.spansOf(decoded.value.pieces));
        } else if (block) faults.push(block.fault);
      }
    } catch (error) {
      if (!(error instanceof BandError) || error.code === 'refused') throw error;
      faults.push(...error.faults);
    }
    if (sleep.length + faults.length === 0) return null;
    return { ...this.page([], faults), sleep };
  }

  /** Pieces of one night; the gaps between them are time awake. */
  private spansOf(pieces: readonly SleepPiece[]): SleepSpan[] {
    const spans: SleepSpan[] = [];
    let end = 0;
    for (const { stage, start, minutes } of [...pieces].sort((a, b) => a.start - b.start)) {
      const utc = this.utcOf(start);
      if (utc === null || minutes === 0 || minutes > DAY_MINUTES) continue;
      if (end > 0 && utc > end) spans.push({ start: end, seconds: utc - end, stage: 'awake' });
      spans.push({ start: utc, seconds: minutes * MINUTE, stage });
      end = utc + minutes * MINUTE;
    }
    return spans;
  }

  private async stepPage(blocks: Blocks): Promise<Page> {
    const readings: Reading[] = [];
    const faults: Fault[] = [];
    for (let i = 0; i < PAGE_BLOCKS; i++) {
      const block = await blocks.take();
      if (block === null) return this.lastPage(readings, faults);
      if (block) this.takeBlock(block, readings, faults);
      if (block) this.done++;
    }
    if (this.ordered && !blocks.gap) this.advance();
    this.progress = Math.max(this.progress, Math.min(0.99, this.done / blocks.count));
    return this.page(readings, faults);
  }

  private takeBlock(block: Block, readings: Reading[], faults: Fault[]): void {
    const fault = block.fault ?? this.takeMinutes(block.list, readings);
    if (fault) faults.push(fault);
    this.failed ||= fault?.kind === 'frame';
  }

  /** Null when all went well; 'time-unknown' when the time of some steps cannot be known. */
  private takeMinutes(list: readonly Tlv[], readings: Reading[]): Fault | null {
    const head = decodeBlockHead(list);
    if (!head.ok) return faultOf(head.reason, new Uint8Array(0));
    const { base } = head.value;
    if (base < this.lastBase) this.ordered = false;
    this.lastBase = base;
    const { from, skip } = this.start.cursor;
    const skipFrom = skip ? skip.from - MINUTE : 0;
    const skipUntil = skip?.until ?? 0;
    const minutes = new Map<number, Reading>();
    let known = true;
    eachMinute(list, (minute, steps = 0, metres) => {
      const at = base + minute * MINUTE;
      if (at < from || (at > skipFrom && at <= skipUntil)) return;
      const start = this.utcOf(at);
      if (start === null) {
        known &&= steps === 0;
        return;
      }
      this.lastMinute = Math.max(this.lastMinute, at);
      this.firstMinute = Math.min(this.firstMinute, at);
      if (steps <= (minutes.get(start)?.steps ?? 0)) return;
      const reading = { start, seconds: MINUTE, steps };
      minutes.set(start, metres === undefined ? reading : { ...reading, metres });
    });
    readings.push(...minutes.values());
    return known ? null : unbelieved('time-unknown', new Uint8Array(0));
  }

  private utcOf(band: number): number | null {
    return utcOf(this.start.time, band, this.start.now());
  }

  private advance(): void {
    const slot = this.lastMinute - (this.lastMinute % SLOT_SECONDS);
    this.cursor = { ...this.cursor, from: Math.max(this.cursor.from, slot) };
  }

  private async lastPage(readings: Reading[], faults: Fault[]): Promise<Page> {
    const page = this.page(readings, faults);
    if (!this.failed) {
      this.advance();
      const { time, cursor } = this.start;
      const right = afterWrong(time);
      // How far a clock that was ahead was read says nothing of the right one.
      const from = time.shift > 0 ? right : Math.max(this.cursor.from, right);
      const skip = ambiguous(time, cursor.set) ?? cursor.skip;
      this.cursor = { ...this.cursor, from, skip, set: this.openedAt, time: RIGHT };
    }
    const counters = await this.today(faults);
    this.ended = true;
    this.progress = 1;
    return { ...page, counters, progress: 1, cursor: cursorToText(this.cursor) };
  }

  /** Today's total; none when the band does not tell, or not of which day it is. */
  private async today(faults: Fault[]): Promise<Page['counters']> {
    const { now, offsetSeconds, time } = this.start;
    const at = now();
    try {
      const totals = decodeTodayTotals(
        await this.dialogue.ask('todayTotals', todayTotalsRequest()),
      );
      if (!totals.ok || time.state !== 'right') return [];
      const shown = { at, ...totals.value };
      const place = { offsetSeconds, staleSeconds: STALE_SECONDS };
      const frame = utf8Encode(JSON.stringify(shown));
      const today = countToday(shown, this.cursor.total, place, frame);
      this.cursor = { ...this.cursor, total: today.total };
      faults.push(...today.faults);
      return today.counters;
    } catch (error) {
      if (!(error instanceof BandError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  }

  private page(readings: Reading[], faults: Fault[]): Page {
    const page: Page = {
      readings,
      counters: [],
      progress: this.progress,
      cursor: cursorToText(this.cursor),
      faults,
      release: () => Promise.resolve(),
    };
    return Number.isFinite(this.firstMinute) ? { ...page, days: this.days() } : page;
  }

  private days(): { done: number; of: number } {
    const from = this.firstMinute;
    const count = (seconds: number) => Math.max(1, Math.ceil(seconds / 86_400));
    const of = count(this.start.now() - from);
    return { done: Math.min(of, count(this.lastMinute - from)), of };
  }
}
