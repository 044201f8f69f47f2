/** Puts the parts together: store, storage, functions, WeChat side, wire. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Entrances } from './entrances';
import { WireError } from './errors';
import { Faults } from './faults';
import { FunctionHost, type LogLine } from './functions/host';
import type { Runner } from './functions/pool';
import { type Due, Timers } from './functions/timers';
import type { WorkerOptions } from './functions/worker';
import {
  type Asked,
  type Caller,
  Callers,
  type Identity,
  identityEnv,
  runtimeEnv,
} from './identity';
import { readIndexes } from './store/indexes';
import { type ScanReport, scanText } from './store/scan-report';
import { Store } from './store/store';
import { CloudIds } from './wechat/cloud-id';
import { OpenApi } from './wechat/openapi';
import { Actions } from './wire/actions';
import { CloudServer, type Extra, type Params } from './wire/server';
import { Storage } from './wire/storage';

export interface CloudOptions {
  /** Folder of deployables: `<name>/{index.js,config.json}`. */
  functions: string;
  /** Data folder; without it a temporary one that `close` removes. */
  data?: string;
  /** Path of indexes.json. */
  indexes?: string;
  /** 0 (any free port) when not said. */
  port?: number;
  /** Milliseconds; the machine's clock when not said. Functions read the same time. */
  clock?: () => number;
  /** A query without an index on more than a small collection fails. */
  strictIndexes?: boolean;
  /** Documents up to which a scan is fine; 100 when not said. */
  smallCollection?: number;
  /** The function that takes message push; `push` when not said. */
  push?: { function: string };
  /** Run timer triggers by the clock; off when not said (use `fire` and `runTimers`). */
  timers?: boolean;
  /** Most workers a function has for calls from outside. */
  workers?: number;
  /** Where a function runs; in threads of its own when not said. */
  runner?: (options: WorkerOptions) => Runner;
  /** Environment variables of the functions; those named BANDMATES_* of this process win. */
  env?: Readonly<Record<string, string>>;
  /** What functions print. */
  onLog?: (line: LogLine) => void;
  /** Further HTTP routes. */
  routes?: Extra;
}

const KEPT_LOGS = 2000;
const SMALL = 100;

export class LocalCloud {
  readonly openapi: OpenApi;
  readonly faults = new Faults();
  readonly store: Store;
  readonly storage: Storage;
  /** Queries no index served on more than a small collection. */
  readonly scans: ScanReport[] = [];
  /** What functions printed, the latest lines. */
  readonly logs: LogLine[] = [];
  readonly #options: CloudOptions;
  readonly #clock: () => number;
  readonly #callers = new Callers();
  readonly #cloudIds: CloudIds;
  readonly #host: FunctionHost;
  readonly #entrances: Entrances;
  readonly #server: CloudServer;
  readonly #timers: Timers;
  readonly #temporary: string | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: CloudOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    const indexes = options.indexes ? readIndexes(options.indexes) : undefined;
    this.#temporary = options.data ? undefined : mkdtempSync(join(tmpdir(), 'cloud-'));
    const folder = options.data ?? this.#temporary!;
    this.store = new Store({
      folder,
      clock: this.#clock,
      indexes,
      onScan: (report) => this.#scanned(report),
    });
    this.storage = new Storage(folder, this.#clock);
    this.openapi = new OpenApi(this.store, this.#clock);
    this.#cloudIds = new CloudIds(this.#clock);
    this.#host = new FunctionHost({
      folder: options.functions,
      callers: this.#callers,
      clock: this.#clock,
      workers: options.workers,
      runner: options.runner,
      env: options.env,
      onLog: (line) => this.#log(line),
    });
    this.#entrances = new Entrances({
      host: this.#host,
      cloudIds: this.#cloudIds,
      faults: this.faults,
      state: this.openapi.state,
      clock: this.#clock,
      pushTo: options.push?.function ?? 'push',
    });
    const actions = new Actions({
      store: this.store,
      storage: this.storage,
      host: this.#host,
      callers: this.#callers,
      cloudIds: this.#cloudIds,
      openapi: this.openapi,
    });
    this.#server = new CloudServer({
      port: options.port ?? 0,
      dispatch: (action, params) => actions.dispatch(action, params),
      blobs: this.storage,
      faults: this.faults,
      endTransaction: (id) => this.store.transactions.abandon(id),
      extra: options.routes,
    });
    this.#timers = new Timers(this.#host, this.#clock, (due) => this.#entrances.fireDue(due));
  }

  /** `http://127.0.0.1:N/admin`, what the SDK is pointed at. */
  get url(): string {
    return `${this.#server.base}/admin`;
  }

  /** Random; changes when the data folder is begun anew. */
  get dataId(): string {
    return this.store.dataId;
  }

  /** Names of the functions there are. */
  get functions(): string[] {
    return this.#host.names();
  }

  async listen(): Promise<this> {
    try {
      await this.#server.listen();
    } catch (error) {
      await this.close();
      throw error;
    }
    if (this.store.wantsCompaction) await this.store.compact();
    this.#host.url = this.url;
    this.storage.base = this.#server.base;
    if (this.#options.timers) this.#timers.start();
    return this;
  }

  /**
   * Calls a function as the mini program does; `identity` null is an unauthenticated call.
   * @param told of each request the function makes of the cloud, nested calls' too.
   * @throws CloudFault with the client's errCode and errMsg
   */
  invoke(
    fn: string,
    event: unknown,
    identity: Identity | null,
    told?: (asked: Asked) => void,
  ): Promise<unknown> {
    return this.#entrances.invoke(fn, event, identity, told);
  }

  /**
   * Delivers a WeChat message to the function that takes message push. `identity` defaults to
   * `FromUserName`. Times are filled in.
   */
  push(message: Record<string, unknown>, identity?: Identity): Promise<unknown> {
    return this.#entrances.push(message, identity);
  }

  /** Runs a function as its timer trigger would, now. */
  async fire(fn: string, trigger?: string): Promise<unknown> {
    const config = this.#host.find(fn)?.config;
    const name = trigger ?? config?.triggers[0]?.name ?? 'timer';
    return this.#entrances.fireDue({ fn, trigger: name, at: this.#clock() });
  }

  /** Every timer trigger of every function. */
  triggers(): { fn: string; trigger: string; config: string }[] {
    return this.functions.flatMap((fn) =>
      (this.#host.find(fn)?.config.triggers ?? []).map(({ name, cron }) => ({
        fn,
        trigger: name,
        config: cron.text,
      })),
    );
  }

  /** Fires the triggers that became due since the last time (for a virtual clock). */
  runTimers(): Promise<Due[]> {
    return this.#timers.run();
  }

  /** Mints a CloudID for a person's open data. */
  cloudId(data: Record<string, unknown>, openid: string): string {
    return this.#cloudIds.mint(data, openid);
  }

  /** Environment for a plain Node process that uses the SDK as `identity`, with every openapi. */
  env(identity: Identity | null): Record<string, string> {
    const caller: Caller = { identity, fn: null, source: 'wx_client', depth: 0 };
    return { ...runtimeEnv(this.url), ...identityEnv(caller, this.#callers.issue(caller)) };
  }

  /** What a request of the SDK is answered, asked without HTTP: see `CloudServer.answer`. */
  answer(asked: Params): Promise<string | Buffer | null> {
    return this.#server.answer(asked);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#timers.stop();
    await this.#host.stop();
    await this.#server.close();
    await this.store.close();
    if (this.#temporary) rmSync(this.#temporary, { recursive: true, force: true });
  }

  #scanned(report: ScanReport): void {
    if (report.size <= (this.#options.smallCollection ?? SMALL)) return;
    this.scans.push(report);
    if (this.#options.strictIndexes)
      throw new WireError('DATABASE_REQUEST_FAILED', scanText(report));
  }

  #log(line: LogLine): void {
    this.logs.push(line);
    if (this.logs.length > KEPT_LOGS) this.logs.splice(0, this.logs.length - KEPT_LOGS);
    this.#options.onLog?.(line);
  }
}
