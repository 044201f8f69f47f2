import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { indexFile, SDKS, type TestCloud, testCloud } from './support';

const INDEXES = {
  items: [{ name: 'u', keys: { u: 1 }, unique: true }],
  orders: [],
  places: [],
};

describe.each(SDKS)('the wire through %s', (sdk) => {
  let t: TestCloud;
  beforeAll(async () => {
    t = await testCloud({
      sdk,
      indexes: indexFile(INDEXES),
      fixtures: {
        probe: { config: { permissions: { openapi: OPENAPI } } },
        bare: {},
        other: { code: 'exports.main = async (event) => ({ got: event.n, who: event.userInfo });' },
      },
    });
  });
  afterAll(() => t.close());
  /** Version 4.0 lost the numbers of some errors (errCode -1, text in code). */
  const lost = sdk === 'wx-server-sdk';

  test('add, batch add, get, update, set, remove, count', async () => {
    const out = await t.run(async ({ db, _ }) => {
      const c = db.collection('orders');
      const one = await c.add({
        data: { _id: 'a', n: 1, when: new Date(5), big: 2 ** 40, f: 0.5 },
      });
      const many = await c.add({ data: [{ n: 2 }, { n: 3 }] });
      const got = await c.doc('a').get();
      const updated = await c.doc('a').update({ data: { n: _.inc(4), 'o.p': 1, gone: undefined } });
      const after = await c.doc('a').get();
      const set = await c.doc('b').set({ data: { n: 9 } });
      const all = await c
        .where({ n: _.gte(3) })
        .orderBy('n', 'desc')
        .field({ n: true })
        .get();
      const count = await c.where({ n: _.lt(9) }).count();
      const removed = await c.where({ n: _.in([2, 3]) }).remove();
      const missing = await c.doc('zzz').update({ data: { n: 1 } });
      return {
        one,
        many: many._ids ?? many.ids,
        got: got.data,
        updated,
        after: after.data,
        set,
        all: all.data,
        count,
        removed,
        missing,
        date: got.data.when instanceof Date,
      };
    });
    expect(out.one._id).toBe('a');
    expect(out.many).toHaveLength(2);
    expect(out.got).toEqual({
      _id: 'a',
      n: 1,
      when: '1970-01-01T00:00:00.005Z',
      big: 2 ** 40,
      f: 0.5,
    });
    expect(out.date).toBe(true);
    expect(out.updated.stats).toEqual({ updated: 1 });
    expect(out.after).toMatchObject({ n: 5, o: { p: 1 } });
    expect(out.set._id).toBe('b');
    expect(out.all).toEqual([
      { _id: 'b', n: 9 },
      { _id: 'a', n: 5 },
      { _id: expect.any(String), n: 3 },
    ]);
    expect(out.count.total).toBe(3);
    expect(out.removed.stats).toEqual({ removed: 2 });
    expect(out.missing.stats).toEqual({ updated: 0 });
  });

  test('commands: push, addToSet, pull, max, remove, RegExp, and, or, neq, serverDate', async () => {
    const out = await t.run(async ({ db, _ }) => {
      const c = db.collection('items');
      await c.add({
        data: {
          _id: 'i1',
          u: 1,
          list: [1, 2],
          s: ['x'],
          top: 5,
          name: 'Hello',
          at: db.serverDate({ offset: 1000 }),
        },
      });
      await c.add({ data: { _id: 'i2', u: 2, list: [], name: 'World' } });
      await c
        .doc('i1')
        .update({ data: { list: _.push([3, 4]), s: _.addToSet('y'), top: _.max(9) } });
      await c.doc('i1').update({ data: { list: _.pull(_.gte(4)), name: _.remove() } });
      const one = (await c.doc('i1').get()).data;
      const rx = await c.where({ name: db.RegExp({ regexp: '^wor', options: 'i' }) }).get();
      const both = await c.where(_.or([{ u: 1 }, { name: /World/ }])).get();
      const and = await c.where({ u: _.gt(0).and(_.lt(2)) }).get();
      const neq = await c.where({ u: _.neq(1) }).get();
      return {
        one,
        rx: rx.data.length,
        both: both.data.length,
        and: and.data.length,
        neq: neq.data,
        near: Math.abs(new Date(one.at).getTime() - 1000 - Date.now()) < 5000,
      };
    });
    expect(out.one).toMatchObject({ list: [1, 2, 3], s: ['x', 'y'], top: 9 });
    expect(out.one.name).toBeUndefined();
    expect(out).toMatchObject({ rx: 1, both: 2, and: 1, near: true });
    expect(out.neq.map((d: { _id: string }) => d._id)).toEqual(['i2']);
  });

  test('unique index and duplicate _id: -502001 with E11000', async () => {
    const out = await t.run(async ({ db, caught }) => {
      const c = db.collection('items');
      await c.add({ data: { _id: 'd1', u: 77 } });
      return {
        id: await caught(() => c.add({ data: { _id: 'd1', u: 78 } })),
        unique: await caught(() => c.add({ data: { _id: 'd2', u: 77 } })),
        unknown: await caught(() => db.collection('nowhere').get()),
        absent: await caught(() => c.doc('zzz').get()),
      };
    });
    expect(out.id).toMatchObject({ errCode: -502001 });
    expect(out.id.errMsg).toContain('E11000 duplicate key error collection');
    expect(out.unique).toMatchObject({ errCode: -502001 });
    expect(out.unique.errMsg).toContain('index: u dup key');
    expect(out.unknown).toMatchObject({ errCode: -502005 });
    expect(out.unknown.errMsg).toContain('Db or Table not exist');
    expect(out.absent.errMsg).toContain('document.get:fail');
  });

  test('aggregate: match, group, sort, lookup in both forms, project', async () => {
    const out = await t.run(async ({ db, caught }) => {
      const $ = db.command.aggregate;
      await db.collection('places').add({
        data: [
          { _id: 'p1', k: 'a' },
          { _id: 'p2', k: 'b' },
        ],
      });
      await db.collection('orders').add({
        data: [
          { k: 'a', v: 1 },
          { k: 'a', v: 2 },
          { k: 'b', v: 5 },
        ],
      });
      const groups = await db
        .collection('orders')
        .aggregate()
        .match({ v: db.command.gt(0) })
        .group({ _id: '$k', sum: $.sum('$v') })
        .sort({ sum: -1 })
        .end();
      const simple = await db
        .collection('places')
        .aggregate()
        .lookup({ from: 'orders', localField: 'k', foreignField: 'k', as: 'found' })
        .project({ n: $.size('$found') })
        .sort({ _id: 1 })
        .end();
      const piped = await db
        .collection('places')
        .aggregate()
        .lookup({
          from: 'orders',
          let: { k: '$k' },
          pipeline: $.pipeline()
            .match(db.command.expr($.eq(['$k', '$$k'])))
            .done(),
          as: 'found',
        })
        .sort({ _id: 1 })
        .end();
      return {
        groups: groups.list,
        simple: simple.list,
        piped: piped.list.map((d: { found: unknown[] }) => d.found.length),
        bad: await caught(() => db.collection('nowhere').aggregate().limit(1).end()),
      };
    });
    expect(out.groups).toEqual([
      { _id: 'b', sum: 5 },
      { _id: 'a', sum: 3 },
    ]);
    expect(out.simple).toEqual([
      { _id: 'p1', n: 2 },
      { _id: 'p2', n: 1 },
    ]);
    expect(out.piped).toEqual([2, 1]);
    expect(out.bad.errCode).toBe(lost ? -1 : -502005);
  });

  test('transactions: commit, rollback, snapshot, conflict', async () => {
    const out = await t.run(async ({ db, _, caught }) => {
      const c = db.collection('orders');
      await c.doc('t').set({ data: { n: 1 } });
      const done = await db.runTransaction(async (tx: typeof db) => {
        await tx
          .collection('orders')
          .doc('t')
          .update({ data: { n: _.inc(1) } });
        const inside = (await tx.collection('orders').doc('t').get()).data.n;
        const outside = (await c.doc('t').get()).data.n;
        return { inside, outside };
      });
      const rolled = await caught(() =>
        db.runTransaction(async (tx: typeof db) => {
          await tx
            .collection('orders')
            .doc('t')
            .update({ data: { n: 100 } });
          await tx.rollback('no');
        }),
      );
      const a = await db.startTransaction();
      const b = await db.startTransaction();
      await a
        .collection('orders')
        .doc('t')
        .update({ data: { n: _.inc(1) } });
      const conflict = await caught(() =>
        b
          .collection('orders')
          .doc('t')
          .update({ data: { n: _.inc(1) } }),
      );
      await a.commit();
      let tries = 0;
      const wrapped = await caught(() =>
        db.runTransaction(async (tx: typeof db) => {
          tries++;
          await tx.collection('orders').doc('t').get();
          await c.doc('t').update({ data: { n: _.inc(1) } });
          await tx
            .collection('orders')
            .doc('t')
            .update({ data: { n: 0 } });
        }),
      );
      return { done, rolled, conflict, wrapped, tries, n: (await c.doc('t').get()).data.n };
    });
    expect(out.done).toEqual({ inside: 2, outside: 1 });
    expect(out.conflict.errCode).toBe(-501001);
    expect(out.conflict.code).toBeUndefined();
    expect(out.conflict.errMsg).toContain(
      'document.update:fail -501001 resource system error. [ResourceUnavailable.TransactionConflict] Transaction is conflict',
    );
    expect(out.wrapped.errMsg).toContain('TransactionConflict');
    expect(out.tries).toBe(1);
    expect(out.n).toBe(4);
  });

  test('createCollection, callFunction, getWXContext', async () => {
    const out = await t.run(async ({ cloud, db, caught }) => {
      const made = await db.createCollection('fresh');
      await db.collection('fresh').add({ data: { _id: 1 } });
      const call = await cloud.callFunction({ name: 'other', data: { n: 5 } });
      return {
        made: made.errMsg,
        again: await caught(() => db.createCollection('fresh')),
        call: call.result,
        unknown: await caught(() => cloud.callFunction({ name: 'nope', data: {} })),
        context: cloud.getWXContext(),
        number: (await db.collection('fresh').doc(1).get()).data,
      };
    });
    expect(out.made).toBe('createCollection:ok');
    expect(out.again.errCode).toBe(lost ? -1 : -502001);
    expect(out.call).toEqual({ got: 5, who: { appId: 'wx0000000000000000', openId: 'oA' } });
    expect(out.unknown.errMsg).toContain('FunctionName parameter could not be found');
    expect(out.context).toMatchObject({
      OPENID: 'oA',
      APPID: 'wx0000000000000000',
      ENV: 'local',
      SOURCE: 'wx_client',
    });
    expect(Object.keys(out.context)).not.toContain('API_TOKEN');
    expect(out.number).toEqual({ _id: 1 });
  });

  test('storage: what is put over a file that was read is read when the cache is emptied', async () => {
    const put = (content: string) => t.cloud.storage.put('a/over.txt', Buffer.from(content));
    const file = put('first');
    const read = () =>
      t.run(
        async ({ cloud, event }) =>
          (await cloud.downloadFile({ fileID: event.file })).fileContent.toString(),
        { file },
      );
    expect(await read()).toBe('first');
    put('second');
    expect(await read()).toBe('first');
    t.cloud.storage.refresh();
    expect(await read()).toBe('second');
  });

  test('storage: upload, temporary address, download, delete', async () => {
    const out = await t.run(async ({ cloud, caught }) => {
      const up = await cloud.uploadFile({
        cloudPath: 'a/b.txt',
        fileContent: Buffer.from('hello'),
      });
      const url = await cloud.getTempFileURL({ fileList: [up.fileID, 'cloud://local/none'] });
      const down = await cloud.downloadFile({ fileID: up.fileID });
      const gone = await cloud.deleteFile({ fileList: [up.fileID] });
      return {
        id: up.fileID,
        url: url.fileList,
        text: down.fileContent.toString(),
        gone: gone.fileList,
        after: await caught(() => cloud.downloadFile({ fileID: up.fileID })),
      };
    });
    expect(out.id).toMatch(/^cloud:\/\/local\..*\/a\/b\.txt$/);
    expect(out.url[0]).toMatchObject({
      status: 0,
      tempFileURL: expect.stringContaining('http://127.0.0.1:'),
    });
    expect(out.url[1]).toMatchObject({ status: -503003, tempFileURL: '' });
    expect(out.text).toBe('hello');
    expect(out.gone).toMatchObject([{ status: 0 }]);
    expect(out.after.errMsg ?? out.after.message).toBeTruthy();
  });

  test('openapi: JSON answer, WeChat error, picture, permission', async () => {
    const out = await t.run(async ({ cloud, caught }) => {
      const check = await cloud.openapi.security.msgSecCheck({
        version: 2,
        scene: 2,
        openid: 'oA',
        content: '你好',
      });
      const refused = await caught(() =>
        cloud.openapi.customerServiceMessage.send({
          touser: 'oA',
          msgtype: 'text',
          text: { content: 'x' },
        }),
      );
      const code = await cloud.openapi.wxacode.getUnlimited({ scene: 'abc', page: 'pages/x' });
      const none = await caught(() => cloud.openapi.subscribeMessage.send({ touser: 'oA' }));
      return { check, refused, type: code.contentType, head: [...code.buffer.slice(1, 4)], none };
    });
    expect(out.check).toMatchObject({ errCode: 0, result: { suggest: 'pass', label: 100 } });
    expect(out.refused).toMatchObject({ errCode: 45015 });
    expect(out.type).toBe('image/png');
    expect(Buffer.from(out.head).toString()).toBe('PNG');
    expect(out.none.errCode).toBe(-604101);
  });

  test('getOpenData opens a CloudID for its owner only', async () => {
    const id = t.cloud.cloudId({ opengid: 'G1' }, 'oA');
    const body = async ({ cloud, event }: { cloud: never; event: Record<string, never> }) =>
      (cloud as { getOpenData(o: object): Promise<{ list: unknown[] }> }).getOpenData({
        list: [event.id],
      });
    const own = await t.run(body as never, { id });
    const other = await t.run(body as never, { id }, { openid: 'oB' });
    expect((own as { list: unknown[] }).list[0]).toMatchObject({
      cloudID: id,
      data: { opengid: 'G1' },
    });
    expect((other as { list: unknown[] }).list[0]).toMatchObject({ errCode: -601007 });
  });
});

const OPENAPI = ['security.msgSecCheck', 'customerServiceMessage.send', 'wxacode.getUnlimited'];
