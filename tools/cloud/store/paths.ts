/** Dotted paths over documents, with MongoDB's implicit walk through arrays. */
import { isPlain } from '../ejson';
import { MISSING } from './values';

const DIGITS = /^\d+$/;
const cache = new Map<string, readonly string[]>();

/** The parts of a dotted path (cached). */
export function splitPath(path: string): readonly string[] {
  let parts = cache.get(path);
  if (!parts) {
    parts = path.split('.');
    if (cache.size > 10_000) cache.clear();
    cache.set(path, parts);
  }
  return parts;
}

/** True for an array position such as `0` or `12`. */
export function isPosition(part: string): boolean {
  return DIGITS.test(part);
}

/**
 * Every value a query on `path` looks at: the value itself (arrays not expanded at the leaf),
 * MISSING where an object on the way lacks the field. Elements of an array that are not
 * documents give nothing.
 */
export function leafValues(doc: unknown, path: string): unknown[] {
  const parts = splitPath(path);
  if (parts.length === 1 && isPlain(doc)) {
    const value = Object.hasOwn(doc, path) ? doc[path] : undefined;
    return [value === undefined ? MISSING : value];
  }
  const out: unknown[] = [];
  collect(doc, parts, 0, out);
  return out;
}

function collect(value: unknown, parts: readonly string[], at: number, out: unknown[]): void {
  if (at === parts.length) {
    out.push(value === undefined ? MISSING : value);
    return;
  }
  const part = parts[at]!;
  if (Array.isArray(value)) {
    if (isPosition(part) && Number(part) < value.length) {
      collect(value[Number(part)], parts, at + 1, out);
    }
    for (const item of value) if (isPlain(item)) collect(item, parts, at, out);
  } else if (isPlain(value) && Object.hasOwn(value, part)) {
    collect(value[part], parts, at + 1, out);
  } else {
    out.push(MISSING);
  }
}
