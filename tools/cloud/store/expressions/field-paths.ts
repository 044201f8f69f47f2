/**
 * Dotted paths. mingo takes `$a.0` for the first element of an array, where MongoDB in an aggregation
 * takes digits for a name, and it walks arrays in arrays. So such paths become an expression of our
 * own.
 */
import { evalExpr } from 'mingo/core';
import type { Any } from 'mingo/types';
import { isPlain } from '../../ejson';
import type { Expression } from './operands';

const DOTTED = /^\$[^.]+\./;
/** Not evaluated, or with paths of their own. */
const UNTOUCHED = new Set(['$literal', '$match', '$unwind']);
/** No operator of MongoDB has a name like that. */
export const FIELD_PATH = '$localFieldPath';

/** A stage's specification with its paths of that kind replaced. */
export function withFieldPaths(spec: unknown): unknown {
  if (typeof spec === 'string') return DOTTED.test(spec) ? { [FIELD_PATH]: spec } : spec;
  if (Array.isArray(spec)) return spec.map(withFieldPaths);
  if (!isPlain(spec)) return spec;
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      UNTOUCHED.has(key) ? value : withFieldPaths(value),
    ]),
  );
}

function walk(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (Array.isArray(value)) {
    return value
      .map((item) => (isPlain(item) ? walk(item, parts) : undefined))
      .filter((item) => item !== undefined);
  }
  return isPlain(value) && Object.hasOwn(value, part) ? walk(value[part], rest) : undefined;
}

export const fieldPath: Expression = (doc, operand, options) => {
  const [first, ...rest] = String(operand).split('.') as [string, ...string[]];
  return walk(evalExpr(doc, first, options), rest) as Any;
};
