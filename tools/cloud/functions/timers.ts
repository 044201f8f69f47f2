/** Timer triggers against the clock: each is run once for every moment that passed, latest only. */
import type { Trigger } from './config';
import { nextRun } from './cron';
import type { FunctionHost } from './host';

/** A trigger that is due. */
export interface Due {
  fn: string;
  trigger: string;
  at: number;
}

export class Timers {
  readonly #host: FunctionHost;
  readonly #clock: () => number;
  readonly #fire: (due: Due) => Promise<unknown>;
  #seen: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(host: FunctionHost, clock: () => number, fire: (due: Due) => Promise<unknown>) {
    this.#host = host;
    this.#clock = clock;
    this.#fire = fire;
    this.#seen = clock();
  }

  /** Looks at the clock every second. */
  start(): void {
    this.#timer = setInterval(() => void this.run().catch(() => undefined), 1000);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Triggers due since the last look; a trigger that was due several times is due once. */
  due(): Due[] {
    const now = this.#clock();
    const found: Due[] = [];
    for (const fn of this.#host.names()) {
      for (const trigger of this.#triggers(fn)) {
        const at = nextRun(trigger.cron, this.#seen);
        if (at !== undefined && at <= now) found.push({ fn, trigger: trigger.name, at });
      }
    }
    this.#seen = Math.max(this.#seen, now);
    return found.sort((a, b) => a.at - b.at);
  }

  /** A function whose config.json is wrong has none until it is mended; calling it says why. */
  #triggers(fn: string): readonly Trigger[] {
    try {
      return this.#host.find(fn)?.config.triggers ?? [];
    } catch {
      return [];
    }
  }

  /** Fires what is due; a failing function does not keep the others. */
  async run(): Promise<Due[]> {
    const due = this.due();
    for (const one of due) {
      try {
        await this.#fire(one);
      } catch {
        // The host logged it; the platform does not repeat a failed timer either.
      }
    }
    return due;
  }
}
