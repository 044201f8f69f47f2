/** Runs tasks one after the other, in the order they were given. */
export type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * A new queue. Each caller gets its own promise, so a task that fails tells its caller and the next
 * one still runs.
 */
export function serialQueue(): SerialQueue {
  let tail: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = tail.then(task);
    tail = result.catch(() => undefined);
    return result;
  };
}
