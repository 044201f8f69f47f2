/** A person's data to take along: asked for once a day, made by the clock in pieces, there for a day. */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import type { Output } from '../../miniprogram/contract/api';
import { openidOf, ownTurn, personOrNone, takeTurn } from '../accounts';
import type { DayDoc } from '../activity';
import { type Call, logFault } from '../answers';
import { atMost, fileAddress, plus, putFile, removeFiles, secretId, transact } from '../cloud';
import type { Job } from '../jobs';
import { note } from '../notices';
import { exportCsv, exportJson, sumOf } from './document';
import { beginReading, isRead, linesOf, readOn } from './reading';
import { type ExportDoc, exportDocs, partDocs } from './store';

const EMPTY = { json: '', csv: '', tries: 0, parts: 0 };

/** Begins an export, or says how far the one of today is. */
export async function startExport({ uid }: Call): Promise<Output<'export.start'>> {
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const known = await exportDocs.within(scope).get(uid);
    if (known) return { state: known.state };
    const fresh = { state: 'making' as const, at, until: at + DAY_SECONDS };
    await exportDocs.within(scope).put({ _id: uid, ...fresh, secret: secretId(), ...EMPTY });
    return { state: 'making' as const };
  });
}

/** Addresses live as long as it takes to tap them. */
const ADDRESS_SECONDS = 600;

/** The caller's export; its addresses are made for this answer. */
export async function getExport({ uid, at }: Call): Promise<Output<'export.get'>> {
  const known = await exportDocs.get(uid);
  if (!known || known.until <= at) return { state: 'none' };
  const { state, sums, until, progress } = known;
  if (state === 'making' || !sums) return { state: 'making', progress: progress ?? null };
  const [json, csv] = await Promise.all(
    [known.json, known.csv].map((file) => fileAddress(file, ADDRESS_SECONDS)),
  );
  if (!json || !csv) return { state: 'none' };
  const file = (name: 'json' | 'csv', address: string) => ({ address, ...sums[name] });
  return { state, json: file('json', json), csv: file('csv', csv), until };
}

/** Makes what was asked for, a page of one person's a piece, and takes away what is a day old. */
export const makeExports: Job = {
  name: 'export',
  every: 0,
  async step(_, at) {
    const old = await exportDocs.find({
      where: { until: atMost(at) },
      limit: 20,
      fields: ['_id', 'json', 'csv', 'secret'],
    });
    for (const one of old) await drop(one);
    const [next] = await exportDocs.find({
      where: { state: 'making' },
      orderBy: { field: 'tries', order: 'asc' },
      limit: 1,
      fields: ['_id'],
    });
    if (!next) return null;
    try {
      await goOn(next._id, at);
      return 'more';
    } catch (error) {
      logFault('export', error);
      return null;
    }
  },
};

/** Takes away an export and all that was made of it; the document last, which knows the rest. */
async function drop({ _id: uid, secret, json, csv }: Droppable): Promise<void> {
  await removeFiles([json, csv].filter(Boolean));
  await partDocs.removeWhere({ uid, secret });
  await exportDocs.removeWhere({ _id: uid, secret });
}

type Droppable = Pick<ExportDoc, '_id' | 'secret' | 'json' | 'csv'>;

/** The next piece of somebody's export; of nobody's there is none. */
async function goOn(uid: string, at: number): Promise<void> {
  const known = await exportDocs.get(uid);
  if (known?.state !== 'making') return;
  const openid = await openidOf(uid);
  if (!openid || !(await personOrNone(uid))) return drop(known);
  // Counted first, and taken back with what is done: a piece that is too much for the clock, and its end,
  // comes after all others the next time.
  const { secret } = known;
  if ((await exportDocs.updateWhere({ _id: uid, secret }, { tries: plus(1) })) === 0) return;
  const who = { uid, openid, at };
  if (!known.progress) await beginReading(known, who);
  else if (isRead(known)) await write(known, at);
  else await readOn(known, who);
}

/** Makes the files of what was read. */
async function write(known: ExportDoc, at: number): Promise<void> {
  const { _id: uid, secret } = known;
  const path = (name: string) => `exports/${secret}/${name}`;
  // Empty first: whoever erases this person knows the files before anything of theirs is in one.
  const json = await putFile(path('bandmates.json'), '');
  const csv = await putFile(path('bandmates.csv'), '');
  // Counted once more: an update that changes nothing says the same as one that finds nobody.
  const begun = { json, csv, tries: plus(1) };
  if ((await exportDocs.updateWhere({ _id: uid, secret }, begun)) === 0) return;
  const lines = await linesOf(known);
  const days = lines.filter(({ collection }) => collection === 'days');
  const texts = {
    json: exportJson(lines, at),
    csv: exportCsv(days.map(({ document }) => document as unknown as DayDoc)),
  };
  await putFile(path('bandmates.json'), texts.json);
  await putFile(path('bandmates.csv'), texts.csv);
  const sums = { json: sumOf(texts.json), csv: sumOf(texts.csv) };
  const told = await transact(async (scope, now) => {
    const doc = await exportDocs.within(scope).get(uid);
    if (doc?.secret !== secret || !(await takeTurn(scope, uid))) return false;
    const until = now + DAY_SECONDS;
    await exportDocs.within(scope).put({ ...doc, state: 'ready', until, sums });
    await note(scope, now, { uid, kind: 'export-ready', key: String(doc.at), facts: {} });
    return true;
  });
  if (told) await partDocs.removeWhere({ uid, secret });
  else await drop({ _id: uid, secret, json, csv });
}
