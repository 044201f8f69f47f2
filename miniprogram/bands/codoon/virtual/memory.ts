import { chunksOf, concat } from '../../../lib/bytes';
import { DAY } from '../../common/seconds';
import type { Walk } from '../../virtual/walks';
import { encodeStream, type SleepUnit, type SportUnit, UNIT_SECONDS } from '../stream';

/** More steps in ten minutes than this and the vendor's filter drops the unit. */
const MOST_STEPS = 3000;
const STEP_METRES = 0.7;
const STEP_KCAL = 0.04;

type Unit = SportUnit | SleepUnit;

/**
 * What a virtual Codoon band stores: ten-minute units in the order they were recorded, read as
 * frames, erased all at once. Units a phone was told of never change: more steps in the same ten
 * minutes become a new unit with the larger total, which is how they merge.
 */
export class FrameMemory {
  private units: Unit[] = [];
  private readonly totals = new Map<number, number>();
  /** The same, of units since the clock was set: one that it shows again begins anew. */
  private readonly current = new Map<number, number>();
  private clock = 0;
  private told = 0;
  private encoded: Uint8Array[] | null = null;

  constructor(
    private readonly frameBytes: number,
    /** Records idle time as zeros, a block a day, as the busiest band would. */
    private readonly dense: boolean,
    /** Distance and energy are erased flash. */
    private readonly blank = false,
  ) {}

  /** `shift` is the band clock − UTC. What does not fit ten minutes goes to those before. */
  walk(walk: Walk, shift: number): void {
    const civil = walk.at + shift;
    let at = civil - (civil % UNIT_SECONDS);
    let left = walk.steps;
    if (shift !== this.clock) this.current.clear();
    this.clock = shift;
    while (left > 0 && at > 0) {
      const known = this.current.get(at) ?? 0;
      const part = Math.min(left, MOST_STEPS - known);
      if (part > 0) this.record(at, known, part);
      left -= part;
      at -= UNIT_SECONDS;
    }
  }

  sleep(unit: SleepUnit): void {
    this.push(unit);
  }

  /** Frames stored now; from here on they only grow at the end. */
  count(): number {
    this.told = this.units.length;
    return this.frames().length;
  }

  frame(index: number): Uint8Array {
    return this.frames()[index] ?? new Uint8Array(0);
  }

  erase(): void {
    this.units = [];
    this.told = 0;
    this.encoded = null;
  }

  /** Steps of the civil day that contains `civil`. */
  day(civil: number): number {
    const start = civil - (civil % DAY);
    let steps = 0;
    for (const [at, total] of this.totals) if (at >= start && at < start + DAY) steps += total;
    return steps;
  }

  private record(at: number, known: number, more: number): void {
    const steps = known + more;
    this.current.set(at, steps);
    this.totals.set(at, (this.totals.get(at) ?? 0) + more);
    const unit: SportUnit = {
      kind: 'sport',
      at,
      steps,
      kcal: this.blank ? 0xffff : Math.round(steps * STEP_KCAL),
      metres: this.blank ? 0xffff : Math.round(steps * STEP_METRES),
    };
    const last = this.units[this.units.length - 1];
    if (last?.at !== at || last.kind !== 'sport' || this.units.length <= this.told) {
      this.push(unit);
      return;
    }
    this.units[this.units.length - 1] = unit;
    this.encoded = null;
  }

  private push(unit: Unit): void {
    const last = this.units[this.units.length - 1];
    if (this.dense && last?.kind === 'sport' && unit.kind === 'sport') {
      const midnight = unit.at - (unit.at % DAY);
      if (last.at < midnight) this.idle(midnight, unit.at);
      else this.idle(last.at + UNIT_SECONDS, unit.at);
    }
    this.units.push(unit);
    this.encoded = null;
  }

  private idle(from: number, to: number): void {
    for (let at = from; at < to; at += UNIT_SECONDS) {
      this.units.push({ kind: 'sport', at, steps: 0, kcal: 0, metres: 0 });
    }
  }

  private frames(): Uint8Array[] {
    this.encoded ??= chunksOf(concat(...this.blocks().map(encodeStream)), this.frameBytes);
    return this.encoded;
  }

  /** Dense memory starts a block every day. */
  private blocks(): Unit[][] {
    if (!this.dense) return [this.units];
    const days: Unit[][] = [];
    let day = -1;
    for (const unit of this.units) {
      const own = Math.floor(unit.at / DAY);
      if (own !== day) days.push([]);
      day = own;
      days[days.length - 1]!.push(unit);
    }
    return days;
  }
}
