/** A virtual band as the report, the preview and the fuzzer see it. */

import type { VirtualPairing } from '../virtual/options';
import type { Peripheral } from '../virtual/peripheral';
import type { Walk } from '../virtual/walks';
import type { KitClause } from './clauses';
import type { KitFrame } from './frames';

export interface KitVirtualOptions {
  /** UTC seconds. */
  now(): number;
  truth: readonly Walk[];
  /** How far the band's clock is ahead, in seconds. */
  clockError: number;
  /** Its zone east of UTC, seconds; that of the boards unless given. Whose band has no day of its own does not look. */
  offsetSeconds?: number;
  /** Stores as much as the busiest band would; for measuring. */
  dense: boolean;
  /** Two nights as well, where the protocol tells sleep. */
  sleep?: boolean;
  /** Says "no value" wherever it has none, as erased flash and sensors on nobody do. */
  blank?: boolean;
  /** Where it keeps what pairing left: the preview's pages reload. */
  pairing?: VirtualPairing;
  /**
   * Who it says it is, where a phone is this band: an address of twelve hex digits, or a name that tells
   * it from others. A kit whose band says no such thing does not look.
   */
  who?: { address: string; localName: string };
  /** Changes what the band is about to say, before it is sealed, encrypted and cut into values. */
  tamper?: Tamper;
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
  /** Of its day. */
  readonly steps: number;
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
