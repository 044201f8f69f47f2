/** Time zones: `+08:00`, or a name of the Olson database. */
import { databaseError } from '../../errors';
import { typeName } from '../target';

const OFFSET = /^([+-])(\d\d):?(\d\d)?$/;
const known = new Map<string, Intl.DateTimeFormat>();

/**
 * Minutes the zone is ahead of UTC at that moment; undefined is UTC.
 * @throws WireError for a zone nobody knows
 */
export function offsetOf(zone: unknown, at: Date): number {
  if (zone === undefined || zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  if (typeof zone !== 'string') {
    throw databaseError(`timezone must evaluate to a string, found ${typeName(zone)}`);
  }
  const [, sign, hours, minutes = '0'] = OFFSET.exec(zone) ?? [];
  if (hours !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day, hour = 0, minute, second } = parts;
  const there = Date.UTC(year, month - 1, day, hour % 24, minute, second);
  return Math.round((there - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = known.get(zone);
  if (format) return format;
  try {
    const numeric = 'numeric';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hour12: false,
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch {
    throw databaseError(`unrecognized time zone identifier: "${zone}"`);
  }
  known.set(zone, format);
  return format;
}
