/**
 * Who I am, my bands and my last days, as the cloud said last: kept on the phone, so that the first
 * paint needs no network. Pages read `session.get()` and watch it.
 */
import type { BoundBand, Me } from '../../contract/api';
import type { DayTotal } from '../../contract/counting';
import { ask } from '../../phone/cloud';
import { type AppCode, type AppError, toAppError } from '../../phone/errors';
import { createState } from '../../phone/state';
import { stored } from '../../phone/store';

export interface SessionState {
  me: Me | null;
  bands: BoundBand[];
  /** Days as the cloud counts them, in any order. */
  days: DayTotal[];
  streak: number;
  /** Server time of the last answer, UTC seconds; 0 before the first. */
  at: number;
  /** True once there is anything to show, from the phone or from the cloud. */
  known: boolean;
  /** True while the cloud cannot be reached for want of a network. */
  offline: boolean;
  /** Why the last upload was not taken, or null. Not kept: the next start tries again. */
  uploadError: AppCode | null;
}

interface Kept {
  me: Me | null;
  bands: BoundBand[];
  days: DayTotal[];
  streak: number;
  at: number;
}

const NOTHING: Kept = { me: null, bands: [], days: [], streak: 0, at: 0 };

const isKept = (value: unknown): boolean => {
  const kept = value as Partial<Kept> | null;
  return !!kept && Array.isArray(kept.bands) && Array.isArray(kept.days);
};

const kept = stored<Kept>('session', NOTHING, isKept);
/** Virtual bands added while the cloud could not be reached. They live on this phone only. */
const localBands = stored<BoundBand[]>('local-bands', [], Array.isArray);

function fromPhone(): SessionState {
  const value = kept.get();
  const local = localBands.get();
  return {
    ...value,
    bands: [...value.bands, ...local],
    known: value.at > 0 || local.length > 0,
    offline: false,
    uploadError: null,
  };
}

export const session = createState<SessionState>(fromPhone);

/** Changes what is known and keeps it for the next start. */
export function remember(
  part: Partial<Omit<SessionState, 'known' | 'offline' | 'uploadError'>>,
): void {
  session.set({ ...part, known: true });
  const { me, bands, days, streak, at } = session.get();
  kept.set({ me, bands: bands.filter((band) => !isLocal(band.id)), days, streak, at });
  localBands.set(bands.filter((band) => isLocal(band.id)));
}

/** Whether a band lives on this phone only. */
export const isLocal = (bandId: string): boolean => bandId.startsWith('local:');

let entering: Promise<AppError | null> | null = null;
/** Counts how often the network came or went: an answer from before says nothing of now. */
let network = 0;

/** The phone says whether it has a network; where it does again, the cloud is asked anew. */
export function networkChanged(connected: boolean): void {
  network++;
  session.set({ offline: !connected });
  if (connected) void enter();
}

/**
 * Asks the cloud who I am. Never rejects: resolves to null, or to why there was no answer, in
 * which case what the phone knows stays in force. One question at a time.
 */
export function enter(): Promise<AppError | null> {
  entering ??= askWho().finally(() => {
    entering = null;
  });
  return entering;
}

async function askWho(): Promise<AppError | null> {
  const before = network;
  try {
    const { me, bands, days, streak, at } = await ask('session.enter', {});
    const local = session.get().bands.filter((band) => isLocal(band.id));
    remember({ me, bands: [...bands, ...local], days: mergeDays(days), streak, at });
    session.set({ offline: false });
    return null;
  } catch (cause) {
    if (before !== network) return askWho();
    const error = toAppError(cause);
    session.set({ offline: error.code === 'offline' });
    return error;
  }
}

const DAYS_KEPT = 100;

/** The days known with newer ones put over them, newest first. */
export function mergeDays(newer: readonly DayTotal[]): DayTotal[] {
  const days = new Map(session.get().days.map((day) => [day.day, day]));
  for (const day of newer) days.set(day.day, day);
  return [...days.values()].sort((a, b) => b.day - a.day).slice(0, DAYS_KEPT);
}
