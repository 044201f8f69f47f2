/** `$push`, `$addToSet`, `$pull`, `$pullAll`, `$pop`. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { compile } from './match';
import { sortValue } from './paths';
import { type Target, typeName } from './target';
import { compareValues, sameValue } from './values';

const PUSH_MODIFIERS = new Set(['$each', '$position', '$slice', '$sort']);

function itemsOf(name: string, operand: unknown, allowed: ReadonlySet<string>): Doc | undefined {
  if (!isPlain(operand) || !('$each' in operand)) return undefined;
  if (!Array.isArray(operand.$each)) {
    throw databaseError(
      `The argument to $each in ${name} must be an array but it was of type: ${typeName(operand.$each)}`,
    );
  }
  for (const key of Object.keys(operand)) {
    if (!allowed.has(key)) throw databaseError(`Unrecognized clause in ${name}: ${key}`);
  }
  return operand;
}

function integer(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw databaseError(`The value for ${name} must be an integer value but was given ${value}`);
  }
  return value;
}

function sorted(list: unknown[], spec: unknown): unknown[] {
  if (spec === 1 || spec === -1) return [...list].sort((a, b) => compareValues(a, b) * spec);
  if (!isPlain(spec) || Object.keys(spec).length === 0) {
    throw databaseError(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1}',
    );
  }
  const fields = Object.entries(spec) as [string, number][];
  return [...list].sort((a, b) => {
    for (const [path, direction] of fields) {
      const left = sortValue(a, path, direction, compareValues);
      const right = sortValue(b, path, direction, compareValues);
      const order = compareValues(left, right) * direction;
      if (order !== 0) return order;
    }
    return 0;
  });
}

export function push(target: Target, path: string, operand: unknown): void {
  const spec = itemsOf('$push', operand, PUSH_MODIFIERS);
  const items = (spec ? spec.$each : [operand]) as unknown[];
  const current = target.array(path, (value) =>
    databaseError(
      `The field '${path}' must be an array but is of type ${typeName(value)} in document ${target.label}`,
    ),
  );
  let list = current ?? [];
  const position = spec && '$position' in spec ? integer('$position', spec.$position) : list.length;
  const at = position < 0 ? Math.max(0, list.length + position) : position;
  list = [...list.slice(0, at), ...items, ...list.slice(at)];
  if (spec && '$sort' in spec) list = sorted(list, spec.$sort);
  if (spec && '$slice' in spec) {
    const slice = integer('$slice', spec.$slice);
    list = slice < 0 ? list.slice(slice) : list.slice(0, slice);
  }
  target.set(path, list);
}

export function addToSet(target: Target, path: string, operand: unknown): void {
  const spec = itemsOf('$addToSet', operand, new Set(['$each']));
  const items = (spec ? spec.$each : [operand]) as unknown[];
  const list =
    target.array(path, (value) =>
      databaseError(
        `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${typeName(value)}`,
      ),
    ) ?? [];
  for (const item of items) {
    if (!list.some((present) => sameValue(present, item))) list.push(item);
  }
  target.set(path, list);
}

/** An element test for `$pull`: a condition on documents, operators on values, or equality. */
function pullTest(operand: unknown): (item: unknown) => boolean {
  if (operand instanceof RegExp) return (item) => typeof item === 'string' && operand.test(item);
  if (!isPlain(operand)) return (item) => sameValue(item, operand);
  if (Object.keys(operand)[0]?.startsWith('$')) {
    const match = compile({ item: operand });
    return (item) => match.test({ item });
  }
  const match = compile(operand);
  return (item) => isPlain(item) && match.test(item);
}

const notArray = () => databaseError('Cannot apply $pull to a non-array value');

export function pull(target: Target, path: string, operand: unknown): void {
  const list = target.array(path, notArray);
  if (!list) return;
  const test = pullTest(operand);
  target.set(
    path,
    list.filter((item) => !test(item)),
  );
}

export function pullAll(target: Target, path: string, operand: unknown): void {
  if (!Array.isArray(operand)) {
    throw databaseError(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  }
  const list = target.array(path, notArray);
  if (!list) return;
  target.set(
    path,
    list.filter((item) => !operand.some((gone) => sameValue(item, gone))),
  );
}

export function pop(target: Target, path: string, operand: unknown): void {
  if (operand !== 1 && operand !== -1) {
    throw databaseError(`$pop expects 1 or -1, found: ${operand}`);
  }
  const list = target.array(path, (value) =>
    databaseError(`Path '${path}' contains an element of non-array type '${typeName(value)}'`),
  );
  if (operand === 1) list?.pop();
  else list?.shift();
}
