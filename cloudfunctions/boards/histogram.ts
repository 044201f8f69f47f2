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

/** How many of a hundred walked less, to a hundredth; nobody is ahead of all, themselves included. */
export function aheadOf(edges: readonly number[], steps: number): number {
  const above = edges.findIndex((edge) => edge >= steps);
  if (above === 0) return 0;
  if (above < 0) return MOST;
  const [low, high] = [edges[above - 1]!, edges[above]!];
  return Math.min(MOST, Math.round((above - 1 + (steps - low) / (high - low)) * 100) / 100);
}
