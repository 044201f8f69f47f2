/** String expressions: bytes and code points, missing as empty, dates as text. */
import { databaseError } from '../../errors';
import { typeName } from '../target';
import { countOf, type Expression, isNil, over, wholeOf } from './operands';

/** What MongoDB makes of a value where it wants text. */
function textOf(value: unknown): string {
  if (isNil(value)) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString();
  throw databaseError(`can't convert from BSON type ${typeName(value)} to String`);
}

const LOWER = /[A-Z]+/g;
const UPPER = /[a-z]+/g;
/** ASCII only, as MongoDB has it. */
const lower = (text: string): string => text.replace(LOWER, (run) => run.toLowerCase());
const upper = (text: string): string => text.replace(UPPER, (run) => run.toUpperCase());

/** The middle of a character is no place to cut. */
const isInside = (bytes: Buffer, at: number): boolean =>
  at < bytes.length && (bytes[at]! & 0xc0) === 0x80;

function substrBytes([text, from, count]: unknown[]): string {
  const bytes = Buffer.from(textOf(text), 'utf8');
  const start = wholeOf('$substrBytes', 'starting index', Math.trunc(Number(from)));
  const length = wholeOf('$substrBytes', 'length', Math.trunc(Number(count)));
  if (start < 0 || start >= bytes.length) return '';
  const end = length < 0 ? bytes.length : Math.min(bytes.length, start + length);
  if (isInside(bytes, start)) {
    throw databaseError(
      '$substrBytes:  Invalid range, starting index is a UTF-8 continuation byte.',
    );
  }
  if (isInside(bytes, end)) {
    throw databaseError(
      '$substrBytes:  Invalid range, ending index is in the middle of a UTF-8 character.',
    );
  }
  return bytes.toString('utf8', start, end);
}

function substrCP([text, from, count]: unknown[]): string {
  const start = countOf('$substrCP', 'starting index', from);
  const length = countOf('$substrCP', 'length', count);
  return [...textOf(text)].slice(start, start + length).join('');
}

function stringOf(name: string, place: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw databaseError(
    `${name} requires a string as the ${place} argument, found: ${typeName(value)}`,
  );
}

/** The first place of `part` in `units` from `start` on and before `end`, or -1. */
function search<T>(units: ArrayLike<T>, part: ArrayLike<T>, start: number, end: number): number {
  for (let i = start; i + part.length <= end; i++) {
    let same = 0;
    while (same < part.length && units[i + same] === part[same]) same++;
    if (same === part.length) return i;
  }
  return -1;
}

/** Positions in units that `split` gives: code points or bytes. */
function indexOf<T>(name: string, split: (text: string) => ArrayLike<T>) {
  return ([text, wanted, from = 0, to]: unknown[]): number | null => {
    if (isNil(text)) return null;
    const units = split(stringOf(name, 'first', text));
    const part = split(stringOf(name, 'second', wanted));
    const start = countOf(name, 'starting index', from);
    const end = to === undefined ? units.length : countOf(name, 'ending index', to);
    return search(units, part, start, Math.min(end, units.length));
  };
}

function split([text, separator]: unknown[]): string[] | null {
  if (isNil(text) || isNil(separator)) return null;
  if (typeof text !== 'string' || typeof separator !== 'string') {
    throw databaseError(
      `$split requires an expression that evaluates to a string, found: ${typeName(typeof text === 'string' ? separator : text)}`,
    );
  }
  if (separator === '') throw databaseError('$split requires a non-empty separator');
  return text.split(separator);
}

function strcasecmp([left, right]: unknown[]): number {
  const [a, b] = [upper(textOf(left)), upper(textOf(right))];
  return a === b ? 0 : a < b ? -1 : 1;
}

function concat(values: unknown[]): string | null {
  if (values.some(isNil)) return null;
  const wrong = values.find((value) => typeof value !== 'string');
  if (wrong !== undefined) {
    throw databaseError(`$concat only supports strings, not ${typeName(wrong)}`);
  }
  return values.join('');
}

export const STRINGS: Readonly<Record<string, Expression>> = {
  $substr: over('$substr', [3, 3], substrBytes),
  $substrBytes: over('$substrBytes', [3, 3], substrBytes),
  $substrCP: over('$substrCP', [3, 3], substrCP),
  $indexOfBytes: over(
    '$indexOfBytes',
    [2, 4],
    indexOf('$indexOfBytes', (text) => Buffer.from(text)),
  ),
  $indexOfCP: over(
    '$indexOfCP',
    [2, 4],
    indexOf('$indexOfCP', (text) => [...text]),
  ),
  $toLower: over('$toLower', [1, 1], ([value]) => lower(textOf(value))),
  $toUpper: over('$toUpper', [1, 1], ([value]) => upper(textOf(value))),
  $strcasecmp: over('$strcasecmp', [2, 2], strcasecmp),
  $split: over('$split', [2, 2], split),
  $concat: over('$concat', [0, Infinity], concat),
};
