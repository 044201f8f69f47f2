/**
 * The four kinds of write. Each makes new records and hands them to the committer: at once, or
 * as private writes of a transaction.
 */
import { randomBytes } from 'node:crypto';
import { calculateObjectSize } from 'bson';
import { type Doc, stringifyEjson } from '../ejson';
import { databaseError } from '../errors';
import type { Collection, FindOptions } from './collection';
import type { Change, Committer } from './committer';
import { type IdKey, keyOfId, Rec } from './record';
import { checkStorable } from './storable';
import type { Transaction, Transactions } from './transactions';
import { applyUpdate, parseUpdate } from './update';
import { Rank, rankOf } from './values';

const MAX_DOCUMENT = 16 * 1024 * 1024;
/** A character of the text is three bytes at most. */
const CERTAINLY_FITS = MAX_DOCUMENT / 3;

/** Condition, changes and options of the SDK's update call. */
export interface UpdateOptions {
  multi: boolean;
  transaction?: Transaction | undefined;
}

/** What `set` did; the id when it made the document. */
export interface SetResult {
  updated: number;
  upsertId?: unknown;
}

/** What the writer works with. */
export interface WriterParts {
  committer: Committer;
  transactions: Transactions;
  /** Milliseconds. */
  clock: () => number;
  /** Insertion order of the youngest document. */
  ord: number;
}

export class Writer {
  readonly #committer: Committer;
  readonly #transactions: Transactions;
  readonly #clock: () => number;
  #ord: number;

  constructor({ committer, transactions, clock, ord }: WriterParts) {
    this.#committer = committer;
    this.#transactions = transactions;
    this.#clock = clock;
    this.#ord = ord;
  }

  /** Inserts in order; documents before a failing one stay, as in the database. */
  async insert(collection: Collection, docs: readonly Doc[], tx?: Transaction): Promise<unknown[]> {
    const ids: unknown[] = [];
    const whole = docs.map((doc) => {
      checkStorable(doc);
      const { _id = newId(), ...rest } = doc;
      checkId(_id);
      ids.push(_id);
      return { _id, ...rest };
    });
    const stage = (doc: Doc): Change => {
      const key = keyOfId(doc._id);
      const present = this.#current(collection, key, tx);
      if (present) {
        throw databaseError(
          `E11000 duplicate key error collection: local.${collection.name} index: _id_ dup key: { _id: ${stringifyShort(doc._id)} }`,
        );
      }
      return { collection, key, rec: this.#record(key, doc) };
    };
    if (tx) for (const doc of whole) this.#committer.stage(tx, stage(doc), true);
    else
      await this.#committer.write(
        collection,
        whole.map((doc) => keyOfId(doc._id)),
        () => whole.map((doc) => () => stage(doc)),
      );
    return ids;
  }

  /** Applies update operators; returns how many documents changed. */
  async update(
    collection: Collection,
    condition: Doc,
    update: Doc,
    options: UpdateOptions,
  ): Promise<number> {
    const steps = parseUpdate(update);
    const { transaction: tx, multi } = options;
    const limit = multi ? {} : { limit: 1 };
    let changed = 0;
    const stage = (rec: Rec): Change | undefined => {
      const doc = applyUpdate(rec.doc, steps, condition, this.#clock());
      const next = this.#record(rec.key, doc, rec.ord);
      if (next.text === rec.text) return undefined;
      changed += 1;
      return { collection, key: rec.key, rec: next };
    };
    if (tx) {
      for (const rec of this.#seen(collection, condition, limit, tx)) {
        this.#transactions.lock(tx, collection.name, rec.key);
        const change = stage(rec);
        if (change) this.#committer.stage(tx, change, false);
      }
      return changed;
    }
    await this.#writeFound(collection, condition, limit, (rec) => {
      return () => stage(rec);
    });
    return changed;
  }

  /** `doc().set`: replaces the whole document or makes it. */
  async set(collection: Collection, id: unknown, doc: Doc, tx?: Transaction): Promise<SetResult> {
    checkId(id);
    checkStorable(doc);
    const key = keyOfId(id);
    let result: SetResult = { updated: 0 };
    const stage = (): Change | undefined => {
      const present = this.#current(collection, key, tx);
      const rec = this.#record(key, { _id: id, ...doc }, present?.ord);
      // The real service counts a document it found, also one that stays as it was.
      result = present ? { updated: 1 } : { updated: 0, upsertId: id };
      return present?.text === rec.text ? undefined : { collection, key, rec };
    };
    if (tx) {
      this.#transactions.lock(tx, collection.name, key);
      const change = stage();
      if (change) this.#committer.stage(tx, change, true);
    } else await this.#committer.write(collection, [key], () => [stage]);
    return result;
  }

  async remove(collection: Collection, condition: Doc, options: UpdateOptions): Promise<number> {
    const limit = options.multi ? {} : { limit: 1 };
    const tx = options.transaction;
    let removed = 0;
    if (tx) {
      for (const { key } of this.#seen(collection, condition, limit, tx)) {
        this.#committer.stage(tx, { collection, key, rec: null }, true);
        removed += 1;
      }
      return removed;
    }
    await this.#writeFound(collection, condition, limit, ({ key }) => () => {
      removed += 1;
      return { collection, key, rec: null };
    });
    return removed;
  }

  /** What the transaction finds. */
  #seen(collection: Collection, condition: Doc, options: FindOptions, tx: Transaction): Rec[] {
    const overlay = this.#transactions.overlay(tx, collection.name);
    return collection.find(condition, { ...options, overlay });
  }

  #current(collection: Collection, key: IdKey, tx: Transaction | undefined): Rec | undefined {
    const seen = tx && this.#transactions.overlay(tx, collection.name).get(key);
    if (seen !== undefined) return seen ?? undefined;
    return collection.get(key);
  }

  #record(key: IdKey, doc: Doc, ord = ++this.#ord): Rec {
    const text = stringifyEjson(doc);
    if (text.length > CERTAINLY_FITS) checkSize(doc);
    return Rec.ofDoc(key, ord, this.#committer.seq + 1, doc, text);
  }

  /** A plain write of found documents; waits for transactions that hold one of them. */
  #writeFound(
    collection: Collection,
    condition: Doc,
    options: FindOptions,
    stage: (rec: Rec) => () => Change | undefined,
  ): Promise<void> {
    let found: Rec[] = [];
    return this.#committer.write(
      collection,
      () => {
        found = collection.find(condition, options);
        return found.map((rec) => rec.key);
      },
      () => found.map(stage),
    );
  }
}

/** By the size the database stores, not that of our text. */
function checkSize(doc: Doc): void {
  const size = calculateObjectSize(doc);
  if (size <= MAX_DOCUMENT) return;
  throw databaseError(
    `object to insert too large. size in bytes: ${size}, max size: ${MAX_DOCUMENT}`,
  );
}

function newId(): string {
  return randomBytes(16).toString('hex');
}

function checkId(id: unknown): void {
  const rank = rankOf(id);
  if (rank === Rank.Array || rank === Rank.RegExp || id === undefined) {
    throw databaseError(
      `The '_id' value cannot be of type ${rank === Rank.Array ? 'array' : 'regex'}`,
    );
  }
}

function stringifyShort(value: unknown): string {
  return typeof value === 'number' ? String(value) : stringifyEjson(value);
}
