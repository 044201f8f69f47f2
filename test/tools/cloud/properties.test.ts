import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Doc, parseEjson, stringifyEjson } from '../../../tools/cloud/ejson';
import { compile } from '../../../tools/cloud/store/match';
import { sorted, sortKey } from '../../../tools/cloud/store/sorting';
import { Store } from '../../../tools/cloud/store/store';

const scalar = fc.oneof(
  fc.integer({ min: -3, max: 6 }),
  fc.constantFrom('a', 'b', 'c', ''),
  fc.constantFrom(null, true, false, 0.5, new Date(5)),
);
const inner = fc.record({ b: scalar, c: scalar }, { requiredKeys: [] });
const small = fc.integer({ min: -3, max: 6 });
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(small, { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, inner), { maxLength: 3 }) },
  { weight: 2, arbitrary: inner },
);
const body = fc.record({ a: value, b: scalar, k: scalar }, { requiredKeys: [] });
const bodies = fc.array(body, { maxLength: 25 });
const path = fc.constantFrom('a', 'a', 'b', 'k', 'a.b', 'a.c');
const range = fc.record(
  { $gt: scalar, $gte: scalar, $lt: scalar, $lte: scalar },
  { requiredKeys: [] },
);
const clause = fc.oneof(
  scalar,
  fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({ $eq: scalar }),
  fc.record({ $ne: scalar }),
  range.filter((one) => Object.keys(one).length > 0),
  fc.record({ $gt: small, $lt: small }),
  fc.record({ $exists: fc.boolean() }),
);
const simple = fc.dictionary(path, clause, { minKeys: 1, maxKeys: 3 });
const condition = fc.oneof(
  { weight: 4, arbitrary: simple },
  { weight: 1, arbitrary: fc.record({ $or: fc.array(simple, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ $and: fc.array(simple, { minLength: 1, maxLength: 2 }) }) },
);
const way = fc.constantFrom(1 as const, -1 as const);
const sorting = fc.uniqueArray(fc.tuple(path, way), { maxLength: 2, selector: ([name]) => name });

const INDEXES = {
  docs: [
    { name: 'a', keys: { a: 1 as const } },
    { name: 'kb', keys: { k: 1 as const, b: -1 as const } },
    { name: 'ab', keys: { 'a.b': 1 as const, k: 1 as const } },
    { name: 'b', keys: { b: -1 as const } },
  ],
};

async function withStore<T>(run: (store: Store, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'property-'));
  const store = new Store({ folder, indexes: INDEXES });
  try {
    return await run(store, folder);
  } finally {
    await store.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

const numbered = (list: readonly Doc[]): Doc[] => list.map((doc, i) => ({ _id: `d${i}`, ...doc }));

/** By hand: every document tested, then sorted. */
function scan(
  docs: readonly Doc[],
  where: Doc,
  sort: readonly (readonly [string, number])[],
): Doc[] {
  const match = compile(where);
  const found = docs.filter((doc) => match.test(doc));
  return sorted(found, (doc) => doc, sort);
}

const idsOf = (docs: readonly Doc[]): unknown[] => docs.map((doc) => doc._id).sort();

function sortKeys(docs: readonly Doc[], sort: readonly (readonly [string, number])[]): string[] {
  return docs.map((doc) =>
    stringifyEjson(sortKey(doc, sort).map((one) => (typeof one === 'symbol' ? null : one))),
  );
}

interface Operation {
  op: 'add' | 'update' | 'remove' | 'compact' | 'transaction';
  doc: Doc;
  id: number;
}

async function perform(store: Store, { op, doc, id }: Operation): Promise<void> {
  if (op === 'add') await store.set('docs', id, doc);
  else if (op === 'remove') await store.remove('docs', { _id: id }, { multi: false });
  else if (op === 'compact') await store.compact();
  else if (op === 'update' && Object.keys(doc).length > 0) {
    await store.update('docs', { _id: id }, { $set: doc }, { multi: false });
  } else if (op === 'transaction') {
    const tx = store.begin();
    await store.set('docs', id, doc, tx);
    await store.set('other', `t${id}`, doc, tx);
    await store.commit(tx);
  }
}

describe('properties of the store', () => {
  test('an index plan finds what a full scan finds, in the same order', async () => {
    await withStore((store) =>
      fc.assert(
        fc.asyncProperty(
          bodies,
          fc.array(condition, { minLength: 1, maxLength: 8 }),
          sorting,
          async (list, wheres, sort) => {
            await store.remove('docs', {}, { multi: true });
            const docs = numbered(list as Doc[]);
            if (docs.length > 0) await store.insert('docs', docs);
            for (const where of wheres as Doc[]) {
              const found = store.find('docs', where, { sort }).map((rec) => rec.doc);
              const expected = scan(docs, where, sort);
              expect(idsOf(found)).toEqual(idsOf(expected));
              expect(sortKeys(found, sort)).toEqual(sortKeys(expected, sort));
              const some = store.find('docs', where, { sort, skip: 1, limit: 2 });
              expect(some.length).toBe(Math.min(2, Math.max(0, expected.length - 1)));
            }
          },
        ),
        { numRuns: 250 },
      ),
    );
  });

  test('the same holds after updates and removals kept the indexes', async () => {
    await withStore((store) =>
      fc.assert(
        fc.asyncProperty(
          bodies,
          fc.array(fc.tuple(simple, fc.option(body)), { maxLength: 6 }),
          condition,
          async (list, changes, where) => {
            await store.remove('docs', {}, { multi: true });
            if (list.length > 0) await store.insert('docs', numbered(list as Doc[]));
            store.find('docs', { a: 1, k: 1, b: 1, 'a.b': 1 });
            for (const [target, change] of changes) {
              if (change === null) await store.remove('docs', target as Doc, { multi: false });
              else if (Object.keys(change).length > 0) {
                await store.update('docs', target as Doc, { $set: change }, { multi: true });
              }
            }
            const docs = store.find('docs', {}).map((rec) => rec.doc);
            const found = store.find('docs', where as Doc).map((rec) => rec.doc);
            expect(idsOf(found)).toEqual(idsOf(scan(docs, where as Doc, [])));
          },
        ),
        { numRuns: 250 },
      ),
    );
  });

  test('what the journal gives back is what memory held', async () => {
    const operation = fc.record<Operation>({
      op: fc.constantFrom('add', 'add', 'update', 'update', 'remove', 'compact', 'transaction'),
      doc: body as fc.Arbitrary<Doc>,
      id: fc.integer({ min: 0, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 30 }), async (operations) => {
        const folder = mkdtempSync(join(tmpdir(), 'replay-'));
        const store = new Store({ folder });
        for (const one of operations) await perform(store, one);
        const before = store.find('docs', {}).map((rec) => rec.text);
        const dataId = store.dataId;
        await store.close();
        const again = new Store({ folder });
        expect(again.find('docs', {}).map((rec) => rec.text)).toEqual(before);
        expect(again.dataId).toBe(dataId);
        await again.close();
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['{"a":{"$numberInt":"-5"},"b":{"$numberDouble":"1.5e+30"}}', { a: -5, b: 1.5e30 }],
    [
      '{"a":{"$numberDouble":"NaN"},"b":{"$numberDouble":"-Infinity"}}',
      { a: Number.NaN, b: -Infinity },
    ],
    ['{"a":{"$numberDouble":"-0.0"}}', { a: -0 }],
    ['{"a":{"$numberLong":"1772323200000"}}', { a: 1_772_323_200_000 }],
    ['{"a":"{\\"$numberInt\\":\\"5\\"}"}', { a: '{"$numberInt":"5"}' }],
    [
      '{"a":{"$date":{"$numberLong":"5"}},"b":{"$date":"1970-01-01T00:00:00Z"}}',
      { a: new Date(5), b: new Date(0) },
    ],
    ['{"a":{"$regularExpression":{"pattern":"^x","options":"ix"}}}', { a: /^x/i }],
    ['{"a":{"$tcb_server_date":{"offset":{"$numberInt":"7"}}}}', { a: new Date(1007) }],
  ])('EJSON %s', (text, expected) => {
    expect(parseEjson(text, 1000)).toEqual(expected);
  });

  test('a 64-bit integer beyond 2^53 stays exact', () => {
    const text = '{"a":{"$numberLong":"9223372036854775807"}}';
    expect(stringifyEjson(parseEjson(text))).toBe(text);
  });

  test('EJSON round trip', () => {
    fc.assert(
      fc.property(body, (doc) => {
        expect(parseEjson(stringifyEjson(doc))).toEqual(doc);
      }),
    );
  });
});
