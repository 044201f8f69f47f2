/** How a row of the tables is written, and words for documents. */
import type { Doc } from '../../../../tools/cloud/ejson';

/** A condition over documents: the ids it finds (in order when sorted), or part of its refusal. */
export interface FindRow {
  name: string;
  docs: Doc[];
  where: Doc;
  ids?: unknown[];
  fails?: string;
  sort?: Record<string, 1 | -1>;
}

/** `_id` 0, 1, 2 …, with the values as `a`; undefined leaves it out. */
export const numbered = (...values: unknown[]): Doc[] =>
  values.map((a, i) => (a === undefined ? { _id: i } : { _id: i, a }));

/** Shorthand for many conditions over the same documents. */
export function finds(
  about: string,
  docs: Doc[],
  rows: [where: Doc, ids: unknown[] | string][],
): FindRow[] {
  return rows.map(([where, result]) => ({
    name: `${about}: ${show(where)}`,
    docs,
    where,
    ...(typeof result === 'string' ? { fails: result } : { ids: result }),
  }));
}

/** Shorthand for many orders over the same documents. */
export function orders(
  about: string,
  docs: Doc[],
  rows: [sort: Record<string, 1 | -1>, ids: unknown[] | string][],
): FindRow[] {
  return rows.map(([sort, result]) => ({
    name: `${about}: ${show(sort)}`,
    docs,
    where: {},
    sort,
    ...(typeof result === 'string' ? { fails: result } : { ids: result }),
  }));
}

/** An update of one document: what is left of it, or part of the refusal. */
export interface UpdateRow {
  name: string;
  doc: Doc;
  update: Doc;
  where?: Doc;
  after?: Doc;
  fails?: string;
}

/** Shorthand for updates of `{ _id: 'x', …fields }`; a result without `_id` is the fields. */
export function updates(
  about: string,
  rows: [fields: Doc, update: Doc, after: Doc | string, where?: Doc][],
): UpdateRow[] {
  return rows.map(([fields, update, result, where]) => ({
    name: `${about}: ${show(where ?? {})} ${show(update)} on ${show(fields)}`,
    doc: { _id: 'x', ...fields },
    update,
    ...(where ? { where } : {}),
    ...(typeof result === 'string' ? { fails: result } : { after: { _id: 'x', ...result } }),
  }));
}

/** Like JSON, with what JSON cannot say. */
export function show(value: unknown): string {
  const text = JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof RegExp) return String(item);
    if (typeof item === 'number' && !Number.isFinite(item)) return String(item);
    if (typeof item === 'string') return item.replaceAll('\u0000', '␀');
    return item;
  });
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
