/** indexes.json: `{ "collection": [ { "name", "keys": { path: 1 | -1 }, "unique"? } ] }`. */
import { readFileSync } from 'node:fs';
import { isPlain } from '../ejson';
import type { IndexSpec } from './index-keys';

/** Collection → its indexes; a collection without indexes has an empty list. */
export type IndexFile = Readonly<Record<string, readonly IndexSpec[]>>;

/**
 * Checks the content of indexes.json.
 * @throws Error naming the collection and what is wrong
 */
export function parseIndexes(content: unknown): IndexFile {
  if (!isPlain(content)) throw new Error('indexes.json must be an object: collection → indexes.');
  const out: Record<string, IndexSpec[]> = {};
  for (const [collection, list] of Object.entries(content)) {
    if (!Array.isArray(list)) {
      throw new Error(`indexes.json: "${collection}" must be a list of indexes.`);
    }
    out[collection] = list.map((item) => parseIndex(collection, item));
    const names = out[collection].map((spec) => spec.name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice) throw new Error(`indexes.json: "${collection}" names the index ${twice} twice.`);
  }
  return out;
}

function parseIndex(collection: string, item: unknown): IndexSpec {
  const where = `indexes.json: an index of "${collection}"`;
  if (!isPlain(item) || typeof item.name !== 'string' || !isPlain(item.keys)) {
    throw new Error(`${where} needs "name" and "keys".`);
  }
  const entries = Object.entries(item.keys);
  if (entries.length === 0 || entries.some(([, way]) => way !== 1 && way !== -1)) {
    throw new Error(`${where}, ${item.name}, needs keys of 1 or -1.`);
  }
  const keys = Object.fromEntries(entries) as Record<string, 1 | -1>;
  return { name: item.name, keys, ...(item.unique === true ? { unique: true } : {}) };
}

/** Reads indexes.json from disk. */
export function readIndexes(path: string): IndexFile {
  try {
    return parseIndexes(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`Cannot use ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
