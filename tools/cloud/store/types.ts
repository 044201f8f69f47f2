/** `$type`: BSON types by name and number. */
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { MISSING, Rank, rankOf } from './values';

type Test = (value: unknown) => boolean;

const ALIASES: Readonly<Record<string, (value: unknown) => boolean>> = {
  double: (v) => typeof v === 'number' && !Number.isInteger(v),
  int: (v) => typeof v === 'number' && (v | 0) === v,
  long: (v) => (Number.isSafeInteger(v) && ((v as number) | 0) !== v) || bsonName(v) === 'Long',
  decimal: (v) => bsonName(v) === 'Decimal128',
  number: (v) => rankOf(v) === Rank.Number,
  string: (v) => typeof v === 'string',
  object: (v) => isPlain(v),
  array: (v) => Array.isArray(v),
  binData: (v) => rankOf(v) === Rank.Binary,
  objectId: (v) => rankOf(v) === Rank.ObjectId,
  bool: (v) => typeof v === 'boolean',
  date: (v) => v instanceof Date,
  null: (v) => v === null,
  regex: (v) => v instanceof RegExp,
  undefined: () => false,
  dbPointer: () => false,
  javascript: () => false,
  symbol: (v) => bsonName(v) === 'BSONSymbol',
  javascriptWithScope: () => false,
  timestamp: (v) => rankOf(v) === Rank.Timestamp,
  minKey: (v) => rankOf(v) === Rank.MinKey,
  maxKey: (v) => rankOf(v) === Rank.MaxKey,
};

const TYPE_NUMBERS: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};

function bsonName(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? (value as { _bsontype?: unknown })._bsontype
    : undefined;
}

/** Whether a value is of one of the named types. */
export function matchesType(operand: unknown): Test {
  const names = Array.isArray(operand) ? operand : [operand];
  if (names.length === 0) throw databaseError('$type must match at least one type');
  const tests = names.map((name) => {
    if (typeof name !== 'number' && typeof name !== 'string') {
      throw databaseError('type must be represented as a number or a string');
    }
    const alias = typeof name === 'number' ? TYPE_NUMBERS[name] : name;
    const test = alias !== undefined && Object.hasOwn(ALIASES, alias) ? ALIASES[alias] : undefined;
    if (!test) {
      throw databaseError(
        typeof name === 'number'
          ? `Invalid numerical type code: ${name}`
          : `Unknown type name alias: ${name}`,
      );
    }
    return test;
  });
  return (value) => value !== MISSING && tests.some((test) => test(value));
}
