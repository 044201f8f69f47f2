/** Runs a pipeline: the first `$match` through the planner, the rest stage by stage. */
import { Aggregator } from 'mingo/aggregator';
import { Context } from 'mingo/core';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as window from 'mingo/operators/window';
import type { Doc } from '../ejson';
import { clone, isPlain } from '../ejson';
import { databaseError, WireError } from '../errors';
import type { FindOptions } from './collection';
import { EXPRESSIONS, operatorsOf } from './expressions';
import { withFieldPaths } from './expressions/field-paths';
import { geoNear } from './geo-near';
import { leafValues } from './paths';
import { equalityLookup, STAGES } from './stages';
import type { Store } from './store';
import { Target } from './target';
import { MISSING } from './values';

/** One stage as the SDK sends it. */
export interface Stage {
  name: string;
  spec: unknown;
}

/** Our stages and expressions win over mingo's. */
const CONTEXT = Context.init({
  ...EXPRESSIONS,
  projection: operatorsOf(projection),
  window: operatorsOf(window),
  pipeline: { ...operatorsOf(pipeline), ...STAGES } as unknown as typeof pipeline,
});

/** Stages that may change documents in place. */
const CHANGING = new Set([
  '$addFields',
  '$set',
  '$unset',
  '$project',
  '$redact',
  '$facet',
  '$fill',
  '$unwind',
  '$setWindowFields',
  '$densify',
  '$replaceRoot',
  '$replaceWith',
  '$lookup',
  '$graphLookup',
]);

/**
 * Runs `stages` over a collection.
 * @throws WireError for what the database or the local cloud refuses
 */
export function aggregate(store: Store, name: string, stages: readonly Stage[]): Doc[] {
  store.collection(name);
  try {
    return run(store, name, stages);
  } catch (error) {
    if (error instanceof WireError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw databaseError(text.replace('unregistered operator', 'Unrecognized pipeline stage name:'));
  }
}

function run(store: Store, name: string, stages: readonly Stage[]): Doc[] {
  let { docs, used } = start(store, name, stages);
  if (stages.slice(used).some((stage) => CHANGING.has(stage.name))) docs = docs.map(clone);
  for (const stage of stages.slice(used)) docs = step(store, docs, stage);
  return docs.map(idFirst);
}

/** The database answers `_id` before everything else. */
function idFirst(doc: Doc): Doc {
  if (!('_id' in doc) || Object.keys(doc)[0] === '_id') return doc;
  const { _id, ...rest } = doc;
  return { _id, ...rest };
}

/** Documents after the stages a find can do: `$match`, `$sort`, `$skip`, `$limit`, `$geoNear`. */
function start(
  store: Store,
  name: string,
  stages: readonly Stage[],
): { docs: Doc[]; used: number } {
  if (stages[0]?.name === '$geoNear')
    return { docs: geoNear(store.collection(name), stages[0].spec), used: 1 };
  let used = 0;
  let condition: Doc = {};
  const options: FindOptions = {};
  if (stages[used]?.name === '$match') {
    condition = asDoc('$match', stages[used]!.spec);
    used += 1;
  }
  const next = stages[used];
  if (next?.name === '$sort' && isPlain(next.spec)) {
    const sort = Object.entries(next.spec);
    if (sort.length > 0 && sort.every(([, way]) => way === 1 || way === -1)) {
      options.sort = sort as [string, number][];
      used += 1;
    }
  }
  const limit = stages[used];
  if (limit?.name === '$limit' && typeof limit.spec === 'number' && limit.spec > 0) {
    options.limit = limit.spec;
    used += 1;
  } else options.all = true;
  return { docs: store.find(name, condition, options).map((rec) => rec.doc), used };
}

function asDoc(stage: string, spec: unknown): Doc {
  if (!isPlain(spec)) throw databaseError(`the ${stage} filter must be an expression in an object`);
  return spec;
}

function step(store: Store, docs: Doc[], { name, spec: written }: Stage): Doc[] {
  // $match has paths of its own, and the one of $unwind is not evaluated.
  const evaluated = name !== '$match' && name !== '$unwind';
  const spec = evaluated ? withFieldPaths(written) : written;
  if (name === '$lookup') {
    const equality = equalityLookup(spec);
    if (equality) return lookup(store, docs, equality);
    if (isPlain(spec) && typeof spec.as === 'string' && spec.as.includes('.')) {
      return dottedLookup(store, docs, spec, spec.as);
    }
  }
  if (name === '$geoNear') {
    throw databaseError('$geoNear was not the first stage in the pipeline.');
  }
  if (name === '$limit' && (typeof spec !== 'number' || spec <= 0)) {
    throw databaseError('the limit must be positive');
  }
  const resolver = (from: string): Doc[] =>
    store.find(from, {}, { all: true }).map((rec) => clone(rec.doc));
  const aggregator = new Aggregator([{ [name]: spec }], {
    context: CONTEXT,
    scriptEnabled: false,
    useStrictMode: true,
    collectionResolver: resolver,
  });
  return aggregator.run(docs) as Doc[];
}

/** mingo takes the name of the new field as it is: a path is set afterwards. */
function dottedLookup(store: Store, docs: Doc[], spec: Doc, path: string): Doc[] {
  const found = step(store, docs, { name: '$lookup', spec: { ...spec, as: '~found' } });
  return found.map(({ '~found': list, ...doc }) => {
    const target = new Target(doc);
    target.set(path, list);
    return target.doc;
  });
}

/** Equality join through the planner; a missing local field joins null and missing. */
function lookup(
  store: Store,
  docs: Doc[],
  spec: { from: string; localField: string; foreignField: string; as: string },
): Doc[] {
  return docs.map((doc) => {
    const values = leafValues(doc, spec.localField).flatMap((leaf) =>
      Array.isArray(leaf) ? leaf : [leaf === MISSING ? null : leaf],
    );
    // A RegExp joins the same RegExp, not what it matches.
    const equal = values.map((value) => ({ [spec.foreignField]: { $eq: value } }));
    const regex = values.some((value) => value instanceof RegExp);
    const condition = regex ? { $or: equal } : { [spec.foreignField]: { $in: values } };
    const target = new Target(doc);
    target.set(
      spec.as,
      store.find(spec.from, condition).map((rec) => clone(rec.doc)),
    );
    return target.doc;
  });
}
