import { DAY, MINUTE } from '../../common/seconds';
import { MinuteLog } from '../../virtual/minute-log';
import type { Walk } from '../../virtual/walks';

/** Minutes without a gap, UTC seconds by the band's clock. */
export interface StoredRun {
  start: number;
  steps: number[];
}

/** What a virtual Mi Band 2 stores: minutes on its own clock, until it is told to delete them. */
export class MinuteMemory {
  private readonly log = new MinuteLog();

  /** `dense`: idle minutes between walks are stored too, as a worn band does. */
  constructor(private readonly dense: boolean) {}

  get size(): number {
    return this.log.stored.size;
  }

  /** `error` is how far the band's clock is ahead. */
  walk(walk: Walk, error: number): void {
    this.log.walk(walk, error);
  }

  /** Steps of the civil day that contains `at`. */
  day(at: number, offsetSeconds: number): number {
    const start = Math.floor((at + offsetSeconds) / DAY) * DAY - offsetSeconds;
    return this.log.sum(start, start + DAY);
  }

  /** The first minutes since then; a band without idle minutes ends a run at the first gap. */
  since(from: number): StoredRun | null {
    const minutes = [...this.log.stored.keys()].filter((at) => at >= from).sort((a, b) => a - b);
    const start = minutes[0];
    if (start === undefined) return null;
    const last = this.dense ? minutes[minutes.length - 1]! : endOfRun(minutes);
    const steps: number[] = [];
    for (let at = start; at <= last; at += MINUTE) steps.push(this.log.stored.get(at) ?? 0);
    return { start, steps };
  }

  forget({ start, steps }: StoredRun): void {
    this.log.forget(start, steps.length);
  }
}

function endOfRun(minutes: readonly number[]): number {
  let last = minutes[0]!;
  for (const at of minutes) if (at === last + MINUTE) last = at;
  return last;
}
