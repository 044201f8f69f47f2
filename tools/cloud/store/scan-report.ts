/** Queries no index served. */
import type { Doc } from '../ejson';
import type { Sort } from './sorting';

/** A query no index served. */
export interface ScanReport {
  collection: string;
  condition: Doc;
  sort: Sort;
  /** Documents in the collection. */
  size: number;
}

/** One sentence naming a query no index served. */
export function scanText({ collection, condition, sort, size }: ScanReport): string {
  const order = sort.length > 0 ? ` ordered by ${sort.map((one) => one.join(' ')).join(', ')}` : '';
  return (
    `No index serves where(${JSON.stringify(condition)})${order} on "${collection}" ` +
    `(${size} documents): declare one in indexes.json.`
  );
}
