/** Made-up days for virtual bands: the same seed gives the same week. */

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

const DAY = 86_400;
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
  const { seed, until, days = 7, perDay = 8000, offsetSeconds = 28_800 } = options;
  const random = seeded(seed);
  const midnight = Math.floor((until + offsetSeconds) / DAY) * DAY - offsetSeconds;
  const walks: Walk[] = [];
  for (let start = midnight - (days - 1) * DAY; start <= until; start += DAY) {
    const mood = 0.6 + 0.8 * random();
    for (let at = start + TEN_MINUTES / 2; at < start + DAY; at += TEN_MINUTES) {
      const busy = BUSY[Math.floor((at - start) / 3600)]!;
      const share = (busy / BUSY_SUM / 6) * 2 * random();
      const steps = random() < 0.8 ? Math.round(perDay * mood * share) : 0;
      if (steps > 0 && at <= until) walks.push({ at, steps });
    }
  }
  return walks;
}
