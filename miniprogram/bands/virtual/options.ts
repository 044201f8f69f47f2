/** What every virtual band can be told, and what it shows; each protocol adds its own. */
import type { Peripheral } from './peripheral';
import type { Walk } from './walks';

export interface VirtualOptions {
  deviceId: string;
  localName?: string;
  /** UTC seconds. */
  now(): number;
  /** What was walked before now, oldest first. */
  truth?: readonly Walk[];
  /** Its zone east of UTC, seconds; that of the boards unless given. */
  offsetSeconds?: number;
  /** How far its clock is ahead, in seconds, until a phone sets it. */
  clockError?: number;
  /** As the band tells it. */
  battery?: number;
  /** Says "no value" wherever it has none, as erased flash and sensors on nobody do. */
  blank?: boolean;
}

export interface Virtual extends Peripheral {
  /** Steps of the band's day. */
  readonly steps: number;
  /** Walked just now. A real band may tell of it once its minute or hour is over, this one at once. */
  addSteps(steps: number): void;
}

/** Where a virtual band keeps what pairing left, where that must outlive it: null before it was set. */
export interface VirtualPairing {
  get(): string | null;
  set(text: string): void;
}
