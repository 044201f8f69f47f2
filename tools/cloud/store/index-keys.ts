/** What an index holds for a document: one key per array element, null for missing fields. */
import type { Doc } from '../ejson';
import { databaseError } from '../errors';
import { leafValues } from './paths';
import { compareValues, MISSING } from './values';

/** Declared index, as in indexes.json. */
export interface IndexSpec {
  name: string;
  /** Path → 1 or -1, in order. */
  keys: Readonly<Record<string, 1 | -1>>;
  unique?: boolean;
}

export type IndexKey = readonly unknown[];

/** Values of one field; more than one makes the index multikey. */
function fieldValues(doc: Doc, path: string): { values: unknown[]; array: boolean } {
  const leaves = leafValues(doc, path);
  let array = leaves.length > 1;
  const values: unknown[] = [];
  for (const leaf of leaves) {
    if (Array.isArray(leaf)) {
      array = true;
      // The whole array too, so that equality with an array is served.
      values.push(...leaf, leaf);
    } else values.push(leaf === MISSING ? null : leaf);
  }
  if (values.length === 0) values.push(null);
  return { values: array ? distinct(values) : values, array };
}

function distinct(values: unknown[]): unknown[] {
  const sorted = [...values].sort(compareValues);
  return sorted.filter((value, i) => i === 0 || compareValues(value, sorted[i - 1]) !== 0);
}

/**
 * All keys of a document.
 * @throws WireError when two indexed fields are arrays
 */
export function keysOf(doc: Doc, paths: readonly string[]): { keys: IndexKey[]; multi: boolean } {
  if (paths.length === 1 && !paths[0]!.includes('.')) {
    const value = doc[paths[0]!];
    if (!Array.isArray(value))
      return { keys: [[value === undefined ? null : value]], multi: false };
  }
  let keys: unknown[][] = [[]];
  let arrayPath: string | undefined;
  for (const path of paths) {
    const { values, array } = fieldValues(doc, path);
    if (array) {
      if (arrayPath !== undefined && arrayPath.split('.')[0] !== path.split('.')[0]) {
        throw databaseError(`cannot index parallel arrays [${path}] [${arrayPath}]`);
      }
      arrayPath = path;
    }
    keys =
      values.length === 1
        ? keys.map((key) => [...key, values[0]])
        : keys.flatMap((key) => values.map((value) => [...key, value]));
  }
  return { keys, multi: arrayPath !== undefined };
}
