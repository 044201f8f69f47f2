import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../tools/cloud/index';
import { indexFile, SDKS, type TestCloud, testCloud } from './support';

let t: TestCloud;
let now = 1_000_000;
beforeAll(async () => {
  t = await testCloud({ clock: () => now });
});
afterEach(() => t.cloud.faults.clear());
afterAll(() => t.close());

/** Adds one and reports the error and the value afterwards. */
const increment = () =>
  t.run(async ({ db, _, caught }) => {
    const doc = db.collection('n').doc('x');
    const error = await caught(() => doc.update({ data: { n: _.inc(1) } }));
    return { error, n: (await doc.get()).data.n };
  });
const set = (n: number) => t.cloud.store.set('n', 'x', { n });
const UPDATE = 'database.modifyDocument';

describe('faults of an update', () => {
  test.each<[FaultRule, number | undefined, string, number]>([
    [
      { action: UPDATE, kind: 'error', code: 'EXCEED_CONCURRENT_REQUEST_LIMIT', message: 'full' },
      -501004,
      'full',
      0,
    ],
    [{ action: UPDATE, kind: 'timeout-before' }, -501002, 'timeout', 0],
    [{ action: UPDATE, kind: 'timeout-after' }, -501002, 'timeout', 1],
    [{ action: UPDATE, kind: 'conflict' }, -501001, 'TransactionConflict', 0],
    [{ action: UPDATE, kind: 'busy' }, -501001, 'TransactionBusy', 0],
    [{ action: UPDATE, kind: 'quota' }, -501003, 'exceed request limit', 0],
    [{ action: UPDATE, kind: 'lost-answer' }, undefined, '', 1],
  ])('%j', async (rule, errCode, text, effect) => {
    await set(0);
    t.cloud.faults.add(rule);
    const { error, n } = await increment();
    if (errCode !== undefined) expect(error.errCode).toBe(errCode);
    expect(error.errMsg ?? error.message).toContain(text);
    expect(n).toBe(effect);
    expect((await increment()).error.value.stats.updated).toBe(1);
  });

  test('only when the condition says so, and as often as told', async () => {
    await set(0);
    const rule: FaultRule = {
      action: UPDATE,
      kind: 'conflict',
      when: (params) => params.collectionName === 'n',
      times: 2,
    };
    t.cloud.faults.add({ ...rule, when: () => false });
    t.cloud.faults.add(rule);
    const errors = [];
    for (let i = 0; i < 3; i++) errors.push((await increment()).error.errCode);
    expect(errors).toEqual([-501001, -501001, undefined]);
  });

  test('a rule can be taken away', async () => {
    await set(0);
    t.cloud.faults.add({ action: UPDATE, kind: 'conflict', times: Infinity })();
    expect((await increment()).error.errCode).toBeUndefined();
  });

  test('latency delays', async () => {
    t.cloud.faults.add({ action: UPDATE, kind: 'latency', latencyMs: 60 });
    const start = performance.now();
    await increment();
    expect(performance.now() - start).toBeGreaterThanOrEqual(58);
  });
});

describe('faults of a call from the phone', () => {
  test.each<[FaultRule['kind'], number]>([
    ['timeout-before', -501002],
    ['timeout-after', -501002],
    ['lost-answer', -404012],
    ['quota', -501003],
  ])('%s', async (kind, errCode) => {
    t.cloud.faults.add({ action: 'invoke', kind });
    await expect(t.run(() => 1)).rejects.toMatchObject({ errCode });
    expect(await t.run(() => 1)).toBe(1);
  });
});

/** The numbers of the SDK's own table, for the actions that keep them. */
describe.each(SDKS)('error codes through %s', (sdk) => {
  let other: TestCloud;
  beforeAll(async () => {
    other = await testCloud({ sdk });
  });
  afterAll(() => other.close());

  test.each([
    ['SYS_ERR', -501001],
    ['SERVER_TIMEOUT', -501002],
    ['EXCEED_REQUEST_LIMIT', -501003],
    ['EXCEED_CONCURRENT_REQUEST_LIMIT', -501004],
    ['INVALID_PARAM', -501007],
    ['DATABASE_REQUEST_FAILED', -502001],
    ['DATABASE_INVALID_OPERRATOR', -502002],
    ['DATABASE_PERMISSION_DENIED', -502003],
    ['DATABASE_COLLECTION_NOT_EXIST', -502005],
    ['DATABASE_TRANSACTION_CONFLICT', -501001],
    ['SOMETHING_NEW', -501001],
  ])('%s is %i', async (code, errCode) => {
    other.cloud.faults.add({ action: 'database.getDocument', kind: 'error', code, message: 'why' });
    const error = await other.run(async ({ db, caught }) => caught(() => db.collection('a').get()));
    expect(error).toMatchObject({ errCode, errMsg: expect.stringContaining('why') });
    expect(error.errMsg).toContain(`collection.get:fail ${errCode}`);
  });
});

describe('transactions under trouble', () => {
  test('a conflict at commit is retried by the SDK, a conflict inside is not', async () => {
    await set(0);
    const run = () =>
      t.run(async ({ db, _, caught }) => {
        let tries = 0;
        const out = await caught(() =>
          db.runTransaction(async (tx: typeof db) => {
            tries++;
            await tx
              .collection('n')
              .doc('x')
              .update({ data: { n: _.inc(1) } });
          }),
        );
        return { tries, errMsg: out.errMsg, n: (await db.collection('n').doc('x').get()).data.n };
      });
    t.cloud.faults.add({ action: 'database.commitTransaction', kind: 'conflict' });
    expect(await run()).toMatchObject({ tries: 2, n: 1 });
    t.cloud.faults.add({ action: UPDATE, kind: 'conflict' });
    expect(await run()).toMatchObject({
      tries: 1,
      n: 1,
      errMsg: expect.stringContaining('TransactionConflict'),
    });
  });

  test('after 30 seconds a transaction is gone and its locks are free', async () => {
    await set(0);
    const tx = t.cloud.store.begin();
    await t.cloud.store.set('n', 'x', { n: 5 }, tx);
    const waiting = t.cloud.store.update('n', { _id: 'x' }, { $inc: { n: 1 } }, { multi: false });
    now += 30_001;
    expect(await waiting).toBe(1);
    expect(() => t.cloud.store.transactions.get(tx.id)).toThrow('TransactionNotExist');
    expect(t.cloud.store.find('n', { _id: 'x' })[0]!.doc.n).toBe(1);
  });

  test('a plain write waits for the lock and then counts', async () => {
    await set(0);
    const tx = t.cloud.store.begin();
    await t.cloud.store.update(
      'n',
      { _id: 'x' },
      { $inc: { n: 10 } },
      { multi: false, transaction: tx },
    );
    const waiting = t.cloud.store.update('n', { _id: 'x' }, { $inc: { n: 1 } }, { multi: false });
    await t.cloud.store.commit(tx);
    await waiting;
    expect(t.cloud.store.find('n', { _id: 'x' })[0]!.doc.n).toBe(11);
  });

  test('a snapshot sees neither later changes nor later documents', async () => {
    const { store } = t.cloud;
    await store.insert('s', [
      { _id: 1, v: 1 },
      { _id: 2, v: 1 },
    ]);
    const tx = store.begin();
    store.find('s', { _id: 1 }, {}, tx);
    await store.update('s', { _id: 1 }, { $set: { v: 9 } }, { multi: false });
    await store.remove('s', { _id: 2 }, { multi: false });
    await store.insert('s', [{ _id: 3, v: 1 }]);
    const seen = store.find('s', { v: 1 }, {}, tx).map((rec) => rec.key);
    expect(seen).toEqual([1, 2]);
    store.rollback(tx);
    expect(store.find('s', { v: 1 }).map((rec) => rec.key)).toEqual([3]);
  });

  test('a rolled-back transaction leaves nothing', async () => {
    const { store } = t.cloud;
    const tx = store.begin();
    await store.insert('r', [{ _id: 1 }], tx);
    expect(store.find('r', {}, {}, tx)).toHaveLength(1);
    store.rollback(tx);
    expect(store.find('r', {})).toHaveLength(0);
  });

  test('where().update inside a transaction is applied at once, as on the real service', async () => {
    await set(0);
    const n = await t.run(async ({ db, caught }) => {
      await caught(() =>
        db.runTransaction(async (tx: typeof db) => {
          await tx
            .collection('n')
            .where({ _id: 'x' })
            .update({ data: { n: 7 } });
          await tx.rollback('no');
        }),
      );
      return (await db.collection('n').doc('x').get()).data.n;
    });
    expect(n).toBe(7);
  });

  test('a commit that would break a unique index changes nothing', async () => {
    const unique = await testCloud({
      indexes: indexFile({ u: [{ name: 'u', keys: { k: 1 }, unique: true }] }),
    });
    const { store } = unique.cloud;
    await store.insert('u', [{ _id: 1, k: 1 }]);
    const tx = store.begin();
    await store.set('u', 2, { k: 2 }, tx);
    await store.set('u', 3, { k: 3 }, tx);
    await store.insert('u', [{ _id: 4, k: 3 }]);
    await expect(store.commit(tx)).rejects.toThrow('E11000');
    expect(store.find('u', {}).map((rec) => rec.key)).toEqual([1, 4]);
    const read = await unique.run(async ({ db }) => (await db.collection('u').get()).data.length);
    expect(read).toBe(2);
    await unique.close();
  });
});

describe('many at once', () => {
  test('200 parallel increments are 200', async () => {
    await set(0);
    const n = await t.run(async ({ db, _ }) => {
      const doc = db.collection('n').doc('x');
      await Promise.all(Array.from({ length: 200 }, () => doc.update({ data: { n: _.inc(1) } })));
      return (await doc.get()).data.n;
    });
    expect(n).toBe(200);
  });

  test('the limit is 100 unless said, and never more than 1000', async () => {
    await t.cloud.store.insert(
      'many',
      Array.from({ length: 1200 }, (_, _id) => ({ _id })),
    );
    const out = await t.run(async ({ db, _ }) => {
      const ids = Array.from({ length: 200 }, (_one, i) => i);
      const c = db.collection('many');
      return {
        plain: (await c.get()).data.length,
        byId: (await c.where({ _id: _.in(ids) }).get()).data.length,
        most: (await c.limit(5000).get()).data.length,
        count: (await c.count()).total,
      };
    });
    expect(out).toEqual({ plain: 100, byId: 100, most: 1000, count: 1200 });
  });

  test('a document over 16 MB is refused', async () => {
    await expect(
      t.cloud.store.insert('big', [{ _id: 1, text: 'x'.repeat(16 * 1024 * 1024) }]),
    ).rejects.toThrow('object to insert too large');
  });

  test('16 MB are counted as the database stores them, in bytes', async () => {
    const { store } = t.cloud;
    const chinese = { _id: 2, text: '步'.repeat(6 * 1024 * 1024) };
    await expect(store.insert('big', [chinese])).rejects.toThrow('object to insert too large');
    const numbers = { _id: 3, list: Array.from({ length: 900_000 }, (_, i) => i) };
    expect(await store.insert('big', [numbers])).toEqual([3]);
    await store.remove('big', { _id: 3 }, { multi: false });
  });
});
