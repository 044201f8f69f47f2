import { DAY } from '../../common/seconds';
import type { Walk } from '../../virtual/walks';
import { QUARTER_SECONDS, type StepRecord } from '../steps';

const STEP_METRES = 0.7;
/** Small calories. */
const STEP_CALORIES = 40;

/** A record of a time and with all its numbers. */
type Counted = StepRecord & { metres: number; calories: number };

/** What a virtual ring remembers: steps by quarter of an hour on its own clock. */
export class QuarterMemory {
  private readonly quarters = new Map<number, number>();

  /** `shift` is the ring's clock − UTC. */
  walk({ at, steps }: Walk, shift: number): void {
    const civil = Math.floor(at) + shift;
    const quarter = civil - (civil % QUARTER_SECONDS);
    this.quarters.set(quarter, (this.quarters.get(quarter) ?? 0) + steps);
  }

  /** Records of the day that begins at `midnight` (civil seconds), oldest first. */
  day(midnight: number): Counted[] {
    const known = [...this.quarters]
      .filter(([at]) => at >= midnight && at < midnight + DAY)
      .sort(([a], [b]) => a - b);
    return known.map(([at, steps], index) => ({
      at,
      index,
      of: known.length,
      steps,
      metres: Math.round(steps * STEP_METRES),
      calories: Math.round((steps * STEP_CALORIES) / 10),
    }));
  }

  /** The running totals of the day that begins at `midnight`. */
  totals(midnight: number) {
    const records = this.day(midnight);
    const sum = (of: (record: Counted) => number) => records.reduce((all, one) => all + of(one), 0);
    return {
      steps: sum(({ steps }) => steps),
      metres: sum(({ metres }) => metres),
      calories: Math.round(sum(({ calories }) => calories) / 10),
    };
  }
}
