/** Runs a task after some milliseconds and returns the cancellation: `Clock.after`. */
export type After = (ms: number, task: () => void) => () => void;

/**
 * A promise that settles as `work` does, or rejects with `expired()` after `ms`, whichever is
 * first. What `work` does later is ignored, a late rejection included.
 */
export function deadline<T>(
  after: After,
  ms: number,
  work: Promise<T>,
  expired: () => Error,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = after(ms, () => reject(expired()));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
