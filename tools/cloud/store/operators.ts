/**
 * Query operators with MongoDB's rules, in place of mingo's own where those differ: null and
 * missing, key order in documents, type brackets, `$mod`, `$type`, and sets for `$in`.
 */

import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { leafValues } from './paths';
import { compareValues, MISSING, Rank, rankOf, sameValue } from './values';

type Test = (value: unknown) => boolean;
type Matcher = (doc: unknown) => boolean;

/** A leaf matches by itself or, when it is an array, by one of its elements. */
export function onLeaves(path: string, test: Test): Matcher {
  return (doc) => {
    for (const leaf of leafValues(doc, path)) {
      if (test(leaf)) return true;
      if (Array.isArray(leaf) && leaf.some(test)) return true;
    }
    return false;
  };
}

const isMissingOrNull: Test = (value) => value === MISSING || value === null;

export function equalTo(operand: unknown): Test {
  if (operand === null || operand === undefined) return isMissingOrNull;
  if (operand instanceof RegExp) return (value) => sameRegExp(value, operand);
  if (typeof operand === 'string' || typeof operand === 'boolean') {
    return (value) => value === operand;
  }
  return (value) => value !== MISSING && sameValue(value, operand);
}

function sameRegExp(value: unknown, operand: RegExp): boolean {
  return value instanceof RegExp && String(value) === String(operand);
}

function regexTest(operand: RegExp): Test {
  const { source, flags } = operand;
  const fresh = new RegExp(source, flags.replace(/[gy]/g, ''));
  return (value) => (typeof value === 'string' ? fresh.test(value) : sameRegExp(value, operand));
}

/** `$lt`, `$lte`, `$gt`, `$gte`: only within the operand's type bracket. */
export function ordered(operand: unknown, accept: (order: number) => boolean): Test {
  const rank = rankOf(operand);
  if (rank === Rank.Null) {
    // {$gte: null} and {$lte: null} match null and missing; {$gt: null} nothing.
    return accept(0) ? isMissingOrNull : () => false;
  }
  if (rank === Rank.MinKey || rank === Rank.MaxKey) {
    return (value) => accept(compareValues(value, operand));
  }
  if (Number.isNaN(operand)) return (value) => Number.isNaN(value) && accept(0);
  return (value) =>
    value !== MISSING &&
    rankOf(value) === rank &&
    !Number.isNaN(value) &&
    accept(compareValues(value, operand));
}

/** Membership: a Set for strings and numbers, the rest one by one. */
export function memberOf(name: string, list: unknown): Test {
  if (!Array.isArray(list)) throw databaseError(`${name} needs an array`);
  const simple = new Set<unknown>();
  const rest: Test[] = [];
  for (const item of list) {
    if (typeof item === 'string' || (typeof item === 'number' && !Number.isNaN(item))) {
      simple.add(item);
    } else if (item instanceof RegExp) rest.push(regexTest(item));
    else if (isPlain(item) && Object.keys(item)[0]?.startsWith('$')) {
      throw databaseError(`cannot nest $ under ${name}`);
    } else rest.push(equalTo(item));
  }
  return (value) => simple.has(value) || rest.some((test) => test(value));
}

const ALIASES: Readonly<Record<string, (value: unknown) => boolean>> = {
  double: (v) => typeof v === 'number' && !Number.isInteger(v),
  int: (v) => typeof v === 'number' && (v | 0) === v,
  long: (v) => (Number.isSafeInteger(v) && ((v as number) | 0) !== v) || bsonName(v) === 'Long',
  decimal: (v) => bsonName(v) === 'Decimal128',
  number: (v) => rankOf(v) === Rank.Number,
  string: (v) => typeof v === 'string',
  object: (v) => isPlain(v),
  array: (v) => Array.isArray(v),
  binData: (v) => rankOf(v) === Rank.Binary,
  objectId: (v) => rankOf(v) === Rank.ObjectId,
  bool: (v) => typeof v === 'boolean',
  date: (v) => v instanceof Date,
  null: (v) => v === null,
  regex: (v) => v instanceof RegExp,
  timestamp: (v) => rankOf(v) === Rank.Timestamp,
  minKey: (v) => rankOf(v) === Rank.MinKey,
  maxKey: (v) => rankOf(v) === Rank.MaxKey,
};

const TYPE_NUMBERS: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};

function bsonName(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? (value as { _bsontype?: unknown })._bsontype
    : undefined;
}

function typeTest(operand: unknown): Test {
  const tests = (Array.isArray(operand) ? operand : [operand]).map((name) => {
    const alias = typeof name === 'number' ? TYPE_NUMBERS[name] : String(name);
    const test = alias === undefined ? undefined : ALIASES[alias];
    if (!test) throw databaseError(`Unknown type name alias: ${name}`);
    return test;
  });
  return (value) => value !== MISSING && tests.some((test) => test(value));
}

function modTest(operand: unknown): Test {
  if (!Array.isArray(operand)) throw databaseError('malformed mod, needs to be an array');
  if (operand.length < 2) throw databaseError('malformed mod, not enough elements');
  if (operand.length > 2) throw databaseError('malformed mod, too many elements');
  const [divisor, remainder] = operand.map((n) => Math.trunc(Number(n)));
  if (!operand.every((n) => typeof n === 'number')) {
    throw databaseError('malformed mod, divisor not a number');
  }
  if (divisor === 0) throw databaseError('divisor cannot be 0');
  return (value) =>
    typeof value === 'number' &&
    Number.isFinite(value) &&
    Math.trunc(value) % divisor! === remainder! + 0;
}

function exists(path: string, operand: unknown): Matcher {
  const wanted = operand !== false && operand !== 0 && operand !== null && operand !== undefined;
  return (doc) => leafValues(doc, path).some((value) => value !== MISSING) === wanted;
}

function sizeOf(path: string, operand: unknown): Matcher {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0) {
    throw databaseError(`Failed to parse $size. Expected a non-negative integer: ${operand}`);
  }
  return (doc) =>
    leafValues(doc, path).some((leaf) => Array.isArray(leaf) && leaf.length === operand);
}

const not = (matcher: Matcher): Matcher => {
  return (doc) => !matcher(doc);
};

/** Path, operand → predicate over a document; the names of mingo's query context. */
export const QUERY_OPERATORS = {
  $eq: (path: string, v: unknown): Matcher =>
    onLeaves(path, v instanceof RegExp ? regexTest(v) : equalTo(v)),
  $ne: (path: string, v: unknown): Matcher => not(onLeaves(path, equalTo(v))),
  $gt: (path: string, v: unknown): Matcher =>
    onLeaves(
      path,
      ordered(v, (o) => o > 0),
    ),
  $gte: (path: string, v: unknown): Matcher =>
    onLeaves(
      path,
      ordered(v, (o) => o >= 0),
    ),
  $lt: (path: string, v: unknown): Matcher =>
    onLeaves(
      path,
      ordered(v, (o) => o < 0),
    ),
  $lte: (path: string, v: unknown): Matcher =>
    onLeaves(
      path,
      ordered(v, (o) => o <= 0),
    ),
  $in: (path: string, v: unknown): Matcher => onLeaves(path, memberOf('$in', v)),
  $nin: (path: string, v: unknown): Matcher => not(onLeaves(path, memberOf('$nin', v))),
  $mod: (path: string, v: unknown): Matcher => onLeaves(path, modTest(v)),
  $type: (path: string, v: unknown): Matcher => onLeaves(path, typeTest(v)),
  $exists: exists,
  $size: sizeOf,
  $regex: (path: string, v: unknown): Matcher =>
    onLeaves(path, regexTest(v instanceof RegExp ? v : new RegExp(String(v)))),
} as const;
