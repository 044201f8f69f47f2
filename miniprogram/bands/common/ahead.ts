/** The next request goes on the air while a page is decoded and stored: one at a time. */
export class Ahead<T> {
  private begun: Promise<() => T> | null = null;

  /** What was begun, or what begins now. A failure is told here, to whoever asks for it. */
  async take(begin: () => Promise<T>): Promise<T> {
    const { begun } = this;
    this.begun = null;
    return begun ? (await begun)() : begin();
  }

  begin(work: Promise<T>): void {
    this.begun = work.then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error;
      },
    );
  }
}
