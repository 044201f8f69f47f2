/** Compiles a query document, with MongoDB's refusals. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { expressionTest } from './expressions';
import { GEO_OPERATORS } from './geo';
import { jsonSchema } from './json-schema';
import { type Matcher, onLeaves, QUERY_OPERATORS, regexOf } from './operators';
import { leafValues } from './paths';
import { sameValue } from './values';

/** A compiled query. */
export interface Match {
  test(doc: Doc): boolean;
}

/** Path and operand → predicate over a document. */
type Operator = (path: string, operand: unknown) => Matcher;

function elemMatch(path: string, criteria: unknown): Matcher {
  if (!isPlain(criteria)) throw databaseError('$elemMatch needs an Object');
  const test = elementTest(criteria);
  return (doc) =>
    leafValues(doc, path).some((leaf) => Array.isArray(leaf) && leaf.some((item) => test(item)));
}

/**
 * A condition on an array's element: operators apply to the element itself, fields and `$and`,
 * `$or`, `$nor` to its members.
 */
export function elementTest(criteria: Doc): (item: unknown) => boolean {
  const first = Object.keys(criteria)[0];
  if (first?.startsWith('$') && !LOGICAL.has(first)) {
    const test = predicate('item', criteria);
    return (item) => test({ item });
  }
  const test = condition(criteria);
  return (item) => isPlain(item) && test(item);
}

function all(path: string, list: unknown): Matcher {
  if (!Array.isArray(list)) throw databaseError('$all needs an array');
  if (list.length === 0) return () => false;
  const nested = list.filter((item) => isPlain(item) && '$elemMatch' in item).length;
  if (nested > 0 && nested < list.length) throw databaseError('no $ expressions in $all');
  const tests = list.map((item: unknown) => {
    if (nested > 0) return elemMatch(path, (item as Doc).$elemMatch);
    if (isPlain(item) && Object.keys(item)[0]?.startsWith('$')) {
      throw databaseError('no $ expressions in $all');
    }
    return item instanceof RegExp
      ? QUERY_OPERATORS.$regex(path, item)
      : QUERY_OPERATORS.$eq(path, item);
  });
  return (doc) => tests.every((test) => test(doc));
}

function notOperator(path: string, operand: unknown): Matcher {
  if (!(operand instanceof RegExp)) {
    if (!isPlain(operand)) throw databaseError('$not needs a regex or a document');
    if (Object.keys(operand).length === 0) throw databaseError('$not cannot be empty');
    const wrong = Object.keys(operand).find((key) => !key.startsWith('$'));
    if (wrong !== undefined) throw databaseError(`unknown operator: ${wrong}`);
  }
  const inner = predicate(path, operand);
  return (doc) => !inner(doc);
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  ...QUERY_OPERATORS,
  ...GEO_OPERATORS,
  $elemMatch: elemMatch,
  $all: all,
  $not: notOperator,
};

/** What a query says of one path. */
function predicate(path: string, value: unknown): Matcher {
  if (value instanceof RegExp) return QUERY_OPERATORS.$regex(path, value);
  const operators = isPlain(value) ? Object.keys(value) : [];
  if (!isPlain(value) || !operators.some((key) => key.startsWith('$'))) {
    return QUERY_OPERATORS.$eq(path, value);
  }
  const tests: Matcher[] = [];
  for (const name of operators) {
    if (name === '$options' && '$regex' in value) continue;
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (!operator) throw databaseError(`unknown operator: ${name}`);
    const operand = name === '$regex' ? regexOf(value.$regex, value.$options) : value[name];
    tests.push(operator(path, operand));
  }
  return tests.length === 1 ? tests[0]! : (doc) => tests.every((test) => test(doc));
}

const LOGICAL = new Set(['$and', '$or', '$nor']);

function logical(name: string, list: unknown, scope: unknown): Matcher {
  if (!Array.isArray(list) || list.length === 0) {
    throw databaseError(`${name} must be a nonempty array`);
  }
  const tests = list.map((item) => {
    if (!isPlain(item)) throw databaseError(`${name} entries need to be full objects`);
    return condition(item, scope);
  });
  if (name === '$and') return (doc) => tests.every((test) => test(doc));
  if (name === '$or') return (doc) => tests.some((test) => test(doc));
  return (doc) => !tests.some((test) => test(doc));
}

function condition(where: Doc, scope?: unknown): Matcher {
  const tests: Matcher[] = [];
  for (const [key, value] of Object.entries(where)) {
    if (!key.startsWith('$')) tests.push(predicate(key, value));
    else if (LOGICAL.has(key)) tests.push(logical(key, value, scope));
    else if (key === '$expr') tests.push(expressionTest(value, scope));
    else if (key === '$jsonSchema') tests.push(jsonSchema(value));
    else if (key !== '$comment') throw databaseError(`unknown top level operator: ${key}`);
  }
  return tests.length === 1 ? tests[0]! : (doc) => tests.every((test) => test(doc));
}

/**
 * Compiles `where`; `scope` is what mingo hands a stage, with the variables of `$expr`.
 * @throws WireError DATABASE_REQUEST_FAILED for what MongoDB rejects
 */
export function compile(where: Doc, scope?: unknown): Match {
  const keys = Object.keys(where);
  if (keys.length === 1 && !keys[0]!.startsWith('$')) {
    const value = where[keys[0]!];
    if (typeof value === 'string' || typeof value === 'number') {
      return { test: onLeaves(keys[0]!, (leaf) => sameValue(leaf, value)) };
    }
  }
  return { test: condition(where, scope) };
}
