/** What the today page shows, from what is known. Pure beside the language in force. */
import { largestHour } from '../../components/bm-bars/bars';
import { BOARD_OFFSET_SECONDS, type DayKey, dayOf } from '../../contract/activity';
import type { BoundBand } from '../../contract/api';
import type { DayTotal } from '../../contract/counting';
import type { AppCode } from '../../phone/errors';
import { type BandMemory, bandName } from '../../services/bands/index';
import { age, dayLong, grouped, kilometres } from '../../words/format';
import { text } from '../../words/index';

export const DEFAULT_GOAL = 10_000;

export interface TodayFacts {
  /** UTC seconds. */
  now: number;
  /** The phone's civil offset east of UTC, seconds. */
  offsetSeconds: number;
  day: DayKey;
  total: DayTotal | null;
  goal: number;
  streak: number;
  bands: readonly BoundBand[];
  /** What the phone remembers of the first band, or null. */
  memory: BandMemory | null;
  /** Slots that wait for the cloud. */
  waiting: number;
  offline: boolean;
  /** Why the last upload was not taken, or null. */
  uploadError: AppCode | null;
  /** Whether anything is known at all. */
  known: boolean;
}

export interface Fact {
  /** "约 " before an estimate, else empty. */
  about: string;
  value: string;
  unit: string;
  name: string;
  label: string;
}

export interface TodayView {
  mode: 'loading' | 'empty' | 'value';
  offline: boolean;
  /** What became of an upload that was not taken; empty when all went well. */
  uploadTrouble: string;
  bandName: string;
  bandLine: string;
  syncLabel: string;
  day: DayKey;
  /** The day, and by which clock it is counted where that is not the phone's. */
  date: string;
  steps: string;
  goalLine: string;
  share: number;
  ringLabel: string;
  facts: Fact[];
  hours: number[];
  /** Default selection: the largest hour, −1 without any. */
  largest: number;
  /** Synced, and no step so far: the hours are there, and empty. */
  zero: boolean;
  hoursLabel: string;
  rows: string[];
  canShare: boolean;
}

/** A dash where a number is not known: a missing day is never a zero. */
const NONE = '–';

export function todayView(facts: TodayFacts): TodayView {
  const { total, goal, bands, known } = facts;
  const t = text();
  const steps = total ? grouped(total.steps) : NONE;
  const target = grouped(goal);
  const share = total ? total.steps / Math.max(1, goal) : 0;
  const hours = total?.hours ?? [];
  const largest = largestHour(hours);
  const first = latestBand(bands);
  return {
    mode: bands.length > 0 || total ? 'value' : known ? 'empty' : 'loading',
    offline: facts.offline,
    uploadTrouble: uploadTrouble(facts),
    bandName: first ? bandName(first) : t.todayNoBand,
    bandLine: first ? bandLine(facts, first) : t.bandsNoneHint,
    syncLabel: first ? t.syncBandOf(bandName(first)) : t.bandAdd,
    day: facts.day,
    date: dateWords(facts),
    steps,
    goalLine: share >= 1 ? t.todayGoalMet(target) : t.todayGoal(target),
    share,
    ringLabel: t.todayRing(steps, target, Math.floor(share * 100)),
    facts: factsOf(facts),
    hours,
    largest,
    zero: total?.steps === 0,
    hoursLabel:
      largest < 0 ? t.todayHoursNone : t.todayHoursLabel(largest, grouped(hours[largest]!)),
    rows: hours.flatMap((value, hour) =>
      value > 0 ? [`${t.todayHourOf(hour)}  ${grouped(value)} ${t.steps}`] : [],
    ),
    canShare: total !== null && total.steps > 0,
  };
}

/** Away from Beijing a day says whose midnight it has. */
function dateWords({ day, now, offsetSeconds }: TodayFacts): string {
  const t = text();
  if (offsetSeconds === BOARD_OFFSET_SECONDS) return dayLong(day);
  return `${dayLong(day)} · ${day === dayOf(now) ? t.todayBeijing : t.todayLocal}`;
}

function uploadTrouble({ uploadError, waiting, offline }: TodayFacts): string {
  if (!uploadError || offline || waiting === 0) return '';
  const { title, sentence } = text().problems[uploadError];
  return `${title} · ${sentence}`;
}

/** The band that was synced last, real ones first. */
export const latestBand = (bands: readonly BoundBand[]): BoundBand | undefined =>
  [...bands].sort(
    (a, b) => Number(a.virtual) - Number(b.virtual) || (b.syncedAt ?? 0) - (a.syncedAt ?? 0),
  )[0];

function bandLine({ now, memory, waiting }: TodayFacts, band: BoundBand): string {
  const t = text();
  const syncedAt = Math.max(memory?.syncedAt ?? 0, band.syncedAt ?? 0);
  const parts = [syncedAt > 0 ? t.bandSynced(age(syncedAt, now)) : t.bandNever];
  if (waiting > 0) parts.push(t.bandWaiting(waiting));
  if (memory?.battery != null) parts.push(t.bandBattery(memory.battery));
  return parts.join(' · ');
}

function factsOf({ total, streak }: TodayFacts): Fact[] {
  const t = text();
  const about = total?.estimated ? t.todayAbout : '';
  const fact = (name: string, prefix: string, value: string, unit: string): Fact => ({
    about: prefix,
    value,
    unit,
    name,
    label: `${name} ${prefix}${value} ${unit}`,
  });
  const metres = total?.metres;
  const kcal = total?.kcal;
  return [
    fact(
      t.todayDistance,
      about,
      metres === undefined ? NONE : kilometres(metres),
      t.todayKilometres,
    ),
    fact(t.todayEnergy, about, kcal === undefined ? NONE : grouped(kcal), t.todayKcal),
    fact(t.todayStreak, '', String(streak), t.todayDays(streak)),
  ];
}

/** The read-out above the bars: "18–19 时" and "1,388". */
export const readOut = (hours: readonly number[], hour: number): { when: string; steps: string } =>
  hour < 0
    ? { when: '', steps: '' }
    : { when: text().todayHourOf(hour), steps: grouped(hours[hour] ?? 0) };
