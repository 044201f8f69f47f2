import type { Clock } from '../../miniprogram/lib/clock';

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
  task: () => void;
}

/** Resolves when every promise reaction that is ready has run: ticks come after the last of them. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

/** A clock that starts at `startMs` (UTC milliseconds; noon in Shanghai on 22 November 2026). */
export function createVirtualClock(startMs = Date.UTC(2026, 10, 22, 4)): VirtualClock {
  let now = startMs;
  const tasks: Task[] = [];

  /** The first of the earliest: tasks stay in the order they came. */
  const earliest = (): Task | undefined => {
    let first: Task | undefined;
    for (const task of tasks) if (!first || task.at < first.at) first = task;
    return first;
  };

  const remove = (task: Task) => {
    const at = tasks.indexOf(task);
    if (at >= 0) tasks.splice(at, 1);
  };

  const step = (next: Task) => {
    remove(next);
    now = Math.max(now, next.at);
    next.task();
  };

  return {
    now: () => now,
    after(ms, task) {
      const entry = { at: now + Math.max(0, ms), task };
      tasks.push(entry);
      return () => remove(entry);
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
