/** The collections there are, by name. */
import { WireError } from '../errors';
import { LOCAL_ENV } from '../identity';
import { Collection } from './collection';
import { type IndexFile, isCollectionName } from './indexes';
import type { ScanReport } from './scan-report';

/**
 * The name a collection is kept under. Another environment than the cloud's own, which a function
 * names in `cloud.init`, has collections of its own: `~prod-1.days`.
 */
export function inEnvironment(env: unknown, name: string): string {
  return typeof env === 'string' && env !== '' && env !== LOCAL_ENV ? `~${env}.${name}` : name;
}

/** The name indexes.json knows a collection by, whatever its environment; undefined for our own. */
function declaredName(name: string): string | undefined {
  if (!name.startsWith('~')) return name;
  const dot = name.indexOf('.');
  return dot < 0 ? undefined : name.slice(dot + 1);
}

export class Catalogue {
  readonly #collections = new Map<string, Collection>();
  readonly #indexes: IndexFile | undefined;
  readonly #onScan: (report: ScanReport) => void;

  /** Without indexes any collection comes into being when used. */
  constructor(indexes: IndexFile | undefined, onScan: (report: ScanReport) => void) {
    this.#indexes = indexes;
    this.#onScan = onScan;
    for (const name of Object.keys(indexes ?? {})) this.make(name);
  }

  get collections(): ReadonlyMap<string, Collection> {
    return this.#collections;
  }

  /** Names of the collections; the reserved ones (`~…`) only when asked for. */
  names(reserved: boolean): string[] {
    return [...this.#collections.keys()].filter((name) => reserved || !name.startsWith('~')).sort();
  }

  /**
   * A collection by name.
   * @throws WireError DATABASE_COLLECTION_NOT_EXIST when indexes.json does not declare it
   */
  get(name: string): Collection {
    const found = this.#collections.get(name);
    if (found) return found;
    const declared = declaredName(name);
    if (this.#indexes && declared !== undefined && !this.#indexes[declared]) {
      throw new WireError(
        'DATABASE_COLLECTION_NOT_EXIST',
        '[ResourceNotFound] Db or Table not exist. Please check your request, but if the problem cannot be solved, contact us.',
      );
    }
    return this.make(name);
  }

  /** A collection that is there already, or a new one, declared or not. */
  ensure(name: string): Collection {
    return this.#collections.get(name) ?? this.make(name);
  }

  /** @throws WireError INVALID_PARAM for a name the database does not take */
  make(name: string): Collection {
    if (!isCollectionName(name)) {
      throw new WireError('INVALID_PARAM', `invalid collection name: ${name}`);
    }
    const made = new Collection(
      name,
      this.#indexes?.[declaredName(name) ?? ''] ?? [],
      this.#onScan,
    );
    this.#collections.set(name, made);
    return made;
  }
}
