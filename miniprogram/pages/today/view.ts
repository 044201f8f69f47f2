/** What the today page shows, from what is known. Pure beside the language in force. */
import { type Bar, barsOf, largestHour } from '../../components/bm-bars/bars';
import { BOARD_OFFSET_SECONDS, type DayKey, dayOf } from '../../contract/activity';
import type { BoundBand } from '../../contract/api';
import { type DayTotal, WERUN } from '../../contract/counting';
import type { AppCode } from '../../phone/errors';
import { nobody } from '../../services/account/index';
import { type BandMemory, bandName, inOrder, lastSynced } from '../../services/bands/index';
import { age, dayLong, grouped } from '../../words/format';
import { text } from '../../words/index';
import type { Problem } from '../../words/problems';
import { DOT } from '../../words/spacing';
import { distance, distanceUnit } from '../../words/units';

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
  /** What the phone remembers of a band. */
  memory(bandId: string): BandMemory;
  /** Slots that wait for the cloud. */
  waiting: number;
  offline: boolean;
  clockOff: boolean;
  /** Why the last upload was not taken, or null. */
  uploadError: AppCode | null;
  /** Steps of the day that the cloud keeps off boards. */
  withheld: number;
  /** WeChat's own steps where they are a source: when they were read (UTC seconds); null where not. */
  werun: { readAt: number | null } | null;
  /** Whether the cloud ever said who I am. */
  known: boolean;
  /** Why it did not say it just now, or null. */
  error: AppCode | null;
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
  mode: 'loading' | 'unknown' | 'empty' | 'value';
  /** Why nothing is known, and what to do; null in every other mode. */
  problem: Problem | null;
  offline: boolean;
  clockOff: boolean;
  /** What became of an upload that was not taken; empty when all went well. */
  uploadTrouble: string;
  /** What of the number is on no board; empty when all of it may be. */
  withheld: string;
  /** What the line at the top is about: a band, or WeRun. */
  icon: 'band' | 'steps';
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
  bars: Bar[];
  /** Default selection: the largest hour, −1 without any. */
  largest: number;
  /** Synced, and no step so far: the hours are there, and empty. */
  zero: boolean;
  hoursLabel: string;
  rows: string[];
  canShare: boolean;
  /** Whether there is a number to explain, and of what kind or how many bands it is. */
  explains: boolean;
  sources: string;
  /** The number is WeRun's: no hours, and estimates. */
  isWerun: boolean;
}

/** A dash where a number is not known: a missing day is never a zero. */
const NONE = '–';

export function todayView(facts: TodayFacts): TodayView {
  const { total, goal } = facts;
  const t = text();
  const steps = total ? grouped(total.steps) : NONE;
  const target = grouped(goal);
  const share = total ? total.steps / Math.max(1, goal) : 0;
  const hours = total?.hours ?? [];
  const largest = largestHour(hours);
  const mode = modeOf(facts);
  return {
    mode,
    problem: mode === 'unknown' && facts.error ? t.problems[facts.error] : null,
    offline: facts.offline && mode !== 'unknown',
    clockOff: facts.clockOff,
    uploadTrouble: uploadTrouble(facts),
    withheld: withheldWords(facts),
    ...sourceLine(facts),
    day: facts.day,
    date: dateWords(facts),
    steps,
    goalLine: share >= 1 ? t.todayGoalMet(target) : t.todayGoal(target),
    share,
    ringLabel: t.todayRing(steps, target, Math.floor(share * 100)),
    facts: factsOf(facts),
    hours,
    bars: barsOf(hours),
    largest,
    zero: total?.steps === 0,
    hoursLabel:
      largest < 0 ? t.todayHoursNone : t.todayHoursLabel(largest, grouped(hours[largest]!)),
    rows: hours.flatMap((value, hour) =>
      value > 0 ? [`${t.todayHourOf(hour)}  ${grouped(value)} ${t.steps}`] : [],
    ),
    canShare: total !== null && total.steps > 0,
    explains: total !== null && total.steps > 0,
    sources: sourcesOf(total),
    isWerun: total?.sourceClass === WERUN,
  };
}

/** Loading, unknown and empty are three things: nobody is told that they have no band before that is known. */
function modeOf({ bands, total, werun, known, error }: TodayFacts): TodayView['mode'] {
  if (bands.length > 0 || total || werun) return 'value';
  if (known || nobody(error)) return 'empty';
  return error ? 'unknown' : 'loading';
}

/** The line at the top: the band of the number, else WeRun, and what its button does. */
function sourceLine(
  facts: TodayFacts,
): Pick<TodayView, 'icon' | 'bandName' | 'bandLine' | 'syncLabel'> {
  const { bands, werun, now } = facts;
  const t = text();
  const first = leadingBand(facts);
  if (first) {
    const name = bandName(first);
    const syncLabel = bands.length > 1 ? t.syncAll : t.syncBandOf(name);
    return { icon: 'band', bandName: name, bandLine: bandLine(facts, first), syncLabel };
  }
  if (werun) {
    const { readAt } = werun;
    const line = readAt === null ? t.todayWerunNever : t.todayWerunRead(age(readAt, now));
    return {
      icon: 'steps',
      bandName: t.todayWerun,
      bandLine: line,
      syncLabel: t.todayWerunAgain,
    };
  }
  return {
    icon: 'band',
    bandName: t.todayNoBand,
    bandLine: t.bandsNoneHint,
    syncLabel: t.bandAdd,
  };
}

function sourcesOf(total: DayTotal | null): string {
  const t = text();
  if (total?.sourceClass === WERUN) return t.todayWerun;
  if (total && total.sources > 1) return t.todayBands(total.sources);
  return total?.sourceClass === 'counter' ? t.todayCounter : '';
}

/** Steps the cloud refused, or a whole day that it keeps off boards. */
function withheldWords({ total, withheld }: TodayFacts): string {
  if (!total) return '';
  const whole = total.withheld !== null && total.withheld !== 'virtual';
  const steps = whole ? total.steps : withheld;
  return steps > 0 ? text().todayWithheld(grouped(steps)) : '';
}

/** Away from Beijing a day says whose midnight it has. */
function dateWords({ day, now, offsetSeconds }: TodayFacts): string {
  const t = text();
  if (offsetSeconds === BOARD_OFFSET_SECONDS) return dayLong(day);
  return `${dayLong(day)}${DOT}${day === dayOf(now) ? t.todayBeijing : t.todayLocal}`;
}

function uploadTrouble({ uploadError, waiting, offline }: TodayFacts): string {
  if (!uploadError || offline || waiting === 0) return '';
  return `${text().problems[uploadError].title}${DOT}${text().todayUploadWaits}`;
}

/** The band that gave the number; before there is one, the one that was synced last. */
const leadingBand = ({ bands, total, memory }: TodayFacts): BoundBand | undefined =>
  bands.find(({ id }) => id === total?.leading) ?? inOrder(bands, memory)[0];

function bandLine({ now, memory, waiting }: TodayFacts, band: BoundBand): string {
  const t = text();
  const known = memory(band.id);
  const { battery } = known;
  const syncedAt = lastSynced(band, known);
  const parts = [syncedAt > 0 ? t.bandSynced(age(syncedAt, now)) : t.bandNever];
  if (waiting > 0) parts.push(t.bandWaiting(waiting));
  if (battery !== null) parts.push(t.bandBattery(battery));
  return parts.join(DOT);
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
    fact(t.todayDistance, about, metres === undefined ? NONE : distance(metres), distanceUnit()),
    fact(t.todayEnergy, about, kcal === undefined ? NONE : grouped(kcal), t.todayKcal),
    fact(t.todayStreak, '', String(streak), t.todayDays(streak)),
  ];
}

/** The read-out above the bars: "18–19 时" and "1,388". */
export const readOut = (hours: readonly number[], hour: number): { when: string; steps: string } =>
  hour < 0
    ? { when: '', steps: '' }
    : { when: text().todayHourOf(hour), steps: grouped(hours[hour] ?? 0) };
