/** What a virtual band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';
import type { Sleep } from '../codec';

export interface VirtualLefunOptions extends VirtualOptions {
  /** Sleep marks in UTC seconds. */
  sleep?: readonly Sleep[];
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

export interface VirtualLefun extends Virtual {
  readonly faults: VirtualLefunFaults;
  /** The band clock − UTC, seconds. */
  readonly clockShift: number;
  readonly bonded: boolean;
  /** How often it was found. */
  readonly finds: number;
}
