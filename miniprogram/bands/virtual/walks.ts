/** Made-up days for virtual bands: a seed gives a date the same walks, whenever it is asked for. */
import { DAY } from '../common/seconds';

/** Steps walked at an instant (UTC seconds). */
export interface Walk {
  at: number;
  steps: number;
}

export interface WeekOptions {
  seed: number;
  /** UTC seconds; nothing is walked after it. */
  until: number;
  days?: number;
  /** About how many steps a day. */
  perDay?: number;
  /** Civil offset east of UTC. */
  offsetSeconds?: number;
}

const TEN_MINUTES = 600;
/** How busy each hour of a day is: asleep, a walk to work, noon, a walk home, an evening round. */
const BUSY = [0, 0, 0, 0, 0, 0, 1, 4, 7, 3, 2, 2, 6, 4, 2, 2, 2, 3, 8, 6, 4, 3, 1, 0];
const BUSY_SUM = BUSY.reduce((a, b) => a + b, 0);

/** Numbers in [0, 1) that only depend on the seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Plausible walks of the days before `until`, oldest first, at most one every ten minutes. */
export function plausibleWalks(options: WeekOptions): Walk[] {
  const { perDay = 8000 } = options;
  return ofDays(options, (start, random) => {
    const mood = 0.6 + 0.8 * random();
    const walks: Walk[] = [];
    for (let at = start + TEN_MINUTES / 2; at < start + DAY; at += TEN_MINUTES) {
      const busy = BUSY[Math.floor((at - start) / 3600)]!;
      const share = (busy / BUSY_SUM / 6) * 2 * random();
      const steps = random() < 0.8 ? Math.round(perDay * mood * share) : 0;
      if (steps > 0) walks.push({ at, steps });
    }
    return walks;
  });
}

/** Walks home from midnight on, so that a day has something to show as soon as it has begun. */
export const lateWalks = (options: WeekOptions): Walk[] =>
  ofDays(options, (start, random) => {
    const pieces = Math.round(LATE_SECONDS * (0.6 + 0.4 * random())) / PIECE_SECONDS;
    const pace = 0.8 + 0.4 * random();
    return Array.from({ length: Math.floor(pieces) }, (_, index) => ({
      at: start + (index + 1) * PIECE_SECONDS,
      steps: Math.round(PIECE_STEPS * pace * (0.8 + 0.4 * random())),
    }));
  });

const PIECE_SECONDS = 10;
/** At about 105 steps a minute. */
const PIECE_STEPS = 17.5;
const LATE_SECONDS = 480;

function ofDays(
  { seed, until, days = 7, offsetSeconds = 28_800 }: WeekOptions,
  walk: (start: number, random: () => number) => Walk[],
): Walk[] {
  const today = Math.floor((until + offsetSeconds) / DAY);
  return Array.from({ length: days }, (_, index) => today - (days - 1) + index)
    .flatMap((day) => walk(day * DAY - offsetSeconds, seeded(seed ^ Math.imul(day, 0x9e3779b1))))
    .filter(({ at }) => at <= until);
}
