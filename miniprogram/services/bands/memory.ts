/** What this phone knows about each band beside its data: where, how charged, how syncs went. */

import type { DayKey } from '../../contract/activity';
import type { BoundBand } from '../../contract/api';
import { stored } from '../../phone/store';
import type { Stage } from '../../protocols/driver';

/** One sync as the person and the maker's support may see it. */
export interface SyncResult {
  /** UTC seconds. */
  at: number;
  ok: boolean;
  stage: Stage;
  /** AppError code, or null; of a good one, why a part is not counted. */
  code: string | null;
  newSteps: number;
  /** The running total that the band showed, and of which day; absent where it has none. */
  total?: { day: DayKey; steps: number };
}

export interface BandMemory {
  /** Where it was last connected; a fast path only. */
  deviceId: string | null;
  firmware: string | null;
  /** 0–100, or null when the band does not say. */
  battery: number | null;
  /** UTC seconds of the battery reading. */
  batteryAt: number;
  /** UTC seconds of the last whole sync on this phone, or null. */
  syncedAt: number | null;
  /** The last ten, newest first. */
  results: SyncResult[];
}

const NEW: BandMemory = {
  deviceId: null,
  firmware: null,
  battery: null,
  batteryAt: 0,
  syncedAt: null,
  results: [],
};
const RESULTS = 10;

const slot = (bandId: string) =>
  stored<BandMemory>(`band.${bandId}`, NEW, (value) =>
    Array.isArray((value as BandMemory | null)?.results),
  );

export const bandMemory = (bandId: string): BandMemory => slot(bandId).get();

export function rememberBand(bandId: string, part: Partial<Omit<BandMemory, 'results'>>): void {
  slot(bandId).set({ ...bandMemory(bandId), ...part });
}

export function rememberResult(bandId: string, result: SyncResult): void {
  const memory = bandMemory(bandId);
  slot(bandId).set({ ...memory, results: [result, ...memory.results].slice(0, RESULTS) });
}

/** When a band was last synced, here or by another phone; UTC seconds, 0 = never. */
export const lastSynced = (
  band: BoundBand,
  memory: Pick<BandMemory, 'syncedAt'> = bandMemory(band.id),
): number => Math.max(memory.syncedAt ?? 0, band.syncedAt ?? 0);

/** A person's bands in the order of every page: real ones first, of each the last synced. */
export const inOrder = (
  bands: readonly BoundBand[],
  memory: (id: string) => Pick<BandMemory, 'syncedAt'> = bandMemory,
): BoundBand[] => {
  const synced = (band: BoundBand) => lastSynced(band, memory(band.id));
  return [...bands].sort((a, b) => Number(a.virtual) - Number(b.virtual) || synced(b) - synced(a));
};

export const forgetBand = (bandId: string): void => slot(bandId).clear();
