/**
 * The document store: collections in memory, every change in the journal before its answer.
 * All changes happen inside one turn of the event loop, so each operation is atomic.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Doc, stringifyEjson } from '../ejson';
import { databaseError, WireError } from '../errors';
import { Collection, type FindOptions, type ScanReport } from './collection';
import { type Change, Committer } from './committer';
import type { IndexFile } from './indexes';
import { Journal, syncFolder } from './journal';
import { lockFolder } from './lock';
import { type IdKey, keyOfId, Rec } from './record';
import { replay } from './replay';
import { type Transaction, Transactions } from './transactions';
import { applyUpdate, checkStorable, parseUpdate } from './update';
import { Rank, rankOf } from './values';

export interface StoreOptions {
  /** Data folder; made when missing. */
  folder: string;
  /** Declared collections and indexes; without it any collection comes into being when used. */
  indexes?: IndexFile | undefined;
  /** Milliseconds. */
  clock?: (() => number) | undefined;
  /** Called for each query no index served. */
  onScan?: ((report: ScanReport) => void) | undefined;
}

const MAX_DOCUMENT = 16 * 1024 * 1024;
const NAME = /^[A-Za-z_~][A-Za-z0-9_.~-]{0,127}$/;

/** Condition, changes and options of the SDK's update call. */
export interface UpdateOptions {
  multi: boolean;
  transaction?: Transaction | undefined;
}

export class Store {
  readonly folder: string;
  readonly clock: () => number;
  readonly transactions: Transactions;
  /** How the last opening went. */
  readonly recovery: { lines: number; cut: number; ms: number };
  #dataId = '';
  #garbage = 0;
  readonly #collections = new Map<string, Collection>();
  readonly #indexes: IndexFile | undefined;
  readonly #onScan: (report: ScanReport) => void;
  readonly #committer: Committer;
  readonly #unlock: () => void;
  #ord = 0;

  constructor(options: StoreOptions) {
    this.folder = options.folder;
    this.clock = options.clock ?? Date.now;
    this.transactions = new Transactions(this.clock);
    this.#indexes = options.indexes;
    this.#onScan = options.onScan ?? (() => undefined);
    mkdirSync(this.folder, { recursive: true });
    this.#unlock = lockFolder(this.folder);
    try {
      for (const name of Object.keys(this.#indexes ?? {})) this.#make(name);
      const path = join(this.folder, 'journal.log');
      const fresh = !existsSync(path);
      const began = performance.now();
      const read = this.#load(path);
      this.recovery = { lines: read.lines, cut: read.cut, ms: performance.now() - began };
      const journal = new Journal(path, read.bytes);
      if (this.#dataId === '') this.#begin(journal, fresh);
      this.#committer = new Committer({
        journal,
        transactions: this.transactions,
        collections: this.#collections,
        dataId: this.#dataId,
        garbage: this.#garbage,
      });
    } catch (error) {
      this.#unlock();
      throw error;
    }
  }

  /** Random; changes when the data is begun anew. */
  get dataId(): string {
    return this.#dataId;
  }

  /** Names of the collections; the reserved ones (`~…`) only when asked for. */
  names(reserved = false): string[] {
    return [...this.#collections.keys()].filter((name) => reserved || !name.startsWith('~')).sort();
  }

  /**
   * A collection by name.
   * @throws WireError DATABASE_COLLECTION_NOT_EXIST when indexes.json does not declare it
   */
  collection(name: string): Collection {
    const found = this.#collections.get(name);
    if (found) return found;
    if (this.#indexes && !name.startsWith('~')) {
      throw new WireError(
        'DATABASE_COLLECTION_NOT_EXIST',
        '[ResourceNotFound] Db or Table not exist. Please check your request, but if the problem cannot be solved, contact us.',
      );
    }
    return this.#make(name);
  }

  /** `createCollection`. */
  async create(name: string): Promise<void> {
    if (this.#collections.has(name)) {
      throw databaseError(`[ResourceExist] Table exist, collection name: ${name}`);
    }
    this.#make(name);
    await this.#committer.created(name);
  }

  find(name: string, condition: Doc, options: FindOptions = {}, tx?: Transaction): Rec[] {
    const collection = this.collection(name);
    if (!tx) return collection.find(condition, options);
    return collection.find(condition, { ...options, overlay: this.#overlay(tx, name) });
  }

  count(name: string, condition: Doc, tx?: Transaction): number {
    return this.collection(name).count(condition, this.#overlay(tx, name));
  }

  /** Waits until what a read of this collection saw is on disk. */
  settled(name: string): Promise<void> | undefined {
    const seq = this.#collections.get(name)?.lastSeq;
    return seq === undefined ? undefined : this.#committer.synced(seq);
  }

  /** Inserts in order; documents before a failing one stay, as in the database. */
  async insert(name: string, docs: readonly Doc[], tx?: Transaction): Promise<unknown[]> {
    const collection = this.collection(name);
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
          `E11000 duplicate key error collection: local.${name} index: _id_ dup key: { _id: ${stringifyShort(doc._id)} }`,
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
  async update(name: string, condition: Doc, update: Doc, options: UpdateOptions): Promise<number> {
    const collection = this.collection(name);
    const steps = parseUpdate(update);
    const { transaction: tx, multi } = options;
    const limit = multi ? {} : { limit: 1 };
    let changed = 0;
    const stage = (rec: Rec): Change | undefined => {
      const doc = applyUpdate(rec.doc, steps, condition, this.clock());
      const next = this.#record(rec.key, doc, rec.ord);
      if (next.text === rec.text) return undefined;
      changed += 1;
      return { collection, key: rec.key, rec: next };
    };
    if (tx) {
      for (const rec of this.find(name, condition, limit, tx)) {
        this.transactions.lock(tx, name, rec.key);
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
  async set(
    name: string,
    id: unknown,
    doc: Doc,
    tx?: Transaction,
  ): Promise<{ updated: number; upsertId?: unknown }> {
    const collection = this.collection(name);
    checkId(id);
    checkStorable(doc);
    const key = keyOfId(id);
    let result: { updated: number; upsertId?: unknown } = { updated: 0 };
    const stage = (): Change | undefined => {
      const present = this.#current(collection, key, tx);
      const rec = this.#record(key, { _id: id, ...doc }, present?.ord);
      if (!present) result = { updated: 0, upsertId: id };
      else if (present.text === rec.text) return undefined;
      else result = { updated: 1 };
      return { collection, key, rec };
    };
    if (tx) {
      this.transactions.lock(tx, name, key);
      const change = stage();
      if (change) this.#committer.stage(tx, change, true);
    } else await this.#committer.write(collection, [key], () => [stage]);
    return result;
  }

  async remove(name: string, condition: Doc, options: UpdateOptions): Promise<number> {
    const collection = this.collection(name);
    const limit = options.multi ? {} : { limit: 1 };
    const tx = options.transaction;
    let removed = 0;
    if (tx) {
      for (const { key } of this.find(name, condition, limit, tx)) {
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

  begin(): Transaction {
    return this.transactions.begin(this.#committer.seq);
  }

  /** All writes of the transaction at once, or none. */
  async commit(tx: Transaction): Promise<void> {
    const changes: Change[] = [];
    for (const [name, writes] of tx.writes) {
      const collection = this.collection(name);
      for (const [key, rec] of writes) changes.push({ collection, key, rec });
    }
    this.transactions.end(tx);
    changes.sort((a, b) => Number(a.rec !== null) - Number(b.rec !== null));
    this.#committer.applyAll(changes);
    await this.#committer.synced();
  }

  rollback(tx: Transaction): void {
    this.transactions.end(tx);
  }

  /** Rewrites the journal with only what is alive. */
  compact(): Promise<void> {
    return this.#committer.compact();
  }

  /** Whether superseded lines outnumber what is alive, in a journal worth the trouble. */
  get wantsCompaction(): boolean {
    return this.#committer.wantsCompaction;
  }

  async close(): Promise<void> {
    await this.#committer.close();
    this.#unlock();
  }

  #make(name: string): Collection {
    if (!NAME.test(name)) throw new WireError('INVALID_PARAM', `invalid collection name: ${name}`);
    const made = new Collection(name, this.#indexes?.[name] ?? [], this.#onScan);
    this.#collections.set(name, made);
    return made;
  }

  #load(path: string): { lines: number; bytes: number; cut: number } {
    const named = (name: string): Collection => this.#collections.get(name) ?? this.#make(name);
    const read = replay(path, {
      header: (version, dataId) => {
        if (version !== 1) throw new Error(`The data in ${this.folder} is of version ${version}.`);
        this.#dataId = dataId;
      },
      create: (name) => void named(name),
      put: (name, key, bytes, start, end) => {
        if (named(name).load(key, Rec.ofBytes(key, bytes, start, end))) this.#garbage += 1;
      },
      remove: (name, key) => {
        this.#garbage += named(name).load(key, null) ? 2 : 1;
      },
    });
    for (const collection of this.#collections.values()) {
      this.#ord = collection.renumber(this.#ord);
    }
    return read;
  }

  #begin(journal: Journal, fresh: boolean): void {
    this.#dataId = randomBytes(8).toString('hex');
    journal.append(JSON.stringify(['h', 1, this.#dataId]));
    if (fresh) syncFolder(this.folder);
  }

  #overlay(tx: Transaction | undefined, name: string): Map<IdKey, Rec | null> | undefined {
    return tx ? this.transactions.overlay(tx, name) : undefined;
  }

  #current(collection: Collection, key: IdKey, tx: Transaction | undefined): Rec | undefined {
    const seen = this.#overlay(tx, collection.name)?.get(key);
    if (seen !== undefined) return seen ?? undefined;
    return collection.get(key);
  }

  #record(key: IdKey, doc: Doc, ord = ++this.#ord): Rec {
    const text = stringifyEjson(doc);
    if (text.length > MAX_DOCUMENT) {
      throw databaseError(
        `object to insert too large. size in bytes: ${text.length}, max size: ${MAX_DOCUMENT}`,
      );
    }
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
