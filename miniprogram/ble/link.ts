/**
 * The radio as everything above it sees it. Two implementations: wx-radio (a phone) and
 * bands/virtual/radio (virtual bands). UUIDs are 128-bit lower case everywhere; bytes are Uint8Array.
 */

/** Why a Bluetooth operation failed. WeChat's numbers stop at wx-radio. */
export type BleCode =
  | 'bluetooth-off'
  | 'bluetooth-unauthorized'
  | 'bluetooth-unsupported'
  | 'not-declared'
  | 'privacy-refused'
  | 'scope-refused'
  | 'location-off'
  | 'location-unauthorized'
  | 'not-open'
  | 'band-not-found'
  | 'connect-failed'
  | 'timeout'
  | 'disconnected'
  | 'no-service'
  | 'no-characteristic'
  | 'not-supported'
  | 'busy'
  | 'system';

/** The one error of this room. `cause` keeps what WeChat said, for diagnostics only. */
export class BleError extends Error {
  override readonly name = 'BleError';
  constructor(
    readonly code: BleCode,
    message: string,
    override readonly cause?: unknown,
  ) {
    super(message);
  }
}

/**
 * What a wait gives, or null when nobody answered in time. For a write: its confirmation may be
 * missing though it arrived, and what the band says next decides.
 */
export const unlessSilent = <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (error instanceof BleError && error.code === 'timeout') return null;
    throw error;
  });

export interface Advertisement {
  /** Android: an address; iOS: a UUID of this phone. A fast path only, never an identity. */
  deviceId: string;
  /** Without zeros and blanks around it: the ports clean it. */
  localName: string;
  /** dBm; null where the phone does not know. */
  rssi: number | null;
  serviceUuids: string[];
  /** Company id (2 bytes, little-endian) and what follows; empty when not advertised. */
  manufacturerData: Uint8Array;
}

export interface Characteristic {
  service: string;
  characteristic: string;
}

export interface GattCharacteristic extends Characteristic {
  read: boolean;
  write: boolean;
  writeNoResponse: boolean;
  notify: boolean;
  indicate: boolean;
}

/** Why a link ended: asked for by us, lost, or the adapter went away. */
export type CloseReason = 'requested' | 'lost' | 'adapter-off';

/** Why a dialogue failed: that Bluetooth went off meanwhile, whatever it looked like, or its cause. */
export const failureIn = (dialogue: { readonly closed: CloseReason | null }, cause: unknown) =>
  dialogue.closed === 'adapter-off'
    ? new BleError('bluetooth-off', 'Bluetooth went off meanwhile', cause)
    : cause;

/** One connection. Nothing GATT-related outlives it. */
export interface Link {
  readonly deviceId: string;
  /** Usable bytes of one value: ATT_MTU − 3, 20 unless raised. */
  readonly payload: number;
  /** Asks for a larger payload where the phone allows it; resolves to what is in force. */
  requestPayload(bytes: number): Promise<number>;
  /** Services and their characteristics; must be called before any other operation. */
  discover(): Promise<GattCharacteristic[]>;
  read(at: Characteristic): Promise<Uint8Array>;
  /** With or without a response; undefined leaves it to the phone, and phones differ. */
  write(at: Characteristic, value: Uint8Array, response: boolean | undefined): Promise<void>;
  /** Switches on value events; values then arrive at `onValue`. */
  subscribe(at: Characteristic, kind: 'notification' | 'indication'): Promise<void>;
  /** One listener; a later one replaces it. Values arrive in the order of the air. */
  onValue(listener: (at: Characteristic, value: Uint8Array) => void): void;
  /** Called once. */
  onClose(listener: (reason: CloseReason) => void): void;
  /** Resolves when the link is down; never rejects. */
  close(): Promise<void>;
}

export interface Radio {
  /** Ready to scan and connect; rejects with a BleError naming one cause. */
  open(): Promise<void>;
  /**
   * Reports every advertisement until stopped, and bands with one of `services` that this phone is
   * connected to already, for another app say: those do not advertise. Resolves when it has begun.
   */
  scan(
    onFound: (advertisement: Advertisement) => void,
    services?: readonly string[],
  ): Promise<{ stop(): Promise<void> }>;
  connect(deviceId: string, timeoutMs: number): Promise<Link>;
  /** Called with true when Bluetooth comes on and false when it goes off. Returns the removal. */
  onAvailable(listener: (available: boolean) => void): () => void;
}

const BASE = '-0000-1000-8000-00805f9b34fb';

/** A 16-, 32- or 128-bit UUID in any case as 128-bit lower case. */
export function uuid(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === 4) return `0000${lower}${BASE}`;
  if (lower.length === 8) return `${lower}${BASE}`;
  return lower;
}

/** Whether two places in a GATT table are the same. */
export const sameCharacteristic = (a: Characteristic, b: Characteristic): boolean =>
  a.characteristic === b.characteristic && a.service === b.service;
