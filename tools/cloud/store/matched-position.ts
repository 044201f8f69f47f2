/** Which element of an array a query matched: what the positional `$` stands for. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { compile } from './match';
import { leafValues } from './paths';

type Clause = readonly [path: string, test: unknown];

/** These say what must not be there, so that no element is the matching one. */
const NEGATIVE = new Set(['$ne', '$nin', '$not']);
/** These look at the array as a whole. */
const WHOLE = new Set(['$size', '$exists', '$type']);

/** A clause about elements of the array at `path`, without what names none. */
function elementClause([key, test]: Clause, path: string): Clause | undefined {
  if (key !== path && !key.startsWith(`${path}.`)) return undefined;
  if (!isPlain(test) || !Object.keys(test)[0]?.startsWith('$')) return [key, test];
  const left = Object.entries(test).filter(
    ([name]) => !NEGATIVE.has(name) && !(key === path && WHOLE.has(name)),
  );
  return left.length === 0 ? undefined : [key, Object.fromEntries(left)];
}

/** What a query asks of every document, `$and` opened. */
function clausesOf(condition: Doc): Clause[] {
  return Object.entries(condition).flatMap(([key, value]): Clause[] => {
    if (key === '$and' && Array.isArray(value)) {
      return value.flatMap((item) => (isPlain(item) ? clausesOf(item) : []));
    }
    return key.startsWith('$') && key !== '$or' ? [] : [[key, value]];
  });
}

function find(path: string, condition: Doc, original: Doc): number {
  const clauses = clausesOf(condition);
  const list = leafValues(original, path)[0];
  if (!Array.isArray(list)) return -1;
  const tests = clauses
    .map((clause) => elementClause(clause, path))
    .filter((clause) => clause !== undefined)
    .map(([key, test]) => compile({ [`list${key.slice(path.length)}`]: test }));
  const every = list.findIndex((item) => tests.every((match) => match.test({ list: [item] })));
  if (tests.length > 0 && every >= 0) return every;
  // Several elements share the conditions: the last condition names its own.
  const last = tests[tests.length - 1];
  if (last) return list.findIndex((item) => last.test({ list: [item] }));
  for (const [key, branches] of clauses) {
    if (key !== '$or' || !Array.isArray(branches)) continue;
    const branch = branches.find((one: Doc) => compile(one).test(original));
    const index = branch ? find(path, branch as Doc, original) : -1;
    if (index >= 0) return index;
  }
  return -1;
}

/**
 * The index of the element of the array at `path` that made `original` match.
 * @throws WireError when the condition says nothing about its elements
 */
export function matchedPosition(path: string, condition: Doc, original: Doc): number {
  const index = find(path, condition, original);
  if (index < 0) {
    throw databaseError('The positional operator did not find the match needed from the query.');
  }
  return index;
}
