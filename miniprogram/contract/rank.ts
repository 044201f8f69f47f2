/**
 * The one order of every board: most steps first, equal steps share a rank (1, 2, 2, 4). Nobody is
 * ranked with no step: synced, 0 so far, is last and without a rank.
 */

/** What ranking needs to know of a row. */
export interface Rankable {
  steps: number;
  /** UTC seconds at which this total was reached; of equal rows the earlier comes first. */
  reachedAt: number;
  /** Breaks the last tie, so that paging is stable. */
  uid: string;
}

/** The rows in board order, each with its rank. Does not change its input. */
export function rankRows<T extends Rankable>(rows: readonly T[]): (T & { rank: number | null })[] {
  const sorted = [...rows].sort(
    (a, b) => b.steps - a.steps || a.reachedAt - b.reachedAt || (a.uid < b.uid ? -1 : 1),
  );
  let rank = 0;
  return sorted.map((row, index) => {
    if (index === 0 || row.steps !== sorted[index - 1]!.steps) rank = index + 1;
    return { ...row, rank: row.steps > 0 ? rank : null };
  });
}
