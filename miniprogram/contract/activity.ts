/**
 * What a band measured, and the calendar it is counted in.
 *
 * Times are UTC seconds. A slot is a 15-minute UTC bucket: every civil offset in use is a multiple
 * of 15 minutes, so a local midnight is always a slot edge and a day is a whole number of slots.
 */

export const SLOT_SECONDS = 900;
export const SLOTS_PER_DAY = 96;
export const DAY_SECONDS = 86_400;
/** Boards count days in Asia/Shanghai, which has had no daylight saving since 1991. */
export const BOARD_OFFSET_SECONDS = 8 * 3600;

/** A civil day as the integer yyyymmdd, e.g. 20261122. */
export type DayKey = number;

/** Steps over a span of time, as the band gave them. All numbers are whole and not negative. */
export interface Reading {
  /** UTC seconds of the first instant. */
  start: number;
  seconds: number;
  steps: number;
  metres?: number;
  kcal?: number;
}

/** A stretch of sleep as the band staged it; `start` is UTC seconds. */
export interface SleepSpan {
  start: number;
  seconds: number;
  stage: 'light' | 'deep' | 'rem' | 'awake';
}

/** A running total of one civil day, as the band showed it at one instant. */
export interface Counter {
  day: DayKey;
  /** UTC seconds at which the band showed it. */
  at: number;
  steps: number;
  metres?: number;
  kcal?: number;
}

/** What was counted in one slot, or in one day. */
export interface Amount {
  steps: number;
  metres?: number;
  kcal?: number;
}

/** One band's slots of one day: slot of the day (0–95) → amount. Slots without steps are absent. */
export type DaySlots = Record<number, Amount>;

/** Everything one band said about one day. */
export interface BandDay {
  day: DayKey;
  slots: DaySlots;
  counter?: Amount;
}

const pad = (value: number) => (value < 10 ? `0${value}` : `${value}`);

/** The civil day of an instant. `offsetSeconds` is the civil offset east of UTC. */
export function dayOf(utc: number, offsetSeconds = BOARD_OFFSET_SECONDS): DayKey {
  const date = new Date((utc + offsetSeconds) * 1000);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** UTC seconds of a day's midnight. */
export function dayStart(day: DayKey, offsetSeconds = BOARD_OFFSET_SECONDS): number {
  const [year, month, date] = dayParts(day);
  return Date.UTC(year, month - 1, date) / 1000 - offsetSeconds;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: DayKey, count: number): DayKey {
  return dayOf(dayStart(day, 0) + count * DAY_SECONDS, 0);
}

/** Year, month (1–12) and date of a day. */
export function dayParts(day: DayKey): [year: number, month: number, date: number] {
  return [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100];
}

/** Whether an integer names a day that exists. */
export function isDay(value: number): boolean {
  const eightDigits = Number.isInteger(value) && value > 19_000_000 && value < 100_000_000;
  return eightDigits && dayOf(dayStart(value, 0), 0) === value;
}

/** Weekday of a day, 0 = Sunday. */
export function weekday(day: DayKey): number {
  return new Date(dayStart(day, 0) * 1000).getUTCDay();
}

/** "2026-11-22": for storage names and exports, not for people. */
export function dayText(day: DayKey): string {
  const [year, month, date] = dayParts(day);
  return `${year}-${pad(month)}-${pad(date)}`;
}
