/** One document being updated: copy on write along paths, with MongoDB's path rules. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { isPosition, splitPath } from './paths';
import { Rank, rankOf } from './values';

type Container = Doc | unknown[];

/** Longest gap an update may open in an array (MongoDB's own limit). */
const MAX_BACKFILL = 1_500_000;

const TYPE_NAMES: Readonly<Record<Rank, string>> = {
  [Rank.MinKey]: 'minKey',
  [Rank.Empty]: 'undefined',
  [Rank.Null]: 'null',
  [Rank.Number]: 'number',
  [Rank.String]: 'string',
  [Rank.Object]: 'object',
  [Rank.Array]: 'array',
  [Rank.Binary]: 'binData',
  [Rank.ObjectId]: 'objectId',
  [Rank.Boolean]: 'bool',
  [Rank.Date]: 'date',
  [Rank.Timestamp]: 'timestamp',
  [Rank.RegExp]: 'regex',
  [Rank.MaxKey]: 'maxKey',
};

/** The name MongoDB's sentences use for a value's type. */
export function typeName(value: unknown): string {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? ((value | 0) === value ? 'int' : 'long') : 'double';
  }
  return TYPE_NAMES[rankOf(value)];
}

function shown(value: unknown): string {
  return isPlain(value) || Array.isArray(value) ? JSON.stringify(value) : `${shortText(value)}`;
}

function shortText(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** The document as it will be; the original is never touched. */
export class Target {
  readonly doc: Doc;
  #owned = new Set<Container>();

  constructor(original: Doc) {
    this.doc = { ...original };
    this.#owned.add(this.doc);
  }

  /** `{_id: …}` for error sentences. */
  get label(): string {
    return `{_id: ${shortText(this.doc._id)}}`;
  }

  /** The value at a path, or undefined; never walks into array elements by name. */
  get(path: string): unknown {
    let at: unknown = this.doc;
    for (const part of splitPath(path)) {
      if (Array.isArray(at)) {
        if (!isPosition(part)) return undefined;
        at = at[Number(part)];
      } else if (isPlain(at) && Object.hasOwn(at, part)) at = at[part];
      else return undefined;
    }
    return at;
  }

  /** Sets a path, creating documents on the way. */
  set(path: string, value: unknown): void {
    const parts = splitPath(path);
    const parent = this.#walk(parts, true) as Container;
    this.#assign(parent, parts[parts.length - 1]!, value, path);
  }

  /** Removes a path; an array element becomes null. */
  unset(path: string): void {
    const parts = splitPath(path);
    if (this.get(path) === undefined) return;
    const parent = this.#walk(parts, false);
    const last = parts[parts.length - 1]!;
    if (Array.isArray(parent)) parent[Number(last)] = null;
    else if (parent) delete parent[last];
  }

  /** An array at `path` that may be changed in place, or undefined when there is nothing. */
  array(path: string, complain: (value: unknown) => Error): unknown[] | undefined {
    const value = this.get(path);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw complain(value);
    const copy = [...value];
    this.#owned.add(copy);
    this.set(path, copy);
    return copy;
  }

  #assign(parent: Container, part: string, value: unknown, path: string): void {
    if (!Array.isArray(parent)) {
      parent[part] = value;
      return;
    }
    this.#position(parent, part, path);
    parent[Number(part)] = value;
  }

  #position(parent: unknown[], part: string, path: string): void {
    if (!isPosition(part)) {
      throw databaseError(`Cannot create field '${part}' in element {${path}: ${shown(parent)}}`);
    }
    const index = Number(part);
    if (index - parent.length > MAX_BACKFILL) {
      throw databaseError(`can't backfill more than ${MAX_BACKFILL} elements`);
    }
    while (parent.length < index) parent.push(null);
  }

  /** The container of the last part; with `create`, made (and copied) as needed. */
  #walk(parts: readonly string[], create: boolean): Container | undefined {
    let at: Container = this.doc;
    for (let i = 0; i < parts.length - 1; i++) {
      const part = parts[i]!;
      const next: unknown = Array.isArray(at) ? at[Number(part)] : at[part];
      const exists = Array.isArray(at)
        ? isPosition(part) && next !== undefined
        : next !== undefined;
      if (!exists) {
        if (!create) return undefined;
        const made: Doc = {};
        this.#owned.add(made);
        this.#assign(at, part, made, part);
        at = made;
        continue;
      }
      if (!isPlain(next) && !Array.isArray(next)) {
        throw databaseError(
          `Cannot create field '${parts[i + 1]}' in element {${part}: ${shown(next)}}`,
        );
      }
      at = this.#own(at, part, next);
    }
    return at;
  }

  #own(parent: Container, part: string, child: Container): Container {
    if (this.#owned.has(child)) return child;
    const copy: Container = Array.isArray(child) ? [...child] : { ...child };
    this.#owned.add(copy);
    if (Array.isArray(parent)) parent[Number(part)] = copy;
    else parent[part] = copy;
    return copy;
  }
}
