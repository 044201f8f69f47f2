/**
 * Paths with digits. mingo takes `$a.0` for the first element of an array; in an aggregation MongoDB
 * takes digits for a name, as everything else. Such paths become an expression of our own.
 */
import { evalExpr } from 'mingo/core';
import type { Any } from 'mingo/types';
import { isPlain } from '../../ejson';
import type { Expression } from './operands';

const WITH_DIGITS = /^\$.*\.\d+(\.|$)/s;
/** No operator of MongoDB has a name like that. */
export const FIELD_PATH = '$localFieldPath';

/** A stage's specification with its paths of that kind replaced. */
export function withFieldPaths(spec: unknown): unknown {
  if (typeof spec === 'string') return WITH_DIGITS.test(spec) ? { [FIELD_PATH]: spec } : spec;
  if (Array.isArray(spec)) return spec.map(withFieldPaths);
  if (!isPlain(spec)) return spec;
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      key === '$literal' || key === '$match' ? value : withFieldPaths(value),
    ]),
  );
}

function walk(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((item) => walk(item, parts)).filter((item) => item !== undefined);
  }
  return isPlain(value) && Object.hasOwn(value, part) ? walk(value[part], rest) : undefined;
}

export const fieldPath: Expression = (doc, operand, options) => {
  const [first, ...rest] = String(operand).split('.') as [string, ...string[]];
  return walk(evalExpr(doc, first, options), rest) as Any;
};
