/** Opens the journal of a folder: everything in it comes back into the collections. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from './catalogue';
import { Journal, syncFolder } from './journal';
import { Rec } from './record';
import { replay } from './replay';

export interface Opened {
  journal: Journal;
  /** Random; changes when the data is begun anew. */
  dataId: string;
  /** Superseded lines. */
  garbage: number;
  /** Insertion order of the youngest document. */
  ord: number;
  /** How it went: lines read, bytes cut from the end, milliseconds. */
  recovery: { lines: number; cut: number; ms: number };
}

/** @throws Error when the journal is of another version */
export function openJournal(folder: string, catalogue: Catalogue): Opened {
  const path = join(folder, 'journal.log');
  const fresh = !existsSync(path);
  const began = performance.now();
  let known = '';
  let garbage = 0;
  const read = replay(path, {
    header: (version, dataId) => {
      if (version !== 1) throw new Error(`The data in ${folder} is of version ${version}.`);
      known = dataId;
    },
    create: (name) => void catalogue.ensure(name),
    put: (name, key, bytes, start, end) => {
      if (catalogue.ensure(name).load(key, Rec.ofBytes(key, bytes, start, end))) garbage += 1;
    },
    remove: (name, key) => {
      garbage += catalogue.ensure(name).load(key, null) ? 2 : 1;
    },
  });
  let ord = 0;
  for (const collection of catalogue.collections.values()) ord = collection.renumber(ord);
  const recovery = { lines: read.lines, cut: read.cut, ms: performance.now() - began };
  const journal = new Journal(path, read.bytes);
  const dataId = known || begin(journal);
  if (fresh) syncFolder(folder);
  return { journal, dataId, garbage, ord, recovery };
}

/** The first line of new data. */
function begin(journal: Journal): string {
  const dataId = randomBytes(8).toString('hex');
  journal.append(JSON.stringify(['h', 1, dataId]));
  return dataId;
}
