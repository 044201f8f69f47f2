/**
 * Whether two accounts of the same bytes agree, though each names its fields in its own way: every
 * number, instant and string of bytes that a source tells has to be among what was decoded.
 */

import { type Civil, civilSeconds } from '../../../miniprogram/bands/common/civil';

/** Fields of an account that speak about the bytes, not of what is in them. */
const REMARKS =
  /^(note|rule|weekdayRule|meaning|cmd|name|kind|format|unit|width|then|part|expect|op|weekday|week|zone|header|lengthField|slice|sliceIndex|slot|sub|flags|days|swimTarget|time|authVersion|plainTlv|plainBody|attWrites|packetHex|appHeader|ignoredPadding)$/;

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/;
const BYTES = /^(?:[0-9a-f]{2}){3,}$/;
const DAY = 86_400;
/** A civil time may be decoded as it stands or in the zone of the board. */
const ZONES = [0, 28_800];

/** A field somewhere in an account. */
interface Leaf {
  path: string;
  value: string | number;
}

function leavesOf(value: unknown, without: RegExp | null, path = ''): Leaf[] {
  if (typeof value === 'number' || typeof value === 'string') return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value).flatMap(([key, field]) =>
    without?.test(key) ? [] : leavesOf(field, without, path ? `${path}.${key}` : key),
  );
  return [...fields, ...derived(value).map((number) => ({ path, value: number }))];
}

/** What the fields of a time say together: its civil seconds, its zone in quarters of an hour. */
function derived(value: object): number[] {
  const { at, offsetSeconds: offset } = value as { at?: unknown; offsetSeconds?: unknown };
  if (typeof offset === 'number') {
    return [offset / 900, ...(typeof at === 'number' ? [at + offset] : [])];
  }
  const civil = civilSeconds({ hour: 0, minute: 0, second: 0, ...value } as Civil);
  return civil === null ? [] : [civil];
}

/** The same digits: sources count in tenths, metres or hundredths as they like. */
function sameDigits(a: number, b: number): boolean {
  if (a === b) return true;
  if (a === 0 || b === 0 || Math.sign(a) !== Math.sign(b)) return false;
  const shift = Math.log10(a / b);
  return Math.abs(shift - Math.round(shift)) < 1e-9 && Math.abs(shift) <= 3;
}

function isTold(wanted: Leaf['value'], have: readonly Leaf[]): boolean {
  const numbers = have.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  if (typeof wanted === 'number') return numbers.some((one) => sameDigits(one, wanted));
  const instant = INSTANT.exec(wanted);
  if (instant) {
    const [year, month, day, hour, minute, second] = instant.slice(1).map(Number);
    const at = Date.UTC(year!, month! - 1, day!, hour || 0, minute || 0, second || 0) / 1000;
    const within = hour === undefined || Number.isNaN(hour) ? DAY : 1;
    return ZONES.some((zone) =>
      numbers.some((one) => one + zone >= at && one + zone < at + within),
    );
  }
  const texts = have.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const same = (text: string) => text.toLowerCase().includes(wanted);
  if (!BYTES.test(wanted) || texts.some(same)) return true;
  return numbers.includes(Number.parseInt(wanted, 16));
}

/** The first thing a source tells that was not decoded, in words; null where all is. */
export function unlikeFacts(told: unknown, decoded: unknown): string | null {
  const have = leavesOf(decoded, null);
  const other = leavesOf(told, REMARKS).find(({ value }) => !isTold(value, have));
  return other ? `no ${other.path} ${other.value} in ${JSON.stringify(decoded)}` : null;
}
