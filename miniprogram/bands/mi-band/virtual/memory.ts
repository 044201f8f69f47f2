import { DAY, MINUTE } from '../../common/seconds';
import { MinuteLog } from '../../virtual/minute-log';
import type { Walk } from '../../virtual/walks';
import { type BlockHeader, minutesHeader, type Sample } from '../activity';

export interface StoredBlock {
  /** Civil seconds by the band's clock. */
  start: number;
  header: BlockHeader;
  samples: Sample[];
}

/** What a virtual Mi Band stores: minutes on its own clock, until they are acknowledged. */
export class MinuteMemory {
  private readonly log = new MinuteLog();

  /** `dense`: idle minutes between walks are stored too, as a worn band does; `blank`: as erased flash. */
  constructor(
    private readonly dense: boolean,
    private readonly blank = false,
  ) {}

  /** `shift` is the band's clock − UTC. */
  walk(walk: Walk, shift: number): void {
    this.log.walk(walk, shift);
  }

  get size(): number {
    return this.log.stored.size;
  }

  /** Steps of the civil day that contains `civil`. */
  day(civil: number): number {
    const start = civil - (civil % DAY);
    return this.log.sum(start, start + DAY);
  }

  /** Everything stored, oldest first, in blocks of at most so many minutes. */
  blocks(minutes: number): StoredBlock[] {
    const known = [...this.log.stored.keys()].sort((a, b) => a - b);
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
    const idle = this.blank ? NONE : 0;
    return withHeaders(runs.map((run) => run.map((at) => [at, this.log.stored.get(at) ?? idle])));
  }

  forget({ start, samples }: StoredBlock): void {
    this.log.forget(start, samples.length);
  }

  clear(): void {
    this.log.stored.clear();
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

const NONE = 0xff;

const sampleOf = (steps: number): Sample => ({
  category: steps === NONE ? NONE : steps > 0 ? 1 : 0,
  intensity: Math.min(255, steps),
  steps,
});
