/** Commands through the real SDK, where its encoding is the point. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ObjectId } from 'bson';
import { parseDoc } from '../../../tools/cloud/ejson';
import { type TestCloud, testCloud } from './support';

let t: TestCloud;
beforeAll(async () => {
  t = await testCloud();
});
afterAll(() => t.close());

test('a command the SDK cannot send inside another is refused, not taken for a document', async () => {
  const out = await t.run(async ({ db, _, caught }) => {
    const c = db.collection('lost');
    await c.add({ data: { _id: 'x', l: [1, 5, 9], m: [{ k: 1 }, { k: 2 }], text: 'operands' } });
    const doc = c.doc('x');
    const refused: Record<string, unknown> = {};
    for (const [name, run] of Object.entries<() => Promise<unknown>>({
      'or in pull': () => doc.update({ data: { l: _.pull(_.or([_.eq(1), _.eq(9)])) } }),
      'or in a pulled field': () =>
        doc.update({ data: { m: _.pull({ k: _.or(_.gt(1), _.lt(0)) }) } }),
      'and in pull': () => doc.update({ data: { l: _.pull(_.and(_.gt(1), _.lt(9))) } }),
      'or in elemMatch': () => c.where({ l: _.elemMatch(_.or([_.gt(8), _.lt(0)])) }).get(),
      'or in a member of elemMatch': () =>
        c.where({ m: _.elemMatch({ k: _.or([_.gt(8), _.lt(0)]) }) }).count(),
      'an update command in where': () => c.where({ l: _.pull(1) }).get(),
      'an update command in where().remove': () => c.where({ l: _.push([1]) }).remove(),
    })) {
      refused[name] = (await caught(run)).errMsg;
    }
    return { refused, doc: (await doc.get()).data };
  });
  expect(Object.keys(out.refused)).toHaveLength(7);
  for (const [name, errMsg] of Object.entries(out.refused)) {
    expect({ name, errMsg }).toEqual({
      name,
      errMsg: expect.stringMatching(/The SDK cannot send _\.(or|and|pull|push) inside another/),
    });
  }
  expect(out.doc.l).toEqual([1, 5, 9]);
});

test('a document that looks like a command may be stored', async () => {
  const out = await t.run(async ({ db }) => {
    const c = db.collection('lost');
    await c.add({ data: { _id: 'y', operator: 'or', operands: [1], fieldName: 'z' } });
    await c.doc('z').set({ data: { rule: { operator: 'or', operands: [1], fieldName: 'z' } } });
    return (await c.doc('z').get()).data.rule;
  });
  expect(out).toEqual({ operator: 'or', operands: [1], fieldName: 'z' });
});

test('pull, elemMatch and the rest where the SDK can send them', async () => {
  const out = await t.run(async ({ db, _ }) => {
    const c = db.collection('kept');
    const ids = async (where: unknown) =>
      (await c.where(where).orderBy('_id', 'asc').field({ _id: true }).get()).data.map(
        (one: { _id: string }) => one._id,
      );
    await c.add({
      data: [
        { _id: 'a', l: [1, 5, 9], m: [{ k: 1 }, { k: 2 }], n: 5 },
        { _id: 'b', l: [2], m: [{ k: 3 }], n: 8 },
        { _id: 'c', s: 'text' },
      ],
    });
    const found = {
      in: await ids({ l: _.in([5, 2]) }),
      nin: await ids({ l: _.nin([5, 2]) }),
      all: await ids({ l: _.all([1, 9]) }),
      elemMatch: await ids({ m: _.elemMatch({ k: _.gt(2) }) }),
      elements: await ids({ l: _.elemMatch(_.gt(2).and(_.lt(8))) }).catch(() => 'refused'),
      size: await ids({ l: _.size(3) }),
      exists: await ids({ n: _.exists(true) }),
      mod: await ids({ n: _.mod(4, 0) }),
      or: await ids({ n: _.or(_.gt(7), _.eq(5)) }),
      and: await ids({ n: _.and(_.gt(4), _.lt(6)) }),
      nor: await ids({ n: _.nor([_.gt(7), _.eq(5)]) }),
      not: await ids({ n: _.not(_.gt(7)) }),
      expr: await ids(_.expr(_.aggregate.gt(['$n', 6]))),
      schema: await ids(_.jsonSchema({ required: ['n'], properties: { n: { minimum: 6 } } })),
      noSchema: await ids(_.nor([_.jsonSchema({ required: ['n'] })])),
    };
    await c.doc('a').update({
      data: {
        l: _.pull(_.in([1, 9])),
        m: _.pull({ k: _.gte(2) }),
        n: _.inc(1),
        fresh: _.push({ each: [3, 1, 2], sort: 1, slice: 2 }),
      },
    });
    await c.doc('b').update({ data: { l: _.unshift([0]), m: _.pop(), n: _.rename('moved') } });
    return { found, a: (await c.doc('a').get()).data, b: (await c.doc('b').get()).data };
  });
  expect(out.found).toEqual({
    in: ['a', 'b'],
    nin: ['c'],
    all: ['a'],
    elemMatch: ['b'],
    elements: 'refused',
    size: ['a'],
    exists: ['a', 'b'],
    mod: ['b'],
    or: ['a', 'b'],
    and: ['a'],
    nor: ['c'],
    not: ['a', 'c'],
    expr: ['b'],
    schema: ['b'],
    noSchema: ['c'],
  });
  expect(out.a).toEqual({ _id: 'a', l: [5], m: [{ k: 1 }], n: 6, fresh: [1, 2] });
  expect(out.b).toEqual({ _id: 'b', l: [0, 2], m: [], moved: 8 });
});

test('what updated counts, and what an upsert says', async () => {
  const out = await t.run(async ({ db, _ }) => {
    const c = db.collection('counted');
    const made = await c.doc('a').set({ data: { n: 1, l: [1] } });
    const same = await c.doc('a').set({ data: { n: 1, l: [1] } });
    const other = await c.doc('a').set({ data: { n: 2 } });
    const tx = await db.startTransaction();
    const inside = await tx
      .collection('counted')
      .doc('a')
      .set({ data: { n: 2 } });
    await tx.commit();
    const missing = await c.doc('zz').update({ data: { n: 1 } });
    const changed = await c.where({ n: _.gt(0) }).update({ data: { n: _.inc(1) } });
    return { made, same, other, inside, missing, changed };
  });
  expect(out.made).toMatchObject({ _id: 'a', stats: { created: 1, updated: 0 } });
  expect(out.same).toMatchObject({ stats: { created: 0, updated: 1 } });
  expect(out.other).toMatchObject({ stats: { created: 0, updated: 1 } });
  expect(out.inside).toMatchObject({ stats: { created: 0, updated: 1 } });
  expect(out.missing.stats).toEqual({ updated: 0 });
  expect(out.changed.stats).toEqual({ updated: 1 });
});

test('updateAndReturn: one document, counted also when it stays as it was, null when there is none', async () => {
  const { store } = t.cloud;
  await store.insert('returned', [
    { _id: 1, a: 1 },
    { _id: 2, a: 1 },
  ]);
  const ask = async (query: object, data: object, transactionId = '') => {
    const body = {
      action: 'database.modifyAndReturnDoc',
      collectionName: 'returned',
      query: JSON.stringify(query),
      data: JSON.stringify(data),
      transactionId,
    };
    const response = await fetch(JSON.parse(t.cloud.env(null).TCB_CONTEXT_CNFG!).URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { data: got } = (await response.json()) as { data: { updated: number; doc: string } };
    return { updated: got.updated, doc: got.doc && parseDoc(got.doc) };
  };
  expect(await ask({ a: 1 }, { $set: { a: 2 } })).toMatchObject({
    updated: 1,
    doc: { _id: 1, a: 2 },
  });
  expect(await ask({ a: 2 }, { $set: { a: 2 } })).toMatchObject({ updated: 1 });
  expect(await ask({ a: 99 }, { $set: { a: 1 } })).toEqual({ updated: 0, doc: null });
  const tx = store.begin();
  await store.set('returned', 3, { a: 50 }, tx);
  expect(await ask({ a: 50 }, { $set: { a: 51 } }, tx.id)).toMatchObject({ updated: 1 });
  expect(store.find('returned', { a: 51 })).toEqual([]);
  await store.commit(tx);
  expect(store.find('returned', { a: 51 })).toHaveLength(1);
});

test('an ObjectId comes back as its digits, inside documents too', async () => {
  const id = '65f000000000000000000001';
  await t.cloud.store.insert('oids', [
    { _id: 'x', id: new ObjectId(id), text: `{"$oid":"${id}"}` },
  ]);
  const out = await t.run(async ({ db }) => {
    const c = db.collection('oids');
    return [
      (await c.doc('x').get()).data,
      (await c.field({ id: true, text: true }).get()).data[0],
      (await c.aggregate().match({ _id: 'x' }).end()).list[0],
    ];
  });
  for (const one of out) expect(one).toEqual({ _id: 'x', id, text: `{"$oid":"${id}"}` });
});

test('an aggregation gives 20 documents unless it says a limit, and 10 000 at most', async () => {
  await t.cloud.store.insert(
    'many',
    Array.from({ length: 10_050 }, (_, _id) => ({ _id, k: _id % 30 })),
  );
  const out = await t.run(async ({ db }) => {
    const c = () => db.collection('many').aggregate();
    const counts = async (pipeline: { end(): Promise<{ list: unknown[] }> }) =>
      (await pipeline.end()).list.length;
    return {
      plain: await counts(c().match({})),
      groups: await counts(c().group({ _id: '$k' })),
      limited: await counts(c().match({}).limit(50)),
      limitFirst: await counts(c().limit(50).project({ k: 1 })),
      lessThanTwenty: await counts(c().match({ k: 1 }).limit(5)),
      most: await counts(c().match({}).limit(20_000)),
      counted: (await c().match({}).count('n').end()).list,
    };
  });
  expect(out).toEqual({
    plain: 20,
    groups: 20,
    limited: 50,
    limitFirst: 50,
    lessThanTwenty: 5,
    most: 10_000,
    counted: [{ n: 10_050 }],
  });
});

test('an order by what is no field is refused', async () => {
  const out = await t.run(async ({ db, caught }) => {
    const ask = async (path: string) =>
      (await caught(() => db.collection('kept').orderBy(path, 'asc').get())).errMsg ?? 'taken';
    return [await ask('a.$b'), await ask('a..b'), await ask('a.b')];
  });
  expect(out).toEqual([
    expect.stringContaining('bad sort specification'),
    expect.stringContaining('bad sort specification'),
    'taken',
  ]);
});
