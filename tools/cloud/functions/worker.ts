/** One worker thread of one function: one event at a time, identity in its own environment. */
import { Worker } from 'node:worker_threads';

/**
 * The runtime inside the thread, as plain JavaScript because a worker loads no TypeScript.
 * It loads the function once, replaces WX_* and TCB_* before each event and answers JSON text. Its
 * Date is the cloud's clock; timers run at their own pace.
 */
const RUNTIME = `
'use strict';
const { parentPort, workerData } = require('node:worker_threads');
// An SDK that ignores the redirect would take the project's data to the real service.
const { Socket } = require('node:net');
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = (first && first.host) || '';
  if (!/(^|\\.)(tencentcloudapi\\.com|tcloudbasegateway\\.com|tencentyun\\.com)$/.test(host)) {
    return connect.apply(this, args);
  }
  const text =
    'This function was about to leave the machine for ' + host + ': its SDK does not follow ' +
    'the redirect to the local cloud. Use wx-server-sdk 2.7.2 or later.';
  console.error(text);
  process.nextTick(() => this.destroy(new Error(text)));
  return this;
};
const base = { ...process.env };
const MachineDate = Date;
let ahead = 0;
const now = () => MachineDate.now() + ahead;
globalThis.Date = new Proxy(MachineDate, {
  construct: (target, parts, made) =>
    Reflect.construct(target, parts.length > 0 ? parts : [now()], made),
  apply: () => new MachineDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
MachineDate.prototype.constructor = Date;
let main;
let current = 0;
function load() {
  const loaded = require(workerData.file);
  if (typeof loaded.main !== 'function') {
    throw new Error('index.js does not export main (handler index.main)');
  }
  return loaded.main;
}
function fail(id, error) {
  const isError = error instanceof Error;
  const detail = isError && error.errMsg ? String(error.errMsg) : isError ? error.message : String(error);
  parentPort.postMessage({
    id, ok: false,
    name: isError ? error.name : 'Error',
    message: detail,
    stack: isError ? String(error.stack) : '',
  });
}
process.on('unhandledRejection', (error) => fail(current, error));
parentPort.on('message', async (job) => {
  current = job.id;
  ahead = job.ahead;
  for (const key of Object.keys(process.env)) if (!(key in base)) delete process.env[key];
  Object.assign(process.env, job.env);
  try {
    if (!main) main = load();
    parentPort.postMessage({ id: job.id, started: true });
    const result = await main(JSON.parse(job.event), job.context);
    const text = result === undefined ? 'null' : JSON.stringify(result);
    parentPort.postMessage({ id: job.id, ok: true, text: text === undefined ? 'null' : text });
  } catch (error) {
    fail(job.id, error);
  }
});
`;

/** One event for a worker. */
export interface Job {
  /** JSON text of the event. */
  event: string;
  /** How far the cloud's clock is ahead of this machine's, in ms. */
  ahead: number;
  env: Record<string, string>;
  context: Record<string, unknown>;
}

/** How an event ended. */
export type Outcome =
  | { kind: 'result'; text: string }
  | { kind: 'error'; name: string; message: string; stack: string }
  | { kind: 'timeout' }
  | { kind: 'memory' }
  | { kind: 'exit'; message: string };

/** Or it never began: its thread had died of what an earlier event left behind. */
export type Attempt = Outcome | { kind: 'unbegun' };

type Message =
  | { id: number; started: true }
  | { id: number; ok: true; text: string }
  | { id: number; ok: false; name: string; message: string; stack: string };

export interface WorkerOptions {
  file: string;
  env: Record<string, string>;
  memoryMb: number;
  onLog: (line: string) => void;
}

/** Loading may take this long before the time limit of the event begins. */
const LOAD_MS = 20_000;

export class FunctionWorker {
  readonly #worker: Worker;
  #next = 0;
  #dead = false;
  #finish: ((outcome: Outcome) => void) | undefined;
  #onStarted: (() => void) | undefined;

  constructor(options: WorkerOptions) {
    this.#worker = new Worker(RUNTIME, {
      eval: true,
      env: options.env,
      workerData: { file: options.file },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    });
    const log = (chunk: Buffer): void => options.onLog(chunk.toString('utf8'));
    this.#worker.stdout.on('data', log);
    this.#worker.stderr.on('data', log);
    this.#worker.on('message', (message: Message) => this.#receive(message));
    // What it said before it died arrives on another port: only at its exit has everything arrived.
    let death: Outcome | undefined;
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      this.#dead = true;
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      death = memory ? { kind: 'memory' } : { kind: 'exit', message: error.message };
    });
    this.#worker.on('exit', (code) => {
      this.#dead = true;
      this.#end(death ?? { kind: 'exit', message: `the function process exited with ${code}` });
    });
  }

  /** Whether it can take another event. */
  get alive(): boolean {
    return !this.#dead;
  }

  /** Runs one event to its end; after a time-out the worker is gone. */
  async run(job: Job, timeoutMs: number): Promise<Attempt> {
    let timer: NodeJS.Timeout | undefined;
    const id = ++this.#next;
    let begun = id === 1;
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#finish = resolve;
      const limit = (ms: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          this.#dead = true;
          resolve({ kind: 'timeout' });
        }, ms);
      };
      limit(LOAD_MS);
      this.#onStarted = () => {
        begun = true;
        limit(timeoutMs);
      };
      this.#worker.postMessage({ id, ...job });
    });
    clearTimeout(timer);
    this.#finish = undefined;
    if (this.#dead) await this.#worker.terminate();
    return outcome.kind === 'exit' && !begun ? { kind: 'unbegun' } : outcome;
  }

  async stop(): Promise<void> {
    this.#dead = true;
    await this.#worker.terminate();
  }

  #receive(message: Message): void {
    if (message.id !== this.#next) return;
    if ('started' in message) this.#onStarted?.();
    else if (message.ok) this.#end({ kind: 'result', text: message.text });
    else this.#end({ kind: 'error', ...message });
  }

  #end(outcome: Outcome): void {
    this.#finish?.(outcome);
  }
}
