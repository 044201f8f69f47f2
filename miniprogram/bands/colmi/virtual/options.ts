/** What a virtual band can be told, and what it shows. */
import type { Virtual, VirtualOptions } from '../../virtual/options';
import type { LargeRequest, Night } from '../codec';

export interface VirtualColmiOptions extends VirtualOptions {
  /** What it staged; counted from the day it is asked. */
  nights?: readonly Night[];
  heartRate?: number;
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

export interface VirtualColmi extends Virtual {
  readonly faults: VirtualColmiFaults;
  /** The ring's clock − UTC, seconds. */
  readonly clockShift: number;
  /** How often it was asked to show itself. */
  readonly found: number;
  readonly measuring: boolean;
}
