/** A person's past: what the cloud counted, with what this phone knows better. */
import { addDays, type DayKey, dayOf } from '../../contract/activity';
import { DEFAULT_GOAL, type GoalFrom, type OwnDay, type YearDay } from '../../contract/api';
import type { DayTotal } from '../../contract/counting';
import { ask } from '../../phone/cloud';
import { alone, mine } from '../account/index';
import { keepsHistory, lastSynced } from '../bands/index';
import { betterDay, localDay, today } from './days';
import { journal } from './journal/index';

/** A day of the past. */
export interface PastDay extends YearDay {
  /** Its whole count; null where a year told only a little of it. */
  total: DayTotal | null;
}

/** Days with data, oldest first, and the goals that decide about them. */
export interface Past {
  days: readonly PastDay[];
  goals: readonly GoalFrom[];
}

/** What the cloud said in this run of the app, by whom it was told and of which days. */
const answers = new Map<string, Past>();

/** Of a past that was looked at only what stands on the phone stays; it is asked for again. */
export const forgetPast = (): void => answers.clear();

const keyOf = (from: DayKey, to: DayKey) => `${mine.get().me?.uid ?? ''} ${from} ${to}`;

const pastDay = (total: DayTotal, { keptOff }: Pick<OwnDay, 'keptOff'>): PastDay => ({
  day: total.day,
  steps: total.steps,
  metres: total.metres ?? 0,
  total,
  ...(keptOff !== undefined && { keptOff }),
});
const toldDay = (day: OwnDay): PastDay => pastDay(day, day);

/** What is known of the days `from`–`to` without asking. Never rejects. */
export async function pastDays(from: DayKey, to: DayKey): Promise<Past> {
  const { me, days } = mine.get();
  const within = ({ day }: { day: DayKey }) => day >= from && day <= to;
  const answer = answers.get(keyOf(from, to));
  const told = answer?.days ?? days.filter(within).map(toldDay);
  const known = new Map(told.map((day) => [day.day, day]));
  for (const total of (await localDays()).filter(within)) {
    const before = known.get(total.day);
    // Of a year's day only the number is known: the phone's is told where it is larger.
    if (before && !before.total && before.steps >= total.steps) continue;
    const better = betterDay(total, before?.total ?? null);
    // What the cloud keeps off boards it also does where this phone has more of the day.
    if (better) known.set(total.day, pastDay(better, before ?? {}));
  }
  const goals = answer?.goals ?? [{ from: 0, steps: me?.goal ?? DEFAULT_GOAL }];
  return { days: [...known.values()].sort((a, b) => a.day - b.day), goals };
}

/** Every day of this phone's journal, as it counts them. */
async function localDays(): Promise<DayTotal[]> {
  try {
    const book = await journal();
    const days = new Set([today(), ...book.bandIds().flatMap((band) => book.days(band))]);
    return [...days].flatMap((day) => localDay(book, day, mine.get().bands) ?? []);
  } catch {
    // A phone whose files cannot be read still shows what the cloud said.
    return [];
  }
}

/**
 * Asks the cloud for the days of one calendar span, a year at most; of somebody whose things stay on
 * this phone it has none. Rejects with an AppError.
 */
export async function askPast(from: DayKey, to: DayKey): Promise<void> {
  if (alone()) return;
  const key = keyOf(from, to);
  const year = Math.floor(from / 10_000);
  if (from === year * 10_000 + 101 && to === year * 10_000 + 1231) {
    const { days, goals } = await ask('activity.year', { year });
    answers.set(key, { days: days.map((day) => ({ ...day, total: null })), goals });
  } else {
    const { days, goals } = await ask('activity.days', { from, to });
    answers.set(key, { days: days.map(toldDay), goals });
  }
}

/** No band is known to remember more, and WeChat's own count has no more either. */
const REMEMBERED_DAYS = 31;

/**
 * The first day that a sync may still tell more of, or null: a band that was read to its end has
 * nothing more of the days before that, and none remembers for ever.
 */
export function fillableFrom(): DayKey | null {
  const oldest = addDays(today(), -REMEMBERED_DAYS);
  const reach = mine
    .get()
    .bands.filter(({ protocol }) => keepsHistory(protocol))
    .map((band) => Math.max(oldest, dayOf(lastSynced(band))));
  return reach.length > 0 ? Math.min(...reach) : null;
}
