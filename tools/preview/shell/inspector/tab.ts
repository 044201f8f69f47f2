import type { Phone } from '../../hub/phones';
import type { BandOffer } from '../../hub/shelf';
import type { Record } from './record';

/** What a tab looks at. */
export interface Looked {
  phone: Phone;
  record: Record;
  /** The band at an address. */
  band(deviceId: string): BandOffer | undefined;
}

/** One side of a phone. */
export interface Tab {
  id: string;
  /** In Chinese and in English. */
  words: readonly [string, string];
  element: HTMLElement;
  /** Draws what has changed: called when it is shown, and a few times a second while it is. */
  refresh(): void;
  /** Nobody looks any more. */
  close?(): void;
}
