/** Aggregation expressions where mingo's differ from MongoDB's. */
import { Context, evalExpr } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import type { Any, Options } from 'mingo/types';
import { databaseError } from '../../errors';
import { compareValues } from '../values';
import { ACCUMULATORS, LISTED } from './accumulators';
import { ARRAYS } from './arrays';
import { CONDITIONS, truthy } from './conditions';
import { DATES } from './dates';
import { FIELD_PATH, fieldPath, withFieldPaths } from './field-paths';
import { NUMBERS } from './numbers';
import { STRINGS } from './strings';

/** Missing stands below null in expressions, unlike in queries. */
function order(left: unknown, right: unknown): number {
  if (left === undefined || right === undefined) {
    return left === right ? 0 : left === undefined ? -1 : 1;
  }
  return compareValues(left, right);
}

function comparison(name: string, accept: (order: number) => unknown) {
  return (doc: Any, operands: Any, options: Options): Any => {
    if (!Array.isArray(operands) || operands.length !== 2) {
      throw databaseError(`Expression ${name} takes exactly 2 arguments.`);
    }
    const left = evalExpr(doc, operands[0], options);
    const right = evalExpr(doc, operands[1], options);
    return accept(order(left, right));
  };
}

const COMPARISONS = {
  $eq: comparison('$eq', (o) => o === 0),
  $ne: comparison('$ne', (o) => o !== 0),
  $gt: comparison('$gt', (o) => o > 0),
  $gte: comparison('$gte', (o) => o >= 0),
  $lt: comparison('$lt', (o) => o < 0),
  $lte: comparison('$lte', (o) => o <= 0),
  $cmp: comparison('$cmp', (o) => Math.sign(o)),
};

/** Only the operators of a module namespace (CommonJS interop adds `default`). */
export function operatorsOf<T extends object>(module: T): T {
  return Object.fromEntries(Object.entries(module).filter(([key]) => key.startsWith('$'))) as T;
}

/** What mingo evaluates expressions with: ours win over its own. */
export const EXPRESSIONS = {
  accumulator: { ...operatorsOf(accumulator), ...ACCUMULATORS },
  expression: {
    ...operatorsOf(expression),
    ...COMPARISONS,
    ...STRINGS,
    ...NUMBERS,
    ...ARRAYS,
    ...CONDITIONS,
    ...DATES,
    ...LISTED,
    [FIELD_PATH]: fieldPath,
  },
};

const OPTIONS = {
  context: Context.init(EXPRESSIONS),
  scriptEnabled: false,
  useStrictMode: true,
};

/**
 * `$expr`: a predicate over documents; false, null, 0 and missing do not match. `scope` is what
 * mingo hands a stage, with its variables.
 */
export function expressionTest(spec: unknown, scope: unknown = OPTIONS): (doc: unknown) => boolean {
  const expression = withFieldPaths(spec) as Any;
  return (doc) => truthy(evalExpr(doc as Any, expression, scope as Options));
}

/** What `$group` takes. */
export const ACCUMULATOR_NAMES: ReadonlySet<string> = new Set(Object.keys(EXPRESSIONS.accumulator));
