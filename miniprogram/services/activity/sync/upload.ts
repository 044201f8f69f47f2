/**
 * What the journal holds and the cloud has not taken, sent in order. A network that is away is no
 * error: the days wait. A batch the cloud refuses is taken apart, and only the day that is wrong is
 * set aside with its reason. After a failure the next try waits longer each time, with jitter.
 */

import type { BandDay, DayKey } from '../../../contract/activity';
import { API_LIMITS, type Input, type UploadResult } from '../../../contract/api';
import type { Clock } from '../../../lib/clock';
import { type AppError, toAppError } from '../../../phone/errors';
import type { Journal } from '../journal/index';

export interface UploadDeps {
  clock: Clock;
  journal(): Promise<Journal>;
  /** Bands of this account; only these are sent. */
  bands(): readonly string[];
  /** The board day on which a band was read since the cloud last heard of it, or null. */
  unheard(band: string): DayKey | null;
  /** Whether a band lives on this phone only. */
  local(band: string): boolean;
  send(input: Input<'activity.upload'>): Promise<UploadResult>;
  /** Called with what the cloud now says. */
  onDays(result: UploadResult, band: string): void;
  /** Called after every try, also those this makes by itself. */
  onOutcome(outcome: UploadOutcome): void;
  /** 0–1. */
  random(): number;
}

export interface UploadOutcome {
  /** Days sent and taken. */
  sent: number;
  /** Days set aside. */
  refused: number;
  /** Why it stopped before the end, or null. */
  error: AppError | null;
}

const BACK_OFF = { firstMs: 5_000, mostMs: 600_000, tries: 6 } as const;

export interface Uploader {
  /** Sends what waits. Never rejects; a second call while one runs gets the same answer. */
  flush(): Promise<UploadOutcome>;
  /** A reason to try at once: the network is back, the app was opened. */
  wake(): Promise<UploadOutcome>;
}

export function createUploader(deps: UploadDeps): Uploader {
  let current: Promise<UploadOutcome> | null = null;
  let failures = 0;
  let cancelRetry: () => void = () => {};

  const flush = (): Promise<UploadOutcome> => {
    cancelRetry();
    current ??= send(deps)
      .then((outcome) => {
        failures = outcome.error ? failures + 1 : 0;
        if (outcome.error && failures < BACK_OFF.tries) {
          cancelRetry = deps.clock.after(backOff(failures, deps.random()), () => void flush());
        }
        deps.onOutcome(outcome);
        return outcome;
      })
      .finally(() => {
        current = null;
      });
    return current;
  };

  return {
    flush,
    wake() {
      failures = 0;
      return flush();
    },
  };
}

/** Milliseconds before try `failures` + 1: doubled each time, half of it by chance. */
export function backOff(failures: number, random: number): number {
  const full = Math.min(BACK_OFF.mostMs, BACK_OFF.firstMs * 2 ** (failures - 1));
  return Math.round(full * (0.5 + random / 2));
}

async function send(deps: UploadDeps): Promise<UploadOutcome> {
  const outcome: UploadOutcome = { sent: 0, refused: 0, error: null };
  try {
    const journal = await deps.journal();
    for (const band of deps.bands()) await sendBand(deps, journal, band, outcome);
  } catch (cause) {
    outcome.error = toAppError(cause);
  }
  return outcome;
}

async function sendBand(
  deps: UploadDeps,
  journal: Journal,
  band: string,
  outcome: UploadOutcome,
): Promise<void> {
  const pending = journal.pending(band);
  if (deps.local(band)) {
    for (const day of pending) await journal.mark(band, day, 'local');
    return;
  }
  // A sync that brought nothing is still news: synced just now, and perhaps no step so far.
  const read = deps.unheard(band);
  const news = read !== null && !pending.some(({ day }) => day === read);
  const days = news ? [...pending, journal.day(band, read)] : pending;
  for (let from = 0; from < days.length; from += API_LIMITS.uploadDays) {
    const batch = days.slice(from, from + API_LIMITS.uploadDays);
    if (!(await sendBatch(deps, journal, band, batch, outcome))) return;
  }
}

/** False when this band cannot go on now. Rejects when nothing can. */
async function sendBatch(
  deps: UploadDeps,
  journal: Journal,
  band: string,
  batch: readonly BandDay[],
  outcome: UploadOutcome,
): Promise<boolean> {
  try {
    const result = await deps.send({ band, days: [...batch] });
    for (const day of batch) await journal.mark(band, day, 'uploaded');
    outcome.sent += batch.length;
    deps.onDays(result, band);
    return true;
  } catch (cause) {
    const error = toAppError(cause);
    if (error.code === 'not-found' || error.code === 'forbidden') return false;
    if (error.code !== 'bad-input') throw error;
    if (batch.length === 1) {
      await journal.mark(band, batch[0]!, 'refused', error.code);
      outcome.refused++;
      return true;
    }
  }
  for (const day of batch) {
    if (!(await sendBatch(deps, journal, band, [day], outcome))) return false;
  }
  return true;
}
