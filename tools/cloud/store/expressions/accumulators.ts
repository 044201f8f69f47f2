/** Accumulators where null, missing and the order of values count; also as expressions over a list. */
import { evalExpr } from 'mingo/core';
import { $push } from 'mingo/operators/accumulator';
import type { Any, Options } from 'mingo/types';
import { compareValues, sameValue } from '../values';
import { type Expression, isNil } from './operands';

/** What an accumulator makes of its values; missing ones are undefined. */
type Summary = (values: unknown[]) => unknown;

const present = (values: unknown[]): unknown[] => values.filter((value) => value !== undefined);
const numbers = (values: unknown[]): number[] =>
  values.filter((value): value is number => typeof value === 'number');

function extreme(sign: number): Summary {
  return (values) =>
    values
      .filter((value) => !isNil(value))
      .reduce((best: unknown, value) => {
        return best === null || compareValues(value, best) * sign > 0 ? value : best;
      }, null);
}

/** By Welford: `sample` divides by one less. */
function deviation(sample: boolean): Summary {
  return (values) => {
    let mean = 0;
    let squares = 0;
    const list = numbers(values);
    for (const [i, value] of list.entries()) {
      const delta = value - mean;
      mean += delta / (i + 1);
      squares += delta * (value - mean);
    }
    const by = list.length - (sample ? 1 : 0);
    return by > 0 ? Math.sqrt(squares / by) : null;
  };
}

const sum: Summary = (values) => numbers(values).reduce((total, value) => total + value, 0);

function average(values: unknown[]): number | null {
  const list = numbers(values);
  return list.length === 0 ? null : (sum(list) as number) / list.length;
}

const addToSet: Summary = (values) => {
  const out: unknown[] = [];
  for (const value of present(values)) {
    if (!out.some((one) => sameValue(one, value))) out.push(value);
  }
  return out;
};

/** Over the documents of a group. */
function grouped(summary: Summary) {
  return (docs: Any[], operand: Any, options: Options): Any => {
    // Without an operand the values themselves are given.
    if (isNil(operand)) return summary(docs) as Any;
    // In a list of one, mingo keeps what is missing; by itself it becomes null.
    const boxed = $push(docs as never, [operand] as Any, options) as unknown as [unknown][];
    return summary(boxed.map(([value]) => value)) as Any;
  };
}

/** As an expression: of the operands, or of the elements of a single one. */
function listed(summary: Summary): Expression {
  const overGroup = grouped(summary);
  return (doc, operand, options) => {
    if (Array.isArray(doc)) return overGroup(doc, operand, options);
    if (Array.isArray(operand) && operand.length !== 1) {
      return summary(operand.map((one) => evalExpr(doc, one, options))) as Any;
    }
    const value: unknown = evalExpr(doc, Array.isArray(operand) ? operand[0]! : operand, options);
    return summary(Array.isArray(value) ? value : [value]) as Any;
  };
}

const SUMMARIES: Readonly<Record<string, Summary>> = {
  $max: extreme(1),
  $min: extreme(-1),
  $sum: sum,
  $avg: average,
  $stdDevPop: deviation(false),
  $stdDevSamp: deviation(true),
};

/** In `$group` and its like. */
export const ACCUMULATORS = {
  ...Object.fromEntries(
    Object.entries(SUMMARIES).map(([name, summary]) => [name, grouped(summary)]),
  ),
  $push: grouped(present),
  $addToSet: grouped(addToSet),
};

/** In every other place. */
export const LISTED: Readonly<Record<string, Expression>> = Object.fromEntries(
  Object.entries(SUMMARIES).map(([name, summary]) => [name, listed(summary)]),
);
