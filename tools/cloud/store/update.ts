/**
 * The update executor: operators of the SDK with the rejections of MongoDB, where mingo's updater
 * silently ignores or does what the database refuses.
 */
import type { Doc } from '../ejson';
import { clone, isPlain } from '../ejson';
import { databaseError } from '../errors';
import { addToSet, pop, pull, pullAll, push } from './array-updates';
import { checkPaths, expandPositions } from './positional';
import { Target, typeName } from './target';
import { compareValues } from './values';

type Apply = (target: Target, path: string, operand: unknown, now: number) => void;

function requireNumber(verb: string, path: string, operand: unknown): number {
  if (typeof operand !== 'number') {
    throw databaseError(
      `Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
    );
  }
  return operand;
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

function bit(target: Target, path: string, operand: unknown): void {
  if (!isPlain(operand) || Object.keys(operand).length === 0) {
    throw databaseError(`The $bit modifier is not compatible with a ${typeName(operand)}`);
  }
  let value = currentNumber(target, '$bit', path) ?? 0;
  if (!Number.isInteger(value)) {
    throw databaseError(`Cannot apply $bit to a value of non-integral type. ${target.label}`);
  }
  for (const [name, mask] of Object.entries(operand)) {
    if (typeof mask !== 'number' || !Number.isInteger(mask)) {
      throw databaseError('The $bit modifier field must be an Integer(32/64 bit)');
    }
    if (name === 'and') value &= mask;
    else if (name === 'or') value |= mask;
    else if (name === 'xor') value ^= mask;
    else
      throw databaseError(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
  }
  target.set(path, value);
}

function rename(target: Target, path: string, operand: unknown): void {
  if (typeof operand !== 'string') {
    throw databaseError(`The 'to' field for $rename must be a string: ${path}: ${operand}`);
  }
  for (const name of [path, operand]) {
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
  target.set(operand, value);
}

function currentDate(target: Target, path: string, operand: unknown, now: number): void {
  const wanted = isPlain(operand) ? operand.$type : operand;
  if (wanted !== true && wanted !== 'date') {
    throw databaseError(
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  target.set(path, new Date(now));
}

const OPERATORS: Readonly<Record<string, Apply>> = {
  $set: (target, path, value) => target.set(path, clone(value)),
  $setOnInsert: () => undefined,
  $unset: (target, path) => target.unset(path),
  $inc: (target, path, value) => {
    const by = requireNumber('increment', path, value);
    target.set(path, (currentNumber(target, '$inc', path) ?? 0) + by);
  },
  $mul: (target, path, value) => {
    const by = requireNumber('multiply', path, value);
    target.set(path, (currentNumber(target, '$mul', path) ?? 0) * by);
  },
  $min: (target, path, value) => {
    const now = target.get(path);
    if (now === undefined || compareValues(value, now) < 0) target.set(path, clone(value));
  },
  $max: (target, path, value) => {
    const now = target.get(path);
    if (now === undefined || compareValues(value, now) > 0) target.set(path, clone(value));
  },
  $currentDate: currentDate,
  $rename: rename,
  $bit: bit,
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
};

/** An update document as a list of `[operator, path, operand]`, paths in name order. */
export type Step = readonly [operator: string, path: string, operand: unknown];

/**
 * Reads an update document; plain fields are `$set`.
 * @throws WireError for unknown operators, conflicting, empty or forbidden paths
 */
export function parseUpdate(update: Doc): Step[] {
  const steps: Step[] = [];
  for (const [key, value] of Object.entries(update)) {
    if (!key.startsWith('$')) {
      steps.push(['$set', key, value]);
      continue;
    }
    if (!(key in OPERATORS)) throw databaseError(`Unknown modifier: ${key}`);
    if (!isPlain(value)) {
      throw databaseError(
        `Modifiers operate on fields but we found type ${typeName(value)} instead. For example: {$mod: {<field>: ...}}`,
      );
    }
    for (const [path, operand] of Object.entries(value)) {
      if (STORING.has(key)) checkStorable(operand, `${path}.`);
      steps.push([key, path, operand]);
    }
  }
  checkPaths(steps);
  return steps.sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
}

/** `$set` and its kin may carry whole documents: the same names are refused inside them. */
const STORING = new Set(['$set', '$min', '$max']);

/** Applies the steps; returns a new document, the original stays as it was. */
export function applyUpdate(doc: Doc, steps: readonly Step[], condition: Doc, now: number): Doc {
  const target = new Target(doc);
  for (const [operator, path, operand] of steps) {
    for (const exact of expandPositions(target, path, condition)) {
      OPERATORS[operator]!(target, exact, operand, now);
    }
  }
  if (compareValues(target.doc._id, doc._id) !== 0) {
    throw databaseError(
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return target.doc;
}

/** Refuses `$`-prefixed and empty names in documents to be stored whole. */
export function checkStorable(value: unknown, at = ''): void {
  if (Array.isArray(value)) {
    for (const item of value) checkStorable(item, at);
  } else if (isPlain(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__') throw databaseError(`The field name '__proto__' is not valid here.`);
      if (key.startsWith('$')) {
        throw databaseError(
          `The dollar ($) prefixed field '${key}' in '${at}${key}' is not valid for storage.`,
        );
      }
      checkStorable(item, `${at}${key}.`);
    }
  }
}
