/** Numbers, days and ages as people read them. */
import { type DayKey, dayParts, weekday } from '../contract/activity';
import { language, text } from './index';

/** 8432 → "8,432" (no Intl: the logic layer may lack it). */
export const grouped = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

/** "11月22日 星期日" / "Sun, 22 Nov". */
export function dayLong(day: DayKey): string {
  const words = text();
  const name = words.weekdays[weekday(day)]!;
  return language() === 'zh' ? `${dayShort(day)} ${name}` : `${name}, ${dayShort(day)}`;
}

/** "11月22日" / "22 Nov". */
export function dayShort(day: DayKey): string {
  const [, month, date] = dayParts(day);
  return text().date(month, date);
}

/** "23:10" at a civil offset east of UTC (seconds). */
export function clockTime(utc: number, offsetSeconds: number): string {
  const minutes = Math.floor((utc + offsetSeconds) / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** How long ago, in words. Both UTC seconds. */
export function age(at: number, now: number): string {
  const words = text();
  const minutes = Math.floor(Math.max(0, now - at) / 60);
  if (minutes < 1) return words.justNow;
  if (minutes < 60) return words.minutesAgo(minutes);
  if (minutes < 24 * 60) return words.hoursAgo(Math.floor(minutes / 60));
  return words.daysAgo(Math.floor(minutes / (24 * 60)));
}
