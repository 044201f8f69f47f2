/** What a virtual band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';
import type { MiModel } from '../codec';

export interface VirtualMiBandOptions extends VirtualOptions {
  /** Twelve hex digits. */
  address?: string;
  model?: MiModel;
  /** "2.0.7.0" and later count their values. */
  profile?: string;
  /** Stores idle minutes too. */
  dense?: boolean;
  blockMinutes?: number;
  heartRate?: number;
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
  /** It tells its first block again and again, whatever it is told. */
  goesRound: boolean;
}

export interface VirtualMiBand extends Virtual {
  readonly faults: VirtualMiBandFaults;
  /** Minutes with steps it still stores. */
  readonly remembered: number;
  /** The band's clock − UTC, seconds. */
  readonly clockShift: number;
  readonly goal: number;
  readonly uid: number;
  /** How often it vibrated. */
  readonly found: number;
}
