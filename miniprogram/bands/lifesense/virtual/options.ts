/** What a virtual A5 band can be told, and what it shows. */
import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import type { UserInfo } from '../codec';

export interface VirtualLifesenseOptions {
  deviceId: string;
  localName?: string;
  /** Twelve hex digits; where a band says who it is. */
  mac?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  /** Nights, one value each five minutes; null where the band was not worn. */
  sleep?: readonly { time: number; values: (number | null)[] }[];
  /** Heart-rate messages, which the driver does not read. */
  heartRate?: readonly Uint8Array[];
  offsetSeconds?: number;
  /** How far the band's clock is ahead, in seconds, until a phone sets it. */
  clockError?: number;
  /** Changes the payload of every message, which is sealed afterwards. */
  tamper?(payload: Uint8Array): Uint8Array;
  /** A record of hours, and every distance, is erased flash. */
  blank?: boolean;
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
}

export interface VirtualLifesense extends Peripheral {
  readonly faults: VirtualLifesenseFaults;
  /** Steps of the band's day. */
  readonly steps: number;
  /** Hours, nights and the rest a phone has not acknowledged. */
  readonly remembered: number;
  /** What the phone last told it, or null. */
  readonly user: UserInfo | null;
  /** What its clock is ahead of UTC, seconds. */
  readonly clockShift: number;
  readonly paired: boolean;
  addSteps(steps: number): void;
}
