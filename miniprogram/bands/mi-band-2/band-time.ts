/**
 * Huami's times: civil parts with a zone in quarter hours, so that each is an instant. The 8-byte
 * form is in the history and the battery, the 11-byte form (with the weekday) is the clock.
 */
import { littleEndian } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { civilParts, civilSeconds, civilWeekday } from '../common/civil';

const QUARTER_SECONDS = 900;
export const TIME_BYTES = 8;
const LONG_BYTES = 11;

/** An instant and the zone it is written in. */
export interface BandTime {
  /** UTC seconds by the band's clock. */
  at: number;
  /** Seconds east of UTC, whole quarter hours. */
  offsetSeconds: number;
}

const zoneByte = (offsetSeconds: number) => Math.round(offsetSeconds / QUARTER_SECONDS) & 0xff;
const zoneSeconds = (byte: number) => (byte > 127 ? byte - 256 : byte) * QUARTER_SECONDS;

function parts({ at, offsetSeconds }: BandTime): number[] {
  const { year, month, day, hour, minute, second } = civilParts(at + offsetSeconds);
  return [...littleEndian(year, 2), month, day, hour, minute, second];
}

/** year u16, month, day, hour, minute, second, zone. */
export const encodeTime = (time: BandTime): number[] => [
  ...parts(time),
  zoneByte(time.offsetSeconds),
];

/** The first eight bytes. Total. */
export function decodeTime(bytes: Uint8Array): Result<BandTime, 'length' | 'time'> {
  return bytes.length < TIME_BYTES ? fail('length') : instant(bytes, bytes[7]!);
}

/** 2A2B: the parts, weekday (1 Monday), fraction, daylight saving, zone. */
export function encodeClock(time: BandTime): Uint8Array {
  const weekday = ((civilWeekday(time.at + time.offsetSeconds) + 6) % 7) + 1;
  return Uint8Array.from([...parts(time), weekday, 0, 0, zoneByte(time.offsetSeconds)]);
}

/** 2A2B. Total. */
export function decodeClock(value: Uint8Array): Result<BandTime, 'length' | 'time'> {
  return value.length < LONG_BYTES ? fail('length') : instant(value, value[10]!);
}

function instant(bytes: Uint8Array, zone: number): Result<BandTime, 'time'> {
  const civil = civilSeconds({
    year: bytes[0]! + bytes[1]! * 256,
    month: bytes[2]!,
    day: bytes[3]!,
    hour: bytes[4]!,
    minute: bytes[5]!,
    second: bytes[6]!,
  });
  if (civil === null) return fail('time');
  const offsetSeconds = zoneSeconds(zone);
  return ok({ at: civil - offsetSeconds, offsetSeconds });
}
