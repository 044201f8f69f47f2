/** The order of a query: the smallest combination of values in each document, as in an index. */
import { isPlain } from '../ejson';
import { type IndexKey, orderKeys } from './index-keys';
import { compareValues } from './values';

/** Path → 1 or -1, in order. */
export type Sort = readonly (readonly [path: string, direction: number])[];

function compareKeys(a: IndexKey, b: IndexKey, sort: Sort): number {
  for (let i = 0; i < sort.length; i++) {
    const order = compareValues(a[i], b[i]) * sort[i]![1];
    if (order !== 0) return order;
  }
  return 0;
}

/** The values themselves where neither documents nor arrays stand on the way. */
function plainKey(doc: unknown, sort: Sort): IndexKey | undefined {
  if (!isPlain(doc)) return undefined;
  const key: unknown[] = [];
  for (const [path] of sort) {
    const value = Object.hasOwn(doc, path) ? doc[path] : undefined;
    if (path.includes('.') || Array.isArray(value)) return undefined;
    key.push(value);
  }
  return key;
}

/** What a document is sorted by: of several combinations the first in that order. */
export function sortKey(doc: unknown, sort: Sort): IndexKey {
  const plain = plainKey(doc, sort);
  if (plain) return plain;
  const keys = orderKeys(
    doc,
    sort.map(([path]) => path),
  );
  return keys.reduce((best, key) => (compareKeys(key, best, sort) < 0 ? key : best));
}

/**
 * The items in the order of their documents; equal ones keep theirs.
 * @throws WireError when two fields go through two arrays side by side
 */
export function sorted<T>(items: readonly T[], docOf: (item: T) => unknown, sort: Sort): T[] {
  const keyed = items.map((item) => ({ item, key: sortKey(docOf(item), sort) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key, sort));
  return keyed.map(({ item }) => item);
}
