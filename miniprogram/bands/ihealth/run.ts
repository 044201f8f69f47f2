/**
 * Reading an iHealth band. A transfer tells everything, is acknowledged step by step, and ends with
 * a command the phone echoes: that echo is the only thing that could let the band forget, so it is
 * the release of the transfer's last page. A transfer that stalls is begun again; one that is cut is
 * told again as a whole next time.
 */

import type { Counter, Reading, SleepSpan } from '../../contract/activity';
import type { Result } from '../../lib/result';
import type { BandIdentity, Fault, Page, Run } from '../../protocols/driver';
import { faultOf, unbelieved } from '../../protocols/driver';
import { once } from '../common/once';
import { DAY } from '../common/seconds';
import { ActivityDays } from './activity';
import {
  COMMANDS,
  decodeActivity,
  decodeActivityBlock,
  decodeSleepBlock,
  type Instruction,
  SLEEP_SECONDS,
} from './codec';
import { cursorToText } from './cursor';
import { addLevels } from './night';
import type { RunStart } from './start';
import type { Wire } from './wire';

const OLDEST_SECONDS = 366 * 86_400;
const FUTURE_SECONDS = 600;
const MAX_RESTARTS = 2;
/** Data without end is no band. */
const MAX_INSTRUCTIONS = 4096;

interface Collected {
  readings: Reading[];
  counters: Counter[];
  sleep: SleepSpan[];
  faults: Fault[];
}

export class IHealthRun implements Run {
  readonly identity: BandIdentity;
  readonly battery: number | null;
  readonly sourceClass = 'direct' as const;
  private phase: 'activity' | 'sleep' | 'done' = 'activity';
  private asked = false;
  private restarts = 0;
  private instructions = 0;
  private pages = 0;
  /** Whether everything of the transfer in progress could be read. */
  private readable = true;
  private days: ActivityDays;
  /** Civil midnight of the block in progress; null when it cannot be believed. */
  private block: number | null = null;

  constructor(
    private readonly wire: Wire,
    private readonly start: RunStart,
  ) {
    this.identity = start.identity;
    this.battery = start.battery;
    this.days = new ActivityDays(start.cursor, start.offsetSeconds);
  }

  async next(): Promise<Page | null> {
    if (this.phase === 'activity') return this.activity();
    if (this.phase === 'sleep') return this.sleep();
    return null;
  }

  /** One day of records, or the end of them. */
  private async activity(): Promise<Page> {
    const page = this.begin();
    const { activity, activityBlock, activityData, activityEnd } = COMMANDS;
    await this.ask(activity);
    let records = 0;
    for (;;) {
      const heard = await this.hear([activityBlock, activityData, activityEnd]);
      if (!heard && (await this.again(activity))) {
        Object.assign(page, this.begin());
        continue;
      }
      if (!heard) return this.stalled(page, 'sleep');
      if (heard.command === activityEnd) return this.end(page, activityEnd, 'sleep');
      if (heard.command === activityBlock) this.openBlock(heard, page);
      else records += this.takeRecords(heard, page);
      // The echo asks for the next step, so it goes out before this one is stored.
      await this.wire.say(heard.command);
      if (heard.command === activityBlock && records > 0) return this.finish(page);
    }
  }

  private openBlock({ params }: Instruction, page: Collected): void {
    const block = decodeActivityBlock(params);
    this.block = null;
    if (block.ok && this.believes(block.value.midnight)) this.block = block.value.midnight;
    else page.faults.push(undated(block, params));
  }

  private takeRecords({ params }: Instruction, page: Collected): number {
    const records = decodeActivity(params, this.start.widths);
    if (!records.ok) {
      this.readable = false;
      page.faults.push(faultOf(records.reason, params));
      return 0;
    }
    if (this.block === null) {
      page.faults.push(unbelieved('time-unknown', params));
      return 0;
    }
    // Told well, but of no time: that one is lost, not the transfer.
    if (records.value.some(({ minute }) => minute < 0)) {
      page.faults.push(unbelieved('time-unknown', params));
    }
    const told = records.value.filter(({ minute, steps }) => minute >= 0 && steps >= 0);
    const { readings, counter } = this.days.add(this.block, told);
    page.readings.push(...readings);
    if (counter) page.counters.push(counter);
    return records.value.length;
  }

  /** All nights in one page; a band without any has none. */
  private async sleep(): Promise<Page | null> {
    const page = this.begin();
    const { sleep, sleepBlock, sleepData, sleepEnd } = COMMANDS;
    await this.ask(sleep);
    let at: number | null = null;
    for (;;) {
      const heard = await this.hear([sleepBlock, sleepData, sleepEnd]);
      if (!heard && this.tellsSleep() && (await this.again(sleep))) {
        Object.assign(page, this.begin());
        continue;
      }
      if (!heard) return this.quiet(page);
      if (heard.command === sleepEnd) {
        if (page.sleep.length + page.faults.length > 0) return this.end(page, sleepEnd, 'done');
        this.enter('done');
        await this.wire.say(sleepEnd);
        return null;
      }
      if (heard.command === sleepBlock) at = this.openNight(heard, page);
      else at = this.takeNight(heard, at, page);
      await this.wire.say(heard.command);
    }
  }

  private openNight({ params }: Instruction, page: Collected): number | null {
    const block = decodeSleepBlock(params);
    if (block.ok && this.believes(block.value.start)) return block.value.start;
    page.faults.push(undated(block, params));
    return null;
  }

  /** Returns where the next data goes on. */
  private takeNight({ params }: Instruction, at: number | null, page: Collected): number | null {
    if (at === null) {
      page.faults.push(unbelieved('time-unknown', params));
      return null;
    }
    addLevels(params, at - this.start.offsetSeconds, page.sleep);
    return at + params.length * SLEEP_SECONDS;
  }

  /** A band may not know the command at all: that is no fault. */
  private tellsSleep(): boolean {
    return this.instructions > 0 || this.wire.faults.length > 0;
  }

  private quiet(page: Collected): Page | null {
    if (this.tellsSleep()) return this.stalled(page, 'done');
    this.enter('done');
    return null;
  }

  private async ask(command: number): Promise<void> {
    if (this.asked) return;
    this.asked = true;
    await this.wire.say(command);
  }

  private async hear(commands: readonly number[]): Promise<Instruction | null> {
    if (this.instructions >= MAX_INSTRUCTIONS) return null;
    const heard = await this.wire.hear(commands);
    if (heard) this.instructions++;
    return heard;
  }

  /** Begins a transfer that stalled again; nothing was released, so it tells the same. */
  private async again(command: number): Promise<boolean> {
    if (this.restarts >= MAX_RESTARTS || this.instructions >= MAX_INSTRUCTIONS) return false;
    this.restarts++;
    this.readable = true;
    this.block = null;
    this.days = new ActivityDays(this.start.cursor, this.start.offsetSeconds);
    await this.wire.say(command);
    return true;
  }

  private begin(): Collected {
    const page: Collected = { readings: [], counters: [], sleep: [], faults: [] };
    if (this.pages > 0) return page;
    const { counters, faults } = this.start.today;
    return { ...page, counters: [...counters], faults: [...faults] };
  }

  /** The last page of a transfer: its release is the echo of the end. */
  private end(page: Collected, echo: number, next: 'sleep' | 'done'): Page {
    const { readable } = this;
    this.enter(next);
    const release = once(() => this.wire.say(echo));
    return this.finish(page, readable ? release : undefined);
  }

  /** The transfer did not end: what was read counts, nothing is released. */
  private stalled(page: Collected, next: 'sleep' | 'done'): Page {
    const faults = this.wire.takeFaults();
    page.faults.push(...(faults.length > 0 ? faults : [faultOf('silence', new Uint8Array(0))]));
    this.enter(next);
    return this.finish(page);
  }

  private enter(phase: 'sleep' | 'done'): void {
    this.phase = phase;
    this.asked = false;
    this.readable = true;
    this.restarts = 0;
    this.instructions = 0;
    this.block = null;
  }

  private finish(page: Collected, release = () => Promise.resolve()): Page {
    this.pages++;
    return {
      ...page,
      // How many days are to come is not known, so this only ever approaches the end.
      progress: this.phase === 'done' ? 1 : this.pages / (this.pages + 1),
      cursor: cursorToText({ ...this.days.marks, total: this.start.today.total }),
      release,
    };
  }

  private believes(civil: number): boolean {
    const now = this.start.now() + this.start.offsetSeconds;
    return civil <= now + FUTURE_SECONDS && civil + DAY >= now - OLDEST_SECONDS;
  }
}

/** Why a block has no time: it has none that could be believed, or it cannot be read. */
const undated = (block: Result<unknown>, params: Uint8Array): Fault =>
  block.ok || block.reason === 'time'
    ? unbelieved('time-unknown', params)
    : faultOf(block.reason, params);
