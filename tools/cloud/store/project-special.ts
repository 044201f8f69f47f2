/** `$slice` and `$elemMatch` in `field()`. */
import { type Doc, isPlain } from '../ejson';
import { databaseError } from '../errors';
import { elementTest } from './match';
import { splitPath } from './paths';

/** Works on the projected document, whose containers are its own. */
export type Special = (out: Doc) => void;

/** Sets what `change` makes of the value at a path; documents on the way are copies already. */
function changeAt(value: unknown, parts: readonly string[], change: (leaf: unknown) => unknown) {
  if (Array.isArray(value)) {
    for (const item of value) if (isPlain(item)) changeAt(item, parts, change);
    return;
  }
  const [part, ...rest] = parts as [string, ...string[]];
  if (!isPlain(value) || !Object.hasOwn(value, part)) return;
  const leaf = value[part];
  if (rest.length > 0) changeAt(leaf, rest, change);
  else {
    const changed = change(leaf);
    if (changed === undefined) delete value[part];
    else value[part] = changed;
  }
}

const wholeNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : undefined;

/** `n`, `-n` or `[skip, n]` → what is left of a list. */
function sliceOf(operand: unknown): (list: unknown[]) => unknown[] {
  if (!Array.isArray(operand)) {
    const count = wholeNumber(operand);
    if (count === undefined) {
      throw databaseError('$slice only supports numbers and [skip, limit] arrays');
    }
    return (list) => (count < 0 ? list.slice(count) : list.slice(0, count));
  }
  const [skip, count] = operand.map(wholeNumber);
  if (operand.length !== 2 || skip === undefined || count === undefined) {
    throw databaseError('$slice array wrong size');
  }
  if (count <= 0) throw databaseError('$slice limit must be positive');
  return (list) => list.slice(skip).slice(0, count);
}

/** @throws WireError for anything else */
export function special(path: string, spec: Doc): Special {
  const [name, ...more] = Object.keys(spec);
  if (more.length === 0 && name === '$slice') {
    const slice = sliceOf(spec.$slice);
    const parts = splitPath(path);
    return (out) => changeAt(out, parts, (leaf) => (Array.isArray(leaf) ? slice(leaf) : leaf));
  }
  if (more.length === 0 && name === '$elemMatch') {
    if (!isPlain(spec.$elemMatch))
      throw databaseError('elemMatch: Invalid argument, object required');
    if (path.includes('.')) {
      throw databaseError('Cannot use $elemMatch projection on a nested field.');
    }
    const test = elementTest(spec.$elemMatch);
    return (out) =>
      changeAt(out, [path], (leaf) => {
        const item = Array.isArray(leaf) ? leaf.find(test) : undefined;
        return item === undefined ? undefined : [item];
      });
  }
  throw databaseError(`Unsupported projection option: ${path}: ${JSON.stringify(spec)}`);
}
