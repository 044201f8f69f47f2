/** What a virtual band can be told, and what it shows. */
import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import type { Sleep } from '../codec';

export interface VirtualLefunOptions {
  deviceId: string;
  localName?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  /** Sleep marks in UTC seconds. */
  sleep?: readonly Sleep[];
  offsetSeconds?: number;
  /** How far the band's clock is ahead, in seconds. */
  clockError?: number;
  battery?: number;
  /** A record of every day, its distance, the battery and the heart rate are erased flash. */
  blank?: boolean;
  /** False: it never answers when asked for sleep. */
  tellsSleep?: boolean;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualLefunFaults {
  /** Every answer has a wrong checksum. */
  garbage: boolean;
  /** Never says a word. */
  silent: boolean;
  /** This activity record, counted over all days from 0, cannot be read without error. */
  badRecord: number | null;
  /** Its total goes on past midnight. */
  lingers: boolean;
  /** The first record of every day is of 31 April. */
  undated: boolean;
}

export interface VirtualLefun extends Peripheral {
  readonly faults: VirtualLefunFaults;
  /** Steps of the band's day. */
  readonly steps: number;
  /** The band clock − UTC, seconds. */
  readonly clockShift: number;
  readonly bonded: boolean;
  /** How often it was found. */
  readonly finds: number;
  addSteps(steps: number): void;
}
