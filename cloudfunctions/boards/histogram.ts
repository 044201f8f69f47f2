/**
 * A hundred and one edges tell how many walked less, without asking how many that are. Drawn from a
 * hundred thousand of a million people, nineteen of twenty are told it within 0.3 of a point
 * (`npm run bench -- boards world`).
 */

/** The step counts below which 0, 1 … 100 of a hundred lie. At least one number; any order. */
export function edgesOf(steps: readonly number[]): number[] {
  const sorted = Float64Array.from(steps).sort();
  const last = sorted.length - 1;
  return Array.from({ length: 101 }, (_, i) => {
    const at = (last * i) / 100;
    const low = sorted[Math.floor(at)]!;
    return Math.round(low + (sorted[Math.ceil(at)]! - low) * (at % 1));
  });
}

const MOST = 99.99;

/** How many of a hundred walked less. */
function below(edges: readonly number[], steps: number): number {
  const above = edges.findIndex((edge) => edge >= steps);
  if (above === 0) return 0;
  if (above < 0) return 100;
  const [low, high] = [edges[above - 1]!, edges[above]!];
  return above - 1 + (steps - low) / (high - low);
}

/** The same to a hundredth; nobody is ahead of all, themselves included. */
export const aheadOf = (edges: readonly number[], steps: number): number =>
  Math.min(MOST, Math.round(below(edges, steps) * 100) / 100);

const BIN_STEPS = 1000;
const BINS = 16;

/** How many of a hundred, to a tenth, are in each thousand of steps; the last has all from 15,000 on. */
export function binsOf(edges: readonly number[]): number[] {
  return Array.from({ length: BINS }, (_, i) => {
    const end = i < BINS - 1 ? below(edges, (i + 1) * BIN_STEPS) : 100;
    return Math.round((end - below(edges, i * BIN_STEPS)) * 10) / 10;
  });
}

/** Parts of a hundred that are worth walking for. */
const ROUND = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99];
/** Nobody is told to walk further than this. */
const NEAR_STEPS = 3000;

/** The next round part, and how many more steps lead there, in hundreds; null when it is far. */
export function nextOf(
  edges: readonly number[],
  steps: number,
): { ahead: number; steps: number } | null {
  const ahead = ROUND.find((part) => part > below(edges, steps));
  if (ahead === undefined) return null;
  const more = Math.ceil((edges[ahead]! + 1 - steps) / 100) * 100;
  return more < NEAR_STEPS ? { ahead, steps: more } : null;
}
