/** `$group`: missing keys are null, missing fields of a key are left out. */
import { evalExpr } from 'mingo/core';
import { type Iterator, Lazy } from 'mingo/lazy';
import type { Any, Options } from 'mingo/types';
import { type Doc, isPlain, stringifyEjson } from '../../ejson';
import { databaseError } from '../../errors';
import { ACCUMULATOR_NAMES } from '../expressions';

/** @throws WireError for what is no accumulator */
function checkFields(spec: Doc): void {
  if (!('_id' in spec)) throw databaseError('a group specification must include an _id');
  for (const [name, value] of Object.entries(spec)) {
    if (name === '_id') continue;
    if (name.includes('.')) throw databaseError(`The field name '${name}' cannot contain '.'`);
    const keys = isPlain(value) ? Object.keys(value) : [];
    if (!keys[0]?.startsWith('$')) {
      throw databaseError(`The field '${name}' must be an accumulator object`);
    }
    if (keys.length > 1) throw databaseError(`The field '${name}' must specify one accumulator`);
    if (!ACCUMULATOR_NAMES.has(keys[0])) throw databaseError(`unknown group operator '${keys[0]}'`);
  }
}

/** Without members that are missing. */
function known(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : known(item)));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, known(item)]),
  );
}

export function group(docs: Iterator, spec: Any, options: Options): Iterator {
  if (!isPlain(spec)) throw databaseError("a group's fields must be specified in an object");
  checkFields(spec);
  const { _id, ...fields } = spec as Record<string, Any>;
  return docs.transform((all: Doc[]) => {
    const groups = new Map<string, { id: unknown; docs: Doc[] }>();
    for (const doc of all) {
      const id = known(evalExpr(doc, _id!, options) ?? null);
      const key = stringifyEjson(id);
      const found = groups.get(key);
      if (found) found.docs.push(doc);
      else groups.set(key, { id, docs: [doc] });
    }
    return Lazy(
      [...groups.values()].map(({ id, docs: members }) => ({
        _id: id,
        ...(known(evalExpr(members as Any, fields, options)) as Doc),
      })),
    );
  });
}
