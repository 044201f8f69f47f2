/** Update paths: conflicts, forbidden names, and the positional `$` and `$[]`. */
import type { Doc } from '../ejson';
import { databaseError } from '../errors';
import { matchedPosition } from './matched-position';
import { checkName } from './storable';
import type { Target } from './target';
import type { Step } from './update';

function checkPath(operator: string, path: string): void {
  if (path === '' || path.split('.').some((part) => part === '')) {
    throw databaseError(
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  const parts = path.split('.');
  if (parts[0] === '$' || parts[0] === '$[]') {
    throw databaseError(
      `Cannot have positional (i.e. '$') element in the first position in path '${path}'`,
    );
  }
  if (parts.filter((part) => part === '$').length > 1) {
    throw databaseError(`Too many positional (i.e. '$') elements found in path '${path}'`);
  }
  for (const part of parts) {
    checkName(part);
    if (part.startsWith('$') && part !== '$' && part !== '$[]') {
      if (part.startsWith('$[')) {
        throw databaseError(`No array filter found for identifier in path '${path}'`);
      }
      throw databaseError(
        `The dollar ($) prefixed field '${part}' in '${path}' is not valid for storage.`,
      );
    }
  }
  if (path === '_id' && operator !== '$set' && operator !== '$setOnInsert') {
    throw databaseError(
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
}

/** Each path once, and none inside another. */
export function checkPaths(steps: readonly Step[]): void {
  const paths: string[] = [];
  for (const [operator, path, operand] of steps) {
    checkPath(operator, path);
    paths.push(path);
    if (operator === '$rename' && typeof operand === 'string') {
      if (operand === path) {
        throw databaseError(
          `The source and target field for $rename must differ: ${path}: "${path}"`,
        );
      }
      checkPath(operator, operand);
      paths.push(operand);
    }
  }
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(path)) throw pathConflict(path, path);
    seen.add(path);
  }
  for (const path of paths) {
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      const ancestor = path.slice(0, dot);
      if (seen.has(ancestor)) throw pathConflict(path, ancestor);
    }
  }
}

function pathConflict(path: string, other: string): Error {
  return databaseError(`Updating the path '${path}' would create a conflict at '${other}'`);
}

/** The exact paths a step touches in this document; `original` is what the query matched. */
export function expandPositions(
  target: Target,
  path: string,
  condition: Doc,
  original: Doc,
): string[] {
  if (!path.includes('$')) return [path];
  const parts = path.split('.');
  let prefixes = [''];
  for (const part of parts) {
    prefixes = prefixes.flatMap((prefix) => {
      const at = prefix.replace(/\.$/, '');
      if (part === '$') {
        arrayAt(target, at);
        return [`${prefix}${matchedPosition(at, condition, original)}.`];
      }
      if (part === '$[]') return allPositions(target, at).map((index) => `${prefix}${index}.`);
      return [`${prefix}${part}.`];
    });
  }
  return prefixes.map((prefix) => prefix.slice(0, -1));
}

function arrayAt(target: Target, path: string): unknown[] {
  const value = target.get(path);
  if (value === undefined) {
    throw databaseError(
      `The path '${path}' must exist in the document in order to apply array updates.`,
    );
  }
  if (!Array.isArray(value)) {
    throw databaseError(`Cannot apply array updates to non-array element ${path}`);
  }
  return value;
}

function allPositions(target: Target, path: string): number[] {
  return arrayAt(target, path).map((_item, index) => index);
}
