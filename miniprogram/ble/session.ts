/**
 * One dialogue over one link. Everything that can hang on a phone ends here: operations run one at
 * a time, each with a deadline; waiting for a value has a deadline too; a link that closes ends
 * every wait at once. A new link means a new session: nothing GATT-related is kept.
 */
import { chunksOf } from '../lib/bytes';
import { deadline } from '../lib/deadline';
import { serialQueue } from '../lib/queue';
import type { Clock } from './clock';
import { Inbox } from './inbox';
import {
  BleError,
  type Characteristic,
  type CloseReason,
  type GattCharacteristic,
  type Link,
  sameCharacteristic,
} from './link';

/** Gaps a band was shown to need. Data of a driver, none by default: a gap costs radio time. */
export interface Pacing {
  afterSubscribeMs?: number;
  betweenWritesMs?: number;
}

export interface SessionOptions {
  clock: Clock;
  /** For one read, write or subscription. */
  deadlineMs?: number;
  /** For finding services and characteristics. */
  discoverMs?: number;
  /** How long a characteristic may stay silent while someone waits for it. */
  inactivityMs?: number;
  /** Pause before the one repetition of a first write that failed. */
  retryAfterMs?: number;
}

export interface WriteOptions {
  /** With response unless the characteristic only takes writes without. */
  response?: boolean;
  deadlineMs?: number;
}

export interface Session {
  readonly deviceId: string;
  /** The characteristics of this link. */
  readonly gatt: readonly GattCharacteristic[];
  /** Bytes that fit one value now. */
  readonly payload: number;
  /** Why the link is down, or null while it is up. */
  readonly closed: CloseReason | null;
  /** The characteristic as this band declares it, or undefined. */
  find(at: Characteristic): GattCharacteristic | undefined;
  /** From now on leaves these gaps. */
  pace(pacing: Pacing): void;
  /** Asks for larger values; resolves to what is in force, also where the phone cannot. */
  raisePayload(bytes: number): Promise<number>;
  read(at: Characteristic): Promise<Uint8Array>;
  write(at: Characteristic, value: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Writes bytes in values of `payload`, nothing else in between. The deadline is per value. */
  writeChunks(at: Characteristic, bytes: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Indications where the band offers them, since they are confirmed; else notifications. */
  subscribe(at: Characteristic, kind?: 'notification' | 'indication'): Promise<void>;
  /** The next value that arrived, in order; 'timeout' after `timeoutMs` without one. */
  next(at: Characteristic, timeoutMs?: number): Promise<Uint8Array>;
  /** Forgets values of this characteristic that nobody read. */
  drain(at: Characteristic): void;
  /** Called once; at once when the link is already down. */
  onClose(listener: (reason: CloseReason) => void): void;
  /** Ends the link and every wait. Resolves when it is down; never rejects. */
  close(): Promise<void>;
}

const DEFAULTS = {
  deadlineMs: 5000,
  discoverMs: 10_000,
  inactivityMs: 10_000,
  retryAfterMs: 200,
} as const;

/** Discovers the band's characteristics and starts a session; closes the link when that fails. */
export async function openSession(link: Link, options: SessionOptions): Promise<Session> {
  const session = new LinkSession(link, { ...DEFAULTS, ...options });
  try {
    await session.discover();
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Runs a task; what it throws at once becomes a rejection too. */
const attempt = async <T>(run: () => Promise<T>): Promise<T> => run();

class LinkSession implements Session {
  gatt: readonly GattCharacteristic[] = [];
  closed: CloseReason | null = null;
  private pacing: Pacing = {};
  /** True between a subscription and the first write after it: some phones fail that write. */
  private fresh = false;
  private readonly queue = serialQueue();
  private readonly inboxes = new Map<string, Inbox>();
  private readonly aborts = new Set<(error: BleError) => void>();
  private readonly closeListeners: ((reason: CloseReason) => void)[] = [];

  constructor(
    private readonly link: Link,
    private readonly options: Required<SessionOptions>,
  ) {
    link.onValue((at, value) => {
      if (this.closed === null) this.inbox(at).put(value);
    });
    link.onClose((reason) => this.end(reason));
  }

  get deviceId(): string {
    return this.link.deviceId;
  }

  get payload(): number {
    return this.link.payload;
  }

  async discover(): Promise<void> {
    const { discoverMs } = this.options;
    this.gatt = await this.operate('discover', discoverMs, () => this.link.discover());
  }

  find(at: Characteristic): GattCharacteristic | undefined {
    return this.gatt.find((candidate) => sameCharacteristic(candidate, at));
  }

  pace(pacing: Pacing): void {
    this.pacing = pacing;
  }

  raisePayload(bytes: number): Promise<number> {
    if (bytes <= this.link.payload) return Promise.resolve(this.link.payload);
    return this.operate('payload', this.options.deadlineMs, () => this.link.requestPayload(bytes));
  }

  async read(at: Characteristic): Promise<Uint8Array> {
    this.must(at);
    return this.operate('read', this.options.deadlineMs, () => this.link.read(at));
  }

  write(at: Characteristic, value: Uint8Array, options: WriteOptions = {}): Promise<void> {
    return this.writeAll(at, () => [value], options);
  }

  writeChunks(at: Characteristic, bytes: Uint8Array, options: WriteOptions = {}): Promise<void> {
    return this.writeAll(at, () => chunksOf(bytes, this.link.payload), options);
  }

  async subscribe(at: Characteristic, kind?: 'notification' | 'indication'): Promise<void> {
    const declared = this.must(at);
    const wanted = kind ?? (declared.indicate ? 'indication' : 'notification');
    await this.queue(async () => {
      await this.guard('subscribe', this.options.deadlineMs, () => this.link.subscribe(at, wanted));
      this.fresh = true;
      await this.pause(this.pacing.afterSubscribeMs ?? 0);
    });
  }

  next(at: Characteristic, timeoutMs = this.options.inactivityMs): Promise<Uint8Array> {
    const { value, cancel } = this.inbox(at).take();
    return this.guard('value', timeoutMs, () => value).catch((error: unknown) => {
      cancel();
      throw error;
    });
  }

  drain(at: Characteristic): void {
    this.inbox(at).clear();
  }

  onClose(listener: (reason: CloseReason) => void): void {
    if (this.closed !== null) listener(this.closed);
    else this.closeListeners.push(listener);
  }

  async close(): Promise<void> {
    this.end('requested');
    await deadline(
      this.options.clock.after,
      this.options.deadlineMs,
      this.link.close(),
      () => new BleError('timeout', 'close took too long'),
    ).catch(() => undefined);
  }

  private async writeAll(
    at: Characteristic,
    pieces: () => Uint8Array[],
    options: WriteOptions,
  ): Promise<void> {
    const declared = this.must(at);
    const response = options.response ?? (declared.write || !declared.writeNoResponse);
    const deadlineMs = options.deadlineMs ?? this.options.deadlineMs;
    await this.queue(async () => {
      let first = true;
      for (const piece of pieces()) {
        if (!first) await this.pause(this.pacing.betweenWritesMs ?? 0);
        first = false;
        await this.writeOne(deadlineMs, () => this.link.write(at, piece, response));
      }
    });
  }

  /** One value; the first after a subscription is tried twice, as Android phones need (10008). */
  private async writeOne(deadlineMs: number, run: () => Promise<void>): Promise<void> {
    const again = this.fresh;
    this.fresh = false;
    try {
      await this.guard('write', deadlineMs, run);
    } catch (error) {
      if (!again || !(error instanceof BleError) || error.code !== 'system') throw error;
      await this.pause(this.options.retryAfterMs);
      await this.guard('write', deadlineMs, run);
    }
  }

  private operate<T>(what: string, ms: number, run: () => Promise<T>): Promise<T> {
    return this.queue(() => this.guard(what, ms, run));
  }

  /** Runs one operation: it ends by itself, by its deadline, or with the link. */
  private guard<T>(what: string, ms: number, run: () => Promise<T>): Promise<T> {
    if (this.closed !== null) return Promise.reject(this.gone(what));
    const { clock } = this.options;
    return new Promise<T>((resolve, reject) => {
      const abort = (error: BleError) => settle(() => reject(error));
      const cancel = clock.after(ms, () => abort(new BleError('timeout', `${what}: no answer`)));
      const settle = (how: () => void) => {
        cancel();
        this.aborts.delete(abort);
        how();
      };
      this.aborts.add(abort);
      attempt(run).then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }

  private async pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    const { clock } = this.options;
    const over = new Promise<void>((resolve) => {
      clock.after(ms, resolve);
    });
    await this.guard('pause', ms * 2 + 1, () => over);
  }

  private must(at: Characteristic): GattCharacteristic {
    const declared = this.find(at);
    if (declared) return declared;
    throw new BleError('no-characteristic', `the band has no ${at.characteristic}`);
  }

  private inbox(at: Characteristic): Inbox {
    const key = `${at.service}/${at.characteristic}`;
    const known = this.inboxes.get(key);
    if (known) return known;
    const inbox = new Inbox();
    this.inboxes.set(key, inbox);
    return inbox;
  }

  private gone(what: string): BleError {
    return new BleError('disconnected', `${what}: the link is down (${this.closed})`);
  }

  private end(reason: CloseReason): void {
    if (this.closed !== null) return;
    this.closed = reason;
    for (const abort of [...this.aborts]) abort(this.gone('link'));
    for (const inbox of this.inboxes.values()) inbox.clear();
    for (const listener of this.closeListeners.splice(0)) listener(reason);
  }
}
