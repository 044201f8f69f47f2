/**
 * What a protocol shows to tools and tests beside its driver: `bands/<id>/kit.ts` exports `kit`.
 * The app never imports it; `npm run band -- check <id>` and the fuzzer find it by its folder.
 */
import type { Characteristic } from '../ble/link';
import { toHex } from '../lib/bytes';
import { fail, ok, type Result } from '../lib/result';
import type { BandDriver, DriverContext } from '../protocols/driver';
import type { Peripheral } from './virtual/peripheral';
import type { Walk } from './virtual/walks';

/** An advertisement the driver must recognise. */
export interface KitAdvertisement {
  localName: string;
  /** Advertised services, 16- or 128-bit. */
  services?: readonly string[];
  /** Manufacturer data in hex, the company id first. */
  data?: string;
  /** Where it was seen or documented; "virtual" for one of our own making. */
  source: string;
  /** The driver that comes first where the air cannot tell: the connected device decides. */
  sharedWith?: string;
}

/** One value on the air. */
export interface KitFrame {
  operation: 'read' | 'write' | 'subscribe' | 'value';
  at: Characteristic;
  value: Uint8Array;
}

export interface KitVirtualOptions {
  /** UTC seconds. */
  now(): number;
  truth: readonly Walk[];
  /** How far the band's clock is ahead, in seconds. */
  clockError: number;
  /** Stores as much as the busiest band would; for measuring. */
  dense: boolean;
  /** Two nights as well, where the protocol tells sleep. */
  sleep?: boolean;
  /** Says "no value" wherever it has none, as erased flash and sensors on nobody do. */
  blank?: boolean;
  /** Where it keeps what pairing left, where that must outlive it: the preview's pages reload. */
  pairing?: KitPairing;
  /** Changes what the band is about to say, before it is sealed, encrypted and cut into values. */
  tamper?: Tamper;
}

/** One text of a virtual band's own; null before it was ever set. */
export interface KitPairing {
  get(): string | null;
  set(text: string): void;
}

/** For the fuzzer: another content of a message. */
export type Tamper = (content: Uint8Array) => Uint8Array;

/** What can go wrong with a virtual band, as the preview's switches; only those it has. */
export interface KitFaults {
  /** Its answers mean nothing. */
  garbage?: boolean;
  /** It stops in the middle of what it says. */
  cutFrame?: boolean;
  /** It never says a word. */
  silent?: boolean;
  /** Nobody taps it when it asks. */
  untapped?: boolean;
  /** Its running total goes on past midnight. */
  lingers?: boolean;
}

/** What a virtual band shows its wearer, as it understood what it was told; only what it has. */
export interface KitShown {
  /** Its clock, civil seconds. */
  clock?: number;
  /** Instead, of a band that is told no zone: UTC seconds. */
  utc?: number;
  /** Steps. */
  goal?: number;
  /** How often it vibrated to be found. */
  found?: number;
}

export type KitBand = Peripheral & {
  addSteps(steps: number): void;
  shown?(): KitShown;
  readonly faults?: KitFaults;
  /** What it still stores, where a phone makes it forget. */
  readonly remembered?: number;
  /** A flat battery: its running total begins anew. */
  restart?(): void;
  /** Tells its history on a grid so many seconds past that of its clock; the first time with a gap. */
  shiftGrid?(seconds: number): void;
  /** From now on it tells its last night otherwise: begun and ended an hour later. */
  retellNight?(): void;
};

/** A band of which the report sees the face. */
export const showing = <B extends KitBand>(band: B, shown: (band: B) => KitShown): KitBand =>
  Object.assign(band, { shown: () => shown(band) });

/** A clause a virtual band is held to. */
export type KitClause =
  | 'truth'
  | 'shows'
  | 'identity'
  | 'progress'
  | 'cuts'
  | 'losses'
  | 'callbacks'
  | 'battery'
  | 'release'
  | 'duplicates'
  | 'swaps'
  | 'flips'
  | 'shortened'
  | 'corrupt'
  | 'walks'
  | 'weeks'
  | 'clock'
  | 'told'
  | 'corrected'
  | 'steady'
  | 'looked'
  | 'midnight'
  | 'zones'
  | 'sentinels'
  | 'restarted-total'
  | 'unreset-total'
  | 'retold-night'
  | 'future-cursor'
  | 'grid-shift'
  | 'split-advertisement'
  | 'late-table'
  | 'event-order'
  | 'write-default'
  | 'optional-reads';

export interface KitVirtual {
  name: string;
  create(options: KitVirtualOptions): KitBand;
  /**
   * What a sync of a week must give: steps by UTC pieces of so many seconds, or only the totals of
   * the last days.
   */
  remembers: { grainSeconds: number } | { days: number };
  /** In what steps it is told its zone; absent where any can be told. */
  zoneSeconds?: number;
  /** The first connection only pairs: data comes with the second. */
  pairsApart?: true;
  /** Why it may go on storing what was read and not let go in time. */
  keeps?: string;
  /** Clauses its protocol cannot keep, and why: printed, never counted as passed. */
  limits?: Partial<Record<KitClause, string>>;
  /**
   * Connection events the least dialogue needs for these frames; absent where the driver's own
   * dialogue is taken for the least.
   */
  leastEvents?(frames: readonly KitFrame[]): number;
  /** Pauses the protocol's sources demand in this dialogue, in ms. */
  pausesMs?(frames: readonly KitFrame[]): number;
  /** Why the end of the data shows only by silence; absent where the band says it. */
  noEnd?: string;
}

/** What a band that only shows a running counter has no part in. */
export const COUNTER_LIMITS: Partial<Record<KitClause, string>> = {
  swaps: 'a total is read, not sent',
  shortened: 'a total is read, not sent',
  corrupt: 'a total is read, not sent',
  corrected: 'a running total has no times to put right',
  steady: 'a running total has no times to put right',
};

export interface KitDecoder {
  /** Whose values these are. */
  from: 'band' | 'phone';
  at: Characteristic;
  /** What values mean, in the order of the air. Pure and total. */
  decode(values: readonly Uint8Array[]): Result<unknown>;
  /**
   * Whatever these values are: with starts, lengths and checksums put right, so that the fuzzer
   * comes to what is behind them. True values stay as they are.
   */
  seal?(values: readonly Uint8Array[]): Uint8Array[];
  /** Whether a message begins with this value; absent where every value is one. */
  begins?(value: Uint8Array): boolean;
}

/** Frames from outside this project, and what they mean. */
export interface KitGolden {
  from: 'band' | 'phone';
  at: Characteristic;
  values: readonly string[];
  /** As `decode` gives it, bytes as hex. */
  means: unknown;
  source: string;
}

/** Half past eight of 2 January 2026 in Shanghai: the moment of most vectors that set a clock. */
export const MORNING = { utc: Date.UTC(2026, 0, 2, 0, 30) / 1000, offsetSeconds: 28_800 };
/** The first of January 2026 in UTC, in Shanghai. */
export const NEW_YEAR = { utc: Date.UTC(2026, 0, 1) / 1000, offsetSeconds: 28_800 };

/** What the phone says, byte for byte as its source has it: no codec of ours stands in between. */
export interface KitSaid {
  at: Characteristic;
  /** Hex of a value, or of a part of one where counters and checksums are around it. */
  value: string;
  /** Of a phone whose clock stands there; without it, at any time. */
  when?: { utc: number; offsetSeconds: number };
  goal?: number;
  source: string;
}

export interface BandKit {
  driver: BandDriver;
  advertisements: readonly KitAdvertisement[];
  /** Vector file in test/fixtures, with its sources. */
  fixture: string;
  /** Vectors that are not held against what we decode, and why: by id, or "a.*". */
  notCompared?: Readonly<Record<string, string>>;
  virtuals: readonly KitVirtual[];
  decoders: readonly KitDecoder[];
  /** Which values have no checksum of their own, so that a wrong bit in them does not show; and why. */
  unchecked?: { is(frame: KitFrame): boolean; why: string };
  golden: readonly KitGolden[];
  says: readonly KitSaid[];
  /** Reads without which there is no log-in or nothing to sync; every other one may fail. */
  needed?: { at: readonly Characteristic[]; why: string };
  /** The maker's half of a log-in, with a key made up for the virtual band. */
  vendorAuth?: DriverContext['vendorAuth'];
  /** That key as the cloud is told it: an environment variable of the function `api`. */
  testKey?: { variable: string; value: string };
}

/** A decoder of values that each stand alone; the first that means nothing decides. */
export const eachValue =
  (decode: (value: Uint8Array) => Result<unknown>): KitDecoder['decode'] =>
  (values) => {
    const found: unknown[] = [];
    for (const value of values) {
      const result = decode(value);
      if (!result.ok) return result;
      found.push(result.value);
    }
    return found.length > 0 ? ok(found) : fail('empty');
  };

/** Values in the messages they make: a new one at the first value, and where one begins. */
export function messagesOf(
  values: readonly Uint8Array[],
  begins: (value: Uint8Array) => boolean,
): Uint8Array[][] {
  const found: Uint8Array[][] = [];
  for (const value of values) {
    const open = found[found.length - 1];
    if (open && !begins(value)) open.push(value);
    else found.push([value]);
  }
  return found;
}

/** Connection events: whatever is confirmed takes one, values in a row share them by four. */
export function eventsOf(
  frames: readonly KitFrame[],
  confirmed: (frame: KitFrame) => boolean,
): number {
  let events = 0;
  let row = 0;
  let last = '';
  for (const frame of frames) {
    const free = !confirmed(frame);
    if (!free || frame.operation !== last) {
      events += Math.ceil(row / 4);
      row = 0;
    }
    if (free) row++;
    else events++;
    last = frame.operation;
  }
  return events + Math.ceil(row / 4);
}

/** Decoded values as plain data: bytes become hex, what is undefined goes. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  if (value instanceof Map) return plain([...value]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([key, field]) => [key, plain(field)]));
}
