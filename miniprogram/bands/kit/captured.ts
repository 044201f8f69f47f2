/** What was captured or published elsewhere: no codec of ours stands in between. */
import type { Characteristic } from '../../ble/link';

/** Frames from outside this project, and what they mean. */
export interface KitGolden {
  from: 'band' | 'phone';
  at: Characteristic;
  values: readonly string[];
  /** As `decode` gives it, bytes as hex. */
  means: unknown;
  source: string;
}

/** Half past eight of 2 January 2026 in Shanghai: the moment of most vectors that set a clock. */
export const MORNING = { utc: Date.UTC(2026, 0, 2, 0, 30) / 1000, offsetSeconds: 28_800 };
/** The first of January 2026 in UTC, in Shanghai. */
export const NEW_YEAR = { utc: Date.UTC(2026, 0, 1) / 1000, offsetSeconds: 28_800 };

/** What the phone says, byte for byte as its source has it: no codec of ours stands in between. */
export interface KitSaid {
  at: Characteristic;
  /** Hex of a value, or of a part of one where counters and checksums are around it. */
  value: string;
  /** Of a phone whose clock stands there; without it, at any time. */
  when?: { utc: number; offsetSeconds: number };
  goal?: number;
  source: string;
}
