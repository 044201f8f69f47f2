/** A person's days, from what this phone holds and what the cloud said last. */
import { addDays, type DayKey, dayOf } from '../contract/activity';
import { countDay, type DaySource, type DayTotal } from '../contract/counting';
import { type Journal, journal } from './journal/index';
import { session } from './session';

/** The board day now. */
export const today = (): DayKey => dayOf(Math.floor(Date.now() / 1000));

/** A day as this phone's journal counts it; null without data. */
export function localDay(from: Journal, day: DayKey): DayTotal | null {
  const sources = from.bandIds().map(
    (band): DaySource => ({
      source: band,
      sourceClass: from.source(band),
      ...from.day(band, day),
    }),
  );
  const total = countDay(day, sources);
  return total.sources > 0 ? total : null;
}

const RANK = { direct: 3, counter: 3, werun: 2, virtual: 1 } as const;
const rank = (total: DayTotal) => (total.sourceClass ? RANK[total.sourceClass] : 0);

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
  const cloud = session.get().days.find((total) => total.day === day) ?? null;
  try {
    return betterDay(localDay(await journal(), day), cloud);
  } catch {
    // A phone whose files cannot be read still shows what the cloud said.
    return cloud;
  }
}

/** Today's steps as far as this phone knows. */
export const todaySteps = async (): Promise<number> => (await dayTotal(today()))?.steps ?? 0;

/**
 * Days in a row with the goal met, today included once its goal is met. The cloud's streak counts
 * what it had; steps this phone has not sent yet may complete today.
 */
export function streakNow(goal: number, total: DayTotal | null, day: DayKey): number {
  const { days, streak } = session.get();
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
    return session
      .get()
      .bands.flatMap((band) => book.pending(band.id))
      .reduce((sum, day) => sum + Object.keys(day.slots).length + (day.counter ? 1 : 0), 0);
  } catch {
    return 0;
  }
}
