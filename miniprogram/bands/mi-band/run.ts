/**
 * Reading what the band stores, a block a page; a block is deleted by its page's release. At the
 * end comes the day's total, and a clock that was wrong is set once nothing depends on it.
 */

import type { Session } from '../../ble/session';
import type { Counter, Reading } from '../../contract/activity';
import type { BandIdentity, Fault, Live, Page, Run } from '../../protocols/driver';
import { unbelieved } from '../../protocols/driver';
import type { BandClock } from '../common/band-clock';
import { isBelievable } from '../common/believable-time';
import { countToday } from '../common/running-total';
import { MINUTE } from '../common/seconds';
import { CONTROLS, decodeSteps, encodeClock, encodeHeader } from './codec';
import { type Cursor, cursorToText } from './cursor';
import { STEPS, TIME } from './gatt';
import { watch } from './live';
import { tell } from './talk';
import type { Block, Transfer } from './transfer';

/** The clock is right, so a total is the day's as soon as midnight is over. */
const STALE_SECONDS = 120;

export interface RunStart {
  identity: BandIdentity;
  battery: number | null;
  clock: BandClock;
  total: Cursor['total'];
  /** UTC seconds. */
  now(): number;
  offsetSeconds: number;
}

export class MiBandRun implements Run {
  readonly identity: BandIdentity;
  readonly battery: number | null;
  readonly sourceClass = 'direct' as const;
  private cursor: Cursor;
  private left: number | null = null;
  private progress = 0;
  private ended = false;

  constructor(
    private readonly session: Session,
    private readonly transfer: Transfer,
    private readonly start: RunStart,
  ) {
    this.identity = start.identity;
    this.battery = start.battery;
    const shift = start.clock.state === 'shifted' ? start.clock.shift : null;
    this.cursor = { shift, total: start.total };
  }

  async next(): Promise<Page | null> {
    if (this.ended) return null;
    const block = await this.transfer.next();
    return block ? this.blockPage(block) : this.lastPage();
  }

  async find(): Promise<void> {
    await tell(this.session, [CONTROLS.vibrate, 0]);
  }

  live(what: 'steps' | 'heart-rate'): Promise<Live> {
    return watch(this.session, what, this.start.now);
  }

  private blockPage(block: Block): Page {
    const { left, count } = block.header;
    this.left = Math.max(this.left ?? 0, left, 1);
    const share = 1 - (left - count) / this.left;
    this.progress = Math.min(0.99, Math.max(this.progress, share));
    const { readings, faults } = this.decode(block);
    return {
      readings,
      counters: [],
      progress: this.progress,
      cursor: cursorToText(this.cursor),
      faults,
      release: () => this.transfer.forget(block),
    };
  }

  private decode({ header, minutes, fault }: Block): { readings: Reading[]; faults: Fault[] } {
    const { clock, now } = this.start;
    const readings: Reading[] = [];
    const faults = fault ? [fault] : [];
    let unknown = false;
    for (const { minute, sample } of minutes) {
      if (sample.steps === 0) continue;
      const start = (header.start ?? 0) + minute * MINUTE - clock.shift;
      const believed = isBelievable(start, now());
      if (clock.state === 'unknown' || header.start === null || !believed) unknown = true;
      else readings.push({ start, seconds: MINUTE, steps: sample.steps });
    }
    if (unknown) faults.push(unbelieved('time-unknown', encodeHeader(header)));
    return { readings, faults };
  }

  private async lastPage(): Promise<Page> {
    this.ended = true;
    const faults: Fault[] = [];
    const counters = await this.today(faults);
    if (this.transfer.clean) {
      const { clock, now, offsetSeconds } = this.start;
      if (clock.state !== 'right')
        await tell(this.session, encodeClock(now() + offsetSeconds), TIME);
      this.cursor = { ...this.cursor, shift: null };
    }
    return {
      readings: [],
      counters,
      progress: 1,
      cursor: cursorToText(this.cursor),
      faults,
      release: () => Promise.resolve(),
    };
  }

  /** The day's total; none when the band does not tell, or not of which day it is. */
  private async today(faults: Fault[]): Promise<Counter[]> {
    const { clock, now, offsetSeconds } = this.start;
    if (clock.state !== 'right') return [];
    const value = (await this.session.readOptional(STEPS)) ?? new Uint8Array(0);
    const steps = decodeSteps(value);
    if (!steps.ok || steps.value === null) return [];
    const shown = { at: now(), steps: steps.value };
    const place = { offsetSeconds, staleSeconds: STALE_SECONDS };
    const today = countToday(shown, this.cursor.total, place, value);
    this.cursor = { ...this.cursor, total: today.total };
    faults.push(...today.faults);
    return today.counters;
  }
}
