/** The time of a test: chosen by it, never the machine's. */
import { afterEach, beforeEach, jest } from '@jest/globals';
import { NOW } from './people';

/**
 * Fixes the time of every test of this file, and of what runs while the file is loaded. Timers run
 * when the test lets time pass. `at` in UTC seconds.
 */
export function fixTime(at = NOW): void {
  const fix = () => {
    jest.useFakeTimers({ now: at * 1000 });
  };
  fix();
  beforeEach(fix);
  afterEach(() => {
    jest.useRealTimers();
  });
}

/** The time stands at this one, UTC seconds, until `jest.setSystemTime`; timers run by themselves. */
export function standStill(at: number): void {
  jest.useFakeTimers({
    now: at * 1000,
    doNotFake: [
      ...(['nextTick', 'setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] as const),
      ...(['setInterval', 'clearInterval', 'hrtime', 'performance', 'queueMicrotask'] as const),
    ],
  });
}
