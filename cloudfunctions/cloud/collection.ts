/**
 * A typed collection. Every query has a limit, every condition a value; a missing document is null.
 * Documents are closed to clients: only cloud functions read and write them.
 */
import {
  type Changes,
  encodeChanges,
  encodeRaise,
  encodeWhere,
  type Where,
  type WherePaths,
} from './conditions';
import { isDuplicate } from './errors';
import { command, database, type SdkCollection, type SdkDocument, type SdkScope } from './sdk';

/** The service gives 100 documents unless asked for more, and never more than this. */
export const MAX_LIMIT = 1000;

interface Stored {
  readonly _id: string;
}

export interface Find<T, K extends keyof T> {
  where: Where<T>;
  limit: number;
  fields: readonly K[];
  orderBy?: { field: keyof T & string; order: 'asc' | 'desc' };
}

/** What can be done to one document, in or out of a transaction. */
export class Documents<T extends Stored> {
  constructor(
    readonly name: string,
    private readonly scope: SdkScope,
  ) {}

  protected get all(): SdkCollection {
    return this.scope.collection(this.name);
  }

  private one(id: string): SdkDocument {
    if (typeof id !== 'string' || id === '') throw new Error(`${this.name}: no document id`);
    return this.all.doc(id);
  }

  async get(id: string): Promise<T | null> {
    return (await this.one(id).get()).data as T | null;
  }

  /** Writes the whole document, replacing what was there. */
  async put(document: T): Promise<void> {
    const { _id, ...data } = document;
    await this.one(_id).set({ data });
  }

  /** Changes some fields; false when there is no such document (or nothing to change). */
  async update(id: string, changes: Changes<T>): Promise<boolean> {
    const { stats } = await this.one(id).update({ data: encodeChanges(changes) });
    return stats.updated > 0;
  }

  /** Raises numbers at dotted paths to at least the given ones: any order, any repetition. */
  async raise(id: string, paths: Readonly<Record<string, number>>): Promise<boolean> {
    const { stats } = await this.one(id).update({ data: encodeRaise(paths) });
    return stats.updated > 0;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.one(id).remove()).stats.removed > 0;
  }
}

/** A query for parts of documents, by dotted paths. */
export interface FindParts<T> {
  where: WherePaths<T>;
  limit: number;
  parts: readonly string[];
  orderBy?: { field: string; order: 'asc' | 'desc' };
}

export class Collection<T extends Stored> extends Documents<T> {
  constructor(name: string) {
    super(name, database);
  }

  /** The same documents inside a transaction. */
  within(scope: SdkScope): Documents<T> {
    return new Documents<T>(this.name, scope);
  }

  /** Stores a new document; false when its id is taken. */
  async add(document: T): Promise<boolean> {
    try {
      await this.all.add({ data: document });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  find<K extends keyof T & string>({ fields, ...query }: Find<T, K>): Promise<Pick<T, K>[]> {
    return this.findParts<Pick<T, K>>({ ...query, parts: fields });
  }

  /** Like `find`, of documents too large to read whole; `R` is what the paths leave of one. */
  async findParts<R>(query: FindParts<T>): Promise<R[]> {
    if (!(query.limit >= 1 && query.limit <= MAX_LIMIT)) throw new Error('limit out of range');
    // Without this the database adds `_id` to whatever was asked for.
    const fields: Record<string, boolean> = { _id: false };
    for (const path of query.parts) fields[path] = true;
    let found = this.all.where(encodeWhere(query.where)).field(fields).limit(query.limit);
    if (query.orderBy) found = found.orderBy(query.orderBy.field, query.orderBy.order);
    return (await found.get()).data as R[];
  }

  /** Whole documents in the order of their ids, after one of them. */
  async page(where: Where<T>, limit: number, after: string): Promise<T[]> {
    const from = after === '' ? {} : { _id: command.gt(after) };
    const found = this.all.where({ ...encodeWhere(where), ...from });
    return (await found.orderBy('_id', 'asc').limit(limit).get()).data as T[];
  }

  async count(where: Where<T>): Promise<number> {
    return (await this.all.where(encodeWhere(where)).count()).total;
  }

  /** Takes away every document that fits; returns how many there were. */
  async removeWhere(where: Where<T>): Promise<number> {
    return (await this.all.where(encodeWhere(where)).remove()).stats.removed;
  }

  /** Changes every document that fits; returns how many. The condition is part of the write. */
  async updateWhere(where: Where<T>, changes: Changes<T>): Promise<number> {
    const query = this.all.where(encodeWhere(where));
    return (await query.update({ data: encodeChanges(changes) })).stats.updated;
  }
}

/** A collection by name; the type is the domain's promise of what is in it. */
export const collection = <T extends Stored>(name: string) => new Collection<T>(name);
