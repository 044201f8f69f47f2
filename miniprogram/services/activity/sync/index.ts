/** Sync and upload with this phone's radio, files and cloud. */

import { type DayKey, dayOf } from '../../../contract/activity';
import type { BoundBand } from '../../../contract/api';
import type { DayTotal } from '../../../contract/counting';
import { civilOffset, now, systemClock } from '../../../lib/clock';
import { alone } from '../../../phone/agreement';
import { ask } from '../../../phone/cloud';
import { toAppError } from '../../../phone/errors';
import { createState } from '../../../phone/state';
import {
  consented,
  enter,
  isLocal,
  listening,
  mergeDays,
  mine,
  remember,
} from '../../account/index';
import { bandMemory, connectBound, rememberBand, rememberResult } from '../../bands/index';
import { todaySteps } from '../days';
import { journal } from '../journal/index';
import { noteLeftOut, noteUnbelieved } from '../left-out';
import { noteWithheld } from '../withheld';
import { createSyncer, type SyncOutcome, type SyncProgress } from './sync';
import { createUploader, type UploadOutcome } from './upload';

export type { SyncOutcome, SyncProgress } from './sync';

/** A day met its goal with an upload: the streak is the cloud's to count anew. */
let streakGrew = false;

function newlyMet({ day, steps }: DayTotal): boolean {
  const { me, days } = mine.get();
  if (!me || steps < me.goal) return false;
  return (days.find((known) => known.day === day)?.steps ?? 0) < me.goal;
}

/** The board day on which a band was read since the cloud last heard of it, or null. */
function unheard(band: string): DayKey | null {
  const { syncedAt } = bandMemory(band);
  const told = mine.get().bands.find(({ id }) => id === band)?.syncedAt ?? 0;
  return syncedAt !== null && syncedAt > told ? dayOf(syncedAt) : null;
}

/** How old what a band said of its battery may be to be told, in seconds. */
const FRESH_SECONDS = 3600;

function charge(band: string): { battery?: number } {
  const { battery, batteryAt } = bandMemory(band);
  return battery !== null && now() - batteryAt < FRESH_SECONDS ? { battery } : {};
}

const uploader = createUploader({
  clock: systemClock,
  journal,
  bands: () => (alone() ? [] : mine.get().bands.map((band) => band.id)),
  unheard,
  local: isLocal,
  async send(input) {
    const heard = listening();
    try {
      const result = await ask('activity.upload', { ...input, ...charge(input.band) });
      heard(null);
      return result;
    } catch (cause) {
      heard(toAppError(cause));
      throw cause;
    }
  },
  onDays(result, { band: bandId, days: sent }) {
    noteWithheld(bandId, sent, result.rejected);
    noteLeftOut(bandId, sent, result.rejected);
    if (result.days.some(newlyMet)) streakGrew = true;
    const bands = mine
      .get()
      .bands.map((band) => (band.id === bandId ? { ...band, syncedAt: now() } : band));
    remember({ bands, days: mergeDays(result.days) });
  },
  onOutcome({ error, sent }) {
    // Without anything to send nothing was asked.
    if (error) mine.set({ uploadError: error.code });
    else if (sent > 0) mine.set({ uploadError: null });
    if (streakGrew) void enter();
    streakGrew = false;
  },
  random: Math.random,
});

/** Sends what waits; called when the app is opened or the network is back. Never rejects. */
export const uploadPending = (): Promise<UploadOutcome> => uploader.wake();

/** The syncs under way on this phone, by band: a page that opens meanwhile shows them. */
export const syncs = createState<{ running: ReadonlyMap<string, SyncProgress> }>(() => ({
  running: new Map(),
}));

const syncer = createSyncer({
  clock: systemClock,
  offsetSeconds: civilOffset,
  journal,
  connect: connectBound,
  keepsSleep: () => consented('sleep'),
  today: todaySteps,
  upload: uploader.flush,
  onRunning: (running) => syncs.set({ running }),
  met(band, { deviceId, run }) {
    rememberBand(band.id, {
      deviceId,
      firmware: run.identity.firmware ?? null,
      ...(run.battery !== null && { battery: run.battery, batteryAt: now() }),
    });
  },
  unbelieved: (band, reason) => noteUnbelieved(band.id, reason, dayOf(now())),
  ended(band, { stage, error, newSteps, unbelieved, total }) {
    const at = now();
    if (!error) rememberBand(band.id, { syncedAt: at });
    const shown = total && { total: { day: total.day, steps: total.steps } };
    const code = error?.code ?? unbelieved;
    rememberResult(band.id, { at, ok: !error, stage, code, newSteps, ...shown });
  },
});

/** Syncs one band. Rejects with an AppError; what was read before stays. */
export const syncBand = (
  band: BoundBand,
  onProgress?: (progress: SyncProgress) => void,
): Promise<SyncOutcome> => syncer.syncBand(band, onProgress);
