/** Export and import: one JSON line a document, relaxed EJSON, readable and editable. */
import { EJSON } from 'bson';
import { type Doc, isPlain, parseEjson } from '../ejson';
import type { Store } from './store';

/** Lines of every collection, reserved ones included. */
export function* exportLines(store: Store): Generator<string> {
  for (const name of store.names(true)) {
    for (const rec of store.find(name, {})) {
      yield `{"collection":${JSON.stringify(name)},"document":${EJSON.stringify(rec.doc, { relaxed: true })}}`;
    }
  }
}

interface Line {
  collection: string;
  document: Doc;
}

function parseLine(text: string, number: number): Line {
  let value: unknown;
  try {
    value = parseEjson(text);
  } catch {
    throw new Error(`Line ${number} is not JSON.`);
  }
  if (!isPlain(value) || typeof value.collection !== 'string' || !isPlain(value.document)) {
    throw new Error(`Line ${number} needs "collection" and "document".`);
  }
  return { collection: value.collection, document: value.document };
}

const BATCH = 500;

/**
 * Imports lines; a document with a known `_id` is replaced.
 * @throws Error naming the line
 * @returns how many documents
 */
export async function importLines(store: Store, text: string): Promise<number> {
  // All are read before the first is written: a bad line imports nothing.
  const lines = text
    .split('\n')
    .map((line, i) => (line.trim() === '' ? undefined : parseLine(line, i + 1)));
  let count = 0;
  let waiting: Promise<unknown>[] = [];
  for (const [i, line] of lines.entries()) {
    if (!line) continue;
    const { collection, document } = line;
    const { _id, ...rest } = document;
    const done =
      _id === undefined ? store.insert(collection, [rest]) : store.set(collection, _id, rest);
    const named = done.catch((error: Error) => {
      throw new Error(`Line ${i + 1}: ${error.message}`);
    });
    waiting.push(named);
    count += 1;
    if (waiting.length >= BATCH) {
      await Promise.all(waiting);
      waiting = [];
    }
  }
  await Promise.all(waiting);
  return count;
}
