/**
 * One dialogue over one link. Everything that can hang on a phone ends here: operations run one at
 * a time, each with a deadline; waiting for a value has a deadline too; a link that closes ends
 * every wait at once. A new link means a new session: nothing GATT-related is kept.
 */
import type { Clock } from '../lib/clock';
import type { Characteristic, CloseReason, GattCharacteristic, Link } from './link';
import { LinkSession } from './link-session';

/** Gaps a band was shown to need. Data of a driver, none by default: a gap costs radio time. */
export interface Pacing {
  afterSubscribeMs?: number;
  /** From the end of a write to the next one. */
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
  /** Pause before the one repetition of an operation that the system refused. */
  retryAfterMs?: number;
  /**
   * Whether these are the characteristics that are needed: until then the table is asked for again,
   * as phones know it part by part. Any characteristic is enough where this is not said.
   */
  enough?: (gatt: readonly GattCharacteristic[]) => boolean;
}

export interface WriteOptions {
  /**
   * The kind of write the protocol asks for: with a response or without. Of a characteristic that
   * takes only the other kind, or refuses this one, the other is used. What is not said is left to
   * the phone: iPhones then write with a response, Android without.
   */
  response?: boolean;
  deadlineMs?: number;
}

export interface ChunkOptions extends WriteOptions {
  /** The longest value the band takes, where it said so. */
  most?: number;
}

export interface Session {
  readonly deviceId: string;
  /** The characteristics of this link. */
  readonly gatt: readonly GattCharacteristic[];
  /** Bytes that fit one value now; 20 again after a longer one was refused. */
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
  /**
   * A value that is nice to have: empty where the band does not offer it, null where it could not be
   * read this time. Rejects only when the link is down.
   */
  readOptional(at: Characteristic): Promise<Uint8Array | null>;
  /** One value, of up to `payload` bytes. */
  write(at: Characteristic, value: Uint8Array, options?: WriteOptions): Promise<void>;
  /** As `write`, where a band without it, or that refuses it, is none the worse. */
  writeOptional(at: Characteristic, value: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Writes bytes in values of `payload`, nothing else in between. The deadline is per value. */
  writeChunks(at: Characteristic, bytes: Uint8Array, options?: ChunkOptions): Promise<void>;
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
