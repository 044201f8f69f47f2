/** One read under way: which of the value events is its value, and which are notifications. */
export class Reading {
  readonly value: Promise<Uint8Array>;
  private resolve: (value: Uint8Array) => void = () => undefined;
  /** Came before the success, in order: notifications, but perhaps for the last. */
  private readonly early: Uint8Array[] = [];
  private read = false;
  private settled = false;

  /**
   * `doubtful` where notifications of the same characteristic may come meanwhile; `told` takes them,
   * in the order of the air.
   */
  constructor(
    private readonly doubtful: boolean,
    private readonly told: (value: Uint8Array) => void,
  ) {
    this.value = new Promise<Uint8Array>((resolve) => {
      this.resolve = resolve;
    });
  }

  /** The call has succeeded. */
  succeeded(): void {
    this.read = true;
  }

  /** Takes an event while nothing else is known to be the value; false when it is nobody's. */
  take(value: Uint8Array): boolean {
    if (this.settled) return false;
    if (this.doubtful && !this.read) this.early.push(value);
    else this.is(value);
    return true;
  }

  /** Nothing came after the success: the value came before it. */
  settle(): void {
    const last = this.settled ? undefined : this.early.pop();
    if (last) this.is(last);
  }

  /** The read is over; without a value, all that came were notifications. */
  end(): void {
    this.settled = true;
    for (const value of this.early.splice(0)) this.told(value);
  }

  private is(value: Uint8Array): void {
    this.end();
    this.resolve(value);
  }
}
