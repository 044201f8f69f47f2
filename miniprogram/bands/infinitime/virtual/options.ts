/** What a virtual band can be told, and what it shows. */
import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';

export interface VirtualInfiniTimeOptions {
  deviceId: string;
  localName?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first; the watch keeps its own day's sum only. */
  truth?: readonly Walk[];
  offsetSeconds?: number;
  /** How far the watch's clock is ahead, in seconds. */
  clockError?: number;
  battery?: number;
  /** The battery and the heart rate are erased flash. */
  blank?: boolean;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualInfiniTimeFaults {
  /** The step count is cut short. */
  garbage: boolean;
  /** Its count goes on past midnight. */
  lingers: boolean;
}

export interface VirtualInfiniTime extends Peripheral {
  readonly faults: VirtualInfiniTimeFaults;
  /** Steps it shows now. */
  readonly steps: number;
  /** The watch's clock − UTC, seconds. */
  readonly clockShift: number;
  /** Levels it was alerted with. */
  readonly alerts: readonly number[];
  addSteps(steps: number): void;
}
