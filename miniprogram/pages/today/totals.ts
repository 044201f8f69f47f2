/**
 * Days that are a band's running total: what it showed at each sync, and yesterday's, each of which
 * its owner may say is wrong. Pure beside the language in force.
 */
import { type DayKey, dayOf } from '../../contract/activity';
import type { BoundBand } from '../../contract/api';
import { type DayTotal, dayState } from '../../contract/counting';
import { type BandMemory, deviceOf } from '../../services/bands/index';
import { clockTime, grouped } from '../../words/format';
import { text } from '../../words/index';

/** A band's total that may be wrong. */
export interface Doubtful {
  band: string;
  day: DayKey;
}

export interface TotalsView {
  /** The last three syncs of the day, newest first. */
  rows: { at: number; time: string; steps: string }[];
  /** That there are no hours, or empty. */
  apart: string;
  note: string;
  /** What the person may say is wrong, or null. */
  doubtful: Doubtful | null;
}

export interface TotalsFacts {
  day: DayKey;
  total: DayTotal | null;
  bands: readonly BoundBand[];
  /** What the phone remembers of a band. */
  memory(bandId: string): BandMemory;
  /** Whether the total of the band that leads the day was taken out. */
  dropped: boolean;
  /** Whether a band remembers days that are over. */
  keepsHistory(protocol: string): boolean;
  /** The phone's civil offset east of UTC, seconds. */
  offsetSeconds: number;
}

const ROWS = 3;

/** The card 每次同步时的总数, where the day is a total; else null. */
export function totalsView(facts: TotalsFacts): TotalsView | null {
  const { day, total, bands, dropped, keepsHistory, offsetSeconds } = facts;
  if (!total?.leading || (total.sourceClass !== 'counter' && !dropped)) return null;
  const band = bands.find(({ id }) => id === total.leading);
  const t = text(deviceOf(band?.model ?? null));
  const forgets = band !== undefined && !keepsHistory(band.protocol);
  return {
    rows: shownAt(facts, total, band).map(({ at, steps }) => ({
      at,
      time: clockTime(at, offsetSeconds),
      steps: grouped(steps),
    })),
    apart: total.hours.some((steps) => steps > 0) ? '' : t.todayNoHours,
    note: dropped ? t.todayDropped : forgets ? t.todayTotalsNote : '',
    doubtful: dropped || total.steps === 0 ? null : { band: total.leading, day },
  };
}

/** What was shown when; of a sync on another phone only the last is known. */
function shownAt({ day, memory }: TotalsFacts, total: DayTotal, band: BoundBand | undefined) {
  const here = memory(total.leading!).results.flatMap(({ at, total: shown }) =>
    shown?.day === day ? [{ at, steps: shown.steps }] : [],
  );
  if (here.length > 0) return here.slice(0, ROWS);
  const at = band?.syncedAt ?? 0;
  return dayOf(at) === day ? [{ at, steps: total.steps }] : [];
}

/** The row 昨天. */
export interface YesterdayView {
  day: DayKey;
  state: string;
  steps: string;
  /** "步" or "步，已达标". */
  unit: string;
  doubtful: Doubtful | null;
}

/** Yesterday in a row: while today has no step, and where it may be wrong; else null. */
export function yesterdayView(
  total: DayTotal | null,
  { zero, goal, now }: { zero: boolean; goal: number; now: number },
): YesterdayView | null {
  if (!total) return null;
  const { day, steps, leading, sourceClass } = total;
  const doubtful =
    sourceClass === 'counter' && leading && steps > 0 ? { band: leading, day } : null;
  if (!zero && !doubtful) return null;
  const t = text();
  const final = dayState(day, now).state === 'final';
  return {
    day,
    state: final ? t.todayYesterdayFinal : t.todayYesterdaySettling,
    steps: grouped(steps),
    unit: steps >= goal ? t.todayYesterdayMet : t.steps,
    doubtful,
  };
}
