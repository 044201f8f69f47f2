/**
 * The running total of a virtual band: what its day came to, unless its battery was flat in between
 * or it does not begin anew at midnight.
 */
export class ShownTotal {
  private day: number | null = null;
  private today = 0;
  /** What it shows besides its day: of days before, less what was forgotten. */
  private besides = 0;

  /** What it shows when its day has come to so much. */
  show(day: number, steps: number, lingers = false): number {
    if (this.day !== null && day !== this.day) this.besides = lingers ? this.shown : 0;
    this.day = day;
    this.today = steps;
    return this.shown;
  }

  /** Begins anew. */
  restart(): void {
    this.besides = -this.today;
  }

  private get shown(): number {
    return this.today + this.besides;
  }
}
