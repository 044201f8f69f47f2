/** Runs a task the first time only, and again when it failed: what a release does. */
export function once(task: () => Promise<void>): () => Promise<void> {
  let done = false;
  return async () => {
    if (done) return;
    await task();
    done = true;
  };
}
