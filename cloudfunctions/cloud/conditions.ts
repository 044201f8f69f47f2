/**
 * Conditions and changes as data, turned into SDK commands here only. What the SDK would quietly
 * drop or widen (an `undefined`, an empty `where`) is an exception: it is a hole in the caller.
 */
import { command } from './sdk';

type Element<V> = V extends readonly (infer E)[] ? E : V;

/** A comparison on a field of type V. */
export class Condition<V> {
  declare readonly brand: V;
  constructor(readonly build: () => object) {}
}

/** An update of a field of type V. */
export class Change<V> {
  declare readonly brand: V;
  constructor(readonly build: () => object) {}
}

/** Field → value or comparison; on an array field a value means "contains". */
export type Where<T> = {
  readonly [K in keyof T]?: Element<T[K]> | Condition<NonNullable<T[K]>>;
};

/** The same with dotted paths into a document's objects, of which the compiler knows no types. */
export type WherePaths<T> = Where<T> & {
  readonly [path: `${string}.${string}`]: Condition<unknown> | string | number | null;
};

/** Field → new value or update. An object replaces the stored one, it is not merged into it. */
export type Changes<T> = {
  readonly [K in Exclude<keyof T, '_id'>]?: T[K] | Change<NonNullable<T[K]>>;
};

export const oneOf = <V>(values: readonly V[]) => new Condition<V>(() => command.in(values));
export const atLeast = (value: number) => new Condition<number>(() => command.gte(value));
export const atMost = (value: number) => new Condition<number>(() => command.lte(value));
export const above = <V extends number | string>(value: V) =>
  new Condition<V>(() => command.gt(value));
export const below = (value: number) => new Condition<number>(() => command.lt(value));
/** The same of a count: one that is not there yet is 0. */
export const countBelow = (value: number) =>
  new Condition<number>(() => command.lt(value).or(command.exists(false)));
export const between = (low: number, high: number) =>
  new Condition<number>(() => command.gte(low).and(command.lte(high)));

/** Takes a value out of an array. */
export const without = <E>(value: E) => new Change<E[]>(() => command.pull(value));
/** Takes the field away. */
export const gone = <V>() => new Change<V>(() => command.remove());
/** Adds to a number. */
export const plus = (value: number) => new Change<number>(() => command.inc(value));

export function encodeWhere<T>(where: Where<T>): object {
  return encode(where, (value) => (value instanceof Condition ? value.build() : value));
}

export function encodeChanges<T>(changes: Changes<T>): object {
  return encode(changes, (value) => {
    if (value instanceof Change) return value.build();
    const replaces = typeof value === 'object' && value !== null && !Array.isArray(value);
    return replaces ? command.set(value) : value;
  });
}

/** Each dotted path becomes at least its number; paths that do not exist are made. */
export function encodeRaise(paths: Readonly<Record<string, number>>): object {
  return encode(paths, (value) => command.max(value as number));
}

function encode(fields: object, one: (value: unknown) => unknown): object {
  const entries = Object.entries(fields);
  if (entries.length === 0) throw new Error('a condition or change without fields');
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (value === undefined) throw new Error(`the field ${name} is undefined`);
      return [name, one(value)];
    }),
  );
}
