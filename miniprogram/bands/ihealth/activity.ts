/**
 * iHealth's records as readings. A record says what its day had come to at that minute; what was
 * walked since the record before is a reading of five minutes that ends there. (The vendor's text
 * says totals; single source, ambiguous.)
 */
import { type Counter, dayOf, type Reading } from '../../contract/activity';
import { type Cursor, isAfter, type Mark } from './cursor';
import type { ActivityRecord } from './messages';

export const RECORD_SECONDS = 300;
/** Nobody walks more than this in five minutes: the record before is not the one we think. */
const MOST_STEPS = 1250;

/** Turns one transfer's records into readings, in order. */
export class ActivityDays {
  private before: Mark | null;
  /** True until the transfer's first record tells whether the band has forgotten the last one. */
  private fresh = true;
  private base: Mark | null;

  constructor(
    private readonly cursor: Cursor,
    private readonly offsetSeconds: number,
  ) {
    this.base = cursor.base;
    this.before = cursor.base;
  }

  /** Where the transfer before this one ended, and where this one is. */
  get marks(): { base: Mark | null; last: Mark | null } {
    // A transfer without a record tells nothing: the next one's first record decides.
    if (this.fresh) return { base: this.cursor.base, last: this.cursor.last };
    return { base: this.base, last: this.before };
  }

  /** The readings of some records of a day, and what the day had come to at the last. */
  add(
    midnight: number,
    records: readonly ActivityRecord[],
  ): { readings: Reading[]; counter: Counter | null } {
    const readings: Reading[] = [];
    let last: Mark | null = null;
    for (const { minute, steps, kcal } of records) {
      last = { midnight, minute, steps, kcal };
      this.begin(last);
      const reading = this.difference(last);
      if (reading && reading.steps > 0) readings.push(reading);
      this.before = last;
    }
    return { readings, counter: last && this.counterOf(last) };
  }

  private begin(first: Mark): void {
    if (!this.fresh) return;
    this.fresh = false;
    const { last, base } = this.cursor;
    // Later than all we had: the band has forgotten that. Else it tells the same again.
    this.base = last && isAfter(first, last) ? last : base;
    this.before = this.base;
  }

  /** What was walked since the record before; null when that cannot be told. */
  private difference(mark: Mark): Reading | null {
    const { before } = this;
    const known = before?.midnight === mark.midnight && before.steps <= mark.steps;
    const steps = known ? mark.steps - before.steps : mark.steps;
    const kcal = known ? Math.max(0, mark.kcal - before.kcal) : mark.kcal;
    if (steps > MOST_STEPS) return null;
    const end = this.utcOf(mark);
    // The last record of a day may follow the one before at once.
    const earliest = known ? this.utcOf(before) : mark.midnight - this.offsetSeconds;
    const start = Math.max(end - RECORD_SECONDS, earliest);
    return end > start ? { start, seconds: end - start, steps, kcal } : null;
  }

  private counterOf(mark: Mark): Counter {
    const at = this.utcOf(mark);
    const day = dayOf(mark.midnight - this.offsetSeconds, this.offsetSeconds);
    return { day, at, steps: mark.steps, kcal: mark.kcal };
  }

  private utcOf({ midnight, minute }: Mark): number {
    return midnight + minute * 60 - this.offsetSeconds;
  }
}
