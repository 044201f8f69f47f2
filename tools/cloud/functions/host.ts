/** Runs functions: finds the code, gives each event its identity, and turns ends into errors. */
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { WireError } from '../errors';
import {
  type Caller,
  type Callers,
  identityEnv,
  LOCAL_APPID,
  LOCAL_ENV,
  runtimeEnv,
} from '../identity';
import { type Deployable, listFunctions, readDeployable, versionOf } from './config';
import { Pool, type Runner } from './pool';
import type { Outcome, WorkerOptions } from './worker';

/** Largest result towards the mini program. */
export const CLIENT_RESULT_BYTES = 1024 * 1024;
/** Largest event and result between functions. */
export const EVENT_BYTES = 6 * 1024 * 1024;

export interface LogLine {
  fn: string;
  text: string;
  at: number;
}

export interface HostOptions {
  folder: string;
  callers: Callers;
  clock: () => number;
  /** Called with what functions print. */
  onLog: (line: LogLine) => void;
  /** Most workers a function may have for calls from outside. */
  workers?: number | undefined;
  /** Where a function runs; in threads of its own when not said. */
  runner?: ((options: WorkerOptions) => Runner) | undefined;
  /** Environment variables beside those of this process. */
  env?: Readonly<Record<string, string>> | undefined;
}

interface Loaded {
  deployable: Deployable;
  runner: Runner;
}

/** What a console would set as environment variables of a function: here, those of our own name. */
const configuredEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith('BANDMATES_') && value !== undefined ? [[name, value]] : [],
    ),
  );

export class FunctionHost {
  readonly #options: HostOptions;
  readonly #loaded = new Map<string, Loaded>();
  #url = '';

  constructor(options: HostOptions) {
    this.#options = options;
  }

  /** Where the functions' SDK sends its requests. */
  set url(url: string) {
    this.#url = url;
  }

  names(): string[] {
    return listFunctions(this.#options.folder);
  }

  /** The current version of a function; a changed file replaces its workers. */
  find(name: string): Deployable | undefined {
    return this.#load(name)?.deployable;
  }

  /**
   * Runs one event; the answer is JSON text.
   * @throws WireError for everything that is not a result
   */
  async run(name: string, event: Record<string, unknown>, caller: Caller): Promise<string> {
    const loaded = this.#load(name);
    if (!loaded) {
      throw new WireError(
        'FUNCTION_NOT_FOUND',
        `FunctionName parameter could not be found: there is no function "${name}" (known: ${this.names().join(', ') || 'none'}).`,
      );
    }
    const { config } = loaded.deployable;
    const text = JSON.stringify(event);
    if (Buffer.byteLength(text) > EVENT_BYTES) {
      throw new WireError('FUNCTIONS_REQUEST_FAIL', 'The request event exceeds 6 MB.');
    }
    const token = this.#options.callers.issue({ ...caller, fn: name });
    const env = identityEnv(caller, token);
    const context = this.#context(name, config.memorySize, config.timeout, env);
    try {
      const job = { event: text, ahead: this.#options.clock() - Date.now(), env, context };
      const outcome = await loaded.runner.run(job, config.timeout * 1000, caller.depth > 0);
      return this.#answer(name, outcome, config, caller.depth === 0);
    } finally {
      this.#options.callers.release(token);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#loaded.values()].map(({ runner }) => runner.stop()));
    this.#loaded.clear();
  }

  #load(name: string): Loaded | undefined {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,59}$/.test(name)) return undefined;
    const version = versionOf(this.#options.folder, name);
    const present = this.#loaded.get(name);
    if (present && present.deployable.version === version) return present;
    if (present) {
      void present.runner.retire();
      this.#loaded.delete(name);
    }
    const deployable = readDeployable(this.#options.folder, name);
    if (!deployable) return undefined;
    const most = this.#options.workers ?? Math.max(4, availableParallelism() * 2);
    const { runner = (options: WorkerOptions) => new Pool(options, most) } = this.#options;
    const made = {
      deployable,
      runner: runner({
        file: deployable.file,
        env: {
          ...runtimeEnv(this.#url),
          ...this.#options.env,
          ...configuredEnv(),
          LANG: 'C.UTF-8',
          PATH: process.env.PATH ?? '',
        },
        memoryMb: deployable.config.memorySize,
        onLog: (text) => this.#options.onLog({ fn: name, text, at: this.#options.clock() }),
      }),
    };
    this.#loaded.set(name, made);
    return made;
  }

  #context(fn: string, memory: number, timeout: number, env: Record<string, string>) {
    return {
      callbackWaitsForEmptyEventLoop: false,
      memory_limit_in_mb: memory,
      time_limit_in_ms: timeout * 1000,
      request_id: randomUUID(),
      environ: Object.entries(env)
        .map(([key, value]) => `${key}=${value}`)
        .join(';'),
      function_version: '$LATEST',
      function_name: fn,
      namespace: LOCAL_ENV,
    };
  }

  #answer(name: string, outcome: Outcome, config: Deployable['config'], toClient: boolean): string {
    switch (outcome.kind) {
      case 'result':
        return this.#result(outcome.text, toClient);
      case 'timeout':
        throw new WireError(
          'FUNCTIONS_TIME_LIMIT_EXCEEDED',
          `Invoking task timed out after ${config.timeout} seconds`,
        );
      case 'memory':
        throw new WireError(
          'FUNCTIONS_MEMORY_LIMIT_EXCEEDED',
          `Function ${name} exceeded its memory limit of ${config.memorySize} MB`,
        );
      case 'exit':
        throw new WireError('FUNCTIONS_EXECUTE_FAIL', outcome.message);
      default: {
        const text = `${outcome.name}: ${outcome.message}`;
        this.#options.onLog({ fn: name, text: outcome.stack || text, at: this.#options.clock() });
        throw new WireError('FUNCTIONS_EXECUTE_FAIL', text);
      }
    }
  }

  #result(text: string, toClient: boolean): string {
    const bytes = Buffer.byteLength(text);
    if (toClient && bytes > CLIENT_RESULT_BYTES) {
      throw new WireError(
        'FUNCTIONS_RESULT_TOO_LARGE',
        `cloudfunction result size exceed limit (1MB): ${bytes} bytes`,
      );
    }
    if (bytes > EVENT_BYTES) {
      throw new WireError(
        'FUNCTIONS_EXECUTE_FAIL',
        'The size of response exceeds the upper limit (6MB)',
      );
    }
    return text;
  }
}

/** `event.userInfo`, which the platform adds for a known user. */
export function userInfo(caller: Caller): Record<string, unknown> {
  const { identity } = caller;
  if (!identity) return {};
  return { userInfo: { appId: identity.appid ?? LOCAL_APPID, openId: identity.openid } };
}
