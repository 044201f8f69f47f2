/** What a virtual band can be told, and what it shows. */
import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';

export interface VirtualStandardOptions {
  deviceId: string;
  localName?: string;
  /** 2A25; empty when the band has none. */
  serial?: string;
  /** 2A23 in hex, least significant byte first; absent when the band has none. */
  systemId?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first; a session is one of its days. */
  truth?: readonly Walk[];
  offsetSeconds?: number;
  /** How far the band's clock is ahead, in seconds. */
  clockError?: number;
  battery?: number;
  /** Distance, battery and heart rate are erased flash. */
  blank?: boolean;
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

export interface VirtualStandard extends Peripheral {
  readonly faults: VirtualStandardFaults;
  /** Steps of the session. */
  readonly steps: number;
  readonly goal: number | null;
  /** The band clock − UTC, seconds. */
  readonly clockShift: number;
  /** Levels it was alerted with. */
  readonly alerts: readonly number[];
  /** Users it knows. */
  readonly users: number;
  addSteps(steps: number): void;
}
