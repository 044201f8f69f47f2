/** A person's days, from what this phone holds and what the cloud said last. */
import { addDays, type BandDay, type DayKey, dayOf } from '../../contract/activity';
import type { BoundBand } from '../../contract/api';
import { countDay, type DaySource, type DayTotal } from '../../contract/counting';
import { civilOffset, now } from '../../lib/clock';
import { mine } from '../account/index';
import { bandMemory } from '../bands/index';
import { type Journal, journal } from './journal/index';

/** The board day now. */
export const today = (): DayKey => dayOf(now());

/**
 * What this phone's journal knows of a day, by band. Of a day on which a band was read to its end and
 * told nothing, nothing is what was walked so far: 0, not unknown.
 */
export function localSources(
  from: Journal,
  day: DayKey,
  bands: readonly BoundBand[] = [],
): DaySource[] {
  const told = from.bandIds().filter((band) => hasData(from.day(band, day)));
  const read = bands.filter(({ id }) => !told.includes(id) && readOn(id, day));
  return [
    ...told.map((source) => ({
      source,
      sourceClass: from.source(source),
      ...from.day(source, day),
    })),
    ...read.map(({ id, virtual }) => {
      const sourceClass = virtual ? ('virtual' as const) : from.source(id);
      return { source: id, sourceClass, day, slots: {} };
    }),
  ];
}

/** A day as this phone's journal counts it; null when no band was read. */
export function localDay(
  from: Journal,
  day: DayKey,
  bands: readonly BoundBand[] = [],
): DayTotal | null {
  const sources = localSources(from, day, bands);
  return sources.length > 0 ? countDay(day, sources) : null;
}

const hasData = ({ counter, slots }: BandDay) =>
  counter !== undefined || Object.keys(slots).length > 0;

function readOn(band: string, day: DayKey): boolean {
  const { syncedAt } = bandMemory(band);
  return syncedAt !== null && dayOf(syncedAt) === day;
}

/** How much a total says: steps of a better kind of source, then a 0 of a real band. */
function rank({ sourceClass, steps }: DayTotal): number {
  if (sourceClass === null || sourceClass === 'virtual') return 0;
  if (steps === 0) return 1;
  return sourceClass === 'werun' ? 2 : 3;
}

/**
 * Which of two accounts of a day to show: the better kind of source, of equal kinds the larger
 * number, since each can only be missing something. Of equal numbers the cloud's, which may know
 * other phones.
 */
export function betterDay(local: DayTotal | null, cloud: DayTotal | null): DayTotal | null {
  if (!local || !cloud) return local ?? cloud;
  if (rank(local) !== rank(cloud)) return rank(local) > rank(cloud) ? local : cloud;
  return local.steps > cloud.steps ? local : cloud;
}

/** A day to show, or null when nobody knows anything of it. Never rejects. */
export async function dayTotal(day: DayKey): Promise<DayTotal | null> {
  const cloud = mine.get().days.find((total) => total.day === day) ?? null;
  try {
    return betterDay(localDay(await journal(), day, mine.get().bands), cloud);
  } catch {
    // A phone whose files cannot be read still shows what the cloud said.
    return cloud;
  }
}

/** The day that counts as today, and what is known of it. */
export interface Today {
  day: DayKey;
  total: DayTotal | null;
}

/**
 * Today as the board counts it. Away from Beijing's time a band of nothing but a running total
 * counts the phone's own day; where only such a band knows anything, its day is today.
 */
export async function todayTotal(): Promise<Today> {
  const day = today();
  const total = await dayTotal(day);
  const civil = dayOf(now(), civilOffset());
  if (civil === day || (total?.steps ?? 0) > 0) return { day, total };
  const counted = await dayTotal(civil);
  return counted && ofCounter(counted) ? { day: civil, total: counted } : { day, total };
}

/** Whether a running total is all that is known: what it counted is in no hour. */
const ofCounter = ({ sourceClass, steps, hours }: DayTotal) =>
  sourceClass === 'counter' ||
  (sourceClass === 'virtual' && steps > 0 && hours.every((hour) => hour === 0));

/** Today's steps as far as this phone knows. */
export const todaySteps = async (): Promise<number> => (await todayTotal()).total?.steps ?? 0;

/**
 * Days in a row with the goal met, today included once its goal is met. The cloud's streak counts
 * what it had; steps this phone has not sent yet may complete today.
 */
export function streakNow(goal: number, total: DayTotal | null, day: DayKey): number {
  const { days, streak } = mine.get();
  const met = (key: DayKey) => {
    const known = days.find((candidate) => candidate.day === key);
    return known !== undefined && known.steps >= goal;
  };
  const local = total !== null && total.steps >= goal;
  return local && !met(day) ? streakBefore(streak, days, day) + 1 : streak;
}

/** The cloud's streak, unless the cloud has not heard of the day before. */
function streakBefore(streak: number, days: readonly DayTotal[], day: DayKey): number {
  const yesterday = addDays(day, -1);
  return days.some((known) => known.day === yesterday || known.day === day) ? streak : 0;
}

/** How many days of a band are safe on this phone or in the cloud. */
export async function savedDays(band: string): Promise<number> {
  try {
    return (await journal()).days(band).length;
  } catch {
    return 0;
  }
}

/** How many slots and counters of all bands wait for the cloud. */
export async function pendingParts(): Promise<number> {
  try {
    const book = await journal();
    return mine
      .get()
      .bands.flatMap((band) => book.pending(band.id))
      .reduce((sum, day) => sum + Object.keys(day.slots).length + (day.counter ? 1 : 0), 0);
  } catch {
    return 0;
  }
}
