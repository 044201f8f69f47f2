/** What a virtual band can be told, and what it shows. */
import type { Peripheral } from '../../virtual/peripheral';
import type { Walk } from '../../virtual/walks';
import type { LargeRequest, Night } from '../codec';

export interface VirtualColmiOptions {
  deviceId: string;
  localName?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  /** What it staged; counted from the day it is asked. */
  nights?: readonly Night[];
  offsetSeconds?: number;
  /** How far the ring's clock is ahead, in seconds. */
  clockError?: number;
  battery?: number;
  heartRate?: number;
  /** A quarter of every day, the battery and the heart rate are erased flash. */
  blank?: boolean;
  /** It answers only one of the two requests for sleep. */
  answersOnly?: LargeRequest;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualColmiFaults {
  /** Every answer has a wrong checksum. */
  garbage: boolean;
  /** Never says a word. */
  silent: boolean;
  /** The record of this place in every day's answer cannot be read without error. */
  badRecord: number | null;
}

export interface VirtualColmi extends Peripheral {
  readonly faults: VirtualColmiFaults;
  /** Steps of the ring's day. */
  readonly steps: number;
  /** The ring's clock − UTC, seconds. */
  readonly clockShift: number;
  /** How often it was asked to show itself. */
  readonly found: number;
  readonly measuring: boolean;
  /** Walked just now. */
  addSteps(steps: number): void;
}
