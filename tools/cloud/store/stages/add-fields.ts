/** `$addFields` and `$set`, through arrays as MongoDB goes. */
import { evalExpr } from 'mingo/core';
import type { Iterator } from 'mingo/lazy';
import type { Any, Options } from 'mingo/types';
import type { Doc } from '../../ejson';
import { isPlain } from '../../ejson';
import { databaseError } from '../../errors';

/** Field → expression, or the fields inside it. */
interface Fields {
  [name: string]: Fields | { expression: Any };
}

function insert(fields: Fields, path: string, value: unknown): void {
  const [name = '', ...rest] = path.split('.');
  if (name === '' || name.startsWith('$')) {
    throw databaseError(
      name === ''
        ? 'FieldPath field names may not be empty strings.'
        : `FieldPath field names may not start with '$': ${name}`,
    );
  }
  const inside = isPlain(value) && !Object.keys(value)[0]?.startsWith('$');
  if (rest.length === 0 && (!inside || Object.keys(value).length === 0)) {
    if (name in fields)
      throw databaseError(`specification contains two conflicting paths: ${name}`);
    fields[name] = { expression: value as Any };
    return;
  }
  fields[name] ??= {};
  const next = fields[name] as Fields;
  if ('expression' in next)
    throw databaseError(`specification contains two conflicting paths: ${name}`);
  if (rest.length > 0) insert(next, rest.join('.'), value);
  else for (const [key, item] of Object.entries(value as Doc)) insert(next, key, item);
}

function add(value: unknown, fields: Fields, compute: (expression: Any) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => add(item, fields, compute));
  const out: Doc = isPlain(value) ? { ...value } : {};
  for (const [name, field] of Object.entries(fields)) {
    const next =
      'expression' in field ? compute(field.expression as Any) : add(out[name], field, compute);
    // $$REMOVE, and what is missing, leaves the field out.
    if (next === undefined) delete out[name];
    else out[name] = next;
  }
  return out;
}

export function addFields(docs: Iterator, spec: Any, options: Options): Iterator {
  if (!isPlain(spec) || Object.keys(spec).length === 0) {
    throw databaseError('$addFields specification must be an object with at least one field');
  }
  const fields: Fields = {};
  for (const [path, value] of Object.entries(spec)) insert(fields, path, value);
  return docs.map((doc: Doc) => add(doc, fields, (one) => evalExpr(doc, one, options)) as Doc);
}
