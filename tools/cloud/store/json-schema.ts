/** `$jsonSchema`: MongoDB's dialect of draft 4, with `bsonType`. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import type { Matcher } from './operators';
import { matchesType } from './types';
import { sameValue } from './values';

type Check = (value: unknown) => boolean;
/** Operand and its whole schema → what a value must satisfy. */
type Keyword = (operand: never, schema: Doc) => Check;

/** Says nothing about values of other types. */
const ifNumber = (test: (value: number) => boolean): Check => {
  return (value) => typeof value !== 'number' || test(value);
};
const ifString = (test: (value: string) => boolean): Check => {
  return (value) => typeof value !== 'string' || test(value);
};
const ifArray = (test: (value: unknown[]) => boolean): Check => {
  return (value) => !Array.isArray(value) || test(value);
};
const ifObject = (test: (value: Doc) => boolean): Check => {
  return (value) => !isPlain(value) || test(value);
};

const TYPES: Readonly<Record<string, string>> = {
  object: 'object',
  array: 'array',
  number: 'number',
  boolean: 'bool',
  string: 'string',
  null: 'null',
};

function typed(names: unknown): Check {
  const list = (Array.isArray(names) ? names : [names]).map((name) => {
    const alias = TYPES[String(name)];
    if (!alias) throw databaseError(`$jsonSchema type '${name}' is not supported`);
    return alias;
  });
  return (value) => matchesType(list)(value);
}

function each(schemas: unknown): Check[] {
  if (!Array.isArray(schemas) || schemas.length === 0) {
    throw databaseError('$jsonSchema keyword must be a nonempty array of schemas');
  }
  return schemas.map(checkOf);
}

function members(operand: Doc): [string, Check][] {
  return Object.entries(operand).map(([key, schema]) => [key, checkOf(schema)]);
}

/** The names `properties` and `patternProperties` leave over. */
function extra(schema: Doc): (name: string) => boolean {
  const named = new Set(Object.keys(isPlain(schema.properties) ? schema.properties : {}));
  const patterns = isPlain(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  const tests = patterns.map((pattern) => new RegExp(pattern));
  return (name) => !named.has(name) && !tests.some((test) => test.test(name));
}

function items(operand: unknown, schema: Doc): Check {
  if (!Array.isArray(operand)) {
    const check = checkOf(operand);
    return ifArray((list) => list.every(check));
  }
  const checks = operand.map(checkOf);
  const more = schema.additionalItems;
  const rest: Check = more === false ? () => false : isPlain(more) ? checkOf(more) : () => true;
  return ifArray((list) => list.every((item, i) => (checks[i] ?? rest)(item)));
}

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  title: () => () => true,
  description: () => () => true,
  bsonType: (names: unknown) => matchesType(names),
  type: (names: unknown) => typed(names),
  enum: (list: unknown[]) => (value) => list.some((one) => sameValue(one, value)),
  minimum: (n: number, { exclusiveMinimum }) =>
    ifNumber((value) => (exclusiveMinimum === true ? value > n : value >= n)),
  maximum: (n: number, { exclusiveMaximum }) =>
    ifNumber((value) => (exclusiveMaximum === true ? value < n : value <= n)),
  exclusiveMinimum: () => () => true,
  exclusiveMaximum: () => () => true,
  multipleOf: (n: number) => ifNumber((value) => value % n === 0),
  minLength: (n: number) => ifString((value) => [...value].length >= n),
  maxLength: (n: number) => ifString((value) => [...value].length <= n),
  pattern: (source: string) => ifString((value) => new RegExp(source).test(value)),
  minItems: (n: number) => ifArray((list) => list.length >= n),
  maxItems: (n: number) => ifArray((list) => list.length <= n),
  uniqueItems: (wanted: boolean) =>
    ifArray((list) => {
      return !wanted || list.every((one, i) => !list.slice(0, i).some((b) => sameValue(one, b)));
    }),
  items: (operand: unknown, schema) => items(operand, schema),
  additionalItems: () => () => true,
  required: (names: unknown) => {
    if (!Array.isArray(names) || names.length === 0) {
      throw databaseError("$jsonSchema keyword 'required' must be a nonempty array");
    }
    return ifObject((doc) => names.every((name) => Object.hasOwn(doc, name)));
  },
  properties: (operand: Doc) => {
    const checks = members(operand);
    return ifObject((doc) =>
      checks.every(([key, check]) => !Object.hasOwn(doc, key) || check(doc[key])),
    );
  },
  patternProperties: (operand: Doc) => {
    const checks = members(operand).map(([key, check]) => [new RegExp(key), check] as const);
    return ifObject((doc) =>
      Object.entries(doc).every(([key, value]) =>
        checks.every(([pattern, check]) => !pattern.test(key) || check(value)),
      ),
    );
  },
  additionalProperties: (operand: unknown, schema) => {
    if (operand === true) return () => true;
    const check: Check = operand === false ? () => false : checkOf(operand);
    const isExtra = extra(schema);
    return ifObject((doc) =>
      Object.entries(doc).every(([key, value]) => !isExtra(key) || check(value)),
    );
  },
  minProperties: (n: number) => ifObject((doc) => Object.keys(doc).length >= n),
  maxProperties: (n: number) => ifObject((doc) => Object.keys(doc).length <= n),
  dependencies: (operand: Doc) => {
    const rules = Object.entries(operand).map(([key, rule]): [string, Check] => [
      key,
      Array.isArray(rule)
        ? (doc) => rule.every((name) => Object.hasOwn(doc as Doc, name))
        : checkOf(rule),
    ]);
    return ifObject((doc) => rules.every(([key, check]) => !Object.hasOwn(doc, key) || check(doc)));
  },
  allOf: (schemas: unknown) => {
    const checks = each(schemas);
    return (value) => checks.every((check) => check(value));
  },
  anyOf: (schemas: unknown) => {
    const checks = each(schemas);
    return (value) => checks.some((check) => check(value));
  },
  oneOf: (schemas: unknown) => {
    const checks = each(schemas);
    return (value) => checks.filter((check) => check(value)).length === 1;
  },
  not: (schema: unknown) => {
    const check = checkOf(schema);
    return (value) => !check(value);
  },
};

function checkOf(schema: unknown): Check {
  if (!isPlain(schema)) throw databaseError('$jsonSchema must be an object');
  const checks = Object.entries(schema).map(([name, operand]) => {
    const keyword = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined;
    if (!keyword) throw databaseError(`Unknown $jsonSchema keyword: ${name}`);
    return keyword(operand as never, schema);
  });
  return (value) => checks.every((check) => check(value));
}

/**
 * A predicate over whole documents.
 * @throws WireError for a keyword MongoDB does not know
 */
export function jsonSchema(schema: unknown): Matcher {
  return checkOf(schema);
}
