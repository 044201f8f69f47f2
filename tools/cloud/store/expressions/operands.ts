/** How an expression reads its operands. */
import { evalExpr } from 'mingo/core';
import type { Any, Options } from 'mingo/types';
import { databaseError } from '../../errors';
import { typeName } from '../target';

/** A document, the operand as written, mingo's options → value; undefined is missing. */
export type Expression = (doc: Any, operand: Any, options: Options) => Any;

export const isNil = (value: unknown): value is null | undefined =>
  value === null || value === undefined;

/** The values of a list of operands; a single one needs no list. */
export function valuesOf(doc: Any, operand: Any, options: Options): unknown[] {
  const list = Array.isArray(operand) ? operand : [operand];
  return list.map((one) => evalExpr(doc, one, options) as unknown);
}

/** An expression over a fixed number of values. */
export function over(
  name: string,
  [least, most]: readonly [number, number],
  compute: (values: unknown[]) => unknown,
): Expression {
  return (doc, operand, options) => {
    const values = valuesOf(doc, operand, options);
    if (values.length < least || values.length > most) {
      const wanted = least === most ? `exactly ${least}` : `at least ${least} and at most ${most}`;
      throw databaseError(
        `Expression ${name} takes ${wanted} arguments. ${values.length} were passed in.`,
      );
    }
    return compute(values) as Any;
  };
}

/** @throws WireError when it is not a whole number */
export function wholeOf(name: string, what: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw databaseError(
      `${name} requires an integral ${what}, found a value of type: ${typeName(value)}`,
    );
  }
  return value;
}

/** @throws WireError when it is not a whole number from 0 on */
export function countOf(name: string, what: string, value: unknown): number {
  const count = wholeOf(name, what, value);
  if (count < 0) throw databaseError(`${name} requires a nonnegative ${what}, found: ${count}`);
  return count;
}
