/**
 * Reading what the band stores: transfers, one after the other, each in parts of a day. A transfer
 * with a gap is asked for again from there. At the end comes the day's total, and a clock that was
 * wrong is set once nothing stored depends on it.
 */

import type { Characteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import type { Counter, Reading } from '../../contract/activity';
import {
  type BandIdentity,
  type Fault,
  faultOf,
  type Live,
  type Page,
  type Run,
  unbelieved,
} from '../../protocols/driver';
import type { BandClock } from '../common/band-clock';
import { isBelievable } from '../common/believable-time';
import { once } from '../common/once';
import { countToday } from '../common/running-total';
import { HOUR, MINUTE } from '../common/seconds';
import { decodeSteps, encodeClock } from './codec';
import { type Cursor, cursorToText } from './cursor';
import { STEPS } from './gatt';
import { watch } from './live';
import { tell } from './talk';
import { type Minute, Transfer } from './transfer';

const PART_MINUTES = 1440;
/** How often a gap is read again in one sync. */
const REPEATS = 2;
const STALE_SECONDS = 120;
const ZONE_STEP = HOUR / 2;
/** From one end of the world's zones to the other. */
const ZONES_APART = 26 * HOUR;

export interface RunStart {
  identity: BandIdentity;
  battery: number | null;
  clock: BandClock;
  /** The band's clock − UTC, whatever it is. */
  measured: number;
  cursor: Cursor;
  /** Where the clock is set, or null. */
  time: Characteristic | null;
  /** UTC seconds. */
  now(): number;
  offsetSeconds: number;
}

export class MiBand2Run implements Run {
  readonly identity: BandIdentity;
  readonly battery: number | null;
  readonly sourceClass = 'direct' as const;
  private cursor: Cursor;
  private readonly from: number;
  /** Where the next transfer begins, UTC seconds by the band's clock. */
  private since: number;
  /** A gap that stays keeps the cursor where it is. */
  private stuck = false;
  private transfer: Transfer | null = null;
  private asked = false;
  private repeats = 0;
  private progress = 0;
  /** Every transfer was deleted. */
  private clean = true;
  private ended = false;

  constructor(
    private readonly session: Session,
    private readonly start: RunStart,
  ) {
    this.identity = start.identity;
    this.battery = start.battery;
    const shift = start.clock.state === 'shifted' ? start.clock.shift : null;
    this.cursor = { ...start.cursor, shift };
    this.from = start.cursor.since;
    this.since = start.cursor.since;
  }

  async next(): Promise<Page | null> {
    if (this.ended) return null;
    if (this.transfer?.complete) this.close(this.transfer);
    this.transfer ??= await this.open();
    return this.transfer ? this.part(this.transfer) : this.lastPage();
  }

  live(what: 'steps' | 'heart-rate'): Promise<Live> {
    return watch(this.session, what, this.start.now);
  }

  /**
   * The next transfer, or null when there is nothing more to read now. Some bands offer twenty minutes
   * at a time: however many pieces there are, each begins later than the one before. One that still is
   * in another zone offers what it told already: it is asked for later times, up to a zone's worth.
   */
  private async open(): Promise<Transfer | null> {
    const { measured, offsetSeconds, now } = this.start;
    for (let later = 0; later <= ZONES_APART; later += ZONE_STEP) {
      const at = this.since + later;
      if (this.asked && at >= now() + measured - MINUTE) return null;
      this.asked = true;
      const offered = await Transfer.open(this.session, { at, offsetSeconds }, this.since);
      if (offered !== 'told') return offered;
    }
    return null;
  }

  private close(transfer: Transfer): void {
    transfer.leave();
    this.transfer = null;
    const right = this.start.clock.state === 'right';
    if (transfer.gap !== null && !this.isHopeless(transfer)) {
      this.repeats++;
      if (right) this.since = Math.max(this.since, transfer.position);
      return;
    }
    this.repeats = 0;
    this.since = Math.max(this.since + MINUTE, transfer.end);
    this.clean &&= transfer.forgotten;
    if (this.clean && !right) this.cursor = { ...this.cursor, since: this.since };
  }

  private isHopeless(transfer: Transfer): boolean {
    return transfer.complete && transfer.gap !== null && this.repeats >= REPEATS;
  }

  private async part(transfer: Transfer): Promise<Page> {
    const minutes = await transfer.part(PART_MINUTES);
    const { position } = transfer;
    // What a wrong clock dated is read again until it is deleted: see lastPage.
    const right = this.start.clock.state === 'right';
    if (right && !this.stuck && transfer.dated && position > this.cursor.since) {
      this.cursor = { ...this.cursor, since: position };
    }
    const { readings, faults } = this.decode(minutes, transfer.dated);
    if (this.isHopeless(transfer)) {
      this.stuck = true;
      faults.push(faultOf('missing', new Uint8Array(0)));
    }
    const whole = Math.max(MINUTE, this.start.now() + this.start.measured - this.from);
    const share = (position - this.from) / whole;
    this.progress = Math.min(0.99, Math.max(this.progress, share));
    return {
      readings,
      counters: [],
      progress: this.progress,
      cursor: cursorToText(this.cursor),
      faults,
      release: once(() => transfer.forget()),
    };
  }

  private decode(
    minutes: readonly Minute[],
    dated: boolean,
  ): { readings: Reading[]; faults: Fault[] } {
    const { clock, now } = this.start;
    const readings: Reading[] = [];
    let unknown = false;
    for (const { at, sample } of minutes) {
      if (sample.steps === 0) continue;
      const start = at - clock.shift;
      const believed = isBelievable(start, now());
      if (clock.state === 'unknown' || !believed || !dated) unknown = true;
      else readings.push({ start, seconds: MINUTE, steps: sample.steps });
    }
    return { readings, faults: unknown ? [unbelieved('time-unknown', new Uint8Array(0))] : [] };
  }

  private async lastPage(): Promise<Page> {
    this.ended = true;
    const faults: Fault[] = [];
    const counters = await this.today(faults);
    const { clock, time, now, offsetSeconds } = this.start;
    // Once the clock is right, nothing may be left that the wrong one dated.
    if (this.clean && clock.state !== 'right' && time) {
      await tell(this.session, time, encodeClock({ at: now(), offsetSeconds }));
      const since = now() - (now() % MINUTE);
      this.cursor = { ...this.cursor, since, shift: null };
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
