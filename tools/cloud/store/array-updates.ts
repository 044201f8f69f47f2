/** `$push`, `$addToSet`, `$pull`, `$pullAll`, `$pop`. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { elementTest } from './match';
import { type Sort, sorted } from './sorting';
import { type Target, typeName } from './target';
import type { UpdateOperator } from './update-operator';
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

function orderOf(spec: unknown): Sort | 1 | -1 {
  if (spec === 1 || spec === -1) return spec;
  if (!isPlain(spec) || Object.keys(spec).length === 0) {
    throw databaseError(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1}',
    );
  }
  return Object.entries(spec).map(([path, way]): [string, number] => {
    if (way !== 1 && way !== -1) {
      throw databaseError('The $sort element value must be either 1 or -1');
    }
    if (path.split('.').includes('')) {
      throw databaseError(`The $sort field is a dotted field but has an empty part: ${path}`);
    }
    return [path, way];
  });
}

function inOrder(list: unknown[], spec: unknown): unknown[] {
  const order = orderOf(spec);
  if (typeof order === 'number') return [...list].sort((a, b) => compareValues(a, b) * order);
  return sorted(list, (item) => item, order);
}

function checkPush(_path: string, operand: unknown): void {
  const spec = itemsOf('$push', operand, PUSH_MODIFIERS);
  if (!spec) return;
  if ('$position' in spec) integer('$position', spec.$position);
  if ('$slice' in spec) integer('$slice', spec.$slice);
  if ('$sort' in spec) orderOf(spec.$sort);
}

function push(target: Target, path: string, operand: unknown): void {
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
  if (spec && '$sort' in spec) list = inOrder(list, spec.$sort);
  if (spec && '$slice' in spec) {
    const slice = integer('$slice', spec.$slice);
    list = slice < 0 ? list.slice(slice) : list.slice(0, slice);
  }
  target.set(path, list);
}

function addToSet(target: Target, path: string, operand: unknown): void {
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
  return elementTest(operand);
}

const notArray = () => databaseError('Cannot apply $pull to a non-array value');

function pull(target: Target, path: string, operand: unknown): void {
  const list = target.array(path, notArray);
  if (!list) return;
  const test = pullTest(operand);
  target.set(
    path,
    list.filter((item) => !test(item)),
  );
}

function pullAll(target: Target, path: string, operand: unknown): void {
  const list = target.array(path, notArray);
  if (!list) return;
  target.set(
    path,
    list.filter((item) => !(operand as unknown[]).some((gone) => sameValue(item, gone))),
  );
}

function pop(target: Target, path: string, operand: unknown): void {
  const list = target.array(path, (value) =>
    databaseError(`Path '${path}' contains an element of non-array type '${typeName(value)}'`),
  );
  if (operand === 1) list?.pop();
  else list?.shift();
}

const items = (name: string) => (operand: unknown) => {
  const spec = itemsOf(name, operand, PUSH_MODIFIERS);
  return spec ? (spec.$each as unknown[]) : [operand];
};

export const ARRAY_UPDATES: Readonly<Record<string, UpdateOperator>> = {
  $push: { check: checkPush, stores: items('$push'), apply: push },
  $addToSet: {
    check: (_path, operand) => itemsOf('$addToSet', operand, new Set(['$each'])),
    stores: items('$addToSet'),
    apply: addToSet,
  },
  $pull: { check: (_path, operand) => pullTest(operand), apply: pull },
  $pullAll: {
    check: (_path, operand) => {
      if (Array.isArray(operand)) return;
      throw databaseError(
        `$pullAll requires an array argument but was given a ${typeName(operand)}`,
      );
    },
    apply: pullAll,
  },
  $pop: {
    check: (_path, operand) => {
      if (operand === 1 || operand === -1) return;
      throw databaseError(`$pop expects 1 or -1, found: ${operand}`);
    },
    apply: pop,
  },
};
