/**
 * The standard clock of Bluetooth devices: Current Time (2A2B, ten bytes) and Local Time Information
 * (2A0F, two bytes). Source: the Current Time Service of the Bluetooth SIG.
 */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { type Civil, civilParts, civilSeconds, civilWeekday } from './civil';

/** A wall clock as a device shows it; year, month and day are 0 where it does not know them. */
export interface CurrentTime extends Civil {
  /** 1 Monday … 7 Sunday, 0 unknown. */
  weekday: number;
  /** 1/256 s. */
  fractions: number;
  /** Bits: 1 manual, 2 external, 4 zone, 8 daylight saving. */
  reason: number;
}

const MANUAL = 1;
const YEARS = [1582, 9999] as const;
const BYTES = 10;

/** Total. More than ten bytes are not this value: some makers add their own. */
export function decodeCurrentTime(value: Uint8Array): Result<CurrentTime, 'length' | 'time'> {
  if (value.length !== BYTES) return fail('length');
  const reader = new Reader(value);
  const year = reader.u16le();
  const [month, day, hour, minute, second, weekday, fractions, reason] = [...reader.take(8)] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const knownYear = year === 0 || (year >= YEARS[0] && year <= YEARS[1]);
  if (!knownYear || month > 12 || day > 31 || weekday > 7) return fail('time');
  if (hour > 23 || minute > 59 || second > 59) return fail('time');
  return ok({ year, month, day, hour, minute, second, weekday, fractions, reason });
}

export function encodeCurrentTime(time: CurrentTime): Uint8Array {
  const { year, month, day, hour, minute, second, weekday, fractions, reason } = time;
  const rest = [month, day, hour, minute, second, weekday, fractions, reason];
  return Uint8Array.from([...littleEndian(year, 2), ...rest]);
}

/** Civil seconds as this value, as a person would set them. */
export const currentTimeOf = (seconds: number): CurrentTime => ({
  ...civilParts(seconds),
  weekday: civilWeekday(seconds) || 7,
  fractions: 0,
  reason: MANUAL,
});

/** Civil seconds of what a device shows, or null when it does not know the date. */
export const civilOfCurrentTime = (time: CurrentTime): number | null => civilSeconds(time);

/** A zone east of UTC and the daylight saving on top of it. */
export interface LocalTime {
  /** Quarter hours, −48…56; null unknown. */
  zoneQuarters: number | null;
  /** Quarter hours: 0, 2, 4 or 8; null unknown. */
  dstQuarters: number | null;
}

const UNKNOWN_ZONE = 0x80;
const UNKNOWN_DST = 0xff;

/** Total. */
export function decodeLocalTime(value: Uint8Array): Result<LocalTime, 'length' | 'zone'> {
  const [zone, dst] = value;
  if (value.length !== 2 || zone === undefined || dst === undefined) return fail('length');
  const zoneQuarters = zone === UNKNOWN_ZONE ? null : (zone << 24) >> 24;
  if (zoneQuarters !== null && (zoneQuarters < -48 || zoneQuarters > 56)) return fail('zone');
  if (![0, 2, 4, 8, UNKNOWN_DST].includes(dst)) return fail('zone');
  return ok({ zoneQuarters, dstQuarters: dst === UNKNOWN_DST ? null : dst });
}

export const encodeLocalTime = ({ zoneQuarters, dstQuarters }: LocalTime): Uint8Array =>
  Uint8Array.of((zoneQuarters ?? UNKNOWN_ZONE) & 0xff, dstQuarters ?? UNKNOWN_DST);

/** A civil offset in seconds as a zone; daylight saving is part of the offset then. */
export const localTimeOf = (offsetSeconds: number): LocalTime => ({
  zoneQuarters: Math.round(offsetSeconds / 900),
  dstQuarters: 0,
});
