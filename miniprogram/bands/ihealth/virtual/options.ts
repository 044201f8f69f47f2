/** What a virtual iHealth band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';
import type { Profile } from '../codec';
import type { Model } from '../gatt';
import type { Night } from './transfer';

export interface VirtualIHealthOptions extends VirtualOptions {
  model?: Model;
  /** The early AM3 radio, with the numbers of heart rate. */
  early?: boolean;
  /** Twelve hex digits. */
  mac?: string;
  firmware?: string;
  /** The model's key, 16 bytes: made up, the real ones are not public. */
  key: Uint8Array;
  /** Nights, in UTC. */
  sleep?: readonly Night[];
  /** 0–10 or 0–100, as bands differ. */
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualIHealthFaults {
  /** Every checksum is wrong. */
  garbage: boolean;
  /** Never says a word. */
  silent: boolean;
  /** This frame of the first transfer is broken, counted from 0. */
  badFrame: number | null;
  /** That frame is broken in every transfer. */
  badAlways: boolean;
  /** Its total goes on past midnight. */
  lingers: boolean;
}

export interface VirtualIHealth extends Virtual {
  readonly faults: VirtualIHealthFaults;
  /** Records and nights the band may not forget yet. */
  readonly remembered: number;
  readonly profile: Profile;
  /** What its clock is ahead of UTC, seconds. */
  readonly clockShift: number;
}
