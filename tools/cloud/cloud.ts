/** Puts the parts together: store, storage, functions, WeChat side, wire. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPlain } from './ejson';
import { CloudFault, toFault, WireError } from './errors';
import { Faults } from './faults';
import type { LogLine } from './functions/host';
import { FunctionHost, userInfo } from './functions/host';
import { type Due, Timers } from './functions/timers';
import { type Caller, Callers, type Identity, identityEnv, runtimeEnv } from './identity';
import type { ScanReport } from './store/collection';
import { readIndexes } from './store/indexes';
import { Store } from './store/store';
import { CloudIds } from './wechat/cloud-id';
import { noteMessage } from './wechat/customer-service';
import { OpenApi } from './wechat/openapi';
import { DATABASE_ACTIONS } from './wire/database';
import { openApiAction, wxApiAction } from './wire/openapi';
import { type Answer, CloudServer, type Extra } from './wire/server';
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
  /** Milliseconds; the machine's clock when not said. */
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
  readonly #server: CloudServer;
  readonly #timers: Timers;
  readonly #temporary: string | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: CloudOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    this.#temporary = options.data ? undefined : mkdtempSync(join(tmpdir(), 'cloud-'));
    const folder = options.data ?? this.#temporary!;
    this.store = new Store({
      folder,
      clock: this.#clock,
      indexes: options.indexes ? readIndexes(options.indexes) : undefined,
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
      onLog: (line) => this.#log(line),
    });
    this.#server = new CloudServer({
      port: options.port ?? 0,
      dispatch: (action, params) => this.#dispatch(action, params),
      blobs: this.storage,
      faults: this.faults,
      endTransaction: (id) => this.store.transactions.abandon(id),
      extra: options.routes,
    });
    this.#timers = new Timers(this.#host, this.#clock, (due) => this.#fireDue(due));
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
      await this.store.close();
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
   * @throws CloudFault with the client's errCode and errMsg
   */
  async invoke(fn: string, event: unknown, identity: Identity | null): Promise<unknown> {
    const caller: Caller = { identity, fn: null, source: 'wx_client', depth: 0 };
    return this.#asClient('cloud.callFunction', 'invoke', { fn, event }, async () => {
      const opened = this.#cloudIds.replace(event, caller);
      return this.#host.run(fn, { ...opened, ...userInfo(caller) }, caller);
    });
  }

  /**
   * Delivers a WeChat message to the function that takes message push. `identity` defaults to
   * `FromUserName`. Times are filled in.
   */
  async push(message: Record<string, unknown>, identity?: Identity): Promise<unknown> {
    const now = this.#clock();
    const openid = identity?.openid ?? message.FromUserName;
    if (typeof openid !== 'string') throw new Error('A pushed message needs FromUserName.');
    const filled: Record<string, unknown> = {
      ToUserName: 'gh_000000000000',
      FromUserName: openid,
      CreateTime: Math.floor(now / 1000),
      ...message,
    };
    await noteMessage(this.openapi.state, filled, now);
    const who = identity ?? { openid };
    const caller: Caller = { identity: who, fn: null, source: 'wx_unknown', depth: 0 };
    const fn = this.#options.push?.function ?? 'push';
    return this.#asClient('push', 'push', filled, () =>
      this.#host.run(fn, { ...filled, ...userInfo(caller) }, caller),
    );
  }

  /** Runs a function as its timer trigger would, now. */
  async fire(fn: string, trigger?: string): Promise<unknown> {
    const config = this.#host.find(fn)?.config;
    const name = trigger ?? config?.triggers[0]?.name ?? 'timer';
    return this.#fireDue({ fn, trigger: name, at: this.#clock() });
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

  async #asClient(
    api: string,
    action: string,
    params: Record<string, unknown>,
    run: () => Promise<string>,
  ): Promise<unknown> {
    try {
      const trouble = this.faults.take(action, params);
      if (trouble?.latencyMs) await new Promise((go) => setTimeout(go, trouble.latencyMs));
      if (trouble?.before) throw trouble.before;
      const text = await run();
      if (trouble?.after) throw trouble.after;
      if (trouble?.lost) {
        throw new CloudFault(-404012, `${api}:fail polling exceed max timeout retry`);
      }
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw toFault(api, error);
    }
  }

  #fireDue({ fn, trigger, at }: Due): Promise<unknown> {
    const caller: Caller = { identity: null, fn: null, source: 'wx_trigger', depth: 0 };
    const event = {
      Type: 'Timer',
      TriggerName: trigger,
      Time: new Date(at).toISOString(),
      Message: '',
    };
    return this.#asClient('timer', 'fire', { fn }, () => this.#host.run(fn, event, caller));
  }

  async #dispatch(action: string, params: Record<string, unknown>): Promise<Answer> {
    const database = DATABASE_ACTIONS[action];
    if (database) return database(this.store, params);
    switch (action) {
      case 'functions.invokeFunction':
        return this.#nested(params);
      case 'wx.openApi':
        return openApiAction(params, this.#openApiParts(params));
      case 'wx.api':
        return wxApiAction(params, this.#openApiParts(params));
      case 'storage.getUploadMetadata':
        return { data: this.storage.uploadMetadata(params) };
      case 'storage.batchGetDownloadUrl':
        return { data: this.storage.downloadUrls(params) };
      case 'storage.batchDeleteFile':
        return { data: this.storage.remove(params) };
      default:
        throw new WireError('INVALID_PARAM', `The local cloud does not know the action ${action}.`);
    }
  }

  #openApiParts(params: Record<string, unknown>) {
    const caller = this.#callers.get(params.wxCloudApiToken);
    const allowed = caller?.fn ? (this.#host.find(caller.fn)?.config.openapi ?? new Set()) : 'all';
    return {
      openapi: this.openapi,
      cloudIds: this.#cloudIds,
      caller,
      allowed: allowed as ReadonlySet<string> | 'all',
    };
  }

  async #nested(params: Record<string, unknown>): Promise<object> {
    const from = this.#callers.get(params.wxCloudApiToken);
    const text = String(params.request_data ?? '');
    const event: unknown = text === '' ? {} : JSON.parse(text);
    const caller: Caller = {
      identity: from?.identity ?? null,
      fn: null,
      source: from ? `${from.source},scf` : 'scf',
      depth: (from?.depth ?? 0) + 1,
    };
    const content = { ...(isPlain(event) ? event : {}), ...userInfo(caller) };
    const answer = await this.#host.run(String(params.function_name), content, caller);
    return { data: { response_data: answer } };
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

/** One sentence naming a query no index served. */
export function scanText({ collection, condition, sort, size }: ScanReport): string {
  const order = sort.length > 0 ? ` ordered by ${sort.map((one) => one.join(' ')).join(', ')}` : '';
  return (
    `No index serves where(${JSON.stringify(condition)})${order} on "${collection}" ` +
    `(${size} documents): declare one in indexes.json.`
  );
}
