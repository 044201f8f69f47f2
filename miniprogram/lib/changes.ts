/**
 * What makes `known` say what `value` says, by the paths that `setData` takes: of an object the fields,
 * of a list the items that differ, each whole. Both are plain values (what JSON can hold).
 */
import { same } from './same';

/** A field that can stand in a path. */
const FIELD = /^\w+$/;

export function changes(path: string, known: unknown, value: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  compare(path, known, value, found);
  return found;
}

/** What stands at a path that `setData` takes; undefined where nothing does. */
export function valueAt(known: object, path: string): unknown {
  let value: unknown = known;
  for (const [field] of path.matchAll(/[^.[\]]+/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[field];
  }
  return value;
}

function compare(path: string, known: unknown, value: unknown, found: Record<string, unknown>) {
  if (Array.isArray(known) && Array.isArray(value) && value.length >= known.length) {
    value.forEach((item: unknown, index) => {
      if (index >= known.length || !same(known[index], item)) found[`${path}[${index}]`] = item;
    });
  } else if (isRecord(known) && isRecord(value) && alike(known, value)) {
    for (const [field, part] of Object.entries(value)) {
      compare(`${path}.${field}`, known[field], part, found);
    }
  } else if (!same(known, value)) found[path] = value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether they have the same fields: what is gone has no path. */
function alike(known: Record<string, unknown>, value: Record<string, unknown>): boolean {
  const fields = Object.keys(value);
  return (
    fields.length === Object.keys(known).length &&
    fields.every((field) => FIELD.test(field) && field in known)
  );
}
