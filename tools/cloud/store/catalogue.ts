/** The collections there are, by name. */
import { WireError } from '../errors';
import { Collection } from './collection';
import { type IndexFile, isCollectionName } from './indexes';
import type { ScanReport } from './scan-report';

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
    if (this.#indexes && !name.startsWith('~')) {
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
    const made = new Collection(name, this.#indexes?.[name] ?? [], this.#onScan);
    this.#collections.set(name, made);
    return made;
  }
}
