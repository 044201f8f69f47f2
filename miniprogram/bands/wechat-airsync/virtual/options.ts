import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import type { Message } from '../messages';

/** How the band proves who it is. */
export type VirtualAuth =
  | { mode: 'mac' }
  | { mode: 'md5'; deviceType: string; deviceId: string }
  | { mode: 'aes'; deviceType: string; deviceId: string; key: Uint8Array };

export interface VirtualAirSyncOptions {
  deviceId: string;
  localName: string;
  /** Twelve hex digits. */
  mac: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  offsetSeconds?: number;
  auth?: VirtualAuth;
  /** How counts are dated. */
  times?: 'timestamp' | 'rtc';
  /** Fills the last chunk with zeros, as half of the known bands do. */
  padding?: boolean;
  itemsPerMessage?: number;
  challenge?: Uint8Array;
  /** The last count of every message is erased flash. */
  blank?: boolean;
  /** RespFieldFilter of InitRequest. */
  filter?: Uint8Array;
  /** Changes the body of every packet, which is encrypted afterwards. */
  tamper?(body: Uint8Array): Uint8Array;
  /** How far the band's clock is ahead, in seconds, until a phone tells the time it asked for. */
  clockError?: number;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualAirSyncFaults {
  /** Answers with bytes that mean nothing. */
  garbage: boolean;
  /** Stops in the middle of every packet of data. */
  cutFrame: boolean;
  /** Never says a word. */
  silent: boolean;
  /** Its total goes on past midnight. */
  lingers: boolean;
}

/** What a virtual AirSync band lets a test or the preview do. */
export interface VirtualAirSync extends Peripheral {
  readonly faults: VirtualAirSyncFaults;
  /** Steps of the band's day. */
  readonly steps: number;
  /** Counts not yet taken over by a phone. */
  readonly remembered: number;
  /** Pushes received, oldest first. */
  readonly pushes: readonly Message[];
  /** How far its clock is ahead, seconds. */
  readonly clockError: number;
  addSteps(steps: number): void;
  /** Sets the running total of the day; a smaller one is a reset. */
  setTotals(totals: { steps: number }): void;
  /** Says this at the next occasion, before any steps. */
  sendVendor(data: Uint8Array, type?: number): void;
}
