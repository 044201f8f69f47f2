/** What a virtual band can be told, and what it shows. */
import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import type { UserInfo } from '../codec';

export interface VirtualCodoonOptions {
  deviceId: string;
  localName?: string;
  /** 13 bytes in hex. */
  id?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  /** Ten minutes of sleep each; after the truth. */
  sleep?: readonly { at: number; activity: [number, number, number] }[];
  offsetSeconds?: number;
  /** How far the band's clock is ahead, in seconds. */
  clockError?: number;
  frameBytes?: 12 | 16;
  /** Records idle time too. */
  dense?: boolean;
  battery?: number;
  /** Distance, energy and the battery are erased flash. */
  blank?: boolean;
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

export interface VirtualCodoon extends Peripheral {
  readonly faults: VirtualCodoonFaults;
  /** Steps of the band's day. */
  readonly steps: number;
  /** Frames stored. */
  readonly remembered: number;
  /** The band clock − UTC, seconds. */
  readonly clockShift: number;
  readonly user: UserInfo;
  readonly bound: boolean;
  /** Walked just now. A real band tells of ten minutes once they are over, this one at once. */
  addSteps(steps: number): void;
}
