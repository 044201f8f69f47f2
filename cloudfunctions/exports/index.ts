/** A person's data to take along: asked for once a day, made by the clock, there for a day. */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import type { ExportFile, Output } from '../../miniprogram/contract/api';
import { openidOf, ownTurn, takeTurn } from '../accounts';
import type { BandDayDoc, DayDoc } from '../activity';
import { type Call, logFault } from '../answers';
import {
  atMost,
  collection,
  fileAddress,
  plus,
  putFile,
  removeFiles,
  secretId,
  transact,
} from '../cloud';
import { OWNED, type Who } from '../erasure';
import type { Job } from '../jobs';
import { note } from '../notices';
import { exportCsv, exportJson, type Line, sumOf } from './document';

interface ExportDoc {
  /** The person. */
  _id: string;
  state: 'making' | 'ready';
  /** When it was asked for; from `until` on it is gone (UTC seconds). */
  at: number;
  until: number;
  /** The folder of its files, which nobody can guess. */
  secret: string;
  /** Ids of the files; empty until they have a place. */
  json: string;
  csv: string;
  /** What is in them, once they are ready. */
  sums?: Record<'json' | 'csv', Omit<ExportFile, 'address'>>;
  /** How often its making was begun: others come first. */
  tries: number;
}

const kept = collection<ExportDoc>('exports');

const EMPTY = { json: '', csv: '', tries: 0 };

/** Begins an export, or says how far the one of today is. */
export async function startExport({ uid }: Call): Promise<Output<'export.start'>> {
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const known = await kept.within(scope).get(uid);
    if (known) return { state: known.state };
    const fresh = { state: 'making' as const, at, until: at + DAY_SECONDS };
    await kept.within(scope).put({ _id: uid, ...fresh, secret: secretId(), ...EMPTY });
    return { state: 'making' as const };
  });
}

/** Addresses live as long as it takes to tap them. */
const ADDRESS_SECONDS = 600;

/** The caller's export; its addresses are made for this answer. */
export async function getExport({ uid, at }: Call): Promise<Output<'export.get'>> {
  const known = await kept.get(uid);
  if (!known || known.until <= at) return { state: 'none' };
  const { state, sums, until } = known;
  if (state === 'making' || !sums) return { state: 'making' };
  const [json, csv] = await Promise.all(
    [known.json, known.csv].map((file) => fileAddress(file, ADDRESS_SECONDS)),
  );
  if (!json || !csv) return { state: 'none' };
  const file = (name: 'json' | 'csv', address: string) => ({ address, ...sums[name] });
  return { state, json: file('json', json), csv: file('csv', csv), until };
}

/** Makes what was asked for, one person a piece, and takes away what is a day old. */
export const makeExports: Job = {
  name: 'export',
  every: 0,
  async step(_, at) {
    const old = await kept.find({
      where: { until: atMost(at) },
      limit: 20,
      fields: ['_id', 'until', 'json', 'csv'],
    });
    for (const { _id, until, json, csv } of old) {
      await removeFiles([json, csv].filter(Boolean));
      await kept.removeWhere({ _id, until });
    }
    const [next] = await kept.find({
      where: { state: 'making' },
      orderBy: { field: 'tries', order: 'asc' },
      limit: 1,
      fields: ['_id', 'secret'],
    });
    if (!next) return null;
    try {
      await make(next, at);
      return 'more';
    } catch (error) {
      logFault('export', error);
      return null;
    }
  },
};

type Wanted = Pick<ExportDoc, '_id' | 'secret'>;

async function make({ _id: uid, secret }: Wanted, at: number): Promise<void> {
  const openid = await openidOf(uid);
  if (!openid) {
    await kept.removeWhere({ _id: uid, secret });
    return;
  }
  const path = (name: string) => `exports/${secret}/${name}`;
  // Empty first: whoever erases this person knows the files before anything of theirs is in one.
  const json = await putFile(path('bandmates.json'), '');
  const csv = await putFile(path('bandmates.csv'), '');
  // Counted at once: what is too much for the clock, and its end, comes after all others the next time.
  const begun = { json, csv, tries: plus(1) };
  if ((await kept.updateWhere({ _id: uid, secret }, begun)) === 0) return;
  const lines = await linesOf({ uid, openid, at });
  const of = (name: string) =>
    lines
      .filter(({ collection }) => collection === name)
      .map(({ document }) => document as unknown);
  const texts = {
    json: exportJson(lines, at),
    csv: exportCsv(of('days') as DayDoc[], of('bandDays') as BandDayDoc[]),
  };
  await putFile(path('bandmates.json'), texts.json);
  await putFile(path('bandmates.csv'), texts.csv);
  const sums = { json: sumOf(texts.json), csv: sumOf(texts.csv) };
  const told = await transact(async (scope, now) => {
    const known = await kept.within(scope).get(uid);
    if (known?.secret !== secret || !(await takeTurn(scope, uid))) return false;
    const until = now + DAY_SECONDS;
    await kept.within(scope).put({ ...known, state: 'ready', until, sums });
    await note(scope, now, { uid, kind: 'export-ready', key: String(known.at), facts: {} });
    return true;
  });
  if (told) return;
  await removeFiles([json, csv]);
  await kept.removeWhere({ _id: uid, secret });
}

const PAGE = 200;

/** Every document of a person that is told to them, without what is not theirs to know. */
async function linesOf(who: Who): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [name, { whose, told }] of Object.entries(OWNED)) {
    if ('not' in told) continue;
    const documents = collection<{ _id: string } & Record<string, string | number>>(name);
    for (const where of whose(who)) {
      let after = '';
      for (;;) {
        const page = await documents.page(where, PAGE, after);
        for (const document of page)
          lines.push({ collection: name, document: omit(document, told.without) });
        if (page.length < PAGE) break;
        after = page.at(-1)!._id;
      }
    }
  }
  return lines;
}

const omit = (document: object, fields: readonly string[]) =>
  Object.fromEntries(Object.entries(document).filter(([field]) => !fields.includes(field)));
