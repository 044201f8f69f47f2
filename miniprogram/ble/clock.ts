/** Time as a port, so that whole sessions run in tests without sleeping. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** Runs `task` after `ms`; returns the cancellation. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
