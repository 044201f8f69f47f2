/** Transactions: a snapshot, private writes, a lock per written document, 30 seconds. */
import { randomBytes } from 'node:crypto';
import { busyError, conflictError, transactionGone } from '../errors';
import type { IdKey, Rec } from './record';

/** Lifetime of a transaction on the real service. */
export const TRANSACTION_MS = 30_000;

/**
 * What an operation takes at least. Without it the first of several sent together would be done
 * before the SDK has sent the second, and a mistake the real service refuses would pass here.
 */
const OPERATION_MS = 2;

export interface Transaction {
  readonly id: string;
  /** Sequence number whose state it reads. */
  readonly snapshot: number;
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
  readonly #open = new Map<string, Transaction>();
  readonly #locks = new Map<string, Transaction>();
  /** Versions replaced since the oldest open transaction began. */
  readonly #history = new Map<string, Map<IdKey, Version[]>>();
  #waiting: (() => void)[] = [];
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  get active(): boolean {
    return this.#open.size > 0;
  }

  begin(snapshot: number): Transaction {
    this.expire();
    const id = randomBytes(16).toString('hex');
    const made: Transaction = {
      id,
      snapshot,
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
   * one is answered is refused, and the transaction goes on.
   * @throws WireError TransactionBusy
   */
  async operate<T>(id: string, operation: () => Promise<T>): Promise<T> {
    const one = this.get(id);
    if (one.busy) throw busyError();
    one.busy = true;
    try {
      const result = await operation();
      await new Promise((resolve) => setTimeout(resolve, OPERATION_MS));
      return result;
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
    for (const [key, versions] of this.#history.get(collection) ?? []) {
      const first = versions.find((version) => version.seq > one.snapshot);
      if (first) view.set(key, first.before);
    }
    for (const [key, rec] of one.writes.get(collection) ?? []) view.set(key, rec);
    return view;
  }

  /**
   * Takes the write lock, or ends the transaction with a conflict.
   * @throws WireError DATABASE_TRANSACTION_CONFLICT
   */
  lock(one: Transaction, collection: string, key: IdKey): void {
    const name = slot(collection, key);
    const owner = this.#locks.get(name);
    if (owner === one) return;
    const changed = this.#history
      .get(collection)
      ?.get(key)
      ?.some((version) => version.seq > one.snapshot);
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
