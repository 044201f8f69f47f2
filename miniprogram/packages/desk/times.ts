/** Times as a desk tells them. */
import { dayOf } from '../../contract/activity';
import { civilOffset } from '../../lib/clock';
import { deskWords } from '../../words/desk';
import { clockTime, dayShort } from '../../words/format';
import { textOf } from '../../words/index';

const HOUR = 3600;

/** "20:31", "昨天", "11月20日". UTC seconds. */
export function whenSaid(at: number, now: number): string {
  const offset = civilOffset();
  const day = (utc: number) => Math.floor((utc + offset) / (24 * HOUR));
  const ago = day(now) - day(at);
  if (ago <= 0) return clockTime(at, offset);
  return ago === 1 ? textOf(deskWords).deskYesterday : dayShort(dayOf(at));
}

/** "47 小时", and in the last hour "40 分钟". */
export function timeLeft(until: number, now: number): string {
  const t = textOf(deskWords);
  const seconds = Math.max(0, until - now);
  return seconds >= HOUR
    ? t.deskHoursLeft(Math.round(seconds / HOUR))
    : t.deskMinutesLeft(Math.ceil(seconds / 60));
}
