/** What a virtual band can be told, and what it shows. */
import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import type { MiModel } from '../codec';

export interface VirtualMiBandOptions {
  deviceId: string;
  /** Twelve hex digits. */
  address?: string;
  localName?: string;
  model?: MiModel;
  /** "2.0.7.0" and later count their values. */
  profile?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  /** Stores idle minutes too. */
  dense?: boolean;
  blockMinutes?: number;
  offsetSeconds?: number;
  /** How far the band's clock is ahead, in seconds. */
  clockError?: number;
  battery?: number;
  heartRate?: number;
  /** Idle minutes, the battery and the heart rate are erased flash. */
  blank?: boolean;
  /** Who wore it last; the person our driver names, unless given. */
  uid?: number;
  /** Shows its address over AirSync's characteristic. */
  showsAddress?: boolean;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualMiBandFaults {
  /** Never says a word. */
  silent: boolean;
  /** The value of this place in every block is lost. */
  lostValue: number | null;
  /** Nobody taps the band when it asks. */
  untapped: boolean;
  /** Its total goes on past midnight. */
  lingers: boolean;
}

export interface VirtualMiBand extends Peripheral {
  readonly faults: VirtualMiBandFaults;
  /** Steps of the band's day. */
  readonly steps: number;
  /** Minutes with steps it still stores. */
  readonly remembered: number;
  /** The band's clock − UTC, seconds. */
  readonly clockShift: number;
  readonly goal: number;
  readonly uid: number;
  /** How often it vibrated. */
  readonly found: number;
  /** Walked just now. A real band tells of a minute once it is over, this one at once. */
  addSteps(steps: number): void;
}
