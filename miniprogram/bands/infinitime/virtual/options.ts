/** What a virtual band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';

export interface VirtualInfiniTimeOptions extends VirtualOptions {}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualInfiniTimeFaults {
  /** The step count is cut short. */
  garbage: boolean;
  /** Its count goes on past midnight. */
  lingers: boolean;
}

export interface VirtualInfiniTime extends Virtual {
  readonly faults: VirtualInfiniTimeFaults;
  /** The watch's clock − UTC, seconds. */
  readonly clockShift: number;
  /** Levels it was alerted with. */
  readonly alerts: readonly number[];
}
