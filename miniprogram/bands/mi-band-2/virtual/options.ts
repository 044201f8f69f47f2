/** What a virtual band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';

export interface VirtualMiBand2Options extends VirtualOptions {
  /** What it says it is; nothing for an empty text. */
  serial?: string;
  /** Stores idle minutes too. */
  dense?: boolean;
  heartRate?: number;
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
  /** It takes what it is asked for as so many seconds earlier: its zone is another. */
  behindSeconds: number;
  /** It never deletes anything. */
  keeps: boolean;
  /** Its history begins on 31 April. */
  undated: boolean;
}

export interface VirtualMiBand2 extends Virtual {
  readonly faults: VirtualMiBand2Faults;
  /** Minutes with steps it still stores. */
  readonly remembered: number;
  /** How far its clock is ahead, seconds. */
  readonly clockError: number;
  readonly offsetSeconds: number;
  readonly goal: number;
  /** How often it was tapped to take a key. */
  readonly taps: number;
  /** Tells its history so many seconds past the minute; a value of every transfer is lost then. */
  shiftGrid(seconds: number): void;
}
