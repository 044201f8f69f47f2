/** The update executor: MongoDB's operators with its refusals. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { ARRAY_UPDATES } from './array-updates';
import { checkPaths, expandPositions } from './positional';
import { SCALAR_UPDATES } from './scalar-updates';
import { checkStorable } from './storable';
import { Target, typeName } from './target';
import type { UpdateOperator } from './update-operator';
import { compareValues } from './values';

const OPERATORS: Readonly<Record<string, UpdateOperator>> = { ...SCALAR_UPDATES, ...ARRAY_UPDATES };

/** An update document as a list of `[operator, path, operand]`, paths in name order. */
export type Step = readonly [operator: string, path: string, operand: unknown];

/**
 * Reads an update document; plain fields are `$set`.
 * @throws WireError for unknown operators, bad operands, conflicting, empty or forbidden paths
 */
export function parseUpdate(update: Doc): Step[] {
  const steps = Object.entries(update).flatMap(([key, value]): Step[] => {
    if (!key.startsWith('$')) return [['$set', key, value]];
    if (!Object.hasOwn(OPERATORS, key)) throw databaseError(`Unknown modifier: ${key}`);
    if (!isPlain(value)) {
      throw databaseError(
        `Modifiers operate on fields but we found type ${typeName(value)} instead. For example: {$mod: {<field>: ...}}`,
      );
    }
    return Object.entries(value).map(([path, operand]): Step => [key, path, operand]);
  });
  for (const [name, path, operand] of steps) {
    const { check, stores } = OPERATORS[name]!;
    check?.(path, operand);
    const depth = path.split('.').length + 1;
    for (const value of stores?.(operand) ?? []) checkStorable(value, `${path}.`, depth);
  }
  checkPaths(steps);
  return steps.sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
}

/** Applies the steps; returns a new document, the original stays as it was. */
export function applyUpdate(doc: Doc, steps: readonly Step[], condition: Doc, now: number): Doc {
  const target = new Target(doc);
  for (const [operator, path, operand] of steps) {
    for (const exact of expandPositions(target, path, condition, doc)) {
      OPERATORS[operator]!.apply(target, exact, operand, now);
    }
  }
  if (compareValues(target.doc._id, doc._id) !== 0) {
    throw databaseError(
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return target.doc;
}
