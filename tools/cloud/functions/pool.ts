/** The workers of one version of one function. */
import { FunctionWorker, type Job, type Outcome, type WorkerOptions } from './worker';

export class Pool {
  readonly #options: WorkerOptions;
  readonly #most: number;
  #idle: FunctionWorker[] = [];
  readonly #busy = new Set<FunctionWorker>();
  #waiting: ((worker: FunctionWorker) => void)[] = [];
  #retired = false;

  /** `most` workers serve calls from outside; nested calls may exceed it, or they would wait for themselves. */
  constructor(options: WorkerOptions, most: number) {
    this.#options = options;
    this.#most = most;
  }

  async run(job: Job, timeoutMs: number, nested: boolean): Promise<Outcome> {
    const worker = await this.#take(nested);
    try {
      return await worker.run(job, timeoutMs);
    } finally {
      this.#give(worker);
    }
  }

  /** Lets running events finish and then goes; used when the code changed. */
  async retire(): Promise<void> {
    this.#retired = true;
    const idle = this.#idle;
    this.#idle = [];
    await Promise.all(idle.map((worker) => worker.stop()));
  }

  /** Ends everything now. */
  async stop(): Promise<void> {
    await this.retire();
    await Promise.all([...this.#busy].map((worker) => worker.stop()));
  }

  #take(nested: boolean): Promise<FunctionWorker> | FunctionWorker {
    const idle = this.#idle.pop();
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
    if (this.#retired) {
      void worker.stop();
      return;
    }
    const next = this.#waiting.shift();
    if (next) {
      const ready = worker.alive ? worker : new FunctionWorker(this.#options);
      this.#busy.add(ready);
      next(ready);
    } else if (worker.alive) this.#idle.push(worker);
  }
}
