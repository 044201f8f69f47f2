import { chunksOf } from '../lib/bytes';
import { deadline } from '../lib/deadline';
import { serialQueue } from '../lib/queue';
import { Inbox } from './inbox';
import {
  BleError,
  type Characteristic,
  type CloseReason,
  type GattCharacteristic,
  type Link,
  sameCharacteristic,
} from './link';
import type { Pacing, Session, SessionOptions, WriteOptions } from './session';

/** Runs a task; what it throws at once becomes a rejection too. */
const attempt = async <T>(run: () => Promise<T>): Promise<T> => run();

/** An iPhone may never call back after such a write. */
const tooLong = ({ length }: Uint8Array) =>
  new BleError('not-supported', `${length} bytes are more than one value holds`);

/** The session of `openSession`: `session.ts` says what it promises. */
export class LinkSession implements Session {
  gatt: readonly GattCharacteristic[] = [];
  closed: CloseReason | null = null;
  private pacing: Pacing = {};
  /** When the next write may go out, ms of the clock. */
  private freeAt = 0;
  /** True between a subscription and the first operation after it: some phones fail that one. */
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

  async raisePayload(bytes: number): Promise<number> {
    if (bytes <= this.link.payload) return this.link.payload;
    const ask = () => this.link.requestPayload(bytes);
    return this.operate('payload', this.options.deadlineMs, ask).catch((error: unknown) => {
      if (this.closed !== null) throw error;
      return this.link.payload;
    });
  }

  async read(at: Characteristic): Promise<Uint8Array> {
    this.must(at);
    const { deadlineMs } = this.options;
    return this.queue(() => this.settled('read', deadlineMs, () => this.link.read(at)));
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
      const ask = () => this.link.subscribe(at, wanted);
      await this.settled('subscribe', this.options.deadlineMs, ask);
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
      for (const piece of pieces()) {
        if (piece.length > this.link.payload) throw tooLong(piece);
        const { clock } = this.options;
        const { betweenWritesMs = 0 } = this.pacing;
        // Never longer than the gap: a phone's clock may be set back meanwhile.
        await this.pause(Math.min(betweenWritesMs, this.freeAt - clock.now()));
        await this.settled('write', deadlineMs, () => this.link.write(at, piece, response));
        this.freeAt = clock.now() + betweenWritesMs;
      }
    });
  }

  /** The first after a subscription is tried twice, as some Android phones need (10008). */
  private async settled<T>(what: string, deadlineMs: number, run: () => Promise<T>): Promise<T> {
    const again = this.fresh;
    this.fresh = false;
    try {
      return await this.guard(what, deadlineMs, run);
    } catch (error) {
      if (!again || !(error instanceof BleError) || error.code !== 'system') throw error;
    }
    await this.pause(this.options.retryAfterMs);
    return this.guard(what, deadlineMs, run);
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
