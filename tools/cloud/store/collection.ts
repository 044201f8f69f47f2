/** Documents of one collection with their indexes; knows nothing of disk or transactions. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { geoPaths, nearest, parseNear } from './geo';
import { GeoIndex } from './geo-index';
import type { IndexSpec } from './index-keys';
import { compile, type Match } from './match';
import { OrderedIndex } from './ordered-index';
import { type Plan, plan } from './planner';
import { type IdKey, keyOfId, type Rec } from './record';
import type { ScanReport } from './scan-report';
import { type Sort, sorted } from './sorting';
import { compareValues } from './values';

export interface FindOptions {
  sort?: Sort;
  skip?: number;
  limit?: number;
  /** Versions that hide the current ones (a transaction's view); null hides entirely. */
  overlay?: ReadonlyMap<IdKey, Rec | null> | undefined;
  /** Every document is worked on (an aggregation), so reading all of them is a scan too. */
  all?: boolean;
  /** A geo index does the work. */
  served?: boolean;
}

/** The plan alone decides: documents are not even decoded. */
const EVERYTHING: Match = { test: () => true };

export class Collection {
  readonly name: string;
  readonly #records = new Map<IdKey, Rec>();
  readonly #indexes: OrderedIndex[];
  readonly #unique: OrderedIndex[];
  readonly #geo: GeoIndex[];
  readonly #onScan: (report: ScanReport) => void;
  /** Sequence number of the last change. */
  lastSeq = 0;

  constructor(name: string, specs: readonly IndexSpec[], onScan: (report: ScanReport) => void) {
    this.name = name;
    const all = [{ name: '_id_', keys: { _id: 1 as const } }, ...specs];
    const namespace = `local.${name}`;
    this.#indexes = all
      .filter((spec) => !GeoIndex.is(spec))
      .map((spec) => new OrderedIndex(spec, namespace, () => this.all()));
    this.#geo = all.filter((spec) => GeoIndex.is(spec)).map((spec) => new GeoIndex(spec));
    this.#unique = this.#indexes.filter((index) => index.spec.unique);
    this.#onScan = onScan;
  }

  get size(): number {
    return this.#records.size;
  }

  get(key: IdKey): Rec | undefined {
    return this.#records.get(key);
  }

  all(): Iterable<Rec> {
    return this.#records.values();
  }

  /**
   * Asks every index before anything is changed, so that a refused write leaves all as it was.
   * @throws WireError E11000, or two arrays under one compound index
   */
  check(rec: Rec): void {
    for (const index of [...this.#geo, ...this.#indexes]) index.check(rec);
  }

  /** @throws WireError for two arrays under one compound index, or no shape under a geo index */
  checkShapes(rec: Rec): void {
    for (const index of this.#geo) index.check(rec);
    for (const index of this.#indexes) index.checkArrays(rec);
  }

  /** Fields with a geo index. */
  get geoPaths(): string[] {
    return this.#geo.flatMap((index) => index.paths);
  }

  /** The indexes no two documents may agree in. */
  get unique(): readonly OrderedIndex[] {
    return this.#unique;
  }

  /** Builds the unique indexes, while they can see every document as it was. */
  buildUnique(): void {
    for (const index of this.#unique) index.ensure();
  }

  /** Puts or (null) removes a document that was checked. Indexes follow. */
  apply(key: IdKey, rec: Rec | null): void {
    this.unindex(key);
    this.put(key, rec);
  }

  /** Takes the document out of the indexes, as the first half of `apply`. */
  unindex(key: IdKey): Rec | null {
    const before = this.#records.get(key);
    if (before) for (const index of this.#indexes) index.remove(before);
    return before ?? null;
  }

  /** The second half of `apply`. */
  put(key: IdKey, rec: Rec | null): void {
    if (rec) {
      for (const index of this.#indexes) index.add(rec);
      this.#records.set(key, rec);
    } else this.#records.delete(key);
  }

  /** Loading, before any index exists; true when an older version was replaced or removed. */
  load(key: IdKey, rec: Rec | null): boolean {
    if (!rec) return this.#records.delete(key);
    const size = this.#records.size;
    this.#records.set(key, rec);
    return this.#records.size === size;
  }

  /** After loading: numbers the records in their order, which replacing keeps. */
  renumber(first: number): number {
    let ord = first;
    for (const rec of this.#records.values()) rec.ord = ++ord;
    return ord;
  }

  find(condition: Doc, options: FindOptions = {}): Rec[] {
    const sort = options.sort ?? [];
    const chosen = plan(condition, sort, this.#indexes);
    const exact = chosen.kind === 'ids' && chosen.exact;
    const match = exact && !options.overlay ? EVERYTHING : compile(condition);
    if (chosen.kind === 'scan' && !options.served) {
      this.#report(condition, sort, options.all === true);
    }
    const near = nearOf(condition);
    const inOrder =
      !options.overlay &&
      !near &&
      (sort.length === 0 || (chosen.kind === 'index' && chosen.sorted));
    const most = inOrder ? (options.skip ?? 0) + (options.limit ?? Infinity) : Infinity;
    let found = this.#gather(chosen, match, options.overlay, most);
    if (near) sortByDistance(found, near);
    else if (!inOrder && sort.length > 0) found = sorted(found, (rec) => rec.doc, sort);
    const from = options.skip ?? 0;
    return from === 0 && most === Infinity && options.limit === undefined
      ? found
      : found.slice(from, from + (options.limit ?? Infinity));
  }

  count(condition: Doc, overlay?: ReadonlyMap<IdKey, Rec | null>): number {
    if (Object.keys(condition).length === 0 && !overlay) return this.#records.size;
    return this.find(condition, { overlay }).length;
  }

  #gather(
    chosen: Plan,
    match: Match,
    overlay: ReadonlyMap<IdKey, Rec | null> | undefined,
    most: number,
  ): Rec[] {
    const found: Rec[] = [];
    if (most <= 0) return found;
    for (const rec of this.#candidates(chosen)) {
      if (overlay?.has(rec.key)) continue;
      if (match !== EVERYTHING && !match.test(rec.doc)) continue;
      found.push(rec);
      if (found.length >= most) break;
    }
    if (overlay) {
      for (const rec of overlay.values()) if (rec && match.test(rec.doc)) found.push(rec);
      found.sort((a, b) => a.ord - b.ord);
    }
    return found;
  }

  #candidates(chosen: Plan): Iterable<Rec> {
    switch (chosen.kind) {
      case 'ids':
        return this.#byIds(chosen.ids);
      case 'index':
        return this.#byIndex(chosen);
      case 'union':
        return this.#union(chosen.plans);
      default:
        return this.#records.values();
    }
  }

  /** In `_id` order, as the database would walk its index. */
  #byIds(ids: readonly unknown[]): Rec[] {
    const found: Rec[] = [];
    for (const key of orderedKeys(ids)) {
      const rec = this.#records.get(key);
      if (rec && rec !== found[found.length - 1]) found.push(rec);
    }
    return found;
  }

  *#byIndex(chosen: Extract<Plan, { kind: 'index' }>): Generator<Rec> {
    const several = chosen.index.multi || chosen.intervals.length > 1;
    const seen = several ? new Set<Rec>() : undefined;
    for (const interval of chosen.intervals) {
      for (const rec of chosen.index.scan(interval, chosen.reverse)) {
        if (seen?.has(rec)) continue;
        seen?.add(rec);
        yield rec;
      }
    }
  }

  #union(plans: readonly Plan[]): Set<Rec> {
    const found = new Set<Rec>();
    for (const one of plans) for (const rec of this.#candidates(one)) found.add(rec);
    return found;
  }

  /** Reading everything, as far as asked, is no scan unless all is worked on. */
  #report(condition: Doc, sort: Sort, all: boolean): void {
    if (!all && Object.keys(condition).length === 0 && sort.length === 0) return;
    if (geoPaths(condition).some((path) => this.geoPaths.includes(path))) return;
    this.#onScan({ collection: this.name, condition, sort, size: this.#records.size });
  }
}

/** Keys in `_id` order, equal ones side by side. */
function orderedKeys(ids: readonly unknown[]): IdKey[] {
  const keys = ids.map(keyOfId);
  if (keys.length === 1) return keys;
  return keys.every((key) => typeof key === 'string') ? keys.sort() : keys.sort(compareValues);
}

function nearOf(condition: Doc): ReturnType<typeof parseNear> | undefined {
  for (const [path, value] of Object.entries(condition)) {
    if (!isPlain(value)) continue;
    const operand = value.$nearSphere ?? value.$near;
    if (operand !== undefined) return parseNear(path, operand);
  }
  return undefined;
}

function sortByDistance(records: Rec[], near: ReturnType<typeof parseNear>): void {
  const metres = new Map(records.map((rec) => [rec, nearest(rec.doc, near)?.metres ?? Infinity]));
  records.sort((a, b) => metres.get(a)! - metres.get(b)!);
}
