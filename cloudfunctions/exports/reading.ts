/**
 * Reads what is a person's, a page a step: each page is kept as a part, together with where to go on,
 * so that nothing is read twice and nothing is missed whoever goes on, and whenever.
 */
import type { ExportProgress } from '../../miniprogram/contract/api';
import { takeTurn } from '../accounts';
import { collection, MAX_LIMIT, transact, type Where } from '../cloud';
import { OWNED, type Who } from '../erasure';
import type { Line } from './document';
import { type ExportDoc, exportDocs, type Place, partDocs, partId } from './store';

/** Rows of one part: a day has one kilobyte, and of twenty bands forty. */
const PAGE = 50;

/** The collections that are told, in the order of the table. */
const TOLD = Object.entries(OWNED).flatMap(([name, { whose, told }]) =>
  'not' in told ? [] : [{ name, whose, ...told }],
);

type Kind = keyof ExportProgress;
/** As what a row is told: a day is its slots, too. */
const kindsOf = (name: string): readonly Kind[] => (name === 'days' ? ['slots', 'days'] : ['rest']);

type Doc = { _id: string } & Record<string, string | number>;

/**
 * Counts all that there is to tell. What may be another's alone is looked at for that: one row more
 * would say that there is something.
 */
export async function beginReading({ _id, secret, tries }: ExportDoc, who: Who): Promise<void> {
  const progress: ExportProgress = {
    slots: { done: 0, all: 0 },
    days: { done: 0, all: 0 },
    rest: { done: 0, all: 0 },
  };
  for (const { name, whose, own } of TOLD) {
    for (const where of whose(who)) {
      const all = own
        ? await countTold(name, where, (document) => own(document, who) !== null)
        : await collection<Doc>(name).count(where);
      for (const kind of kindsOf(name)) progress[kind].all += all;
    }
  }
  const place: Place = { of: 0, which: 0, after: '' };
  await exportDocs.updateWhere({ _id, secret, parts: 0 }, { progress, place, tries });
}

async function countTold(
  name: string,
  where: Where<Doc>,
  isTold: (document: Doc) => boolean,
): Promise<number> {
  let count = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Doc[] = await collection<Doc>(name).page(where, MAX_LIMIT, after);
    count += page.filter(isTold).length;
    after = page.length === MAX_LIMIT ? page.at(-1)?._id : undefined;
  }
  return count;
}

/** Whether everything has been read. */
export const isRead = ({ place }: ExportDoc): boolean => place !== undefined && !TOLD[place.of];

/** Reads the next page; one that somebody else has read meanwhile stays as theirs. */
export async function readOn(known: ExportDoc, who: Who): Promise<void> {
  const { _id: uid, secret, parts, tries } = known;
  const { lines, place } = await pageAt(known.place!, who);
  await transact(async (scope) => {
    const doc = await exportDocs.within(scope).get(uid);
    if (doc?.secret !== secret || doc.parts !== parts || !doc.progress) return;
    if (!(await takeTurn(scope, uid))) return;
    const part = { _id: partId(secret, parts), uid, secret, text: JSON.stringify(lines) };
    await partDocs.within(scope).put(part);
    const progress = { ...doc.progress };
    for (const kind of lines.flatMap(({ collection: name }) => kindsOf(name))) {
      const { done, all } = progress[kind];
      // What came while it was read is in it too.
      progress[kind] = { done: done + 1, all: Math.max(all, done + 1) };
    }
    await exportDocs.within(scope).put({ ...doc, progress, place, parts: parts + 1, tries });
  });
}

/** Rows from a place on, over as many collections as it takes to have a page of them. */
async function pageAt(from: Place, who: Who): Promise<{ lines: Line[]; place: Place }> {
  let place = from;
  const lines: Line[] = [];
  for (let told = TOLD[place.of]; told && lines.length < PAGE; told = TOLD[place.of]) {
    const where = told.whose(who)[place.which];
    if (!where) {
      place = { of: place.of + 1, which: 0, after: '' };
      continue;
    }
    const most = PAGE - lines.length;
    const page = await collection<Doc>(told.name).page(where, most, place.after);
    for (const document of page) {
      const own = told.own ? told.own(document, who) : document;
      if (own) lines.push({ collection: told.name, document: omit(own, told.without) });
    }
    const last = page.at(-1);
    place =
      last && page.length === most
        ? { ...place, after: last._id }
        : { of: place.of, which: place.which + 1, after: '' };
  }
  return { lines, place };
}

const omit = (document: object, fields: readonly string[]) =>
  Object.fromEntries(Object.entries(document).filter(([field]) => !fields.includes(field)));

/** All that was read, in order. */
export async function linesOf({ _id: uid, secret, parts }: ExportDoc): Promise<Line[]> {
  const lines: Line[] = [];
  for (let part = 0; part < parts; part++) {
    const one = await partDocs.get(partId(secret, part));
    if (one?.uid !== uid) throw new Error('a part of an export is gone');
    lines.push(...(JSON.parse(one.text) as Line[]));
  }
  return lines;
}
