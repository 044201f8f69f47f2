import { MINUTE } from '../common/seconds';
import type { Walk } from './walks';

/** Steps a minute can hold here: a byte could hold more, a person hardly. */
const MOST_STEPS = 180;

/** Steps by the minute on a virtual band's own clock, until they are let go. */
export class MinuteLog {
  /** Steps that are still stored, by the clock's seconds. */
  readonly stored = new Map<number, number>();
  /** Steps of each minute, let go or not. */
  private readonly counted = new Map<number, number>();
  /** The same, of minutes since the clock was set: one that it shows again begins anew. */
  private readonly current = new Map<number, number>();
  private clock = 0;

  /** `ahead` is the band's clock − UTC. What does not fit a minute goes to those before. */
  walk({ at, steps }: Walk, ahead: number): void {
    if (ahead !== this.clock) this.current.clear();
    this.clock = ahead;
    const shown = Math.floor(at) + ahead;
    let minute = shown - (shown % MINUTE);
    for (let left = steps; left > 0 && minute > 0; minute -= MINUTE) {
      const known = this.current.get(minute) ?? 0;
      const part = Math.min(left, MOST_STEPS - known);
      if (part <= 0) continue;
      this.current.set(minute, known + part);
      this.counted.set(minute, (this.counted.get(minute) ?? 0) + part);
      this.stored.set(minute, (this.stored.get(minute) ?? known) + part);
      left -= part;
    }
  }

  /** Steps from one time of the clock up to another. */
  sum(from: number, until: number): number {
    let steps = 0;
    for (const [at, count] of this.counted) if (at >= from && at < until) steps += count;
    return steps;
  }

  /** Lets go of so many minutes from this one on. */
  forget(start: number, minutes: number): void {
    for (let at = start; at < start + minutes * MINUTE; at += MINUTE) this.stored.delete(at);
  }
}
