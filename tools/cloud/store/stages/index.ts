/** Aggregation stages in place of mingo's, and refusals. */
import { randomInt } from 'node:crypto';
import { evalExpr } from 'mingo/core';
import { type Iterator, Lazy } from 'mingo/lazy';
import type { Any, Options } from 'mingo/types';
import type { Doc } from '../../ejson';
import { isPlain } from '../../ejson';
import { databaseError } from '../../errors';
import { compile } from '../match';
import { sorted } from '../sorting';
import { compareValues, rankOf } from '../values';
import { addFields } from './add-fields';
import { group } from './group';
import { unwind } from './unwind';

function sort(docs: Iterator, spec: Any): Iterator {
  if (!isPlain(spec) || Object.keys(spec).length === 0) {
    throw databaseError('$sort stage must have at least one sort key');
  }
  const fields = Object.entries(spec).map(([path, way]): [string, number] => {
    if (way !== 1 && way !== -1) {
      throw databaseError('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    return [path, way];
  });
  return docs.transform((all: Doc[]) => Lazy(sorted(all, (doc) => doc, fields)));
}

function match(docs: Iterator, spec: Any, options: Options): Iterator {
  if (!isPlain(spec)) throw databaseError('the match filter must be an expression in an object');
  const { test } = compile(spec, options);
  return docs.filter((doc: Doc) => test(doc));
}

/** No documents, no count. */
function count(docs: Iterator, name: Any): Iterator {
  if (typeof name !== 'string' || name === '' || name.startsWith('$') || name.includes('.')) {
    throw databaseError('the count field must be a non-empty string');
  }
  return docs.transform((all: Doc[]) => {
    const total = all.length;
    return Lazy(total === 0 ? [] : [{ [name]: total }]);
  });
}

/** So many at random, each once; all of them when there are fewer. */
function sample(docs: Iterator, spec: Any): Iterator {
  const size: unknown = isPlain(spec) ? spec.size : undefined;
  if (typeof size !== 'number') throw databaseError('size argument to $sample must be a number');
  if (size < 0) throw databaseError('size argument to $sample must not be negative');
  return docs.transform((all: Doc[]) => {
    const rest = [...all];
    const count = Math.min(Math.trunc(size), rest.length);
    for (let i = 0; i < count; i++) {
      const j = randomInt(i, rest.length);
      [rest[i], rest[j]] = [rest[j]!, rest[i]!];
    }
    return Lazy(rest.slice(0, count));
  });
}

interface BucketSpec {
  groupBy: unknown;
  boundaries: unknown[];
  fallback: unknown;
  hasFallback: boolean;
  output: Doc;
}

function bucketSpec(spec: Any): BucketSpec {
  if (!isPlain(spec) || !Array.isArray(spec.boundaries) || spec.groupBy === undefined) {
    throw databaseError("$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  const { boundaries } = spec;
  if (boundaries.length < 2) {
    throw databaseError(
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  }
  for (let i = 1; i < boundaries.length; i++) {
    if (rankOf(boundaries[i]) !== rankOf(boundaries[i - 1])) {
      throw databaseError(
        "All values in the the 'boundaries' option to $bucket must have the same type.",
      );
    }
    if (compareValues(boundaries[i - 1], boundaries[i]) >= 0) {
      throw databaseError("The 'boundaries' option to $bucket must be sorted.");
    }
  }
  return {
    groupBy: spec.groupBy,
    boundaries,
    fallback: spec.default,
    hasFallback: 'default' in spec,
    output: isPlain(spec.output) ? spec.output : { count: { $sum: 1 } },
  };
}

/** Lower boundary inclusive, upper exclusive; empty buckets are left out. */
function bucket(docs: Iterator, expression: Any, options: Options): Iterator {
  const spec = bucketSpec(expression);
  return docs.transform((all: Doc[]) => {
    const buckets = spec.boundaries.slice(0, -1).map((id) => ({ id, docs: [] as Doc[] }));
    const rest: Doc[] = [];
    const last = spec.boundaries[spec.boundaries.length - 1];
    for (const doc of all) {
      const value = evalExpr(doc, spec.groupBy, options);
      const low = compareValues(value, spec.boundaries[0]) < 0;
      if (low || compareValues(value, last) >= 0) {
        if (!spec.hasFallback) {
          throw databaseError(
            '$switch could not find a matching branch for an input, and no default was specified.',
          );
        }
        rest.push(doc);
        continue;
      }
      let at = buckets.length - 1;
      while (compareValues(value, buckets[at]!.id) < 0) at--;
      buckets[at]!.docs.push(doc);
    }
    if (spec.hasFallback) buckets.push({ id: spec.fallback, docs: rest });
    buckets.sort((a, b) => compareValues(a.id, b.id));
    const full = buckets.filter((one) => one.docs.length > 0);
    return Lazy(
      full.map((one) => ({ _id: one.id, ...(evalExpr(one.docs, spec.output, options) as Doc) })),
    );
  });
}

interface LookupSpec {
  from: string;
  localField: string;
  foreignField: string;
  as: string;
}

/** The equality form of `$lookup`, or undefined for the pipeline form. */
export function equalityLookup(spec: unknown): LookupSpec | undefined {
  if (!isPlain(spec) || 'pipeline' in spec) return undefined;
  const { from, localField, foreignField, as } = spec;
  const parts = [from, localField, foreignField, as];
  if (!parts.every((part) => typeof part === 'string' && part !== '')) {
    throw databaseError(
      "$lookup requires 'from', 'localField', 'foreignField' and 'as' to be strings",
    );
  }
  return spec as unknown as LookupSpec;
}

function refused(name: string) {
  return (): Iterator => {
    throw databaseError(
      `${name} is not supported by the local cloud; write through the SDK instead.`,
    );
  };
}

/** mingo names each operator's own type; these are all (documents, spec, options) → documents. */
export const STAGES = {
  $addFields: addFields,
  $set: addFields,
  $group: group,
  $sample: sample,
  $unwind: unwind,
  $match: match,
  $sort: sort,
  $count: count,
  $bucket: bucket,
  $out: refused('$out'),
  $merge: refused('$merge'),
};
