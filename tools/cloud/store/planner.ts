/**
 * Chooses where candidates come from: `_id`, a declared index (equal prefix, range, order), a union
 * over `$or`, or everything. Candidates are a superset; the compiled query decides.
 */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import type { Bound, Interval, OrderedIndex } from './ordered-index';
import type { Sort } from './sorting';
import { Rank, rankOf } from './values';

export type Plan =
  | { kind: 'ids'; ids: unknown[]; exact: boolean }
  | { kind: 'index'; index: OrderedIndex; intervals: Interval[]; reverse: boolean; sorted: boolean }
  | { kind: 'union'; plans: Plan[] }
  | { kind: 'scan' };

interface Clause {
  equal?: unknown[];
  lower?: Bound;
  upper?: Bound;
}

const MOST_POINTS = 1000;

/** Plans a query over the indexes of a collection. */
export function plan(condition: Doc, sort: Sort, indexes: readonly OrderedIndex[]): Plan {
  if (onlyId(condition) && typeof condition._id !== 'object') {
    return { kind: 'ids', ids: [condition._id], exact: true };
  }
  const clauses = clausesOf(condition);
  const id = clauses.get('_id');
  if (id?.equal) return { kind: 'ids', ids: id.equal, exact: onlyId(condition) };
  let best: { plan: Plan; score: number } | undefined;
  for (const index of indexes) {
    const candidate = useIndex(index, clauses, sort);
    if (candidate && candidate.score > (best?.score ?? 0)) best = candidate;
  }
  if (best && best.score >= 4) return best.plan;
  return unionPlan(condition, indexes) ?? best?.plan ?? { kind: 'scan' };
}

/** The `_id` clause says everything: no need to test candidates. */
function onlyId(condition: Doc): boolean {
  for (const key in condition) if (key !== '_id') return false;
  const value = condition._id;
  if (value === undefined) return false;
  if (!isPlain(value)) return value !== null && !Array.isArray(value);
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === '$in' || keys[0] === '$eq');
}

function unionPlan(condition: Doc, indexes: readonly OrderedIndex[]): Plan | undefined {
  const branches = condition.$or;
  if (!Array.isArray(branches)) return undefined;
  const plans: Plan[] = [];
  for (const branch of branches) {
    if (!isPlain(branch)) return undefined;
    const one = plan(branch, [], indexes);
    if (one.kind === 'scan') return undefined;
    plans.push(one.kind === 'ids' ? { ...one, exact: false } : one);
  }
  return { kind: 'union', plans };
}

function clausesOf(condition: Doc, into = new Map<string, Clause>()): Map<string, Clause> {
  for (const [key, value] of Object.entries(condition)) {
    if (key === '$and' && Array.isArray(value)) {
      for (const item of value) if (isPlain(item)) clausesOf(item, into);
    } else if (!key.startsWith('$')) {
      const clause = clauseOf(value);
      const known = into.get(key);
      if (!known) into.set(key, clause);
      else merge(known, clause);
    }
  }
  return into;
}

/** Either of two clauses on one field is enough for a superset. */
function merge(known: Clause, more: Clause): void {
  if (!known.equal && more.equal) known.equal = more.equal;
  if (!known.lower && more.lower) known.lower = more.lower;
  if (!known.upper && more.upper) known.upper = more.upper;
}

function clauseOf(value: unknown): Clause {
  if (value instanceof RegExp) return {};
  if (!isPlain(value) || !Object.keys(value)[0]?.startsWith('$')) return { equal: [value] };
  const clause: Clause = {};
  if ('$eq' in value && !(value.$eq instanceof RegExp)) clause.equal = [value.$eq];
  if (Array.isArray(value.$in) && !value.$in.some((item) => item instanceof RegExp)) {
    clause.equal = value.$in;
  }
  for (const [name, lower, inclusive] of RANGES) {
    const operand = value[name];
    if (operand === undefined || !rangeable(operand)) continue;
    const bound = { value: operand, inclusive };
    if (lower) clause.lower = bound;
    else clause.upper = bound;
  }
  if (clause.lower && clause.upper && rankOf(clause.lower.value) !== rankOf(clause.upper.value)) {
    delete clause.upper;
  }
  return clause;
}

const RANGES = [
  ['$gt', true, false],
  ['$gte', true, true],
  ['$lt', false, false],
  ['$lte', false, true],
] as const;

function rangeable(value: unknown): boolean {
  const rank = rankOf(value);
  return rank !== Rank.Null && rank !== Rank.MinKey && rank !== Rank.MaxKey && !Number.isNaN(value);
}

function useIndex(
  index: OrderedIndex,
  clauses: ReadonlyMap<string, Clause>,
  sort: Sort,
): { plan: Plan; score: number } | undefined {
  const first = index.paths[0]!;
  if (!clauses.has(first) && sort[0]?.[0] !== first) return undefined;
  index.ensure();
  let prefixes: unknown[][] = [[]];
  let depth = 0;
  for (const path of index.paths) {
    const equal = clauses.get(path)?.equal;
    if (!equal || prefixes.length * equal.length > MOST_POINTS) break;
    prefixes = prefixes.flatMap((prefix) => equal.map((value) => [...prefix, value]));
    depth++;
  }
  const range = clauses.get(index.paths[depth] ?? '');
  const ranged = !!range && !range.equal && !!(range.lower || range.upper);
  const direction = prefixes.length <= 1 ? sortDirection(index, depth, clauses, sort) : 0;
  const score = depth * 10 + (ranged ? 5 : 0) + (direction !== 0 ? 3 : 0);
  if (score === 0) return undefined;
  const intervals = prefixes.map((prefix) => interval(prefix, ranged ? range : undefined, index));
  return {
    score,
    plan: { kind: 'index', index, intervals, reverse: direction < 0, sorted: direction !== 0 },
  };
}

function interval(prefix: unknown[], range: Clause | undefined, index: OrderedIndex): Interval {
  const out: Interval = { prefix };
  if (range?.lower) out.lower = range.lower;
  // With several keys per document each bound may be met by another element: use one only.
  if (range?.upper && !(index.multi && range.lower)) out.upper = range.upper;
  return out;
}

/** 1 or -1 when walking the index after `depth` equal fields gives the sort; 0 when not. */
function sortDirection(
  index: OrderedIndex,
  depth: number,
  clauses: ReadonlyMap<string, Clause>,
  sort: Sort,
): number {
  if (index.multi) return 0;
  const wanted = sort.filter(([path]) => clauses.get(path)?.equal?.length !== 1);
  if (wanted.length === 0) return 0;
  let direction = 0;
  for (const [i, [path, way]] of wanted.entries()) {
    if (index.paths[depth + i] !== path) return 0;
    const one = way * index.directions[depth + i]!;
    if (direction !== 0 && one !== direction) return 0;
    direction = one;
  }
  return direction;
}
