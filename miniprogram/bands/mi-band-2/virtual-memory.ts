import type { Walk } from '../../lib/walks';

const MINUTE = 60;
const DAY = 86_400;
/** Steps a minute can hold here: a byte could hold more, a person hardly. */
const MOST_STEPS = 180;

/** Minutes without a gap, UTC seconds by the band's clock. */
export interface StoredRun {
  start: number;
  steps: number[];
}

/** What a virtual Mi Band 2 stores: minutes on its own clock, until it is told to delete them. */
export class MinuteMemory {
  /** By UTC seconds of the band's clock. */
  private readonly stored = new Map<number, number>();
  /** Steps of each minute, deleted or not. */
  private readonly counted = new Map<number, number>();
  /** The same, of minutes since the clock was set: one that it shows again begins anew. */
  private readonly current = new Map<number, number>();
  private clock = 0;

  /** `dense`: idle minutes between walks are stored too, as a worn band does. */
  constructor(private readonly dense: boolean) {}

  get size(): number {
    return this.stored.size;
  }

  /** `error` is how far the band's clock is ahead. What does not fit a minute goes before it. */
  walk({ at, steps }: Walk, error: number): void {
    const shown = Math.floor(at) + error;
    let minute = shown - (shown % MINUTE);
    if (error !== this.clock) this.current.clear();
    this.clock = error;
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

  /** Steps of the civil day that contains `at`. */
  day(at: number, offsetSeconds: number): number {
    const day = Math.floor((at + offsetSeconds) / DAY);
    let steps = 0;
    for (const [minute, count] of this.counted) {
      if (Math.floor((minute + offsetSeconds) / DAY) === day) steps += count;
    }
    return steps;
  }

  /** The first minutes since then; a band without idle minutes ends a run at the first gap. */
  since(from: number): StoredRun | null {
    const minutes = [...this.stored.keys()].filter((at) => at >= from).sort((a, b) => a - b);
    const start = minutes[0];
    if (start === undefined) return null;
    const last = this.dense ? minutes[minutes.length - 1]! : endOfRun(minutes);
    const steps: number[] = [];
    for (let at = start; at <= last; at += MINUTE) steps.push(this.stored.get(at) ?? 0);
    return { start, steps };
  }

  forget({ start, steps }: StoredRun): void {
    steps.forEach((_, i) => {
      this.stored.delete(start + i * MINUTE);
    });
  }
}

function endOfRun(minutes: readonly number[]): number {
  let last = minutes[0]!;
  for (const at of minutes) if (at === last + MINUTE) last = at;
  return last;
}
