/** Query operators with MongoDB's rules: null and missing, type brackets, arrays on the way. */

import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { bitOperators } from './bits';
import { leafValues } from './paths';
import { matchesType } from './types';
import { compareValues, MISSING, Rank, rankOf, sameValue } from './values';

type Test = (value: unknown) => boolean;
/** A predicate over a document. */
export type Matcher = (doc: unknown) => boolean;

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

/**
 * The operands of `$regex` and `$options` as one expression.
 * @throws WireError for what is no pattern
 */
export function regexOf(pattern: unknown, options: unknown): RegExp {
  if (!(pattern instanceof RegExp) && typeof pattern !== 'string') {
    throw databaseError('$regex has to be a string');
  }
  const source = pattern instanceof RegExp ? pattern.source : pattern;
  if (source.includes('\u0000')) {
    throw databaseError('Regular expression cannot contain an embedded null byte');
  }
  if (options !== undefined && typeof options !== 'string') {
    throw databaseError('$options has to be a string');
  }
  if (options && /[^imsxu]/.test(options)) {
    throw databaseError(`invalid flag in regex options: ${options}`);
  }
  const flags = options ?? (pattern instanceof RegExp ? pattern.flags : '');
  try {
    return new RegExp(source, flags.replace(/[^ims]/g, ''));
  } catch {
    throw databaseError(`Regular expression is invalid: ${source}`);
  }
}

function noRegex(name: string, path: string, operand: unknown): void {
  if (!(operand instanceof RegExp)) return;
  throw databaseError(
    name === '$ne'
      ? "Can't have regex as arg to $ne."
      : `Can't have RegEx as arg to predicate over field '${path}'.`,
  );
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

function comparison(name: string, accept: (order: number) => boolean) {
  return (path: string, operand: unknown): Matcher => {
    noRegex(name, path, operand);
    return onLeaves(path, ordered(operand, accept));
  };
}

/** Path, operand → predicate over a document. */
export const QUERY_OPERATORS = {
  $eq: (path: string, v: unknown): Matcher => onLeaves(path, equalTo(v)),
  $ne: (path: string, v: unknown): Matcher => {
    noRegex('$ne', path, v);
    return not(onLeaves(path, equalTo(v)));
  },
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $in: (path: string, v: unknown): Matcher => onLeaves(path, memberOf('$in', v)),
  $nin: (path: string, v: unknown): Matcher => not(onLeaves(path, memberOf('$nin', v))),
  $mod: (path: string, v: unknown): Matcher => onLeaves(path, modTest(v)),
  $type: (path: string, v: unknown): Matcher => onLeaves(path, matchesType(v)),
  $exists: exists,
  $size: sizeOf,
  $regex: (path: string, v: unknown): Matcher => onLeaves(path, regexTest(regexOf(v, undefined))),
  $options: (): Matcher => {
    throw databaseError('$options needs a $regex');
  },
  ...bitOperators(onLeaves),
} as const;
