/** What a virtual band can be told, and what it shows. */
import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';

export interface VirtualMiBand2Options {
  deviceId: string;
  localName?: string;
  /** What it says it is; nothing for an empty text. */
  serial?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  /** Stores idle minutes too. */
  dense?: boolean;
  offsetSeconds?: number;
  /** How far the band's clock is ahead, in seconds. */
  clockError?: number;
  battery?: number;
  heartRate?: number;
  /** Idle minutes, the battery and the heart rate are erased flash. */
  blank?: boolean;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualMiBand2Faults {
  /** Never says a word. */
  silent: boolean;
  /** The value of this place in every transfer is lost. */
  lostValue: number | null;
  /** Nobody taps the band when it asks. */
  untapped: boolean;
  /** Its total goes on past midnight. */
  lingers: boolean;
  /** How many seconds past the minute its history begins. */
  gridSeconds: number;
  /** It always offers all that it stores. */
  early: boolean;
  /** It never deletes anything. */
  keeps: boolean;
  /** Its history begins on 31 April. */
  undated: boolean;
}

export interface VirtualMiBand2 extends Peripheral {
  readonly faults: VirtualMiBand2Faults;
  /** Steps of the band's day. */
  readonly steps: number;
  /** Minutes with steps it still stores. */
  readonly remembered: number;
  /** How far its clock is ahead, seconds. */
  readonly clockError: number;
  readonly offsetSeconds: number;
  readonly goal: number;
  /** How often it was tapped to take a key. */
  readonly taps: number;
  /** Walked just now. A real band tells of a minute once it is over, this one at once. */
  addSteps(steps: number): void;
  /** Tells its history so many seconds past the minute; a value of every transfer is lost then. */
  shiftGrid(seconds: number): void;
}
