/** What a virtual band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';

export interface VirtualStandardOptions extends VirtualOptions {
  /** 2A25; empty when the band has none. */
  serial?: string;
  /** 2A23 in hex, least significant byte first; absent when the band has none. */
  systemId?: string;
  /** False: a band with a heart rate and no step counter. */
  countsSteps?: boolean;
  /** False: the summary is sent when asked for, not read. */
  readsSteps?: boolean;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualStandardFaults {
  /** The step summary is cut short. */
  garbage: boolean;
  /** Sends nothing by itself. */
  silent: boolean;
  /** Registers nobody. */
  refuses: boolean;
  /** Its session goes on past midnight. */
  lingers: boolean;
}

export interface VirtualStandard extends Virtual {
  readonly faults: VirtualStandardFaults;
  readonly goal: number | null;
  /** The band clock − UTC, seconds. */
  readonly clockShift: number;
  /** Levels it was alerted with. */
  readonly alerts: readonly number[];
  /** Users it knows. */
  readonly users: number;
}
