import { deadline } from '../lib/deadline';
import { Inbox } from './inbox';
import {
  type BleCode,
  BleError,
  type Characteristic,
  type CloseReason,
  type GattCharacteristic,
  type Link,
  sameCharacteristic,
} from './link';
import { Operations } from './operations';
import type { ChunkOptions, Pacing, Session, SessionOptions, WriteOptions } from './session';
import { Writer } from './writer';

/** How long a table may lack what is needed. */
const TABLE_MS = 5000;
const NO_TABLE_YET: readonly BleCode[] = ['no-service', 'no-characteristic', 'system'];
/** What a band need not tell is not waited for as long as what it must. */
const OPTIONAL_MS = 2000;
/** One answer that got lost is not taken for a band that has none. */
const OPTIONAL_TRIES = 2;

/** The session of `openSession`: `session.ts` says what it promises. */
export class LinkSession implements Session {
  gatt: readonly GattCharacteristic[] = [];
  private readonly operations: Operations;
  private readonly writer: Writer;
  /** Of the few characteristics that say something. */
  private readonly inboxes: { at: Characteristic; inbox: Inbox }[] = [];
  private readonly closeListeners: ((reason: CloseReason) => void)[] = [];

  constructor(
    private readonly link: Link,
    private readonly options: Required<SessionOptions>,
  ) {
    const { clock, retryAfterMs, deadlineMs } = options;
    this.operations = new Operations(clock, retryAfterMs);
    this.writer = new Writer(link, this.operations, clock, deadlineMs);
    link.onValue((at, value) => {
      if (this.closed === null) this.inbox(at).put(value);
    });
    link.onClose((reason) => this.end(reason));
  }

  get deviceId(): string {
    return this.link.deviceId;
  }

  get payload(): number {
    return this.writer.payload;
  }

  get closed(): CloseReason | null {
    return this.operations.down;
  }

  /**
   * A phone may know its table part by part after connecting: the general services first, a service
   * without its characteristics, or nothing at all for more than a second.
   */
  async discover(): Promise<void> {
    const { discoverMs, retryAfterMs, enough, clock } = this.options;
    const { operations } = this;
    const until = clock.now() + TABLE_MS;
    for (let waitMs = retryAfterMs; ; waitMs *= 2) {
      const late = clock.now() + waitMs > until;
      try {
        const ask = () => operations.guard('discover', discoverMs, () => this.link.discover());
        this.gatt = await operations.queue(ask);
        if (late || enough(this.gatt)) return;
      } catch (error) {
        if (late || !(error instanceof BleError) || !NO_TABLE_YET.includes(error.code)) throw error;
      }
      await operations.pause(waitMs);
    }
  }

  find(at: Characteristic): GattCharacteristic | undefined {
    return this.gatt.find((candidate) => sameCharacteristic(candidate, at));
  }

  pace(pacing: Pacing): void {
    this.writer.pacing = pacing;
  }

  async raisePayload(bytes: number): Promise<number> {
    if (bytes > this.link.payload) {
      const ask = () => this.link.requestPayload(bytes);
      await this.operations
        .queue(() => this.operations.guard('payload', this.options.deadlineMs, ask))
        .catch((error: unknown) => {
          if (this.closed !== null) throw error;
        });
    }
    return this.payload;
  }

  async read(at: Characteristic): Promise<Uint8Array> {
    this.must(at);
    return this.readWithin(at, this.options.deadlineMs);
  }

  async readOptional(at: Characteristic): Promise<Uint8Array | null> {
    if (!this.find(at)?.read) return new Uint8Array(0);
    for (let left = OPTIONAL_TRIES; left > 0; left--) {
      const value = await this.readWithin(at, OPTIONAL_MS).catch((error: unknown) => {
        this.survive(error);
        return null;
      });
      if (value) return value;
    }
    return null;
  }

  async write(at: Characteristic, value: Uint8Array, options: WriteOptions = {}): Promise<void> {
    const declared = this.must(at);
    await this.operations.queue(() => this.writer.one(declared, value, options));
  }

  async writeOptional(
    at: Characteristic,
    value: Uint8Array,
    options: WriteOptions = {},
  ): Promise<void> {
    const declared = this.find(at);
    if (!declared?.write && !declared?.writeNoResponse) return;
    await this.write(at, value, options).catch((error: unknown) => this.survive(error));
  }

  async writeChunks(
    at: Characteristic,
    bytes: Uint8Array,
    options: ChunkOptions = {},
  ): Promise<void> {
    const declared = this.must(at);
    await this.operations.queue(() => this.writer.chunks(declared, bytes, options));
  }

  async subscribe(at: Characteristic, kind?: 'notification' | 'indication'): Promise<void> {
    const declared = this.must(at);
    const wanted = kind ?? (declared.indicate ? 'indication' : 'notification');
    const { operations } = this;
    await operations.queue(async () => {
      const ask = () => this.link.subscribe(at, wanted);
      await operations.twice('subscribe', this.options.deadlineMs, ask);
      await operations.pause(this.writer.pacing.afterSubscribeMs ?? 0);
    });
  }

  next(at: Characteristic, timeoutMs = this.options.inactivityMs): Promise<Uint8Array> {
    const { value, cancel } = this.inbox(at).take();
    return this.operations
      .guard('value', timeoutMs, () => value)
      .catch((error: unknown) => {
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

  private readWithin(at: Characteristic, ms: number): Promise<Uint8Array> {
    const { operations } = this;
    return operations.queue(() => operations.twice('read', ms, () => this.link.read(at)));
  }

  /** Whatever failed, it may; a lost link may not. */
  private survive(error: unknown): void {
    if (this.closed !== null || !(error instanceof BleError)) throw error;
  }

  private must(at: Characteristic): GattCharacteristic {
    const declared = this.find(at);
    if (declared) return declared;
    throw new BleError('no-characteristic', `the band has no ${at.characteristic}`);
  }

  private inbox(at: Characteristic): Inbox {
    const known = this.inboxes.find((one) => sameCharacteristic(one.at, at));
    if (known) return known.inbox;
    const inbox = new Inbox();
    this.inboxes.push({ at, inbox });
    return inbox;
  }

  private end(reason: CloseReason): void {
    if (this.closed !== null) return;
    this.operations.end(reason);
    for (const { inbox } of this.inboxes) inbox.clear();
    for (const listener of this.closeListeners.splice(0)) listener(reason);
  }
}

const DEFAULTS = {
  deadlineMs: 5000,
  discoverMs: 10_000,
  inactivityMs: 10_000,
  retryAfterMs: 200,
  enough: (gatt: readonly GattCharacteristic[]) => gatt.length > 0,
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
