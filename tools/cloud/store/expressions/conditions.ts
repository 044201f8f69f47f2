/** `$cond`, `$switch`, `$ifNull`: only what is needed is evaluated. */
import { evalExpr } from 'mingo/core';
import type { Any } from 'mingo/types';
import { isPlain } from '../../ejson';
import { databaseError } from '../../errors';
import { type Expression, isNil, valuesOf } from './operands';

/** False, null, 0 and missing are false; everything else is true. */
export function truthy(value: unknown): boolean {
  return value !== false && value !== 0 && !isNil(value);
}

function only(name: string, operand: object, allowed: readonly string[]): void {
  const wrong = Object.keys(operand).find((key) => !allowed.includes(key));
  if (wrong !== undefined) throw databaseError(`Unrecognized parameter to ${name}: ${wrong}`);
}

const cond: Expression = (doc, operand, options) => {
  let parts: Any[];
  if (Array.isArray(operand)) {
    if (operand.length !== 3) {
      throw databaseError(
        `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`,
      );
    }
    parts = operand;
  } else {
    const spec = isPlain(operand) ? operand : {};
    only('$cond', spec, ['if', 'then', 'else']);
    for (const name of ['if', 'then', 'else']) {
      if (!(name in spec)) throw databaseError(`Missing '${name}' parameter to $cond`);
    }
    parts = [spec.if, spec.then, spec.else] as Any[];
  }
  const chosen = truthy(evalExpr(doc, parts[0]!, options)) ? parts[1]! : parts[2]!;
  return evalExpr(doc, chosen, options);
};

function branchesOf(operand: Any): { case: Any; then: Any }[] {
  if (!isPlain(operand)) throw databaseError('$switch requires an object as an argument');
  only('$switch', operand, ['branches', 'default']);
  if (!Array.isArray(operand.branches)) {
    throw databaseError("$switch expected an array for 'branches'");
  }
  if (operand.branches.length === 0) throw databaseError('$switch requires at least one branch.');
  for (const branch of operand.branches as unknown[]) {
    if (!isPlain(branch)) throw databaseError('$switch expected each branch to be an object');
    only('$switch branch', branch, ['case', 'then']);
    for (const name of ['case', 'then']) {
      if (!(name in branch)) {
        throw databaseError(`$switch requires each branch have a '${name}' expression`);
      }
    }
  }
  return operand.branches;
}

const switchCase: Expression = (doc, operand, options) => {
  const branches = branchesOf(operand);
  const branch = branches.find((one) => truthy(evalExpr(doc, one.case, options)));
  if (branch) return evalExpr(doc, branch.then, options);
  const { default: fallback } = operand as { default?: Any };
  if (fallback === undefined) {
    throw databaseError(
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  }
  return evalExpr(doc, fallback, options);
};

const ifNull: Expression = (doc, operand, options) => {
  const values = valuesOf(doc, operand, options);
  if (values.length < 2) {
    throw databaseError(`$ifNull needs at least two arguments, had: ${values.length}`);
  }
  return (values.find((value) => !isNil(value)) ?? values[values.length - 1]) as Any;
};

export const CONDITIONS: Readonly<Record<string, Expression>> = {
  $cond: cond,
  $switch: switchCase,
  $ifNull: ifNull,
};
