/** The workers of one version of one function. */
import { FunctionWorker, type Job, type Outcome, type WorkerOptions } from './worker';

/** Where the events of one version of one function run. */
export interface Runner {
  /** How the event ended; a nested one may not wait for those from outside. */
  run(job: Job, timeoutMs: number, nested: boolean): Promise<Outcome>;
  /** Lets running and waiting events finish and then goes. */
  retire(): Promise<void>;
  /** Ends everything now. */
  stop(): Promise<void>;
}

export class Pool implements Runner {
  readonly #options: WorkerOptions;
  readonly #most: number;
  #idle: FunctionWorker[] = [];
  readonly #busy = new Set<FunctionWorker>();
  #waiting: ((worker: FunctionWorker | undefined) => void)[] = [];
  #retired = false;
  #stopped = false;

  /** `most` workers serve calls from outside; nested calls may exceed it, or they would wait for themselves. */
  constructor(options: WorkerOptions, most: number) {
    this.#options = options;
    this.#most = most;
  }

  /** One that a dying thread never began goes to another. */
  async run(job: Job, timeoutMs: number, nested: boolean): Promise<Outcome> {
    for (;;) {
      const worker = this.#stopped ? undefined : await this.#take(nested);
      if (!worker) return { kind: 'exit', message: 'the function process exited with the cloud' };
      try {
        const outcome = await worker.run(job, timeoutMs);
        if (outcome.kind !== 'unbegun') return outcome;
      } finally {
        this.#give(worker);
      }
    }
  }

  async retire(): Promise<void> {
    this.#retired = true;
    const idle = this.#idle;
    this.#idle = [];
    await Promise.all(idle.map((worker) => worker.stop()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go(undefined);
    await this.retire();
    await Promise.all([...this.#busy].map((worker) => worker.stop()));
  }

  #take(nested: boolean): Promise<FunctionWorker | undefined> | FunctionWorker {
    let idle = this.#idle.pop();
    // A thread may die between events, of a timer its last event left behind.
    while (idle && !idle.alive) idle = this.#idle.pop();
    if (idle) {
      this.#busy.add(idle);
      return idle;
    }
    if (nested || this.#busy.size < this.#most) {
      const made = new FunctionWorker(this.#options);
      this.#busy.add(made);
      return made;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(worker: FunctionWorker): void {
    this.#busy.delete(worker);
    const next = this.#waiting.shift();
    if (next) {
      const ready = worker.alive ? worker : new FunctionWorker(this.#options);
      this.#busy.add(ready);
      next(ready);
    } else if (this.#retired) void worker.stop();
    else if (worker.alive) this.#idle.push(worker);
  }
}
