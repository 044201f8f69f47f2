/** Medians, percentiles and plain tables. */

/** The value below which `part` (0 to 1) of the sorted figures lie. */
export function percentile(figures: readonly number[], part: number): number {
  if (figures.length === 0) return Number.NaN;
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}

export function median(figures: readonly number[]): number {
  return percentile(figures, 0.5);
}

/** Milliseconds with two digits, or microseconds below 0.1 ms. */
export function ms(value: number): string {
  return value < 0.1 ? `${(value * 1000).toFixed(0)} µs` : `${value.toFixed(2)} ms`;
}

/** Whole operations per second with a thin separator. */
export function rate(value: number): string {
  return Math.round(value).toLocaleString('en').replace(/,/g, ' ');
}

/** A table in plain text, columns as wide as needed or, if that is more, as asked. */
export function table(rows: readonly (readonly string[])[], least: readonly number[] = []): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(least[i] ?? 0, ...rows.map((row) => (row[i] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  '),
    )
    .join('\n');
}

/** A goal and whether it is met. */
export interface Goal {
  name: string;
  met: boolean;
  figure: string;
}

/** Prints goals and says whether all are met. */
export function judge(goals: readonly Goal[], print: (text: string) => void): boolean {
  for (const { name, met, figure } of goals) print(`${met ? 'ok  ' : 'MISS'}  ${name}: ${figure}`);
  return goals.every((goal) => goal.met);
}
