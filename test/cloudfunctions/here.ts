/**
 * The functions' own source run in this process: each event sees an environment and a console of its
 * own, as in the thread it would have, and events at once take turns at whatever they wait for. Loading a
 * bundle into a thread costs as much as a hundred requests.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { basename, dirname } from 'node:path';
import { format } from 'node:util';
import * as api from '../../cloudfunctions/api/main';
import * as push from '../../cloudfunctions/push/main';
import * as timer from '../../cloudfunctions/timer/main';
import type { Job, Outcome, Runner, WorkerOptions } from '../../tools/cloud';

type Main = (event: unknown, context: unknown) => Promise<unknown>;
const MAINS: Readonly<Record<string, Main>> = { api: api.main, push: push.main, timer: timer.main };

type Env = Readonly<Record<string, string | undefined>>;

/** An event that runs: its variables, and who hears what it prints. */
interface Running {
  env: Env;
  log(line: string): void;
}

const running = new AsyncLocalStorage<Running>();

async function outcome(main: Main, { event, context }: Job): Promise<Outcome> {
  try {
    const text = JSON.stringify(await main(JSON.parse(event), context));
    return { kind: 'result', text: text ?? 'null' };
  } catch (error) {
    const { name, message, stack } = error as Error;
    return { kind: 'error', name, message, stack: String(stack) };
  }
}

/** What this process has: no event's, also while one runs. */
let own: Env = process.env;

/** Beside its own an event has those, all in one object: the SDK reads sixteen a request. */
const withOwn = (env: Env): Env => ({ ...own, ...env });

/** Runs this as an event with these variables, whose prints nobody hears. */
export const asEvent = <T>(env: Env, run: () => T): T =>
  running.run({ env: withOwn(env), log: () => {} }, run);

/** Runs one function for a cloud. */
export function runHere({ file, env, onLog }: WorkerOptions): Runner {
  const main = MAINS[basename(dirname(file))]!;
  return {
    run: (job) =>
      running.run({ env: withOwn({ ...env, ...job.env }), log: onLog }, outcome, main, job),
    retire: async () => {},
    stop: async () => {},
  };
}

/** From now on events have what is theirs. Returns the way back. */
export function hostHere(): () => void {
  const { env } = process;
  const { error } = console;
  // What tests set from here on goes with the way back.
  own = { ...env };
  Object.defineProperty(process, 'env', {
    configurable: true,
    get: () => running.getStore()?.env ?? own,
  });
  console.error = (...parts: unknown[]) => {
    const call = running.getStore();
    if (call) call.log(`${format(...parts)}\n`);
    else error(...parts);
  };
  return () => {
    Object.defineProperty(process, 'env', { configurable: true, writable: true, value: env });
    console.error = error;
  };
}
