import type { Walk } from '../../lib/walks';
import { type BlockHeader, minutesHeader, type Sample } from './activity';

const MINUTE = 60;
const DAY = 86_400;
/** Steps a minute can hold here: a byte could hold more, a person hardly. */
const MOST_STEPS = 180;

export interface StoredBlock {
  /** Civil seconds by the band's clock. */
  start: number;
  header: BlockHeader;
  samples: Sample[];
}

/** What a virtual Mi Band stores: minutes on its own clock, until they are acknowledged. */
export class MinuteMemory {
  /** By civil seconds. */
  private readonly stored = new Map<number, number>();
  /** Steps of each minute, acknowledged or not. */
  private readonly counted = new Map<number, number>();
  /** The same, of minutes since the clock was set: one that it shows again begins anew. */
  private readonly current = new Map<number, number>();
  private clock = 0;

  /** `dense`: idle minutes between walks are stored too, as a worn band does. */
  constructor(private readonly dense: boolean) {}

  /** `shift` is the band's clock − UTC. What does not fit a minute goes to those before. */
  walk({ at, steps }: Walk, shift: number): void {
    const civil = Math.floor(at) + shift;
    let minute = civil - (civil % MINUTE);
    if (shift !== this.clock) this.current.clear();
    this.clock = shift;
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

  get size(): number {
    return this.stored.size;
  }

  /** Steps of the civil day that contains `civil`. */
  day(civil: number): number {
    const start = civil - (civil % DAY);
    let steps = 0;
    for (const [at, count] of this.counted) if (at >= start && at < start + DAY) steps += count;
    return steps;
  }

  /** Everything stored, oldest first, in blocks of at most so many minutes. */
  blocks(minutes: number): StoredBlock[] {
    const known = [...this.stored.keys()].sort((a, b) => a - b);
    const runs: number[][] = [];
    let before = Number.NEGATIVE_INFINITY;
    for (const at of known) {
      let run = runs[runs.length - 1];
      const from = this.dense && run ? before + MINUTE : at;
      for (let minute = from; minute <= at; minute += MINUTE) {
        if (!run || minute !== before + MINUTE || run.length >= minutes) {
          run = [];
          runs.push(run);
        }
        run.push(minute);
        before = minute;
      }
    }
    return withHeaders(runs.map((run) => run.map((at) => [at, this.stored.get(at) ?? 0])));
  }

  forget({ start, samples }: StoredBlock): void {
    samples.forEach((_, i) => {
      this.stored.delete(start + i * MINUTE);
    });
  }

  clear(): void {
    this.stored.clear();
  }
}

function withHeaders(runs: [at: number, steps: number][][]): StoredBlock[] {
  let left = runs.reduce((sum, run) => sum + run.length, 0);
  return runs.map((run) => {
    const start = run[0]![0];
    const header = minutesHeader(start, left, run.length);
    left -= run.length;
    return { start, header, samples: run.map(([, steps]) => sampleOf(steps)) };
  });
}

const sampleOf = (steps: number): Sample => ({
  category: steps > 0 ? 1 : 0,
  intensity: Math.min(255, steps),
  steps,
});
