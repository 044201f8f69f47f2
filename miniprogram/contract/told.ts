/** What was told of days: by bands, to their owner, and by a share. */
import type { DayKey } from './activity';
import type { DaySource, DayTotal, WithheldReason } from './counting';

/** A band as its owner's account keeps it. */
export interface BoundBand {
  /** Stable over re-pairing: maker model and serial. */
  id: string;
  model: string;
  /** Driver id. */
  protocol: string;
  /** Serial or address read from the band itself, upper-case hex or text; never a deviceId. */
  serial: string;
  name: string;
  virtual: boolean;
  /** UTC seconds. */
  boundAt: number;
  /** UTC seconds of the last upload, or null. */
  syncedAt: number | null;
}

/** A day as its owner is told of it. */
export interface OwnDay extends DayTotal {
  /** Steps that boards do not have: all of a withheld day, or what was refused of it; else absent. */
  keptOff?: number;
}

/** A day of a year. Distance in metres, 0 where there is none. */
export interface YearDay extends Pick<OwnDay, 'keptOff'> {
  day: DayKey;
  steps: number;
  metres: number;
}

/** Slots (0–95) that the rule refuses for their steps alone, and the most that was told of each. */
export type HeldOff = Readonly<Record<number, number>>;

/** What one source told of a day; of a band that was let go, its maker is still known. */
export interface ToldSource extends DaySource {
  maker: string | null;
  /** To its owner: what the cloud refused, from whichever phone it came. */
  heldOff?: HeldOff;
}

/** A slot or counter the cloud did not take, and why. */
export interface Rejected {
  day: DayKey;
  /** Slot of the day; null for the counter or the whole day. */
  slot: number | null;
  reason: WithheldReason | 'too-many-bands';
}

export interface UploadResult {
  /** How many slots and counters changed something; 0 on a repetition. */
  changed: number;
  rejected: Rejected[];
  days: OwnDay[];
  /** Steps the caller's today grew by. */
  newSteps: number;
}

/** A file of an export. */
export interface ExportFile {
  address: string;
  bytes: number;
  /** Of the file's bytes, hex. */
  sha256: string;
}

/**
 * How many rows of an export were read, of as many as there are: days with the slots of their bands, the
 * same days as they were counted, all the rest.
 */
export type ExportProgress = Record<'slots' | 'days' | 'rest', { done: number; all: number }>;

/** What a person who goes leaves behind, as they know it. */
export const ERASED_KINDS = ['boards', 'ties', 'steps', 'rest'] as const;
export type ErasedKind = (typeof ERASED_KINDS)[number];

/** A day that was shared, frozen at that moment. Values never come from a link. */
export interface Snapshot {
  id: string;
  /** Name masked to its first character. */
  name: string;
  day: DayKey;
  total: DayTotal;
  goal: number;
  maker: string | null;
  /** Of how many of a hundred its owner was ahead; null where that was not known. */
  ahead: number | null;
  expiresAt: number;
}

/** A share as its owner's list tells it. */
export interface OpenShare {
  id: string;
  day: DayKey;
  steps: number;
  expiresAt: number;
}
