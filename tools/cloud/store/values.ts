/** BSON comparison order and equality over JavaScript values. */
import { isPlain } from '../ejson';

/** Stands for "the field is not there"; compares as null, but `$exists` tells them apart. */
export const MISSING: unique symbol = Symbol('missing');

/** What an empty array sorts as: below null. */
export const EMPTY: unique symbol = Symbol('empty');

/** MongoDB's type brackets in comparison order. */
export enum Rank {
  MinKey,
  Empty,
  Null,
  Number,
  String,
  Object,
  Array,
  Binary,
  ObjectId,
  Boolean,
  Date,
  Timestamp,
  RegExp,
  MaxKey,
}

function bsonType(value: object): string | undefined {
  const type = (value as { _bsontype?: unknown })._bsontype;
  return typeof type === 'string' ? type : undefined;
}

const BSON_RANKS: Readonly<Record<string, Rank>> = {
  MinKey: Rank.MinKey,
  MaxKey: Rank.MaxKey,
  Long: Rank.Number,
  Decimal128: Rank.Number,
  Double: Rank.Number,
  Int32: Rank.Number,
  ObjectId: Rank.ObjectId,
  Binary: Rank.Binary,
  Timestamp: Rank.Timestamp,
  BSONRegExp: Rank.RegExp,
  BSONSymbol: Rank.String,
};

/** The bracket a value compares in. */
export function rankOf(value: unknown): Rank {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return Rank.Number;
    case 'string':
      return Rank.String;
    case 'boolean':
      return Rank.Boolean;
    case 'object':
      break;
    default:
      return value === EMPTY ? Rank.Empty : Rank.Null;
  }
  if (value === null) return Rank.Null;
  if (Array.isArray(value)) return Rank.Array;
  if (isPlain(value)) return Rank.Object;
  if (value instanceof Date) return Rank.Date;
  if (value instanceof RegExp) return Rank.RegExp;
  return BSON_RANKS[bsonType(value) ?? ''] ?? Rank.Object;
}

function numeric(value: unknown): number {
  if (typeof value === 'number') return value;
  return Number(String(value));
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  // NaN equals itself and is below every other number.
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Field by field in document order: type, then name, then value (so key order matters). */
function compareDocs(a: object, b: object): number {
  const left = Object.entries(a);
  const right = Object.entries(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const [keyA, valueA] = left[i]!;
    const [keyB, valueB] = right[i]!;
    const order =
      rankOf(valueA) - rankOf(valueB) || compareText(keyA, keyB) || compareValues(valueA, valueB);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Total BSON order; `undefined` and MISSING stand with null. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  const rank = rankOf(a);
  const other = rankOf(b);
  if (rank !== other) return rank - other;
  switch (rank) {
    case Rank.Number:
      return compareNumbers(numeric(a), numeric(b));
    case Rank.Date:
      return compareNumbers((a as Date).getTime(), (b as Date).getTime());
    case Rank.Boolean:
      return Number(a) - Number(b);
    case Rank.Array:
      return compareArrays(a as unknown[], b as unknown[]);
    case Rank.Object:
      return compareDocs(a as object, b as object);
    case Rank.Null:
    case Rank.Empty:
    case Rank.MinKey:
    case Rank.MaxKey:
      return 0;
    default:
      return compareText(String(a), String(b));
  }
}

/** Equality as a query sees it: key order matters, 1 equals Long 1. */
export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || compareValues(a, b) === 0;
}
