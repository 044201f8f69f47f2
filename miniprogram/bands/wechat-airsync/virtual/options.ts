import type { Virtual, VirtualOptions } from '../../virtual/options';
import type { Message } from '../messages';

/** How the band proves who it is. */
export type VirtualAuth =
  | { mode: 'mac' }
  | { mode: 'md5'; deviceType: string; deviceId: string }
  | { mode: 'aes'; deviceType: string; deviceId: string; key: Uint8Array };

export interface VirtualAirSyncOptions extends VirtualOptions {
  localName: string;
  /** Twelve hex digits. */
  mac: string;
  auth?: VirtualAuth;
  /** How counts are dated. */
  times?: 'timestamp' | 'rtc';
  /** Fills the last chunk with zeros, as half of the known bands do. */
  padding?: boolean;
  itemsPerMessage?: number;
  challenge?: Uint8Array;
  /** RespFieldFilter of InitRequest. */
  filter?: Uint8Array;
  /** Changes the body of every packet, which is encrypted afterwards. */
  tamper?(body: Uint8Array): Uint8Array;
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
export interface VirtualAirSync extends Virtual {
  readonly faults: VirtualAirSyncFaults;
  /** Counts not yet taken over by a phone. */
  readonly remembered: number;
  /** Pushes received, oldest first. */
  readonly pushes: readonly Message[];
  /** How far its clock is ahead, seconds. */
  readonly clockError: number;
  /** Sets the running total of the day; a smaller one is a reset. */
  setTotals(totals: { steps: number }): void;
  /** Says this at the next occasion, before any steps. */
  sendVendor(data: Uint8Array, type?: number): void;
}
