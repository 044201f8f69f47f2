/** Applies changes to collections and puts them in the journal; the only writer of both. */
import { stringifyEjson } from '../ejson';
import type { Collection } from './collection';
import type { Journal } from './journal';
import type { IdKey, Rec } from './record';
import type { Transaction, Transactions } from './transactions';

/** A document to be put, or (null) removed. */
export interface Change {
  collection: Collection;
  key: IdKey;
  rec: Rec | null;
}

/** What the committer works on. */
export interface Ledger {
  journal: Journal;
  transactions: Transactions;
  collections: ReadonlyMap<string, Collection>;
  dataId: string;
  /** Superseded lines found when the journal was read. */
  garbage: number;
}

/** Superseded lines at which a running store tidies up by itself. */
const RUNNING_GARBAGE = 200_000;

export class Committer {
  readonly #journal: Journal;
  readonly #transactions: Transactions;
  readonly #collections: ReadonlyMap<string, Collection>;
  readonly #dataId: string;
  #garbage: number;

  constructor({ journal, transactions, collections, dataId, garbage }: Ledger) {
    this.#journal = journal;
    this.#transactions = transactions;
    this.#collections = collections;
    this.#dataId = dataId;
    this.#garbage = garbage;
  }

  /** Sequence number of the last change. */
  get seq(): number {
    return this.#journal.seq;
  }

  /** Waits until everything up to `seq` is on disk. */
  synced(seq?: number): Promise<void> | undefined {
    return this.#journal.synced(seq);
  }

  /** Notes a collection that was made on demand. */
  async created(name: string): Promise<void> {
    this.#journal.append(JSON.stringify(['c', name]));
    await this.#journal.synced();
  }

  /** Rewrites the journal with only what is alive. */
  async compact(): Promise<void> {
    this.#garbage = 0;
    await this.#journal.replace(() => this.#lines());
  }

  /** Whether superseded lines outnumber what is alive, in a journal worth the trouble. */
  get wantsCompaction(): boolean {
    return this.#garbage > 10_000 && this.#garbage > this.#alive();
  }

  async close(): Promise<void> {
    if (this.wantsCompaction) await this.compact();
    await this.#journal.close();
  }

  #alive(): number {
    let alive = 0;
    for (const collection of this.#collections.values()) alive += collection.size;
    return alive;
  }

  /** A private write: lock, and refuse at once what the commit could not keep. */
  stage(tx: Transaction, change: Change, lock: boolean): void {
    const { collection, key, rec } = change;
    if (lock) this.#transactions.lock(tx, collection.name, key);
    if (rec) {
      collection.checkShapes(rec);
      this.#transactions.checkUnique(tx, collection, rec);
    }
    let writes = tx.writes.get(collection.name);
    if (!writes) {
      writes = new Map();
      tx.writes.set(collection.name, writes);
    }
    writes.set(key, rec);
  }

  /**
   * A plain write: waits for transactions that hold one of the keys, then runs the stages in one
   * turn. What was applied before a failing stage stays, as in the database.
   */
  async write(
    collection: Collection,
    keys: IdKey[] | (() => IdKey[]),
    stages: () => (() => Change | undefined)[],
  ): Promise<void> {
    const list = (): IdKey[] => (typeof keys === 'function' ? keys() : keys);
    while (list().some((key) => this.#transactions.lockedBy(collection.name, key))) {
      await this.#transactions.released();
    }
    const done: Change[] = [];
    try {
      for (const stage of stages()) {
        const change = stage();
        if (!change) continue;
        if (change.rec) collection.check(change.rec);
        this.#apply(change);
        done.push(change);
      }
    } finally {
      this.#log(done);
    }
    await this.#journal.synced();
  }

  #apply(change: Change): void {
    const before = change.collection.get(change.key) ?? null;
    change.collection.apply(change.key, change.rec);
    this.#applied(change, before);
  }

  #applied({ collection, key, rec }: Change, before: Rec | null): void {
    this.#transactions.replaced(collection.name, key, before, this.#journal.seq + 1);
    collection.lastSeq = this.#journal.seq + 1;
    if (before) this.#garbage += rec ? 1 : 2;
  }

  /**
   * All of them or none. Every old version leaves the indexes before a new one comes, so that two
   * documents may swap a unique value.
   * @throws WireError E11000, after everything is as it was
   */
  applyAll(changes: readonly Change[]): void {
    for (const { collection, rec } of changes) if (rec) collection.buildUnique();
    const before = changes.map(({ collection, key }) => collection.unindex(key));
    let done = 0;
    try {
      for (const { collection, key, rec } of changes) {
        if (rec) collection.check(rec);
        collection.put(key, rec);
        done++;
      }
    } catch (error) {
      for (const { collection, key } of changes.slice(0, done)) collection.unindex(key);
      for (const [i, { collection, key }] of changes.entries()) collection.put(key, before[i]!);
      throw error;
    }
    for (const [i, change] of changes.entries()) this.#applied(change, before[i]!);
    this.#log(changes);
  }

  /** One journal line for what was changed together. */
  #log(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const lines = changes.map(({ collection, key, rec }) =>
      rec ? putLine(collection.name, rec) : removeLine(collection.name, key),
    );
    this.#journal.append(lines.length === 1 ? lines[0]! : `["t",[${lines.join(',')}]]`);
    if (this.#garbage > RUNNING_GARBAGE && this.#garbage > 2 * this.#alive()) {
      this.compact().catch(() => undefined);
    }
  }

  *#lines(): Generator<string> {
    yield JSON.stringify(['h', 1, this.#dataId]);
    for (const collection of this.#collections.values()) {
      yield JSON.stringify(['c', collection.name]);
      for (const rec of collection.all()) yield putLine(collection.name, rec);
    }
  }
}

function putLine(name: string, rec: Rec): string {
  return `["p","${name}",${keyText(rec.key)},${rec.text}]`;
}

function removeLine(name: string, key: IdKey): string {
  return `["d","${name}",${keyText(key)}]`;
}

function keyText(key: IdKey): string {
  if (typeof key === 'string' && key.startsWith('\u0000')) return key.slice(1);
  return stringifyEjson(key);
}
