/** Array and set expressions. */
import type { Doc } from '../../ejson';
import { isPlain } from '../../ejson';
import { databaseError } from '../../errors';
import { typeName } from '../target';
import { sameValue } from '../values';
import { countOf, type Expression, isNil, over, wholeOf } from './operands';

function arrayOf(name: string, place: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw databaseError(
    `${name} requires an array as ${place} argument, found: ${value === undefined ? 'missing' : typeName(value)}`,
  );
}

function indexOfArray([list, wanted, from = 0, to]: unknown[]): number | null {
  if (isNil(list)) return null;
  const items = arrayOf('$indexOfArray', 'a first', list);
  const start = countOf('$indexOfArray', 'starting index', from);
  const end = to === undefined ? items.length : countOf('$indexOfArray', 'ending index', to);
  for (let i = start; i < Math.min(end, items.length); i++) {
    if (sameValue(items[i], wanted)) return i;
  }
  return -1;
}

function slice([list, first, second]: unknown[], given: number): unknown[] | null {
  if (isNil(list) || isNil(first) || (given === 3 && isNil(second))) return null;
  const items = arrayOf('$slice', 'the first', list);
  const from = wholeOf('$slice', 'second argument', first);
  if (given === 2) return from < 0 ? items.slice(from) : items.slice(0, from);
  const count = wholeOf('$slice', 'third argument', second);
  if (count <= 0) throw databaseError(`Third argument to $slice must be positive: ${count}`);
  const start = from < 0 ? Math.max(0, items.length + from) : from;
  return items.slice(start, start + count);
}

function pairOf(item: unknown): [string, unknown] {
  if (Array.isArray(item)) {
    if (item.length !== 2) {
      throw databaseError(
        `$arrayToObject requires an array of size 2 arrays, found array of size: ${item.length}`,
      );
    }
    return [keyOf(item[0]), item[1]];
  }
  if (!isPlain(item)) {
    throw databaseError(`Unrecognised input type format for $arrayToObject: ${typeName(item)}`);
  }
  const keys = Object.keys(item);
  if (keys.length !== 2 || !('k' in item) || !('v' in item)) {
    throw databaseError(
      "$arrayToObject requires an object with keys 'k' and 'v'. " +
        `Missing either or both keys from: ${JSON.stringify(item)}`,
    );
  }
  return [keyOf(item.k), item.v];
}

function keyOf(key: unknown): string {
  if (typeof key !== 'string') {
    throw databaseError(
      `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${typeName(key)}`,
    );
  }
  if (key.includes('\u0000')) {
    throw databaseError('Key field cannot contain an embedded null byte');
  }
  return key;
}

function arrayToObject([list]: unknown[]): Doc | null {
  if (isNil(list)) return null;
  const out: Doc = Object.create(null);
  const items = arrayOf('$arrayToObject', 'the only', list);
  if (items.some((item) => Array.isArray(item) !== Array.isArray(items[0]))) {
    throw databaseError('$arrayToObject requires a consistent input format');
  }
  for (const item of items) {
    const [key, value] = pairOf(item);
    out[key] = value;
  }
  return { ...out };
}

function distinct(items: readonly unknown[]): unknown[] {
  const out: unknown[] = [];
  for (const item of items) if (!out.some((one) => sameValue(one, item))) out.push(item);
  return out;
}

const holds = (items: readonly unknown[], item: unknown): boolean =>
  items.some((one) => sameValue(one, item));

function sets(
  name: string,
  combine: (lists: unknown[][]) => unknown,
): (values: unknown[]) => unknown {
  return (values) => {
    if (values.some(isNil)) return null;
    return combine(values.map((value) => arrayOf(name, 'every', value)));
  };
}

const most = [0, Infinity] as const;

export const ARRAYS: Readonly<Record<string, Expression>> = {
  $indexOfArray: over('$indexOfArray', [2, 4], indexOfArray),
  $slice: over('$slice', [2, 3], (values) => slice(values, values.length)),
  $arrayToObject: over('$arrayToObject', [1, 1], arrayToObject),
  $setUnion: over(
    '$setUnion',
    most,
    sets('$setUnion', (lists) => distinct(lists.flat())),
  ),
  $setIntersection: over(
    '$setIntersection',
    most,
    sets('$setIntersection', ([first = [], ...rest]) =>
      distinct(first).filter((item) => rest.every((list) => holds(list, item))),
    ),
  ),
  $setDifference: over(
    '$setDifference',
    [2, 2],
    sets('$setDifference', ([first = [], second = []]) =>
      distinct(first).filter((item) => !holds(second, item)),
    ),
  ),
};
