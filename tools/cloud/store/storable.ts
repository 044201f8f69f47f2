/** What a document may hold: names and depth. */
import { isPlain } from '../ejson';
import { databaseError } from '../errors';

/** MongoDB's own limit for what users store, the document itself counted. */
const DEEPEST = 180;

/** A name with a NUL would end there in BSON. */
export function checkName(name: string): void {
  if (name.includes('\u0000')) {
    throw databaseError(`The field name ${JSON.stringify(name)} must not contain a null byte.`);
  }
  if (name === '__proto__') throw databaseError(`The field name '__proto__' is not valid here.`);
}

/**
 * Refuses `$`-prefixed names, names with NUL and too deep nesting in values to be stored.
 * `at` is the path they come to stand under, with its dot, and `depth` how deep that is.
 * @throws WireError
 */
export function checkStorable(value: unknown, at = '', depth = 1): void {
  const list = Array.isArray(value);
  if (!list && !isPlain(value)) return;
  if (depth > DEEPEST) {
    throw databaseError(`cannot insert document because it exceeds ${DEEPEST} levels of nesting`);
  }
  if (list) {
    for (const item of value) checkStorable(item, at, depth + 1);
    return;
  }
  for (const key in value) {
    checkName(key);
    if (key.startsWith('$')) {
      throw databaseError(
        `The dollar ($) prefixed field '${key}' in '${at}${key}' is not valid for storage.`,
      );
    }
    const item = value[key];
    if (typeof item === 'object' && item !== null) checkStorable(item, `${at}${key}.`, depth + 1);
  }
}
