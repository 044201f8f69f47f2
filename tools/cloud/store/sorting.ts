/** Sorting of records. */
import { sortValue } from './paths';
import type { Sort } from './planner';
import type { Rec } from './record';
import { compareValues } from './values';

/** Sorts in place; stable, so ties keep their order. */
export function sortRecords(records: Rec[], sort: Sort): void {
  const keyed = records.map((rec) => ({
    rec,
    key: sort.map(([path, direction]) => sortValue(rec.doc, path, direction, compareValues)),
  }));
  keyed.sort((a, b) => {
    for (let i = 0; i < sort.length; i++) {
      const order = compareValues(a.key[i], b.key[i]) * sort[i]![1];
      if (order !== 0) return order;
    }
    return 0;
  });
  for (const [i, { rec }] of keyed.entries()) records[i] = rec;
}
