/** A transaction takes one operation at a time, on the three SDKs. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SDKS, type TestCloud, testCloud } from './support';

const BUSY =
  '[ResourceUnavailable.TransactionBusy] Transaction is busy. ' +
  'Please check your request, but if the problem persists, contact us.';

describe.each(SDKS)('%s', (sdk) => {
  let t: TestCloud;
  beforeAll(async () => {
    t = await testCloud({ sdk });
    await t.cloud.store.insert(
      'n',
      Array.from({ length: 20 }, (_, _id) => ({ _id, n: 0 })),
    );
  });
  afterAll(() => t.close());

  test('operations sent together: one is done, others are busy, and the transaction goes on', async () => {
    const out = await t.run(async ({ db, _, caught }) => {
      const tx = await db.startTransaction();
      const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
      const all = await Promise.all(
        ids.map((id) =>
          caught(() =>
            tx
              .collection('n')
              .doc(id)
              .update({ data: { n: _.inc(1) } }),
          ),
        ),
      );
      const seen = (
        await tx
          .collection('n')
          .where({ _id: _.lt(10) })
          .get()
      ).data;
      const commit = await caught(() => tx.commit());
      const kept = (
        await db
          .collection('n')
          .where({ _id: _.lt(10) })
          .get()
      ).data;
      return { all, seen, commit, kept };
    });
    const refused = out.all.filter((one: { errMsg?: string }) => one.errMsg);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(10);
    for (const { errCode, errMsg } of refused) {
      expect(errCode).toBe(-501001);
      expect(errMsg).toContain(`document.update:fail -501001 resource system error. ${BUSY}`);
    }
    const done = out.all.map((one: { errMsg?: string }) => (one.errMsg ? 0 : 1));
    expect(out.seen.map((doc: { n: number }) => doc.n)).toEqual(done);
    expect(out.commit.errMsg).toBeUndefined();
    expect(out.kept).toEqual(out.seen);
  });

  test('reads sent together are busy too, and runTransaction hands the error on', async () => {
    const out = await t.run(async ({ db, caught }) => {
      let tries = 0;
      const error = await caught(() =>
        db.runTransaction(async (tx: typeof db) => {
          tries++;
          await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((id) => tx.collection('n').doc(id).get()));
        }),
      );
      return { tries, error };
    });
    expect(out.tries).toBe(1);
    expect(JSON.stringify(out.error)).toContain('TransactionBusy');
    expect(t.cloud.store.transactions.active).toBe(false);
  });

  test('one after the other they never are, however fast', async () => {
    const n = await t.run(async ({ db, _ }) =>
      db.runTransaction(async (tx: typeof db) => {
        for (let i = 0; i < 20; i++) {
          const doc = tx.collection('n').doc(10 + (i % 10));
          await doc.update({ data: { n: _.inc(1) } });
        }
        return (await tx.collection('n').doc(19).get()).data.n;
      }),
    );
    expect(n).toBe(2);
  });

  test('two transactions may work at the same time', async () => {
    const done = await t.run(async ({ db, _ }) => {
      const one = (id: number) =>
        db.runTransaction(async (tx: typeof db) => {
          await tx
            .collection('n')
            .doc(id)
            .update({ data: { n: _.inc(100) } });
          return id;
        });
      return Promise.all([one(5), one(6), one(7)]);
    });
    expect(done).toEqual([5, 6, 7]);
  });
});

test('a transaction that is gone is said to be gone in the words of the service', async () => {
  const t = await testCloud();
  const error = await t
    .run(async ({ db, caught }) => {
      const tx = await db.startTransaction();
      await tx.commit();
      return caught(() => tx.collection('n').doc('a').get());
    })
    .finally(() => t.close());
  expect(error.errCode).toBe(-501001);
  expect(error.errMsg).toContain(
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, ' +
      'transaction must be commit or abort in 30 seconds. ' +
      'Please check your request, but if the problem persists, contact us.',
  );
});
