import { DAY_SECONDS, dayOf, dayStart } from '../../../contract/activity';
import type { Walk } from '../../virtual/walks';

/** The running total of the band's day at an instant. */
export interface Remembered {
  /** UTC seconds. */
  at: number;
  steps: number;
}

const EVERY_SECONDS = 600;
const KEPT_DAYS = 7;

/**
 * What a virtual band remembers for seven days: its running total at both ends of every ten minutes
 * in which it changed, the last ten minutes of a day written just before midnight.
 */
export class StepMemory {
  private readonly items: Remembered[] = [];
  private total = 0;
  private day = 0;
  /** When the total last changed without being written down. */
  private unwritten: number | null = null;

  constructor(
    private readonly offsetSeconds: number,
    /** Whether its total goes on past midnight. */
    private readonly lingers = () => false,
  ) {}

  /** Steps of the band's day. */
  today(now: number): number {
    this.roll(now);
    return this.total;
  }

  walk({ at, steps }: Walk): void {
    this.roll(at);
    this.set(this.total + steps, at);
  }

  /** The running total is this from now on; a smaller one is a reset. */
  set(total: number, at: number): void {
    this.roll(at);
    const slice = Math.floor(at / EVERY_SECONDS) * EVERY_SECONDS;
    const last = this.items[this.items.length - 1];
    if (!last || last.at < slice) this.items.push({ at: slice, steps: this.total });
    this.total = total;
    this.unwritten = at;
  }

  /** Writes down what is not yet, so that what follows includes this moment. */
  settle(now: number): void {
    this.roll(now);
    if (this.unwritten === null) return;
    this.unwritten = null;
    const last = this.items[this.items.length - 1];
    if (last?.at === now) last.steps = this.total;
    else this.items.push({ at: now, steps: this.total });
  }

  get length(): number {
    return this.items.length;
  }

  oldest(count: number): Remembered[] {
    return this.items.slice(0, count);
  }

  /** Forgets these, whatever else has come or gone meanwhile. */
  forget(taken: readonly Remembered[]): void {
    while (this.items[0] && taken.includes(this.items[0])) this.items.shift();
  }

  private roll(now: number): void {
    if (this.unwritten !== null) {
      const midnight = dayStart(dayOf(this.unwritten, this.offsetSeconds), this.offsetSeconds);
      const slice = (Math.floor(this.unwritten / EVERY_SECONDS) + 1) * EVERY_SECONDS;
      const due = Math.min(slice, midnight + DAY_SECONDS - 1);
      if (now >= due) {
        this.unwritten = null;
        this.items.push({ at: due, steps: this.total });
      }
    }
    const day = dayOf(now, this.offsetSeconds);
    if (day !== this.day && !this.lingers()) this.total = 0;
    this.day = day;
    while (this.items[0] && this.items[0].at < now - KEPT_DAYS * DAY_SECONDS) this.items.shift();
  }
}
