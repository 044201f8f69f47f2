/** Transactions: a snapshot, private writes, a lock per written document, 30 seconds. */
import { randomBytes } from 'node:crypto';
import { busyError, conflictError, transactionGone } from '../errors';
import type { Collection } from './collection';
import type { IdKey, Rec } from './record';

/** Lifetime of a transaction on the real service. */
export const TRANSACTION_MS = 30_000;

export interface Transaction {
  readonly id: string;
  /** Sequence number whose state it reads: that of its first operation, not of its start. */
  snapshot: number | null;
  readonly began: number;
  /** The same by the machine, so that a clock that stands still keeps no lock for ever. */
  readonly beganHere: number;
  /** Collection → key → new version; null removes. */
  readonly writes: Map<string, Map<IdKey, Rec | null>>;
  /** An operation is under way. */
  busy: boolean;
}

interface Version {
  before: Rec | null;
  seq: number;
}

function slot(collection: string, key: IdKey): string {
  return `${collection}\u0000${typeof key}\u0000${key}`;
}

export class Transactions {
  /**
   * What an operation takes at least, in ms. Without it the first of several sent together would be
   * done before the SDK has sent the second, and a mistake the real service refuses would pass here.
   */
  leastMs = 2;
  readonly #open = new Map<string, Transaction>();
  readonly #locks = new Map<string, Transaction>();
  /** Versions replaced since the oldest open transaction began. */
  readonly #history = new Map<string, Map<IdKey, Version[]>>();
  #waiting: (() => void)[] = [];
  readonly #clock: () => number;
  readonly #seq: () => number;

  /** `clock` in milliseconds; `seq` gives the sequence number of the last change. */
  constructor(clock: () => number, seq: () => number) {
    this.#clock = clock;
    this.#seq = seq;
  }

  get active(): boolean {
    return this.#open.size > 0;
  }

  begin(): Transaction {
    this.expire();
    const id = randomBytes(16).toString('hex');
    const made: Transaction = {
      id,
      snapshot: null,
      began: this.#clock(),
      beganHere: performance.now(),
      writes: new Map(),
      busy: false,
    };
    this.#open.set(id, made);
    return made;
  }

  /**
   * The open transaction of that id.
   * @throws WireError when it ended or its 30 seconds are over
   */
  get(id: string): Transaction {
    this.expire();
    const found = this.#open.get(id);
    if (!found) throw transactionGone();
    return found;
  }

  /**
   * Runs an operation of a transaction, which takes one at a time: another that comes before this
   * one is answered is refused, and the transaction goes on. One that fails ends it.
   * @throws WireError TransactionBusy, and what the operation throws
   */
  async operate<T>(id: string, operation: () => Promise<T>): Promise<T> {
    const one = this.get(id);
    if (one.busy) throw busyError();
    one.busy = true;
    try {
      const result = await operation();
      if (this.leastMs > 0) await new Promise((resolve) => setTimeout(resolve, this.leastMs));
      return result;
    } catch (error) {
      this.abandon(id);
      throw error;
    } finally {
      one.busy = false;
    }
  }

  /** Ends transactions older than 30 seconds. */
  expire(): void {
    const now = this.#clock();
    const here = performance.now();
    for (const one of this.#open.values()) {
      const age = Math.max(now - one.began, here - one.beganHere);
      if (age > TRANSACTION_MS) this.end(one);
    }
  }

  /** Ends a transaction if it is open; a conflict the server reports always does. */
  abandon(id: string): void {
    const found = this.#open.get(id);
    if (found) this.end(found);
  }

  /** Commit or rollback: forgets it and lets waiters go on. */
  end(one: Transaction): void {
    this.#open.delete(one.id);
    for (const [key, owner] of this.#locks) if (owner === one) this.#locks.delete(key);
    if (this.#open.size === 0) this.#history.clear();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  /** Remembers the version a commit replaces, for open snapshots. */
  replaced(collection: string, key: IdKey, before: Rec | null, seq: number): void {
    if (this.#open.size === 0) return;
    let versions = this.#history.get(collection);
    if (!versions) {
      versions = new Map();
      this.#history.set(collection, versions);
    }
    const list = versions.get(key);
    if (list) list.push({ before, seq });
    else versions.set(key, [{ before, seq }]);
  }

  /** What the transaction sees instead of the current documents of a collection. */
  overlay(one: Transaction, collection: string): Map<IdKey, Rec | null> {
    const view = new Map<IdKey, Rec | null>();
    const snapshot = this.#snapshot(one);
    for (const [key, versions] of this.#history.get(collection) ?? []) {
      const first = versions.find((version) => version.seq > snapshot);
      if (first) view.set(key, first.before);
    }
    for (const [key, rec] of one.writes.get(collection) ?? []) view.set(key, rec);
    return view;
  }

  #snapshot(one: Transaction): number {
    one.snapshot ??= this.#seq();
    return one.snapshot;
  }

  /**
   * Refuses a record whose unique value the transaction sees elsewhere, and (a conflict) one that
   * was taken since its snapshot or is about to be taken by another transaction.
   * @throws WireError E11000 or DATABASE_TRANSACTION_CONFLICT
   */
  checkUnique(one: Transaction, { name, unique }: Collection, rec: Rec): void {
    if (unique.length === 0) return;
    const view = this.overlay(one, name);
    const own = one.writes.get(name);
    for (const index of unique) {
      const holder = index.holder(rec);
      const seen = [...view.values()].filter((other) => other !== null && other.key !== rec.key);
      if (holder && !view.has(holder.key)) seen.push(holder);
      const twin = seen.map((other) => index.twin(rec, other!)).find((error) => error);
      if (twin) throw twin;
      const taken = holder && view.has(holder.key) && !own?.has(holder.key);
      if (taken || this.#stagedElsewhere(one, name, (other) => index.twin(rec, other))) {
        throw conflictError();
      }
    }
  }

  #stagedElsewhere(one: Transaction, name: string, twin: (other: Rec) => unknown): boolean {
    return [...this.#open.values()].some(
      (other) =>
        other !== one &&
        [...(other.writes.get(name)?.values() ?? [])].some((rec) => rec && twin(rec)),
    );
  }

  /**
   * Takes the write lock, or ends the transaction with a conflict.
   * @throws WireError DATABASE_TRANSACTION_CONFLICT
   */
  lock(one: Transaction, collection: string, key: IdKey): void {
    const name = slot(collection, key);
    const owner = this.#locks.get(name);
    if (owner === one) return;
    const snapshot = this.#snapshot(one);
    const changed = this.#history
      .get(collection)
      ?.get(key)
      ?.some((version) => version.seq > snapshot);
    if (owner || changed) {
      this.end(one);
      throw conflictError();
    }
    this.#locks.set(name, one);
  }

  lockedBy(collection: string, key: IdKey): Transaction | undefined {
    return this.#locks.size === 0 ? undefined : this.#locks.get(slot(collection, key));
  }

  /** Resolves when some transaction ends (or a look at the clock is due). */
  released(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.expire();
        resolve();
      }, 20);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
