/** A query without an index is an error, and what indexes.json may say. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Store } from '../../../tools/cloud/store/store';
import { indexFile, type TestCloud, testCloud } from './support';

describe('indexes', () => {
  const INDEXES = indexFile({ people: [{ name: 'day_steps', keys: { day: 1, steps: -1 } }] });
  let strict: TestCloud;
  let t: TestCloud;
  beforeAll(async () => {
    t = await testCloud();
    strict = await testCloud({ strictIndexes: true, indexes: INDEXES });
    const docs = Array.from({ length: 150 }, (_, i) => ({
      _id: `p${i}`,
      day: i % 3,
      steps: i,
      name: `n${i}`,
    }));
    await strict.cloud.store.insert('people', docs);
  });
  afterAll(async () => {
    await strict.close();
    await t.close();
  });

  test('a query without an index fails the run and names itself', async () => {
    const error = await strict.run(async ({ db, caught }) =>
      caught(() => db.collection('people').where({ name: 'n5' }).orderBy('steps', 'asc').get()),
    );
    expect(error.errCode).toBe(-502001);
    expect(error.errMsg).toContain(
      'No index serves where({"name":"n5"}) ordered by steps 1 on "people" (150 documents)',
    );
    expect(strict.cloud.scans).toHaveLength(1);
  });

  test('an aggregation over everything is a scan, and a $lookup that reads all of another', async () => {
    const out = await strict.run(async ({ db, _, caught }) => {
      const $ = _.aggregate;
      const people = () => db.collection('people').aggregate();
      const lookup = { from: 'people', let: { d: '$day' }, as: 'same' };
      const pipeline = $.pipeline()
        .match(_.expr($.eq(['$day', '$$d'])))
        .done();
      return [
        await caught(() =>
          people()
            .group({ _id: '$day', n: $.sum(1) })
            .end(),
        ),
        await caught(() =>
          people()
            .match({ _id: 'p1' })
            .lookup({ ...lookup, pipeline })
            .end(),
        ),
        await caught(() =>
          people()
            .match({ day: 1 })
            .group({ _id: null, n: $.sum(1) })
            .end(),
        ),
        await caught(() => people().limit(5).end()),
      ];
    });
    expect(out[0].message).toContain('No index serves where({}) on "people" (150 documents)');
    expect(out[1].message).toContain('No index serves where({}) on "people" (150 documents)');
    expect(out[2].value.list).toEqual([{ _id: null, n: 50 }]);
    expect(out[3].value.list).toHaveLength(5);
    expect(strict.cloud.scans).toHaveLength(3);
  });

  test('served queries pass: id, prefix, range, order', async () => {
    const sizes = await strict.run(async ({ db, _ }) => {
      const c = db.collection('people');
      return [
        (await c.where({ _id: _.in(['p1', 'p2']) }).get()).data.length,
        (await c.where({ day: 1 }).get()).data.length,
        (await c.where({ day: 1, steps: _.gt(100) }).get()).data.length,
        (await c.where({ day: 1 }).orderBy('steps', 'desc').limit(2).get()).data.map(
          (d: { steps: number }) => d.steps,
        ),
        (await c.where({ _id: _.gte('p99') }).get()).data.length,
        (await c.where(_.or([{ day: 0 }, { _id: 'p1' }])).get()).data.length,
        (await c.limit(3).get()).data.length,
      ];
    });
    expect(sizes).toEqual([2, 50, 16, [148, 145], 1, 51, 3]);
  });

  test("the cloud's own collections are out of a function's reach", async () => {
    await t.cloud.openapi.grant('oA', 'template');
    const errors = await t.run(async ({ db, caught }) => [
      await caught(() => db.collection('~wechat').get()),
      await caught(() => db.createCollection('~mine')),
    ]);
    for (const { message } of errors) expect(message).toContain('invalid collection name: ~');
  });

  test('a small collection may be scanned', async () => {
    const small = await testCloud({ strictIndexes: true });
    await small.cloud.store.insert('few', [{ _id: 1, a: 1 }]);
    expect(small.cloud.store.find('few', { a: 1 })).toHaveLength(1);
    await small.close();
  });

  test('missing counts as null in a unique index', async () => {
    const unique = await testCloud({
      indexes: indexFile({ u: [{ name: 'u', keys: { k: 1 }, unique: true }] }),
    });
    const { store } = unique.cloud;
    await store.insert('u', [{ _id: 1 }]);
    await expect(store.insert('u', [{ _id: 2, k: null }])).rejects.toThrow('dup key: { k: null }');
    await expect(store.insert('u', [{ _id: 3 }])).rejects.toThrow('E11000');
    await unique.close();
  });

  test('an index declared unique over data that is not says so at the first write', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twins-'));
    const plain = new Store({ folder });
    await plain.insert('u', [
      { _id: 1, k: 7 },
      { _id: 2, k: 7 },
    ]);
    await plain.close();
    const indexes = { u: [{ name: 'u', keys: { k: 1 as const }, unique: true }] };
    const store = new Store({ folder, indexes });
    const text = 'E11000 duplicate key error collection: local.u index: u dup key: { k: 7 }';
    await expect(store.insert('u', [{ _id: 3, k: 8 }])).rejects.toThrow(text);
    expect(() => store.find('u', { k: 7 })).toThrow(text);
    await store.remove('u', { _id: 2 }, { multi: false });
    await store.insert('u', [{ _id: 3, k: 8 }]);
    await store.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['[]', 'must be an object'],
    ['{"a":5}', '"a" must be a list'],
    ['{"a":[{"name":"x"}]}', 'needs "name" and "keys"'],
    ['{"a":[{"name":"x","keys":{"b":2}}]}', 'needs keys of 1, -1 or'],
    ['{"a":[{"name":"x","keys":{"b":1}},{"name":"x","keys":{"c":1}}]}', 'names the index x twice'],
    ['nope', 'Cannot use'],
  ])('indexes.json %s is refused in one sentence', async (content, text) => {
    const path = indexFile({});
    writeFileSync(path, content);
    await expect(testCloud({ indexes: path })).rejects.toThrow(text);
  });
});
