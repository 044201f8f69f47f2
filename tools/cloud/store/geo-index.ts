/**
 * A `2dsphere` index: it says which field may be asked about in space, and takes only shapes there.
 * It holds nothing; a collection on one machine is small enough to be read.
 */
import { databaseError } from '../errors';
import { parseShape } from './geo-shapes';
import type { IndexSpec } from './index-keys';
import { leafValues } from './paths';
import type { Rec } from './record';
import { MISSING } from './values';

export class GeoIndex {
  /** Its fields in space; others in the same index only narrow a query. */
  readonly paths: readonly string[];

  constructor({ keys }: IndexSpec) {
    this.paths = Object.keys(keys).filter((path) => keys[path] === '2dsphere');
  }

  static is({ keys }: IndexSpec): boolean {
    return Object.values(keys).includes('2dsphere');
  }

  /** @throws WireError when a field is there and is no shape */
  check(rec: Rec): void {
    for (const path of this.paths) {
      for (const value of leafValues(rec.doc, path)) {
        if (value === MISSING || value === null) continue;
        try {
          const list = Array.isArray(value) && typeof value[0] !== 'number' ? value : [value];
          for (const one of list) parseShape(one);
        } catch (error) {
          throw databaseError(`Can't extract geo keys: ${(error as Error).message}`);
        }
      }
    }
  }
}
