/** One index of a collection: ordered keys, built when first needed. */

import { stringifyEjson } from '../ejson';
import { databaseError } from '../errors';
import { type IndexKey, type IndexSpec, keysOf } from './index-keys';
import { OrderedList, type Place } from './ordered';
import type { Rec } from './record';
import { compareValues, type Rank, rankOf } from './values';

interface Entry {
  key: IndexKey;
  rec: Rec;
}

/** A bound of a range on one field. */
export interface Bound {
  value: unknown;
  inclusive: boolean;
}

/** Equal values for the first fields, then perhaps a range on the next one. */
export interface Interval {
  prefix: IndexKey;
  lower?: Bound;
  upper?: Bound;
}

export class OrderedIndex {
  readonly spec: IndexSpec;
  readonly paths: readonly string[];
  readonly directions: readonly number[];
  /** Some document has several keys: order and double bounds cannot be relied on. */
  multi = false;
  #built = false;
  #list: OrderedList<Entry>;
  readonly #namespace: string;
  readonly #source: () => Iterable<Rec>;

  /** `source` gives the collection's records when the index is first needed. */
  constructor(spec: IndexSpec, namespace: string, source: () => Iterable<Rec>) {
    this.spec = spec;
    this.#source = source;
    this.paths = Object.keys(spec.keys);
    this.directions = Object.values(spec.keys);
    this.#namespace = namespace;
    this.#list = new OrderedList(
      (a, b) => this.#compareKeys(a.key, b.key) || a.rec.ord - b.rec.ord,
    );
  }

  /** Fills the index from the records there are, once. */
  ensure(): void {
    if (this.#built) return;
    const entries: Entry[] = [];
    for (const rec of this.#source()) {
      for (const key of this.#keys(rec)) entries.push({ key, rec });
    }
    this.#list.build(entries);
    if (this.spec.unique) this.#refuseTwins(entries);
    this.#built = true;
  }

  /** An index declared unique over data that is not: the console would not make it. */
  #refuseTwins(sorted: readonly Entry[]): void {
    for (let i = 1; i < sorted.length; i++) {
      const { key, rec } = sorted[i]!;
      const before = sorted[i - 1]!;
      if (before.rec !== rec && this.#compareKeys(before.key, key) === 0) throw this.#twin(key);
    }
  }

  #twin(key: IndexKey): Error {
    const shown = this.paths.map((path, i) => `${path}: ${shownValue(key[i])}`).join(', ');
    return databaseError(
      `E11000 duplicate key error collection: ${this.#namespace} index: ${this.spec.name} dup key: { ${shown} }`,
    );
  }

  add(rec: Rec): void {
    if (!this.#built) return;
    for (const key of this.#keys(rec)) this.#list.insert({ key, rec });
  }

  remove(rec: Rec): void {
    if (!this.#built) return;
    for (const key of this.#keys(rec)) this.#list.remove({ key, rec });
  }

  /** Throws E11000 when `doc`'s key belongs to another document. */
  checkUnique(rec: Rec): void {
    if (!this.spec.unique) return;
    this.ensure();
    for (const key of this.#keys(rec)) {
      const other = this.#list.at(
        this.#list.seek((entry) => this.#compareKeys(entry.key, key) >= 0),
      );
      if (other && other.rec.key !== rec.key && this.#compareKeys(other.key, key) === 0) {
        throw this.#twin(key);
      }
    }
  }

  /** Records of an interval in index order, or reversed. */
  *scan(interval: Interval, reverse: boolean): Generator<Rec> {
    const [start, end] = this.#places(interval);
    const entries = reverse ? this.#list.backward(start, end) : this.#list.forward(start, end);
    for (const entry of entries) yield entry.rec;
  }

  #keys(rec: Rec): IndexKey[] {
    const { keys, multi } = keysOf(rec.doc, this.paths);
    if (multi) this.multi = true;
    return keys;
  }

  #compareKeys(a: IndexKey, b: IndexKey): number {
    for (let i = 0; i < a.length; i++) {
      const order = compareValues(a[i], b[i]);
      if (order !== 0) return order * this.directions[i]!;
    }
    return 0;
  }

  #places({ prefix, lower, upper }: Interval): [Place, Place] {
    const depth = prefix.length;
    const comparePrefix = (key: IndexKey): number => {
      for (let i = 0; i < depth; i++) {
        const order = compareValues(key[i], prefix[i]) * this.directions[i]!;
        if (order !== 0) return order;
      }
      return 0;
    };
    const ascending = (this.directions[depth] ?? 1) > 0;
    const rank = lower || upper ? rankOf((lower ?? upper)!.value) : undefined;
    const side = (key: IndexKey): number => {
      const order = comparePrefix(key);
      if (order !== 0 || rank === undefined) return order;
      const place = placeInRange(key[depth], rank, lower, upper);
      return ascending ? place : -place;
    };
    return [
      this.#list.seek((entry) => side(entry.key) >= 0),
      this.#list.seek((entry) => side(entry.key) > 0),
    ];
  }
}

/** -1 below, 0 inside, 1 above the range, by type bracket first. */
function placeInRange(value: unknown, rank: Rank, lower?: Bound, upper?: Bound): number {
  const own = rankOf(value);
  if (own !== rank) return own < rank ? -1 : 1;
  if (lower) {
    const order = compareValues(value, lower.value);
    if (order < 0 || (order === 0 && !lower.inclusive)) return -1;
  }
  if (upper) {
    const order = compareValues(value, upper.value);
    if (order > 0 || (order === 0 && !upper.inclusive)) return 1;
  }
  return 0;
}

function shownValue(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : stringifyShort(value);
}

function stringifyShort(value: unknown): string {
  return typeof value === 'number' || value === null ? String(value) : stringifyEjson(value);
}
