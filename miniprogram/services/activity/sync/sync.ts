/**
 * One band's data onto this phone, losing nothing: a page goes into the journal, and only when it
 * is durable may the band forget it. Killed or cut off anywhere, the next sync goes on from there.
 */

import { failureIn } from '../../../ble/link';
import type { Counter } from '../../../contract/activity';
import type { BoundBand } from '../../../contract/api';
import { boardCounter } from '../../../contract/counting';
import type { Clock } from '../../../lib/clock';
import { deadline } from '../../../lib/deadline';
import { AppError, toAppError } from '../../../phone/errors';
import type { ContentReason, Fault, Page, Run, Stage } from '../../../protocols/driver';
import type { Connected } from '../../bands/index';
import type { Journal } from '../journal/index';
import { sift } from './sift';

export interface SyncProgress {
  stage: Stage;
  /** 0–100, never smaller than before. */
  percent: number;
  /** Days read so far and in all, when the band tells. */
  days: { done: number; of: number } | null;
  /** Nothing came for a while: the band is asked for more, and many have no way to say "no more". */
  waiting: boolean;
}

/** Frames that were not understood, or more than one sync takes. */
type Left = 'unread' | 'unfinished';

export interface SyncOutcome {
  /** Steps by which today grew on this phone. */
  newSteps: number;
  /** Days that wait for the cloud. */
  pending: number;
  /** Frames and records that could not be read. */
  faults: Fault[];
  /** Why something stays on the band, which the next sync reads; or null. */
  left: Left | null;
}

export interface SyncDeps {
  clock: Clock;
  /** The phone's civil offset east of UTC, seconds: the day by which a band counts. */
  offsetSeconds(): number;
  journal(): Promise<Journal>;
  connect(band: BoundBand, cursor: string | null): Promise<Connected>;
  /** Whether the person agreed to keep sleep; without it no sleep is written down. */
  keepsSleep(): boolean;
  /** Today's steps as this phone knows them. */
  today(): Promise<number>;
  /** Sends what waits; never rejects. */
  upload(): Promise<unknown>;
  /** Told every change: the syncs under way, by band. */
  onRunning(running: ReadonlyMap<string, SyncProgress>): void;
  /** Remembers what a connection showed. */
  met(band: BoundBand, connected: Connected): void;
  /** A band told what cannot be so; it is asked for no more, so this is the time to say it. */
  unbelieved(band: BoundBand, reason: ContentReason): void;
  /** Remembers how a sync went. */
  ended(band: BoundBand, end: SyncEnd): void;
}

/** How a sync went. */
export interface SyncEnd {
  stage: Stage;
  error: AppError | null;
  newSteps: number;
  /** Why a part of what was read is not counted, or null. */
  unbelieved: ContentReason | null;
  /** The running total that the band showed last, if it has one. */
  total: Counter | null;
}

export const SYNC_LIMITS = {
  /** A band that never ends is stopped and said to have more; what was read is kept. */
  pages: 5000,
  /** After the last page the link is down within this (scenario R11-9). */
  closeMs: 2000,
  /** Silence after which a person is told that we wait. */
  quietMs: 600,
} as const;

/** Where each stage begins and ends on the bar. */
const SPAN: Record<Stage, [from: number, to: number]> = {
  connect: [0, 8],
  clock: [8, 12],
  read: [12, 92],
  save: [92, 96],
  release: [96, 100],
};

export interface Syncer {
  /** Rejects with an AppError; `sync-running` when this band is at it already. */
  syncBand(band: BoundBand, onProgress?: (progress: SyncProgress) => void): Promise<SyncOutcome>;
}

export function createSyncer(deps: SyncDeps): Syncer {
  const running = new Map<string, SyncProgress>();
  const changed = () => deps.onRunning(new Map(running));
  return {
    async syncBand(band, onProgress = () => {}) {
      if (running.has(band.id)) throw new AppError('sync-running', `${band.id} is syncing`);
      const tell = forward((progress) => {
        running.set(band.id, progress);
        onProgress(progress);
        changed();
      });
      tell('connect', 0);
      try {
        return await syncOnce(deps, band, tell);
      } catch (cause) {
        const error = toAppError(cause);
        const { stage } = running.get(band.id)!;
        deps.ended(band, { stage, error, newSteps: 0, unbelieved: null, total: null });
        throw error;
      } finally {
        running.delete(band.id);
        changed();
      }
    },
  };
}

interface Tell {
  (stage: Stage, part: number, days?: SyncProgress['days']): void;
  /** The same again, but waiting. */
  waiting(): void;
}

/** Progress that only goes forward, whatever a driver says. */
function forward(tell: (progress: SyncProgress) => void): Tell {
  let last: SyncProgress | null = null;
  const step = (stage: Stage, part: number, days: SyncProgress['days'] = null) => {
    const [from, to] = SPAN[stage];
    const percent = Math.round(from + (to - from) * Math.min(1, Math.max(0, part || 0)));
    if (last && percent < last.percent) return;
    last = { stage, percent, days: days ?? last?.days ?? null, waiting: false };
    tell(last);
  };
  const waiting = () => {
    if (!last) return;
    last = { ...last, waiting: true };
    tell(last);
  };
  return Object.assign(step, { waiting });
}

async function syncOnce(deps: SyncDeps, band: BoundBand, tell: Tell): Promise<SyncOutcome> {
  const journal = await deps.journal();
  const before = await deps.today();
  const connected = await deps.connect(band, journal.cursor(band.id));
  let read: Read;
  try {
    tell('clock', 1);
    deps.met(band, connected);
    read = await readAll(deps, band, journal, connected, tell);
  } catch (cause) {
    throw failureIn(connected.session, cause);
  } finally {
    await closed(deps.clock, connected);
  }
  tell('release', 1);
  await journal.tidy(seconds(deps.clock)).catch(() => undefined);
  const newSteps = Math.max(0, (await deps.today()) - before);
  const { faults, total } = read;
  const left = leftBy(read);
  const error = left && new AppError(left, faults.map(({ reason }) => reason).join());
  const unbelieved = contentIn(faults)[0] ?? null;
  deps.ended(band, { stage: left ? 'read' : 'release', error, newSteps, unbelieved, total });
  // What was read is safe; the upload is its own business, however slow the network is.
  void deps.upload();
  return { newSteps, pending: journal.pending(band.id).length, faults, left };
}

function leftBy({ whole, faults }: Read): Left | null {
  if (faults.some(({ kind }) => kind === 'frame')) return 'unread';
  return whole ? null : 'unfinished';
}

/** Why content of frames that decoded is not counted. */
const contentIn = (faults: readonly Fault[]): ContentReason[] =>
  faults.flatMap((fault) => (fault.kind === 'content' ? [fault.reason] : []));

/** What came of reading a band, and whether that was all it has. */
type Read = Pick<SyncOutcome, 'faults'> & Pick<SyncEnd, 'total'> & { whole: boolean };

async function readAll(
  deps: SyncDeps,
  band: BoundBand,
  journal: Journal,
  { run }: Connected,
  tell: Tell,
): Promise<Read> {
  const read: Read = { faults: [], total: null, whole: false };
  tell('read', 0);
  for (let count = 0; count < SYNC_LIMITS.pages; count++) {
    const page = await nextPage(deps.clock, run, tell);
    read.whole = page === null;
    if (!page) break;
    const { faults, counters } = await takePage(deps, band, journal, run.sourceClass, page, tell);
    read.faults.push(...faults);
    for (const counter of counters) if (counter.day >= (read.total?.day ?? 0)) read.total = counter;
  }
  return read;
}

async function nextPage(clock: Clock, run: Run, tell: Tell): Promise<Page | null> {
  const cancel = clock.after(SYNC_LIMITS.quietMs, tell.waiting);
  try {
    return await run.next();
  } finally {
    cancel();
  }
}

async function takePage(
  { clock, offsetSeconds, keepsSleep, unbelieved }: SyncDeps,
  band: BoundBand,
  journal: Journal,
  sourceClass: 'direct' | 'counter',
  page: Page,
  tell: Tell,
): Promise<Pick<Page, 'faults' | 'counters'>> {
  tell('read', page.progress, page.days);
  const last = page.progress >= 1;
  if (last) tell('save', 0);
  const at = seconds(clock);
  const offset = offsetSeconds();
  const { readings, sleep, ...kept } = sift(page, at, offset);
  const faults = [...page.faults, ...kept.faults];
  const counters = countersOf(kept.counters, sourceClass, offset);
  await journal.append({
    band: band.id,
    at,
    source: band.virtual ? 'virtual' : sourceClass,
    readings,
    counters,
    ...(sleep.length > 0 && keepsSleep() && { sleep }),
    ...(page.sleepGoesOn && { sleepGoesOn: page.sleepGoesOn }),
    cursor: page.cursor,
  });
  for (const reason of new Set(contentIn(faults))) unbelieved(band, reason);
  if (last) tell('release', 0);
  await page.release();
  return { faults, counters };
}

/** A band of nothing but counters keeps its own days: its steps would be on no day otherwise. */
function countersOf(
  counters: Counter[],
  sourceClass: 'direct' | 'counter',
  offset: number,
): Counter[] {
  if (sourceClass === 'counter') return counters;
  return counters.flatMap((counter) => boardCounter(counter, offset) ?? []);
}

/** Ends the link; a phone that does not answer does not keep us. */
async function closed(clock: Clock, { session }: Connected): Promise<void> {
  const late = () => new AppError('timeout', 'the link took too long to close');
  await deadline(clock.after, SYNC_LIMITS.closeMs, session.close(), late).catch(() => undefined);
}

const seconds = (clock: Clock) => Math.floor(clock.now() / 1000);
