/** When a maker's people are there, by Beijing's clock. */
import { addDays, dayOf, dayStart, weekday } from '../../contract/activity';
import { textOf } from '../../words/index';
import { DOT } from '../../words/spacing';
import { supportWords } from '../../words/support';

/** "9:00–18:00", or "Mon–Fri 9:00–18:00". */
const HOURS = /^(Mon[–-]Fri )?((\d{1,2}):(\d{2})[–-](\d{1,2}):(\d{2}))$/;

const SATURDAY = 6;
const NOON_HOUR = 12;

/** The line of a sheet: when, whether somebody is there, and else from when on. UTC seconds. */
export function hoursLine(hours: string, now: number): string {
  const match = HOURS.exec(hours);
  // Somebody wrote it in their own words.
  if (!match) return hours;
  const t = textOf(supportWords);
  const [, weekdays, span, fromHour, fromMinute, toHour, toMinute] = match;
  const from = Number(fromHour) * 3600 + Number(fromMinute) * 60;
  const to = Number(toHour) * 3600 + Number(toMinute) * 60;
  const today = dayOf(now);
  const sinceMidnight = now - dayStart(today);
  const open = (day: number) => !weekdays || (weekday(day) > 0 && weekday(day) < SATURDAY);
  const when = weekdays ? t.supportWeekdays(span!) : t.supportDaily(span!);
  if (open(today) && sinceMidnight >= from && sinceMidnight < to) {
    return `${when}${DOT}${t.supportOnline}`;
  }
  if (open(today) && sinceMidnight < from) {
    return `${when}${DOT}${t.supportOffline(t.supportToday(`${fromHour}:${fromMinute}`))}`;
  }
  let next = addDays(today, 1);
  while (!open(next)) next = addDays(next, 1);
  const day = next === addDays(today, 1) ? t.supportTomorrow : t.supportDays[weekday(next)]!;
  const half = Number(fromHour) < NOON_HOUR ? t.supportMorning(day) : t.supportAfternoon(day);
  return `${when}${DOT}${t.supportOffline(half)}`;
}
