/**
 * Where the next sync goes on. A band forgets nothing when asked and its records keep the times its
 * clock showed; so what was read before the clock was set is remembered by how many records of each
 * day were on the old time.
 */
import { type RunningTotal, totalFromText, totalToText } from '../common/running-total';
import type { Sleep, SleepStage } from './codec';

/** Records that were made before the clock was set. */
export interface Epoch {
  /** Band clock − UTC of these records; null when it was not believed. */
  shift: number | null;
  /** UTC seconds at which the clock was set. */
  until: number;
  /** How many records of a band day (days since 1970) belong to it. */
  counts: ReadonlyMap<number, Counts>;
}

export interface Counts {
  activity: number;
  sleep: number;
}

export interface Cursor {
  /** The first band day that is not read for good. */
  day: number;
  /** The shift a run with a wrong clock works with, so that the same data gets the same times. */
  shift: number | null;
  /** Oldest first. */
  epochs: readonly Epoch[];
  /** The last sleep mark before `day`, in UTC: its end is in that day. */
  sleep: Sleep | null;
  /** The total of the band's day as it showed it. */
  total: RunningTotal | null;
}

export const START: Cursor = { day: 0, shift: null, epochs: [], sleep: null, total: null };

/** More clock changes within a week than this, and the oldest is given up. */
const MAX_EPOCHS = 8;
/** Days a band remembers: one that is set back may be asked for any of them again. */
const MEMORY_DAYS = 7;

/** Where a record belongs in time. */
export interface Placed {
  shift: number | null;
  /** UTC seconds of the last clock change before it; what it counted was not before that. */
  since: number;
  /** UTC seconds of the next one; nor after that. */
  until: number;
}

/** The shift of a record, `current` when it is none of an earlier epoch. */
export function placeOf(
  epochs: readonly Epoch[],
  what: keyof Counts,
  day: number,
  index: number,
  current: number | null,
): Placed {
  let since = 0;
  for (const { shift, until, counts } of epochs) {
    if (index <= (counts.get(day)?.[what] ?? 0)) return { shift, since, until };
    since = until;
  }
  return { shift: current, since, until: Number.POSITIVE_INFINITY };
}

/** Epochs that still matter when `day` is the first that is not read for good. */
export const epochsFrom = (epochs: readonly Epoch[], day: number): Epoch[] =>
  epochs
    .filter(({ counts }) => [...counts.keys()].some((one) => one > day - MEMORY_DAYS))
    .slice(-MAX_EPOCHS);

const STAGES: readonly SleepStage[] = ['awake', 'light', 'deep'];

export function cursorToText({ day, shift, epochs, sleep, total }: Cursor): string {
  const told = epochs.map(({ shift: own, until, counts }) =>
    [own ?? 'x', until, ...[...counts].map(countsToText)].join(','),
  );
  const mark = sleep ? `${sleep.at},${STAGES.indexOf(sleep.stage)}` : '';
  return ['1', day, shift ?? '', told.join('/'), mark, totalToText(total)].join(';');
}

const countsToText = ([day, { activity, sleep }]: [number, Counts]): string =>
  `${day}=${activity}.${sleep}`;

/** Total: the start for anything but such text. */
export function cursorFromText(text: string | null): Cursor {
  const match =
    /^1;(\d{1,6});(-?\d{1,7})?;([\d.,=x/-]{0,2000});(?:(\d{1,10}),([012]))?(?:;([\d,-]*))?$/.exec(
      text ?? '',
    );
  if (!match) return START;
  const [, day, shift, told, at, stage, total] = match;
  const epochs = (told || null)?.split('/').map(epochFromText) ?? [];
  if (epochs.includes(null)) return START;
  return {
    day: Number(day),
    shift: shift === undefined ? null : Number(shift),
    epochs: epochs as Epoch[],
    sleep: at === undefined ? null : { at: Number(at), stage: STAGES[Number(stage)]! },
    total: totalFromText(total ?? ''),
  };
}

function epochFromText(text: string): Epoch | null {
  const [first, until, ...pairs] = text.split(',');
  if (!/^(x|-?\d{1,7})$/.test(first ?? '') || !/^\d{1,10}$/.test(until ?? '')) return null;
  const counts = new Map<number, Counts>();
  for (const pair of pairs) {
    const match = /^(\d{1,6})=(\d{1,5})\.(\d{1,5})$/.exec(pair);
    if (!match) return null;
    counts.set(Number(match[1]), { activity: Number(match[2]), sleep: Number(match[3]) });
  }
  return { shift: first === 'x' ? null : Number(first), until: Number(until), counts };
}
