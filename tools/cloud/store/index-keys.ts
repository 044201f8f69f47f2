/**
 * What an index holds for a document: one key per array element, null for missing fields. Fields
 * that go through the same array take their values from the same element.
 */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { isPosition, splitPath } from './paths';
import { compareValues, EMPTY } from './values';

/** Declared index, as in indexes.json. */
export interface IndexSpec {
  name: string;
  /** Path → 1, -1 or 2dsphere, in order. */
  keys: Readonly<Record<string, 1 | -1 | '2dsphere'>>;
  unique?: boolean;
}

export type IndexKey = readonly unknown[];

/** A field on its way to its value: what is left of the path; null when it is there. */
interface Reading {
  value: unknown;
  rest: readonly string[] | null;
}

/** Reads on to an array or to the end of the path. */
function readOn({ value, rest }: Reading): Reading {
  let at = value;
  for (let i = 0; rest && i < rest.length; i++) {
    const part = rest[i]!;
    if (Array.isArray(at)) {
      if (!isPosition(part) || Number(part) >= at.length) return { value: at, rest: rest.slice(i) };
      if (at.some((item) => isPlain(item) && Object.hasOwn(item, part))) {
        throw databaseError(
          `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${part}'`,
        );
      }
      at = at[Number(part)];
    } else at = isPlain(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  }
  return { value: at, rest: rest && Array.isArray(at) ? [] : null };
}

/** One field of an element; at the end of the path the element itself, an array too. */
function fromElement(item: unknown, rest: readonly string[]): Reading {
  if (rest.length === 0) return { value: item, rest: null };
  return isPlain(item) ? { value: item, rest } : { value: undefined, rest: null };
}

/** What the keys are for: an index, or the order of a query. */
interface Purpose {
  /** What a field at the end of its path holds besides an array's elements. */
  whole(list: unknown[]): { value: unknown } | undefined;
  parallel(path: string, other: string): string;
}

const INDEX: Purpose = {
  // The whole array too, so that equality with an array is served; it is all an empty one has.
  whole: (list) => ({ value: list }),
  parallel: (path, other) => `cannot index parallel arrays [${path}] [${other}]`,
};

const ORDER: Purpose = {
  whole: (list) => (list.length === 0 ? { value: EMPTY } : undefined),
  parallel: () => 'cannot sort with keys that are parallel arrays',
};

function expand(
  fields: readonly Reading[],
  paths: readonly string[],
  purpose: Purpose,
  out: unknown[][],
): void {
  const here = fields.map(readOn);
  const first = here.findIndex(({ rest }) => rest !== null);
  if (first < 0) {
    out.push(here.map(({ value }) => (value === undefined ? null : value)));
    return;
  }
  const list = here[first]!.value as unknown[];
  const other = here.findIndex(({ value, rest }) => rest !== null && value !== list);
  if (other >= 0) {
    throw databaseError(purpose.parallel(paths[other]!, paths[first]!));
  }
  const step = (item: unknown, whole?: Reading): void =>
    expand(
      here.map((one) => {
        if (!one.rest) return one;
        return whole && one.rest.length === 0 ? whole : fromElement(item, one.rest);
      }),
      paths,
      purpose,
      out,
    );
  for (const item of list) step(item);
  const leaf = here.some(({ rest }) => rest?.length === 0);
  const whole = leaf ? purpose.whole(list) : undefined;
  if (list.length > 0 && !whole) return;
  const deeper = here.some(({ rest }) => rest && rest.length > 0);
  for (const item of list.length > 0 && deeper ? list : [undefined]) {
    step(item, whole && { value: whole.value, rest: null });
  }
}

function compareKeys(a: IndexKey, b: IndexKey): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function expanded(doc: unknown, paths: readonly string[], purpose: Purpose): unknown[][] {
  const keys: unknown[][] = [];
  const fields = paths.map((path) => ({ value: doc, rest: splitPath(path) }));
  expand(fields, paths, purpose, keys);
  return keys;
}

/**
 * The combinations of values a query with that order sees in a document.
 * @throws WireError when two fields go through two arrays side by side
 */
export function orderKeys(doc: unknown, paths: readonly string[]): IndexKey[] {
  return expanded(doc, paths, ORDER);
}

/**
 * All keys of a document, each once.
 * @throws WireError when two indexed fields go through two arrays side by side
 */
export function keysOf(doc: Doc, paths: readonly string[]): { keys: IndexKey[]; multi: boolean } {
  if (paths.length === 1 && !paths[0]!.includes('.')) {
    const value = doc[paths[0]!];
    if (!Array.isArray(value))
      return { keys: [[value === undefined ? null : value]], multi: false };
  }
  const keys = expanded(doc, paths, INDEX);
  if (keys.length === 1) return { keys, multi: keys[0]!.some(Array.isArray) };
  keys.sort(compareKeys);
  return {
    keys: keys.filter((key, i) => i === 0 || compareKeys(key, keys[i - 1]!) !== 0),
    multi: true,
  };
}
