import type { Clock } from '../../miniprogram/ble/clock';

/** A clock that moves only when told to: whole sessions run in milliseconds, without sleeping. */
export interface VirtualClock extends Clock {
  /** Lets `ms` pass, running what falls due in order. */
  advance(ms: number): Promise<void>;
  /** Moves time until the promise settles, and settles as it does; throws when nothing is left. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Tasks that still wait. */
  readonly waiting: number;
}

interface Task {
  at: number;
  order: number;
  task: () => void;
}

/** Resolves when every promise reaction that is ready has run. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A clock that starts at `startMs` (UTC milliseconds; noon in Shanghai on 22 November 2026). */
export function createVirtualClock(startMs = Date.UTC(2026, 10, 22, 4)): VirtualClock {
  let now = startMs;
  let order = 0;
  let tasks: Task[] = [];

  const earliest = (): Task | undefined =>
    tasks.reduce<Task | undefined>(
      (first, task) =>
        !first || task.at < first.at || (task.at === first.at && task.order < first.order)
          ? task
          : first,
      undefined,
    );

  const step = (next: Task) => {
    tasks = tasks.filter((task) => task !== next);
    now = Math.max(now, next.at);
    next.task();
  };

  return {
    now: () => now,
    after(ms, task) {
      const entry = { at: now + Math.max(0, ms), order: order++, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((other) => other !== entry);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await settled();
      for (let next = earliest(); next && next.at <= end; next = earliest()) {
        step(next);
        await settled();
      }
      now = end;
    },
    async run(work) {
      let done = false;
      const finish = () => {
        done = true;
      };
      work.then(finish, finish);
      await settled();
      while (!done) {
        const next = earliest();
        if (!next) throw new Error('stuck: nothing is due and the work has not ended');
        step(next);
        await settled();
      }
      return work;
    },
    get waiting() {
      return tasks.length;
    },
  };
}
