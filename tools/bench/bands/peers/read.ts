/** A count as a library gives it. */
export interface Item {
  step: number;
  timestamp: number;
}

/** The counts in a message, which is a packet without its header. */
export type Read = (message: Uint8Array) => readonly Item[];
