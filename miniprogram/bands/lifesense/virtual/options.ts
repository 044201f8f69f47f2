/** What a virtual A5 band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';
import type { UserInfo } from '../codec';

export interface VirtualLifesenseOptions extends VirtualOptions {
  /** Twelve hex digits; where a band says who it is. */
  mac?: string;
  /** Nights, one value each five minutes; null where the band was not worn. */
  sleep?: readonly { time: number; values: (number | null)[] }[];
  /** Heart-rate messages, which the driver does not read. */
  heartRate?: readonly Uint8Array[];
  /** Changes the payload of every message, which is sealed afterwards. */
  tamper?(payload: Uint8Array): Uint8Array;
  /** Puts this command version before every command, as newer bands do. */
  version?: number;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualLifesenseFaults {
  /** Every checksum is wrong. */
  garbage: boolean;
  /** Never says a word. */
  silent: boolean;
  /** The checksum of this message of data is wrong, counted from 0 in each connection. */
  badMessage: number | null;
  /** Its total goes on past midnight. */
  lingers: boolean;
  /** It logs in again and again, whatever it is answered. */
  insists: boolean;
}

export interface VirtualLifesense extends Virtual {
  readonly faults: VirtualLifesenseFaults;
  /** Hours, nights and the rest a phone has not acknowledged. */
  readonly remembered: number;
  /** What the phone last told it, or null. */
  readonly user: UserInfo | null;
  /** What its clock is ahead of UTC, seconds. */
  readonly clockShift: number;
  readonly paired: boolean;
}
