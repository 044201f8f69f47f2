/** A refused write leaves every document and every index as it was. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Doc } from '../../../tools/cloud/ejson';
import { Store } from '../../../tools/cloud/store/store';

const INDEXES = {
  docs: [
    { name: 'a', keys: { a: 1 as const } },
    { name: 'ab', keys: { a: 1 as const, b: 1 as const } },
    { name: 'u', keys: { u: 1 as const }, unique: true },
    { name: 'deep', keys: { 'l.x': 1 as const, 'l.y': -1 as const } },
    { name: 'b', keys: { b: -1 as const } },
  ],
};
const BEFORE: Doc[] = [
  { _id: 'one', a: [1, 2], b: 5, u: 1, l: [{ x: 1, y: 2 }] },
  { _id: 'two', a: 3, b: [7, 8], u: 2 },
  { _id: 'three', a: 4, b: 9, u: 3 },
];

/** Queries that together walk every index over every value the tests write. */
const WALKS: Doc[] = [
  ...[1, 2, 3, 4, 8, 9].map((a) => ({ a })),
  ...[1, 2, 3, 4, 8, 9].map((a) => ({ a, b: { $gt: 0 } })),
  ...[5, 7, 8, 9].map((b) => ({ b })),
  ...[1, 2, 3, 4].map((u) => ({ u })),
  ...[1, 2].map((x) => ({ 'l.x': x })),
  { a: { $gte: 0 } },
  { u: { $gte: 0 } },
];

const PARALLEL = { a: [8, 9], b: [8, 9] };
const FAILURES: Record<string, { fields: Doc; says: string }> = {
  'two arrays under one index': { fields: PARALLEL, says: 'cannot index parallel arrays' },
  'two arrays inside one document': {
    fields: { l: { x: [1, 2], y: [1, 2] } },
    says: 'cannot index parallel arrays [l.y] [l.x]',
  },
  'a unique value that is taken': { fields: { a: 8, b: 8, u: 1 }, says: 'E11000' },
};

const folder = mkdtempSync(join(tmpdir(), 'refused-'));
let count = 0;
let store: Store;
const opened: Store[] = [];
beforeEach(async () => {
  store = new Store({ folder: join(folder, String(count++)), indexes: INDEXES });
  opened.push(store);
  await store.insert('docs', BEFORE);
});
afterAll(async () => {
  for (const one of opened) await one.close();
  rmSync(folder, { recursive: true });
});

/** What each index finds, beside what a look at every document finds. */
function compareWalks(): void {
  const all = store.find('docs', {}).map((rec) => rec.doc);
  for (const where of WALKS) {
    const byIndex = store.find('docs', where).map((rec) => rec.doc._id);
    const scanned = store.find('docs', { $nor: [{ $nor: [where] }] }).map((rec) => rec.doc._id);
    expect({ where, ids: byIndex.sort() }).toEqual({ where, ids: scanned.sort() });
  }
  for (const doc of all) expect(store.find('docs', { _id: doc._id })[0]?.doc).toEqual(doc);
}

const WRITES: Record<string, (fields: Doc) => Promise<unknown>> = {
  add: (fields) => store.insert('docs', [{ _id: 'new', u: 9, ...fields }]),
  'set of a new document': (fields) => store.set('docs', 'new', { u: 9, ...fields }),
  'set of one that is there': (fields) => store.set('docs', 'three', { u: 3, ...fields }),
  update: (fields) => store.update('docs', { _id: 'three' }, { $set: fields }, { multi: false }),
  'update of many': (fields) =>
    store.update('docs', { _id: { $gte: 'three' } }, { $set: fields }, { multi: true }),
  'add in a transaction': (fields) =>
    store.insert('docs', [{ _id: 'new', u: 9, ...fields }], store.begin()),
  'set in a transaction': (fields) => store.set('docs', 'three', { ...fields }, store.begin()),
  'update in a transaction': (fields) =>
    store.update(
      'docs',
      { _id: 'three' },
      { $set: fields },
      { multi: false, transaction: store.begin() },
    ),
};

describe.each(Object.entries(FAILURES))('%s', (_name, { fields, says }) => {
  describe.each([true, false])('indexes in use before: %s', (built) => {
    test.each(Object.entries(WRITES))('%s', async (_write, write) => {
      if (built) compareWalks();
      await expect(write(fields)).rejects.toThrow(says);
      expect(store.find('docs', {}).map((rec) => rec.doc)).toEqual(BEFORE);
      compareWalks();
    });
  });
});

test('of a batch, what stands before the refused document stays', async () => {
  const docs = [
    { _id: 'ok', u: 8 },
    { _id: 'bad', u: 9, ...PARALLEL },
    { _id: 'later', u: 10 },
  ];
  await expect(store.insert('docs', docs)).rejects.toThrow('parallel');
  expect(store.find('docs', { _id: { $in: ['ok', 'bad', 'later'] } })).toHaveLength(1);
  compareWalks();
});

test('a transaction whose commit is refused changes nothing', async () => {
  const tx = store.begin();
  await store.update('docs', { _id: 'one' }, { $set: { b: 1 } }, { multi: false, transaction: tx });
  await store.set('docs', 'new', { u: 4, a: 8 }, tx);
  await store.insert('docs', [{ _id: 'other', u: 4 }]);
  await expect(store.commit(tx)).rejects.toThrow('E11000');
  expect(store.find('docs', { _id: 'one' })[0]!.doc.b).toBe(5);
  expect(store.find('docs', { a: 8 })).toEqual([]);
  compareWalks();
});

test('values of one array element stand together in a key', async () => {
  await store.insert('docs', [
    {
      _id: 'l1',
      u: 11,
      l: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    },
    { _id: 'l2', u: 12, l: [{ x: 1, y: 4 }] },
  ]);
  const found = store.find('docs', { l: { $elemMatch: { x: 1, y: 4 } } });
  expect(found.map((rec) => rec.doc._id)).toEqual(['l2']);
  compareWalks();
});

test('stored data that breaks an index is told at each use, and the rest stays readable', async () => {
  const at = join(folder, 'old');
  const old = new Store({ folder: at });
  await old.insert('docs', [{ _id: 'x', u: 1, ...PARALLEL }]);
  await old.close();
  const again = new Store({ folder: at, indexes: INDEXES });
  opened.push(again);
  for (let i = 0; i < 2; i++) {
    expect(() => again.find('docs', { a: 8, b: 8 })).toThrow('cannot index parallel arrays');
  }
  expect(again.find('docs', { u: 1 })).toHaveLength(1);
});
