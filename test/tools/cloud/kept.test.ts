/** Answers that are kept are those that would be worked out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ScanReport } from '../../../tools/cloud/store/collection';
import { Store } from '../../../tools/cloud/store/store';
import { DATABASE_ACTIONS, RawAnswer } from '../../../tools/cloud/wire/database';

let folder: string;
let store: Store;
let now = 1000;
const scans: ScanReport[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
  store = new Store({
    folder,
    clock: () => now,
    indexes: { docs: [{ name: 'n', keys: { n: 1 }, unique: true }] },
    onScan: (report) => scans.push(report),
  });
  scans.length = 0;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(query: string, more: object = {}): Promise<unknown[]> {
  const params = { collectionName: 'docs', queryType: 'WHERE', limit: 100, query, ...more };
  const answer = (await DATABASE_ACTIONS['database.getDocument']!(store, params)) as RawAnswer;
  expect(answer).toBeInstanceOf(RawAnswer);
  const { data } = JSON.parse(`{${answer.members}}`) as { data: { list: string[] } };
  return data.list.map((text) => JSON.parse(text) as unknown);
}

const BOARD = '{"_id":{"$in":["a","b","c"]}}';

const change = fc.record({
  kind: fc.constantFrom('set', 'remove', 'commit', 'rollback', 'insert two'),
  id: fc.constantFrom('a', 'b', 'c'),
  n: fc.nat(4),
});

interface Change {
  kind: string;
  id: string;
  n: number;
}

/** Does it; a unique value that is taken refuses some, which is part of the game. */
async function make({ kind, id, n }: Change): Promise<void> {
  const tx = kind === 'commit' || kind === 'rollback' ? store.begin() : undefined;
  try {
    if (kind === 'remove') await store.remove('docs', { _id: id }, { multi: false });
    else if (kind === 'insert two') {
      await store.insert('docs', [
        { _id: `${id}2`, n: n + 10 },
        { _id: id, n },
      ]);
    } else await store.set('docs', id, { n }, tx);
    if (tx) await ask(BOARD, { transactionId: tx.id });
    if (tx && kind === 'commit') await store.commit(tx);
  } catch (trouble) {
    expect(String(trouble)).toContain('E11000');
  }
  if (tx && kind === 'rollback') store.rollback(tx);
}

test('after any change a question gets what the documents say, asked once or again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      await store.remove('docs', { n: { $gte: 0 } }, { multi: true });
      for (const one of changes) {
        await make(one);
        for (const condition of [{ _id: { $in: ['a', 'b', 'c'] } }, { n: { $lt: 3 } }]) {
          const fresh = store.find('docs', condition).map((rec) => JSON.parse(rec.text) as unknown);
          expect(await ask(JSON.stringify(condition))).toEqual(fresh);
          expect(await ask(JSON.stringify(condition))).toEqual(fresh);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('questions that differ in fields, order, limit or offset are different questions', async () => {
  for (const [i, _id] of ['a', 'b', 'c'].entries()) await store.insert('docs', [{ _id, n: i }]);
  expect(await ask(BOARD)).toHaveLength(3);
  expect(await ask(BOARD, { limit: 2 })).toHaveLength(2);
  expect(await ask(BOARD, { offset: 1 })).toHaveLength(2);
  expect(await ask(BOARD, { order: '{"_id":-1}' })).toMatchObject([{ _id: 'c' }, {}, {}]);
  expect(await ask(BOARD, { projection: '{"_id":1}', limit: 1 })).toEqual([{ _id: 'a' }]);
  expect(await ask(BOARD, { queryType: 'DOC' })).toHaveLength(1);
});

test('a question with the server date is worked out each time', async () => {
  await store.insert('docs', [{ _id: 'a', n: new Date(1500) }]);
  const later = '{"n":{"$lt":{"$tcb_server_date":{"offset":0}}}}';
  expect(await ask(later)).toEqual([]);
  now = 2000;
  expect(await ask(later)).toHaveLength(1);
});

test('a scan is reported each time', async () => {
  await store.insert('docs', [{ _id: 'a', n: 1, x: 1 }]);
  await ask('{"x":1}');
  await ask('{"x":1}');
  expect(scans).toHaveLength(2);
});

test('an open transaction sees its own writes, nobody else does', async () => {
  await store.insert('docs', [{ _id: 'a', n: 1 }]);
  await ask(BOARD);
  const tx = store.begin();
  await store.set('docs', 'a', { n: 2 }, tx);
  expect(await ask(BOARD, { transactionId: tx.id })).toMatchObject([{ n: { $numberInt: '2' } }]);
  expect(await ask(BOARD)).toMatchObject([{ n: { $numberInt: '1' } }]);
  store.rollback(tx);
});
