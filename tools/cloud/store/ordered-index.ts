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
  #lastRec: Rec | undefined;
  #lastKeys: ReturnType<typeof keysOf> | undefined;
  /** A plain single field takes every value. */
  readonly #severalParts: boolean;
  readonly #namespace: string;
  readonly #source: () => Iterable<Rec>;

  /** `source` gives the collection's records when the index is first needed. */
  constructor(spec: IndexSpec, namespace: string, source: () => Iterable<Rec>) {
    this.spec = spec;
    this.#source = source;
    this.paths = Object.keys(spec.keys);
    this.directions = Object.values(spec.keys).map(Number);
    this.#namespace = namespace;
    this.#severalParts = this.paths.length > 1 || this.paths[0]!.includes('.');
    this.#list = this.#emptyList();
  }

  /**
   * Fills the index from the records there are, once.
   * @throws WireError when what is stored breaks the index: the console would not make it
   */
  ensure(): void {
    if (this.#built) return;
    const entries: Entry[] = [];
    let multi = false;
    for (const rec of this.#source()) {
      const made = this.#keys(rec);
      multi ||= made.multi;
      for (const key of made.keys) entries.push({ key, rec });
    }
    const list = this.#emptyList();
    list.build(entries);
    if (this.spec.unique) this.#refuseTwins(entries);
    this.#list = list;
    this.multi = multi;
    this.#built = true;
  }

  #emptyList(): OrderedList<Entry> {
    return new OrderedList((a, b) => this.#compareKeys(a.key, b.key) || a.rec.ord - b.rec.ord);
  }

  #refuseTwins(sorted: readonly Entry[]): void {
    for (let i = 1; i < sorted.length; i++) {
      const { key, rec } = sorted[i]!;
      const before = sorted[i - 1]!;
      if (before.rec !== rec && this.#compareKeys(before.key, key) === 0)
        throw this.#twinError(key);
    }
  }

  #twinError(key: IndexKey): Error {
    const shown = this.paths.map((path, i) => `${path}: ${shownValue(key[i])}`).join(', ');
    return databaseError(
      `E11000 duplicate key error collection: ${this.#namespace} index: ${this.spec.name} dup key: { ${shown} }`,
    );
  }

  add(rec: Rec): void {
    if (!this.#built) return;
    const { keys, multi } = this.#keys(rec);
    if (multi) this.multi = true;
    for (const key of keys) this.#list.insert({ key, rec });
  }

  remove(rec: Rec): void {
    if (!this.#built) return;
    for (const key of this.#keys(rec).keys) this.#list.remove({ key, rec });
  }

  /**
   * Whether the index can hold the record, also when it is not built yet.
   * @throws WireError for two arrays side by side, and E11000 for another document's unique key
   */
  check(rec: Rec): void {
    this.checkArrays(rec);
    if (!this.spec.unique) return;
    const holder = this.holder(rec);
    if (holder) throw this.twin(rec, holder)!;
  }

  /** @throws WireError for two arrays side by side */
  checkArrays(rec: Rec): void {
    if (this.#severalParts) this.#keys(rec);
  }

  /** Another document that has one of the record's keys now. */
  holder(rec: Rec): Rec | undefined {
    this.ensure();
    for (const key of this.#keys(rec).keys) {
      const place = this.#list.seek((entry) => this.#compareKeys(entry.key, key) >= 0);
      const other = this.#list.at(place);
      if (other && other.rec.key !== rec.key && this.#compareKeys(other.key, key) === 0) {
        return other.rec;
      }
    }
    return undefined;
  }

  /** E11000 when two documents share a key. */
  twin(rec: Rec, other: Rec): Error | undefined {
    const theirs = keysOf(other.doc, this.paths).keys;
    const shared = this.#keys(rec).keys.find((key) =>
      theirs.some((their) => this.#compareKeys(key, their) === 0),
    );
    return shared && this.#twinError(shared);
  }

  /** Records of an interval in index order, or reversed. */
  *scan(interval: Interval, reverse: boolean): Generator<Rec> {
    const [start, end] = this.#places(interval);
    const entries = reverse ? this.#list.backward(start, end) : this.#list.forward(start, end);
    for (const entry of entries) yield entry.rec;
  }

  /** The keys of the last record are kept: a write asks twice, to check and to add. */
  #keys(rec: Rec): ReturnType<typeof keysOf> {
    if (this.#lastRec !== rec) {
      this.#lastKeys = keysOf(rec.doc, this.paths);
      this.#lastRec = rec;
    }
    return this.#lastKeys!;
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
