/** Transactions: when the snapshot is taken, what ends them, and when a unique value is told. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Doc } from '../../../tools/cloud/ejson';
import { Store } from '../../../tools/cloud/store/store';
import type { Transaction } from '../../../tools/cloud/store/transactions';
import { indexFile, type TestCloud, testCloud } from './support';

const GONE = 'TransactionNotExist';
const CONFLICT = 'TransactionConflict';
const TAKEN = 'E11000 duplicate key error collection: local.docs index: u dup key: { u: ';

describe('in the store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'transactions-'));
  const indexes = { docs: [{ name: 'u', keys: { u: 1 as const }, unique: true }] };
  const store = new Store({ folder, indexes });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    await store.remove('docs', {}, { multi: true });
    await store.insert('docs', [
      { _id: 'a', u: 1 },
      { _id: 'b', u: 2 },
    ]);
  });

  const set = (id: string, u: number, tx?: Transaction) => store.set('docs', id, { u }, tx);
  const update = (id: string, change: Doc, transaction: Transaction) =>
    store.update('docs', { _id: id }, { $set: change }, { multi: false, transaction });
  const remove = (id: string, transaction?: Transaction) =>
    store.remove('docs', { _id: id }, { multi: false, transaction });
  const seen = (tx: Transaction) => store.find('docs', {}, {}, tx).map((rec) => rec.doc.u);

  test('the first operation takes the snapshot, not the start', async () => {
    const tx = store.begin();
    await set('c', 3);
    expect(seen(tx)).toEqual([1, 2, 3]);
    await set('d', 4);
    await remove('a');
    expect(seen(tx)).toEqual([1, 2, 3]);
    store.rollback(tx);
  });

  test('what changed between start and first operation is no conflict, what changed later is', async () => {
    const tx = store.begin();
    await set('a', 10);
    await set('b', 20, tx);
    await set('a', 11, tx);
    await store.commit(tx);
    const late = store.begin();
    expect(seen(late)).toEqual([11, 20]);
    await set('a', 12);
    await expect(set('a', 13, late)).rejects.toThrow(CONFLICT);
  });

  const rows: [string, (tx: Transaction) => Promise<unknown>, string | null][] = [
    ['add of a taken value', (tx) => set('c', 1, tx), TAKEN],
    ['update to a taken value', (tx) => update('b', { u: 1 }, tx), TAKEN],
    ['update to the value it has', (tx) => update('b', { u: 2 }, tx), null],
    [
      'a value its own write took',
      async (tx) => {
        await set('c', 5, tx);
        await set('d', 5, tx);
      },
      TAKEN,
    ],
    [
      'a value its own update took, after a write elsewhere',
      async (tx) => {
        await update('a', { u: 7 }, tx);
        await set('c', 7, tx);
      },
      TAKEN,
    ],
    [
      'a value its own removal freed',
      async (tx) => {
        await remove('a', tx);
        await set('c', 1, tx);
      },
      null,
    ],
    [
      'a value its own update freed',
      async (tx) => {
        await update('a', { u: 9 }, tx);
        await set('c', 1, tx);
      },
      null,
    ],
    [
      'a swap over a free value',
      async (tx) => {
        await update('a', { u: 99 }, tx);
        await update('b', { u: 1 }, tx);
        await update('a', { u: 2 }, tx);
      },
      null,
    ],
    ['a swap at once', (tx) => update('a', { u: 2 }, tx), TAKEN],
    [
      'a value that another transaction is about to take',
      async (tx) => {
        const other = store.begin();
        await set('x', 50, other);
        await set('y', 50, tx).finally(() => store.rollback(other));
      },
      CONFLICT,
    ],
    [
      'a value that was taken since the snapshot',
      async (tx) => {
        seen(tx);
        await set('x', 60);
        await set('y', 60, tx);
      },
      CONFLICT,
    ],
    [
      'a value that was taken at the snapshot and is free by now',
      async (tx) => {
        seen(tx);
        await remove('b');
        await set('y', 2, tx);
      },
      TAKEN,
    ],
    [
      'a value taken before the first operation',
      async (tx) => {
        await set('x', 70);
        await set('y', 70, tx);
      },
      TAKEN,
    ],
  ];
  test.each(rows)('unique: %s', async (_name, operations, fails) => {
    const tx = store.begin();
    if (fails !== null) {
      await expect(operations(tx)).rejects.toThrow(fails);
      expect(() => store.transactions.get(tx.id)).toThrow(GONE);
      return;
    }
    await operations(tx);
    const before = seen(tx);
    await store.commit(tx);
    expect(store.find('docs', {}).map((rec) => rec.doc.u)).toEqual(before);
  });

  test('a refused commit leaves no trace for those that began before it', async () => {
    const reader = store.begin();
    expect(seen(reader)).toEqual([1, 2]);
    const tx = store.begin();
    await set('b', 3, tx);
    await set('c', 4, tx);
    await store.insert('docs', [{ _id: 'd', u: 4 }]);
    await expect(store.commit(tx)).rejects.toThrow('E11000');
    await set('b', 5, reader);
    await store.commit(reader);
    expect(store.find('docs', { _id: 'b' })[0]!.doc.u).toBe(5);
  });
});

describe('through the SDK', () => {
  let t: TestCloud;
  beforeAll(async () => {
    t = await testCloud({
      indexes: indexFile({ docs: [{ name: 'u', keys: { u: 1 }, unique: true }] }),
    });
    await t.cloud.store.insert('docs', [{ _id: 'a', u: 1, s: 'text' }]);
  });
  afterAll(() => t.close());

  test('an operation that fails ends the transaction, and nothing of it is kept', async () => {
    const out = await t.run(async ({ db, _, caught }) => {
      const operations: Record<string, (tx: typeof db) => Promise<unknown>> = {
        'an _id that is there': (tx) => tx.collection('docs').add({ data: { _id: 'a', u: 5 } }),
        'a unique value': (tx) => tx.collection('docs').add({ data: { _id: 'n', u: 1 } }),
        'set to a unique value': (tx) =>
          tx
            .collection('docs')
            .doc('n')
            .set({ data: { u: 1 } }),
        'an increment of a text': (tx) =>
          tx
            .collection('docs')
            .doc('a')
            .update({ data: { s: _.inc(1) } }),
        'a push to a text': (tx) =>
          tx
            .collection('docs')
            .doc('a')
            .update({ data: { s: _.push([1]) } }),
        'a path through a text': (tx) =>
          tx
            .collection('docs')
            .doc('a')
            .update({ data: { 's.t': 1 } }),
        'a collection that is not there': (tx) => tx.collection('nowhere').doc('a').get(),
        'a query that is refused': (tx) =>
          tx
            .collection('docs')
            .where({ u: _.mod(0, 1) })
            .get(),
      };
      const results: Record<string, unknown>[] = [];
      for (const [name, operation] of Object.entries(operations)) {
        const tx = await db.startTransaction();
        await tx
          .collection('docs')
          .doc('kept')
          .set({ data: { u: 100 } });
        const failed = await caught(() => operation(tx));
        const next = await caught(() => tx.collection('docs').doc('a').get());
        const commit = await caught(() => tx.commit());
        // Its locks are free: a plain write does not wait.
        await db
          .collection('docs')
          .doc('kept')
          .set({ data: { u: 200 } });
        const kept = (await db.collection('docs').doc('kept').get()).data.u;
        results.push({
          name,
          failed: failed.errCode < 0,
          next: next.errMsg,
          commit: commit.errMsg ?? commit.message,
          kept,
        });
      }
      return results;
    });
    expect(out).toHaveLength(8);
    for (const { name, ...one } of out) {
      expect({ name, ...one }).toEqual({
        name,
        failed: true,
        next: expect.stringContaining(GONE),
        commit: expect.stringContaining(GONE),
        kept: 200,
      });
    }
  });

  test('a document that is not there is no failure', async () => {
    const out = await t.run(async ({ db, caught }) => {
      const tx = await db.startTransaction();
      const missing = await caught(() => tx.collection('docs').doc('none').get());
      const none = await tx
        .collection('docs')
        .doc('none')
        .update({ data: { u: 5 } });
      await tx
        .collection('docs')
        .doc('late')
        .set({ data: { u: 300 } });
      const commit = await caught(() => tx.commit());
      return {
        missing,
        none: none.stats,
        commit,
        late: (await db.collection('docs').doc('late').get()).data,
      };
    });
    expect(out.none).toEqual({ updated: 0 });
    expect(out.commit.errMsg).toBeUndefined();
    expect(out.late.u).toBe(300);
  });

  test('the unique violation is told by add, in runTransaction too', async () => {
    const out = await t.run(async ({ db, caught }) => {
      const steps: string[] = [];
      const error = await caught(() =>
        db.runTransaction(async (tx: typeof db) => {
          await tx.collection('docs').add({ data: { _id: 'r1', u: 400 } });
          steps.push('first');
          await tx.collection('docs').add({ data: { _id: 'r2', u: 400 } });
          steps.push('second');
        }),
      );
      return { steps, error, count: (await db.collection('docs').where({ u: 400 }).count()).total };
    });
    expect(out.steps).toEqual(['first']);
    expect(out.error.errMsg ?? out.error.message).toContain('E11000');
    expect(out.count).toBe(0);
  });
});
