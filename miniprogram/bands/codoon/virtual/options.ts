/** What a virtual band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';
import type { UserInfo } from '../codec';

export interface VirtualCodoonOptions extends VirtualOptions {
  /** 13 bytes in hex. */
  id?: string;
  /** Ten minutes of sleep each; after the truth. */
  sleep?: readonly { at: number; activity: [number, number, number] }[];
  frameBytes?: 12 | 16;
  /** Records idle time too. */
  dense?: boolean;
  type?: number;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualCodoonFaults {
  /** Every answer has a wrong checksum. */
  garbage: boolean;
  /** Never says a word. */
  silent: boolean;
  /** Answers hello only once it was bound. */
  strict: boolean;
  /** This stored frame cannot be read without error. */
  badFrame: number | null;
}

export interface VirtualCodoon extends Virtual {
  readonly faults: VirtualCodoonFaults;
  /** Frames stored. */
  readonly remembered: number;
  /** The band clock − UTC, seconds. */
  readonly clockShift: number;
  readonly user: UserInfo;
  readonly bound: boolean;
}
