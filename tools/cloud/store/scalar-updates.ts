/** Update operators on one value: `$set`, `$inc`, `$mul`, `$min`, `$max`, `$bit`, `$rename` … */
import { clone, isPlain } from '../ejson';
import { databaseError } from '../errors';
import { type Target, typeName } from './target';
import type { UpdateOperator } from './update-operator';
import { compareValues } from './values';

function requireNumber(verb: string) {
  return (path: string, operand: unknown): void => {
    if (typeof operand === 'number') return;
    throw databaseError(
      `Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
    );
  };
}

function currentNumber(target: Target, name: string, path: string): number | undefined {
  const value = target.get(path);
  if (value === undefined) return undefined;
  if (typeof value !== 'number') {
    throw databaseError(
      `Cannot apply ${name} to a value of non-numeric type. ${target.label} has the field '${path.split('.').pop()}' of non-numeric type ${typeName(value)}`,
    );
  }
  return value;
}

const BIT: Readonly<Record<string, (value: bigint, mask: bigint) => bigint>> = {
  and: (value, mask) => value & mask,
  or: (value, mask) => value | mask,
  xor: (value, mask) => value ^ mask,
};

function checkBit(_path: string, operand: unknown): void {
  if (!isPlain(operand) || Object.keys(operand).length === 0) {
    throw databaseError(`The $bit modifier is not compatible with a ${typeName(operand)}`);
  }
  for (const [name, mask] of Object.entries(operand)) {
    if (!Object.hasOwn(BIT, name)) {
      throw databaseError(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    }
    if (!Number.isSafeInteger(mask)) {
      throw databaseError('The $bit modifier field must be an Integer(32/64 bit)');
    }
  }
}

/** 64 bits, as far as a number holds them exactly. */
function bit(target: Target, path: string, operand: unknown): void {
  const current = currentNumber(target, '$bit', path) ?? 0;
  if (!Number.isSafeInteger(current)) {
    throw databaseError(`Cannot apply $bit to a value of non-integral type. ${target.label}`);
  }
  let value = BigInt(current);
  for (const [name, mask] of Object.entries(operand as Record<string, number>)) {
    value = BIT[name]!(value, BigInt(mask));
  }
  const result = Number(value);
  if (!Number.isSafeInteger(result)) {
    throw databaseError(
      `The result of $bit on '${path}' is beyond 53 bits, which the local cloud cannot hold.`,
    );
  }
  target.set(path, result);
}

function checkRename(path: string, operand: unknown): void {
  if (typeof operand !== 'string') {
    throw databaseError(`The 'to' field for $rename must be a string: ${path}: ${operand}`);
  }
  for (const [role, name] of [
    ['source', path],
    ['destination', operand],
  ] as const) {
    if (name.split('.').some((part) => part.startsWith('$'))) {
      throw databaseError(`The ${role} field for $rename may not be dynamic: ${name}`);
    }
  }
}

function rename(target: Target, path: string, operand: unknown): void {
  const to = operand as string;
  for (const name of [path, to]) {
    const parts = name.split('.');
    for (let i = 1; i < parts.length; i++) {
      if (Array.isArray(target.get(parts.slice(0, i).join('.')))) {
        throw databaseError(
          `The source field cannot be an array element, '${name}' in doc with ${target.label} has an array field`,
        );
      }
    }
  }
  const value = target.get(path);
  if (value === undefined) return;
  target.unset(path);
  target.set(to, value);
}

function checkCurrentDate(_path: string, operand: unknown): void {
  const wanted = isPlain(operand) ? operand.$type : operand;
  if (typeof wanted === 'boolean' || wanted === 'date') return;
  throw databaseError(
    `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
  );
}

function extreme(accept: (order: number) => boolean): UpdateOperator {
  return {
    stores: (operand) => [operand],
    apply: (target, path, value) => {
      const now = target.get(path);
      if (now === undefined || accept(compareValues(value, now))) target.set(path, clone(value));
    },
  };
}

export const SCALAR_UPDATES: Readonly<Record<string, UpdateOperator>> = {
  $set: {
    stores: (operand) => [operand],
    apply: (target, path, value) => target.set(path, clone(value)),
  },
  $setOnInsert: { stores: (operand) => [operand], apply: () => undefined },
  $unset: { apply: (target, path) => target.unset(path) },
  $inc: {
    check: requireNumber('increment'),
    apply: (target, path, by) => {
      target.set(path, (currentNumber(target, '$inc', path) ?? 0) + (by as number));
    },
  },
  $mul: {
    check: requireNumber('multiply'),
    apply: (target, path, by) => {
      target.set(path, (currentNumber(target, '$mul', path) ?? 0) * (by as number));
    },
  },
  $min: extreme((order) => order < 0),
  $max: extreme((order) => order > 0),
  $currentDate: {
    check: checkCurrentDate,
    apply: (target, path, _operand, now) => target.set(path, new Date(now)),
  },
  $rename: { check: checkRename, apply: rename },
  $bit: { check: checkBit, apply: bit },
};
