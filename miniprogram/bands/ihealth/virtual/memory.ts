import { DAY } from '../../common/seconds';
import type { Walk } from '../../virtual/walks';
import type { ActivityRecord, Totals } from '../messages';

const RECORD_SECONDS = 300;
const LAST_MINUTE = 1439;
const STEP_KCAL = 0.04;

/** A record and the day it belongs to. */
export interface Stored extends ActivityRecord {
  /** Civil seconds of the day's midnight. */
  midnight: number;
}

/** What a virtual iHealth band remembers: its running total of every five minutes that had steps. */
export class ActivityMemory {
  private records: Stored[] = [];
  private total = { midnight: 0, steps: 0 };

  /** `civil` is the band's own time. A record is closed by the next one, or by being read. */
  walk(civil: number, { steps }: Walk): void {
    const midnight = civil - (civil % DAY);
    if (midnight !== this.total.midnight) this.total = { midnight, steps: 0 };
    this.total.steps += steps;
    const end = Math.ceil((civil - midnight + 1) / RECORD_SECONDS) * (RECORD_SECONDS / 60);
    const minute = Math.min(end, LAST_MINUTE);
    const record = { midnight, minute, ...amountOf(this.total.steps) };
    const last = this.records[this.records.length - 1];
    if (last?.midnight === midnight && last.minute === minute) this.records.pop();
    this.records.push(record);
  }

  totals(civil: number): Totals {
    const today = civil - (civil % DAY) === this.total.midnight;
    return amountOf(today ? this.total.steps : 0);
  }

  get length(): number {
    return this.records.length;
  }

  /** Records that are over, oldest first; all but the five minutes in progress. */
  closed(civil: number): Stored[] {
    return this.records.filter(({ midnight, minute }) => {
      const left = midnight + minute * 60 - civil;
      return left <= 0 || left > RECORD_SECONDS;
    });
  }

  /** Forgets these. */
  forget(records: readonly Stored[]): void {
    this.records = this.records.filter((record) => !records.includes(record));
  }
}

const amountOf = (steps: number): Totals => ({ steps, kcal: Math.round(steps * STEP_KCAL) });
