/**
 * The document store: collections in memory, every change in the journal before its answer.
 * All changes happen inside one turn of the event loop, so each operation is atomic.
 */
import { mkdirSync } from 'node:fs';
import type { Doc } from '../ejson';
import { databaseError } from '../errors';
import { Catalogue } from './catalogue';
import type { Collection, FindOptions } from './collection';
import { type Change, Committer } from './committer';
import type { IndexFile } from './indexes';
import { lockFolder } from './lock';
import { type Opened, openJournal } from './opening';
import type { Rec } from './record';
import type { ScanReport } from './scan-report';
import { type Transaction, Transactions } from './transactions';
import { type SetResult, type UpdateOptions, Writer } from './writer';

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

export class Store {
  readonly folder: string;
  readonly clock: () => number;
  readonly transactions: Transactions;
  /** How the last opening went. */
  readonly recovery: Opened['recovery'];
  /** Random; changes when the data is begun anew. */
  readonly dataId: string;
  readonly #catalogue: Catalogue;
  readonly #committer: Committer;
  readonly #writer: Writer;
  readonly #unlock: () => void;

  constructor(options: StoreOptions) {
    this.folder = options.folder;
    this.clock = options.clock ?? Date.now;
    this.transactions = new Transactions(this.clock, () => this.#committer.seq);
    mkdirSync(this.folder, { recursive: true });
    this.#unlock = lockFolder(this.folder);
    try {
      this.#catalogue = new Catalogue(options.indexes, options.onScan ?? (() => undefined));
      const { journal, dataId, garbage, ord, recovery } = openJournal(this.folder, this.#catalogue);
      this.recovery = recovery;
      this.dataId = dataId;
      const { collections } = this.#catalogue;
      const { transactions, clock } = this;
      this.#committer = new Committer({ journal, transactions, collections, dataId, garbage });
      this.#writer = new Writer({ committer: this.#committer, transactions, clock, ord });
    } catch (error) {
      this.#unlock();
      throw error;
    }
  }

  /** Names of the collections; the reserved ones (`~…`) only when asked for. */
  names(reserved = false): string[] {
    return this.#catalogue.names(reserved);
  }

  /**
   * A collection by name.
   * @throws WireError DATABASE_COLLECTION_NOT_EXIST when indexes.json does not declare it
   */
  collection(name: string): Collection {
    return this.#catalogue.get(name);
  }

  /** `createCollection`. */
  async create(name: string): Promise<void> {
    if (this.#catalogue.collections.has(name)) {
      throw databaseError(`[ResourceExist] Table exist, collection name: ${name}`);
    }
    this.#catalogue.make(name);
    await this.#committer.created(name);
  }

  find(name: string, condition: Doc, options: FindOptions = {}, tx?: Transaction): Rec[] {
    const collection = this.collection(name);
    if (!tx) return collection.find(condition, options);
    return collection.find(condition, {
      ...options,
      overlay: this.transactions.overlay(tx, name),
    });
  }

  count(name: string, condition: Doc, tx?: Transaction): number {
    const overlay = tx && this.transactions.overlay(tx, name);
    return this.collection(name).count(condition, overlay);
  }

  /** Waits until what a read of this collection saw is on disk. */
  settled(name: string): Promise<void> | undefined {
    const seq = this.#catalogue.collections.get(name)?.lastSeq;
    return seq === undefined ? undefined : this.#committer.synced(seq);
  }

  /** Inserts in order; documents before a failing one stay, as in the database. Gives the ids. */
  async insert(name: string, docs: readonly Doc[], tx?: Transaction): Promise<unknown[]> {
    return this.#within(tx, () => this.#writer.insert(this.collection(name), docs, tx));
  }

  /** Applies update operators; returns how many documents changed. */
  async update(name: string, condition: Doc, update: Doc, options: UpdateOptions): Promise<number> {
    return this.#within(options.transaction, () =>
      this.#writer.update(this.collection(name), condition, update, options),
    );
  }

  /** `doc().set`: replaces the whole document or makes it. */
  async set(name: string, id: unknown, doc: Doc, tx?: Transaction): Promise<SetResult> {
    return this.#within(tx, () => this.#writer.set(this.collection(name), id, doc, tx));
  }

  /** Returns how many documents were removed. */
  async remove(name: string, condition: Doc, options: UpdateOptions): Promise<number> {
    return this.#within(options.transaction, () =>
      this.#writer.remove(this.collection(name), condition, options),
    );
  }

  /** A write that fails ends its transaction. */
  async #within<T>(tx: Transaction | undefined, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (tx) this.transactions.end(tx);
      throw error;
    }
  }

  begin(): Transaction {
    return this.transactions.begin();
  }

  /** All writes of the transaction at once, or none. */
  async commit(tx: Transaction): Promise<void> {
    const changes: Change[] = [];
    for (const [name, writes] of tx.writes) {
      const collection = this.collection(name);
      for (const [key, rec] of writes) changes.push({ collection, key, rec });
    }
    this.transactions.end(tx);
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
}
