/**
 * What a band is to the app: a card, which the first package knows, and a driver behind it, which
 * comes in a subpackage. Both know bytes and nothing else: no `wx`, no storage, no cloud.
 */

import type { Advertisement, Characteristic, GattCharacteristic } from '../ble/link';
import type { Session } from '../ble/session';
import type { Counter, Reading, SleepSpan } from '../contract/activity';
import { toHex } from '../lib/bytes';
import { believable, localSerial } from '../lib/serial';

/** How sure we are of a protocol fact; shown to users. */
export type ProtocolSource = 'maker' | 'several-implementations' | 'single-source' | 'assumed';

export type Feature =
  | 'steps'
  | 'distance'
  | 'energy'
  | 'history'
  | 'live'
  | 'sleep'
  | 'heart-rate'
  | 'battery'
  | 'time'
  | 'goal'
  | 'find';

/** How an advertisement is recognised. A driver matches when any given list has a hit. */
export interface Match {
  /** Unique over all drivers; the highest wins. */
  priority: number;
  /** Advertised services (16- or 128-bit form). */
  services?: readonly string[];
  /** Local-name prefixes, compared without case. */
  names?: readonly string[];
  /** Bluetooth company ids. */
  companies?: readonly number[];
}

/** Stages a person sees; always in this order. */
export type Stage = 'connect' | 'clock' | 'read' | 'save' | 'release';

/** What the driver is given besides the link. */
export interface DriverContext {
  /** UTC seconds, the phone's clock. */
  now(): number;
  /** Civil offset east of UTC, seconds. */
  offsetSeconds: number;
  /** Sets the goal on the band where it can, in steps. */
  goal: number | null;
  /** The serial of the band we mean to talk to, or null while adding one. */
  expectedSerial: string | null;
  /**
   * Whether the air said that it is that one, or it is where that one was last. Else it has to say
   * so itself.
   */
  sure?: boolean;
  /** Where the last sync of this band got to, as this driver left it; null at first. */
  cursor: string | null;
  random(bytes: number): Uint8Array;
  /** Asks the maker's key in the cloud; rejects when the maker has configured none. */
  vendorAuth(request: { protocol: string; challenge: string }): Promise<string>;
  /**
   * Nobody reads history this time: the band is added, found or looked at. Its clock stays as it is,
   * since what that dated has still to be read by it.
   */
  looking?: boolean;
  /** The wearer must now confirm on the band: whoever waits shows it, and waits longer. */
  askWearer?(): void;
  /** What pairing left on this phone for this band; absent where nothing can be kept. */
  secret?: SecretStore;
}

/** Keys made while pairing with one band. They stay on this phone: no cloud, no export, no log. */
export interface SecretStore {
  /** What this driver kept for this band, or null. */
  get(): string | null;
  /** Resolves when it is durable: the band is told only then. */
  set(value: string): Promise<void>;
}

/** Who the band says it is. Known after `open`. */
export interface BandIdentity {
  /** Upper-case hex of the address, or the serial text: identity, read from the band. */
  serial: string;
  firmware?: string;
}

/** A part of what the band remembers. */
export interface Page {
  readings: Reading[];
  counters: Counter[];
  /** Sleep, where the protocol has it. */
  sleep?: SleepSpan[];
  /**
   * The sleep goes on where a piece that was told before ends: what came before stays. Without it a
   * night that is told anew takes the place of what was told of it.
   */
  sleepGoesOn?: true;
  /** 0–1 of this sync, never smaller than before. */
  progress: number;
  /** Days read so far and in all, when the protocol tells. */
  days?: { done: number; of: number };
  /** What to pass as `cursor` next time, once this page is durable. */
  cursor: string | null;
  /** Frames that could not be read; their data stays on the band. */
  faults: Fault[];
  /** Lets the band forget this page. Called only when the page is durable; may be called again. */
  release(): Promise<void>;
}

/** What was read whole and cannot be so: an instant that nobody can tell, a value nobody reaches. */
export type ContentReason = 'time-unknown' | 'range';

/**
 * What a band sent and nobody counts. Codecs return these; nothing throws on bytes.
 * - `frame`: it did not decode (`reason` is the codec's own stable text, e.g. "length", "checksum"),
 *   so the band is asked for it again.
 * - `content`: it did, and asking again would bring the same.
 */
export type Fault = (
  | { kind: 'frame'; reason: string }
  | { kind: 'content'; reason: ContentReason }
) & {
  /** The bytes in hex, cut to 64 of them: for support, only with consent. */
  hex: string;
};

/** How much of a bad frame is kept, in bytes. */
const FAULT_BYTES = 64;

const cut = (frame: Uint8Array) => toHex(frame.subarray(0, FAULT_BYTES));

/** A frame that did not decode; the compiler takes no reason of content here. */
export const faultOf = <R extends string>(
  reason: R & (Extract<R, ContentReason> extends never ? unknown : never),
  frame: Uint8Array,
): Fault => ({
  kind: 'frame',
  reason,
  hex: cut(frame),
});

/** Content of a frame that decoded, which cannot be so. */
export const unbelieved = (reason: ContentReason, frame: Uint8Array): Fault => ({
  kind: 'content',
  reason,
  hex: cut(frame),
});

/** What a band shows of itself while it is connected; what it does not show is absent. */
export interface LiveSample {
  /** UTC seconds. */
  at: number;
  /** Running totals of the band's day. */
  steps?: number;
  metres?: number;
  kcal?: number;
  /** Beats a minute. */
  heartRate?: number;
}

/** A look at a band while it counts. Whoever opened it stops it. */
export interface Live {
  /** The next value. Rejects with a BleError: 'timeout' where the band has nothing new to say. */
  next(): Promise<LiveSample>;
  stop(): Promise<void>;
}

/** A dialogue in progress. */
export interface Run {
  readonly identity: BandIdentity;
  /** 0–100, or null when the band does not say. */
  readonly battery: number | null;
  /** Whether the numbers are history or only a running counter. */
  readonly sourceClass: 'direct' | 'counter';
  /** The next page, or null when the band has nothing more. */
  next(): Promise<Page | null>;
  /** Makes the band vibrate; absent when it cannot. */
  find?(): Promise<void>;
  /**
   * Tells the band that the person left the app or came back; absent where there is no word for it.
   */
  visible?(shown: boolean): Promise<void>;
  /** Watches the band count, before the first page or after the last; absent when it cannot. */
  live?(what: 'steps' | 'heart-rate'): Promise<Live>;
}

/** What is known of a protocol without its driver. */
export interface BandCard {
  /** The name of its file here, and of its driver's folder. */
  id: string;
  match: Match;
  /** Every service its driver uses (16- or 128-bit form). */
  services: readonly string[];
  /** What it can do, and how sure we are that it works. */
  features: Partial<Record<Feature, ProtocolSource>>;
  /** Pairing empties a band that another app used before. */
  pairingErases?: true;
  /** The serial in an advertisement, or null when it is not in there. */
  serialOf(advertisement: Advertisement): string | null;
}

export interface BandDriver extends BandCard {
  /** The characteristics it uses, exactly. */
  characteristics: readonly Characteristic[];
  /** Whether a connected device speaks this protocol; advertisements are not proof. */
  accepts(gatt: readonly GattCharacteristic[]): boolean;
  /** Logs in, sets the clock. Rejects with a BleError or BandError. */
  open(session: Session, context: DriverContext): Promise<Run>;
}

/** A band that answered, but not as it should. */
export class BandError extends Error {
  override readonly name = 'BandError';
  constructor(
    readonly code: 'garbage' | 'refused' | 'needs-key' | 'other-band' | 'no-answer',
    message: string,
    readonly faults: Fault[] = [],
  ) {
    super(message);
  }
}

/**
 * What a band need not tell: null where it does not answer, or not as it should. A lost link, and a
 * band that does not know us, still reject.
 */
export const optional = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (error instanceof BandError && error.code !== 'refused') return null;
    throw error;
  });

/**
 * The serial to go by, of all that the band says of itself, the surest first: the one that is meant
 * where it is among them, else the first that is believable (`lib/serial`), else where this phone
 * knows the band. null is what it does not tell or nobody believes; undefined what could not be read
 * this time: then a band that says nothing else, or surely is the one that is meant, still is that
 * one. Throws 'other-band'.
 */
export function serialFor(
  told: readonly (string | null | undefined)[],
  { deviceId }: Pick<Session, 'deviceId'>,
  { expectedSerial, sure = false }: Pick<DriverContext, 'expectedSerial' | 'sure'>,
): string {
  const own = told.flatMap((serial) => (serial && believable(serial)) || []);
  const all = [...own, localSerial(deviceId)];
  const untold = told.includes(undefined) && (sure || own.length === 0);
  if (expectedSerial === null) return all[0]!;
  if (all.includes(expectedSerial) || untold) return expectedSerial;
  throw new BandError('other-band', `this is ${all[0]}`);
}
