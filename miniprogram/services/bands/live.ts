/** A look at what a band measures now, its steps or a heart rate: shown while it lasts, kept nowhere. */

import { BleError, failureIn, unlessSilent } from '../../ble/link';
import type { BoundBand } from '../../contract/api';
import { type Clock, systemClock } from '../../lib/clock';
import { deadline } from '../../lib/deadline';
import { AppError, toAppError } from '../../phone/errors';
import type { Live, LiveSample } from '../../protocols/driver';
import { lookAtBound } from './binding';
import type { Connected } from './connect';

export const LIVE_LIMITS = {
  /** A look, not a recording: a band that measures all the time soon has no charge left. */
  totalMs: 120_000,
  /** After the end the link is down within this (scenario R11-9). */
  closeMs: 2000,
  /**
   * How often in a row a band may have nothing to say, about ten seconds each: the first value takes
   * its time, and some tell the next one only when it is another. Who stands still walks no step.
   */
  silences: { 'heart-rate': 3, steps: Number.POSITIVE_INFINITY },
} as const;

export interface LiveDeps {
  clock: Clock;
  connect(): Promise<Connected>;
}

export interface LiveWatch {
  /** Resolves when it ended as it should, the link down; rejects with an AppError. */
  readonly done: Promise<void>;
  /** Ends it at once; while it is connecting, as soon as that is over. */
  stop(): void;
}

/** What can be looked at. */
export type LiveKind = 'steps' | 'heart-rate';

/**
 * `onValue` is told when the band begins to measure, and every change: steps of the band's day or
 * beats a minute, or null while the band has none to tell.
 */
export function watchLive(
  { clock, connect }: LiveDeps,
  kind: LiveKind,
  onValue: (value: number | null) => void,
): LiveWatch {
  let stopped = false;
  let halt = () => {};
  const halted = new Promise<void>((resolve) => {
    halt = resolve;
  });
  const stop = () => {
    stopped = true;
    halt();
  };

  const values = async (live: Live) => {
    let last: number | null = null;
    let silences = 0;
    if (!stopped) onValue(null);
    while (!stopped) {
      const sample = await unlessSilent(live.next());
      if (!sample) {
        silences++;
        enough(kind, silences);
        continue;
      }
      silences = 0;
      const value = shownOf(kind, sample);
      if (value !== last && !stopped) onValue(value);
      last = value;
    }
  };

  const look = async () => {
    const connected = await connect();
    const cancel = clock.after(LIVE_LIMITS.totalMs, stop);
    const opened: { live: Promise<Live> | null } = { live: null };
    const work = async () => {
      if (!connected.run.live) throw new AppError('not-supported', `shows no ${kind}`);
      opened.live = connected.run.live(kind);
      await values(await opened.live);
    };
    try {
      if (!stopped) await Promise.race([halted, work()]);
    } catch (cause) {
      if (!stopped) throw failureIn(connected.session, cause);
    } finally {
      cancel();
      await ended(clock, connected, opened.live);
    }
  };

  const done = look().catch((cause: unknown) => {
    if (!stopped) throw toAppError(cause);
  });
  return { done, stop };
}

/** Throws where a band that should have had something to say by now is silent. */
function enough(kind: LiveKind, silences: number): void {
  if (silences > LIVE_LIMITS.silences[kind]) throw new BleError('timeout', `no ${kind} comes`);
}

const shownOf = (kind: LiveKind, { steps, heartRate }: LiveSample): number | null =>
  (kind === 'steps' ? steps : heartRate) ?? null;

/** The band is told to stop measuring, if it still listens; then the link ends in any case. */
async function ended(
  clock: Clock,
  { session }: Connected,
  live: Promise<Live> | null,
): Promise<void> {
  const late = () => new AppError('timeout', 'the band took too long to stop');
  const told = live ? live.then((begun) => begun.stop()) : Promise.resolve();
  await deadline(clock.after, LIVE_LIMITS.closeMs / 2, told, late).catch(() => undefined);
  await deadline(clock.after, LIVE_LIMITS.closeMs / 2, session.close(), late).catch(
    () => undefined,
  );
}

/** With this phone's radio. */
export const lookLive = (
  band: BoundBand,
  kind: LiveKind,
  onValue: (value: number | null) => void,
): LiveWatch => watchLive({ clock: systemClock, connect: () => lookAtBound(band) }, kind, onValue);
