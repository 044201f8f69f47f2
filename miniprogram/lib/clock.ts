/** The one place where the mini program reads the time, and time as a port for tests. */
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

/** UTC seconds, whole. */
export const now = (): number => Math.floor(systemClock.now() / 1000);

/** This phone's civil offset east of UTC now, seconds. */
export const civilOffset = (): number => -new Date(systemClock.now()).getTimezoneOffset() * 60;
