/** Parts of a date, in a time zone, and `$dateToString` over them. */
import { evalExpr } from 'mingo/core';
import type { Any, Options } from 'mingo/types';
import { isPlain } from '../../ejson';
import { databaseError } from '../../errors';
import { typeName } from '../target';
import { type Expression, isNil } from './operands';
import { offsetOf } from './zones';

const DAY = 86_400_000;

/** A date moved so that its UTC parts are those of the zone. */
interface Local {
  /** Milliseconds of the moved date. */
  ms: number;
  date: Date;
  /** Minutes the zone is ahead of UTC. */
  offset: number;
}

function localOf(value: unknown, zone: unknown): Local | null {
  if (isNil(value) || zone === null) return null;
  if (!(value instanceof Date)) {
    throw databaseError(`can't convert from BSON type ${typeName(value)} to Date`);
  }
  const offset = offsetOf(zone, value);
  const ms = value.getTime() + offset * 60_000;
  return { ms, date: new Date(ms), offset };
}

const yearStart = (year: number): number => new Date(0).setUTCFullYear(year, 0, 1);
const dayOfYear = ({ ms, date }: Local): number =>
  Math.floor((ms - yearStart(date.getUTCFullYear())) / DAY) + 1;
/** 1 Monday to 7 Sunday. */
const isoDay = ({ date }: Local): number => date.getUTCDay() || 7;

/** Weeks begin on Sunday; days before the first are in week 0. */
const week = (local: Local): number =>
  Math.floor((dayOfYear(local) + 6 - local.date.getUTCDay()) / 7);

/** The Thursday of a week decides its year. */
const thursday = (local: Local): Local => {
  const ms = local.ms + (4 - isoDay(local)) * DAY;
  return { ...local, ms, date: new Date(ms) };
};
const isoYear = (local: Local): number => thursday(local).date.getUTCFullYear();
const isoWeek = (local: Local): number => Math.floor((dayOfYear(thursday(local)) - 1) / 7) + 1;

const PARTS: Readonly<Record<string, (local: Local) => number>> = {
  $year: ({ date }) => date.getUTCFullYear(),
  $month: ({ date }) => date.getUTCMonth() + 1,
  $dayOfMonth: ({ date }) => date.getUTCDate(),
  $hour: ({ date }) => date.getUTCHours(),
  $minute: ({ date }) => date.getUTCMinutes(),
  $second: ({ date }) => date.getUTCSeconds(),
  $millisecond: ({ date }) => date.getUTCMilliseconds(),
  $dayOfYear: dayOfYear,
  $dayOfWeek: ({ date }) => date.getUTCDay() + 1,
  $week: week,
  $isoDayOfWeek: isoDay,
  $isoWeek: isoWeek,
  $isoWeekYear: isoYear,
};

/** A date, or `{ date, timezone }`. */
function part(name: string): Expression {
  const compute = PARTS[name]!;
  return (doc, operand, options) => {
    const spec = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
    const named = isPlain(spec) && 'date' in spec ? spec : { date: spec };
    const zone = 'timezone' in named ? evaluate(doc, named.timezone, options) : undefined;
    if ('timezone' in named && isNil(zone)) return null;
    const local = localOf(evaluate(doc, named.date, options), zone);
    return local === null ? null : compute(local);
  };
}

function evaluate(doc: Any, expression: unknown, options: Options): unknown {
  return evalExpr(doc, expression as Any, options);
}

const two = (value: number): string => String(value).padStart(2, '0');
const four = (value: number): string => String(value).padStart(4, '0');

function zoneText({ offset }: Local): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

const FORMATS: Readonly<Record<string, (local: Local) => string>> = {
  Y: (local) => four(PARTS.$year!(local)),
  m: (local) => two(PARTS.$month!(local)),
  d: (local) => two(PARTS.$dayOfMonth!(local)),
  H: (local) => two(PARTS.$hour!(local)),
  M: (local) => two(PARTS.$minute!(local)),
  S: (local) => two(PARTS.$second!(local)),
  L: (local) => String(PARTS.$millisecond!(local)).padStart(3, '0'),
  j: (local) => String(dayOfYear(local)).padStart(3, '0'),
  w: (local) => String(local.date.getUTCDay() + 1),
  u: (local) => String(isoDay(local)),
  U: (local) => two(week(local)),
  V: (local) => two(isoWeek(local)),
  G: (local) => four(isoYear(local)),
  z: zoneText,
  Z: ({ offset }) => String(offset),
  '%': () => '%',
};

function formatted(local: Local, format: string): string {
  const { date } = local;
  if (date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) {
    throw databaseError('$dateToString is only defined on year 0-9999');
  }
  return format.replace(/%(.?)/gs, (_all, letter: string) => {
    const part = Object.hasOwn(FORMATS, letter) ? FORMATS[letter] : undefined;
    if (!part) throw databaseError(`Invalid format character '%${letter}' in format string`);
    return part(local);
  });
}

const dateToString: Expression = (doc, operand, options) => {
  if (!isPlain(operand))
    throw databaseError('$dateToString only supports an object as its argument');
  const { date, format, timezone, onNull, ...rest } = operand as Record<string, Any>;
  const [wrong] = Object.keys(rest);
  if (wrong) throw databaseError(`Unrecognized argument to $dateToString: ${wrong}`);
  if (!('date' in operand)) throw databaseError("Missing 'date' parameter to $dateToString");
  const zone = timezone === undefined ? undefined : evaluate(doc, timezone, options);
  const pattern = format === undefined ? DEFAULT_FORMAT : evaluate(doc, format, options);
  if (isNil(pattern) || zone === null) return null;
  if (typeof pattern !== 'string') {
    throw databaseError(
      `$dateToString requires that 'format' be a string, found: ${typeName(pattern)}`,
    );
  }
  const local = localOf(evaluate(doc, date, options), zone);
  if (local === null) return onNull === undefined ? null : evalExpr(doc, onNull, options);
  return formatted(local, pattern);
};

const DEFAULT_FORMAT = '%Y-%m-%dT%H:%M:%S.%LZ';

export const DATES: Readonly<Record<string, Expression>> = {
  ...Object.fromEntries(Object.keys(PARTS).map((name) => [name, part(name)])),
  $dateToString: dateToString,
};
