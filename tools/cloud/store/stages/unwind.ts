/** `$unwind`: one document for each element; what is no array is one element of its own. */
import { type Iterator, Lazy } from 'mingo/lazy';
import type { Any } from 'mingo/types';
import type { Doc } from '../../ejson';
import { isPlain } from '../../ejson';
import { databaseError } from '../../errors';
import { Target } from '../target';

interface Spec {
  path: string;
  index: string | undefined;
  keepEmpty: boolean;
}

function specOf(operand: unknown): Spec {
  const spec = typeof operand === 'string' ? { path: operand } : operand;
  if (!isPlain(spec)) {
    throw databaseError('expected either a string or an object as specification for $unwind stage');
  }
  const { path, includeArrayIndex, preserveNullAndEmptyArrays, ...rest } = spec as Doc;
  const [wrong] = Object.keys(rest);
  if (wrong) throw databaseError(`unrecognized option to $unwind stage: ${wrong}`);
  if (path === undefined) throw databaseError('no path specified to $unwind stage');
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) {
    throw databaseError(`path option to $unwind stage should be prefixed with a '$': ${path}`);
  }
  const badIndex =
    includeArrayIndex !== undefined &&
    (typeof includeArrayIndex !== 'string' || /^(\$|$)/.test(includeArrayIndex));
  if (badIndex) {
    throw databaseError('expected a non-empty string for the includeArrayIndex option to $unwind');
  }
  return {
    path: path.slice(1),
    index: includeArrayIndex as string | undefined,
    keepEmpty: preserveNullAndEmptyArrays === true,
  };
}

/** The document with another value at a path, or (undefined) without it. */
function having(doc: Doc, path: string, value: unknown, index?: [string, number | null]): Doc {
  const target = new Target(doc);
  if (value === undefined) target.unset(path);
  else target.set(path, value);
  if (index) target.set(...index);
  return target.doc;
}

/** Arrays on the way are not walked. */
function valueAt(doc: Doc, path: string): unknown {
  let at: unknown = doc;
  for (const part of path.split('.')) {
    if (!isPlain(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

export function unwind(docs: Iterator, operand: Any): Iterator {
  const { path, index, keepEmpty } = specOf(operand);
  const at = (place: number | null): [string, number | null] | undefined =>
    index === undefined ? undefined : [index, place];
  return docs.transform((all: Doc[]) =>
    Lazy(
      all.flatMap((doc) => {
        const value = valueAt(doc, path);
        if (Array.isArray(value) && value.length > 0) {
          return value.map((item, i) => having(doc, path, item, at(i)));
        }
        const empty = value === undefined || value === null || Array.isArray(value);
        if (empty && !keepEmpty) return [];
        return [having(doc, path, Array.isArray(value) ? undefined : value, at(null))];
      }),
    ),
  );
}
