/** Compiles a query document: mingo's structure with this store's operators. */

import { Context } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import { Query } from 'mingo/query';
import type { Any, Options } from 'mingo/types';
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError, WireError } from '../errors';
import { expressionOverrides } from './expressions';
import { GEO_OPERATORS } from './geo';
import { onLeaves, QUERY_OPERATORS } from './operators';
import { leafValues } from './paths';
import { STAGES } from './stages';
import { sameValue } from './values';

/** A compiled query. */
export interface Match {
  test(doc: Doc): boolean;
}

type Matcher = (doc: unknown) => boolean;

function elemMatch(path: string, criteria: Any, options: Options): Matcher {
  if (!isPlain(criteria)) throw databaseError('$elemMatch needs an Object');
  const test = elementTest(criteria, options);
  return (doc) =>
    leafValues(doc, path).some((leaf) => Array.isArray(leaf) && leaf.some((item) => test(item)));
}

/** A condition on an element: operators apply to the element itself, fields to its members. */
function elementTest(criteria: Doc, options: Options): (item: unknown) => boolean {
  const first = Object.keys(criteria)[0];
  const direct = first?.startsWith('$') && !['$and', '$or', '$nor'].includes(first);
  const inner = new Query<Doc>(direct ? { item: criteria } : criteria, options);
  if (direct) return (item) => inner.test({ item });
  return (item) => isPlain(item) && inner.test(item);
}

function all(path: string, list: Any, options: Options): Matcher {
  if (!Array.isArray(list)) throw databaseError('$all needs an array');
  if (list.length === 0) return () => false;
  const tests = list.map((item: unknown) => {
    if (isPlain(item) && '$elemMatch' in item) return elemMatch(path, item.$elemMatch, options);
    return QUERY_OPERATORS.$eq(path, item);
  });
  return (doc) => tests.every((test) => test(doc));
}

function notOperator(path: string, operand: Any, options: Options): Matcher {
  if (operand instanceof RegExp) {
    const inner = QUERY_OPERATORS.$regex(path, operand);
    return (doc) => !inner(doc);
  }
  if (!isPlain(operand)) throw databaseError('$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw databaseError('$not cannot be empty');
  if (!Object.keys(operand).every((key) => key.startsWith('$'))) {
    throw databaseError(`unknown operator: ${Object.keys(operand)[0]}`);
  }
  const inner = new Query<Doc>({ [path]: operand }, options);
  return (doc) => !inner.test(doc as Doc);
}

/** Only the operators of a module namespace (CommonJS interop adds `default`). */
function operators<T extends object>(module: T): T {
  return Object.fromEntries(Object.entries(module).filter(([key]) => key.startsWith('$'))) as T;
}

/** Operators of this store win over mingo's; everything else is mingo's. */
export const CONTEXT: Context = Context.init({
  accumulator: operators(accumulator),
  projection: operators(projection),
  window: operators(window),
  expression: { ...operators(expression), ...expressionOverrides },
  pipeline: { ...operators(pipeline), ...STAGES } as unknown as typeof pipeline,
  query: {
    ...operators(query),
    ...QUERY_OPERATORS,
    ...GEO_OPERATORS,
    $elemMatch: elemMatch,
    $all: all,
    $not: notOperator,
  } as unknown as typeof query,
});

/** Options every mingo call of the store uses; no scripts. */
export const MINGO: Partial<Options> = {
  context: CONTEXT,
  scriptEnabled: false,
  useStrictMode: true,
};

const LOGICAL = new Set(['$and', '$or', '$nor']);
const ALLOWED_TOP = new Set([...LOGICAL, '$expr', '$comment']);

function check(condition: Doc): void {
  for (const [key, value] of Object.entries(condition)) {
    if (!key.startsWith('$')) {
      checkField(key, value);
      continue;
    }
    if (!ALLOWED_TOP.has(key)) throw databaseError(`unknown top level operator: ${key}`);
    if (!LOGICAL.has(key)) continue;
    if (!Array.isArray(value) || value.length === 0) {
      throw databaseError(`${key} must be a nonempty array`);
    }
    for (const item of value) {
      if (!isPlain(item)) throw databaseError(`${key} entries need to be full objects`);
      check(item);
    }
  }
}

function checkField(_field: string, value: unknown): void {
  if (!isPlain(value)) return;
  const keys = Object.keys(value);
  const operators = keys.filter((key) => key.startsWith('$'));
  if (operators.length > 0 && operators.length < keys.length) {
    const wrong = keys.find((key) => !key.startsWith('$'));
    throw databaseError(`unknown operator: ${wrong}`);
  }
}

function withoutComment(condition: Doc): Doc {
  if (!('$comment' in condition)) return condition;
  const { $comment: _dropped, ...rest } = condition;
  return rest;
}

/**
 * Compiles `condition`.
 * @throws WireError DATABASE_REQUEST_FAILED for what MongoDB rejects
 */
export function compile(condition: Doc): Match {
  check(condition);
  const keys = Object.keys(condition);
  if (keys.length === 0) return { test: () => true };
  if (keys.length === 1 && !keys[0]!.startsWith('$')) {
    const value = condition[keys[0]!];
    if (typeof value === 'string' || typeof value === 'number') {
      return { test: onLeaves(keys[0]!, (leaf) => sameValue(leaf, value)) };
    }
  }
  try {
    return new Query<Doc>(withoutComment(condition), MINGO);
  } catch (error) {
    if (error instanceof WireError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw databaseError(text.replace('unknown query operator', 'unknown operator:'));
  }
}
