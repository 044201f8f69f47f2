/** indexes.json: `{ "collection": [ { "name", "keys": { path: 1 | -1 | "2dsphere" }, "unique"? } ] }`. */
import { readFileSync } from 'node:fs';
import { isPlain } from '../ejson';
import type { IndexSpec } from './index-keys';

/** An environment of the real service has room for this many (its documentation). */
const MOST_COLLECTIONS = 100;
const MOST_INDEXES = 100;
/** MongoDB's limits: fields of a compound index; bytes of `collection.$index` before version 4.2. */
const MOST_FIELDS = 32;
const LONGEST_NAME = 127;
const WAYS = new Set<unknown>([1, -1, '2dsphere']);
const COLLECTION = /^[A-Za-z_~][A-Za-z0-9_.~-]{0,127}$/;
/** A dotted path whose parts are neither empty nor operators. */
const PATH = /^[^.$][^.]*(\.[^.$][^.]*)*$/;

/** Whether the database takes a collection of that name. */
export function isCollectionName(name: string): boolean {
  return COLLECTION.test(name);
}

/** Collection → its indexes; a collection without indexes has an empty list. */
export type IndexFile = Readonly<Record<string, readonly IndexSpec[]>>;

/**
 * Checks the content of indexes.json.
 * @throws Error naming the collection and what is wrong
 */
export function parseIndexes(content: unknown): IndexFile {
  if (!isPlain(content)) throw new Error('indexes.json must be an object: collection → indexes.');
  const collections = Object.entries(content);
  if (collections.length > MOST_COLLECTIONS) {
    throw new Error(
      `indexes.json names ${collections.length} collections; an environment holds ${MOST_COLLECTIONS}.`,
    );
  }
  return Object.fromEntries(collections.map(([name, list]) => [name, parseList(name, list)]));
}

function parseList(collection: string, list: unknown): IndexSpec[] {
  const where = `indexes.json: "${collection}"`;
  if (!isCollectionName(collection)) throw new Error(`${where} cannot be a collection's name.`);
  if (!Array.isArray(list)) throw new Error(`${where} must be a list of indexes.`);
  if (list.length > MOST_INDEXES) {
    throw new Error(`${where} has ${list.length} indexes; a collection holds ${MOST_INDEXES}.`);
  }
  const specs = list.map((item) => parseIndex(collection, item));
  const name = twice(specs.map((spec) => spec.name));
  if (name) throw new Error(`${where} names the index ${name} twice.`);
  const keys = twice(specs.map((spec) => JSON.stringify(spec.keys)));
  if (keys) throw new Error(`${where} has two indexes on ${keys}.`);
  return specs;
}

function twice(list: readonly string[]): string | undefined {
  return list.find((item, i) => list.indexOf(item) !== i);
}

function parseIndex(collection: string, item: unknown): IndexSpec {
  const where = `indexes.json: an index of "${collection}"`;
  if (!isPlain(item) || typeof item.name !== 'string' || !isPlain(item.keys)) {
    throw new Error(`${where} needs "name" and "keys".`);
  }
  const { name } = item;
  const length = Buffer.byteLength(`${collection}.$${name}`);
  if (name === '' || length > LONGEST_NAME) {
    throw new Error(
      `${where}, ${name}, needs a name of 1 to ${LONGEST_NAME - length + Buffer.byteLength(name)} bytes.`,
    );
  }
  const entries = Object.entries(item.keys);
  if (entries.length === 0 || entries.some(([, way]) => !WAYS.has(way))) {
    throw new Error(`${where}, ${name}, needs keys of 1, -1 or "2dsphere".`);
  }
  if (item.unique === true && entries.some(([, way]) => way === '2dsphere')) {
    throw new Error(`${where}, ${name}, cannot be unique: it is a geo index.`);
  }
  if (entries.length > MOST_FIELDS) {
    throw new Error(`${where}, ${name}, has ${entries.length} fields; ${MOST_FIELDS} are allowed.`);
  }
  const wrong = entries.find(([path]) => !PATH.test(path));
  if (wrong) throw new Error(`${where}, ${name}, cannot be on "${wrong[0]}".`);
  const keys = Object.fromEntries(entries) as IndexSpec['keys'];
  return { name, keys, ...(item.unique === true ? { unique: true } : {}) };
}

/**
 * Reads indexes.json from disk; `shown` is what an error calls it.
 * @throws Error with one sentence
 */
export function readIndexes(path: string, shown = path): IndexFile {
  try {
    return parseIndexes(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot use ${shown}: ${message.replace(/\s+/g, ' ')}`);
  }
}
