/**
 * Dates as bands write them: wall-clock parts without a zone. "Civil seconds" are the seconds since
 * 1970 that a clock in UTC would show for the same parts, so differences and offsets are plain sums.
 */

export interface Civil {
  year: number;
  /** 1–12. */
  month: number;
  /** 1–31. */
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** Civil seconds of parts, or null when there is no such date or time. Years 1970–2099. */
export function civilSeconds(parts: Civil): number | null {
  const { year, month, day, hour, minute, second } = parts;
  if (year < 1970 || year > 2099 || hour > 23 || minute > 59 || second > 59) return null;
  if (!(day >= 1 && day <= daysIn(year, month))) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month of 1970 to 2099, 0 for one that is none. */
function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 ? 1 : 0;
  return (MONTHS[month - 1] ?? 0) + leap;
}

/** Parts of civil seconds. */
export function civilParts(seconds: number): Civil {
  const date = new Date(seconds * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** Weekday of civil seconds, 0 = Sunday. */
export const civilWeekday = (seconds: number): number => new Date(seconds * 1000).getUTCDay();
