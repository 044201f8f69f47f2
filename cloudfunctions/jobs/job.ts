/** Work that the clock does in pieces. */
export interface Job {
  /** Its name, for ever: the document of its progress is found by it. */
  readonly name: string;
  /** Seconds from one end to the next beginning; 0: at every run of the clock. */
  readonly every: number;
  /**
   * Does the next piece, of a few seconds, and returns where to go on: null when all is done. A cursor
   * is null at the beginning and names no person. `at` is UTC seconds. The same piece may be done again, or
   * by two at once, and may end anywhere: it must not matter.
   */
  step(cursor: string | null, at: number): Promise<string | null>;
}
