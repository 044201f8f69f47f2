/** What tests ask of the cloud without HTTP is answered as over HTTP. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as cloudbase from '../../cloudfunctions/cloud';
import { database, cloud as sdk } from '../../cloudfunctions/cloud/sdk';
import { type FaultKind, type FaultRule, startCloud } from '../../tools/cloud';
import { quickFolder } from '../../tools/harness/folder';
import { askDirectly } from './direct';

const folder = quickFolder('direct-');
const ME = 'oDirect-0123456789';
const before = { ...process.env };
let cloud: Awaited<ReturnType<typeof startCloud>>;
beforeAll(async () => {
  cloud = await startCloud({ functions: folder, data: join(folder, 'data') });
  Object.assign(process.env, cloud.env({ openid: ME }), { SILENCE: 'true' });
});
afterAll(async () => {
  await cloud.close();
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
});

const things = () => database.collection('things');
const begin = async () => {
  cloud.faults.clear();
  await cloud.store.remove('things', {}, { multi: true });
  await cloud.store.set('things', 'x', { n: 1, text: '环友', at: new Date(0) });
};

/** What an answer has of its own at every time. */
const OWN =
  /"(requestId|traceId|trace_id)":"[^"]*"|\[[0-9a-f-]{36}\]|sign=[^&"]+|"_id":"[0-9a-f]{32}"/g;

/** What came of it, comparably. */
async function outcome(work: () => Promise<unknown>): Promise<string> {
  const came = await work().then(
    (value) => ({ value }),
    ({ errCode, errMsg, message }) => ({ errCode, message: errMsg ?? message }),
  );
  return JSON.stringify(came).replace(OWN, '');
}

const get = () => things().doc('x').get();
const WORKS: Readonly<Record<string, () => Promise<unknown>>> = {
  'a document': get,
  'no document': () => things().doc('y').get(),
  'a new one, with what JSON has no word for': async () => {
    const data = { at: new Date(5), none: null, left: undefined, far: 2 ** 53, minus: -0.5 };
    await things().add({ data });
    return things().where({ none: null }).get();
  },
  'a query': () =>
    things()
      .where({ n: database.command.gte(1) })
      .orderBy('n', 'asc')
      .get(),
  'an update': async () => {
    await things()
      .doc('x')
      .update({ data: { n: database.command.inc(1) } });
    return get();
  },
  'a transaction': async () => {
    const work = (
      scope: typeof database | Parameters<Parameters<typeof database.runTransaction>[0]>[0],
    ) =>
      scope
        .collection('things')
        .doc('x')
        .update({ data: { n: 7 } });
    return [await database.runTransaction(work, 0), await get()];
  },
  'a transaction that ends in an error': () =>
    database.runTransaction(async () => {
      throw new Error('no');
    }, 0),
  'WeChat’s JSON': () => cloudbase.textAllowed(ME, '你好'),
  'WeChat’s bytes': async () => {
    const { contentType, buffer } = await cloudbase.programCode('pages/today/today', 'a=1');
    return [contentType, Buffer.isBuffer(buffer), buffer.toString('base64')];
  },
  'WeChat’s refusal': () => cloudbase.sendServiceText(ME, 'to who never wrote'),
  'open data': async () => {
    const { list } = await sdk.getOpenData({ list: [cloud.cloudId({ steps: 3 }, ME), 'none'] });
    return list.map(({ data, errCode }) => [data?.steps, errCode]);
  },
  'a file': async () => {
    const id = await cloudbase.putFile('a/b.txt', '内容');
    const content = await cloudbase.readFile(id);
    await cloudbase.removeFiles([id]);
    return [id, content?.toString(), await cloudbase.readFile(id)];
  },
};

/** Both outcomes, each from the same beginning and with this fault. */
async function both(work: () => Promise<unknown>, fault?: FaultRule): Promise<[string, string]> {
  const afresh = async () => {
    await begin();
    if (fault) cloud.faults.add(fault);
    return outcome(work);
  };
  const sent = await afresh();
  const back = askDirectly(cloud);
  return [sent, await afresh().finally(back)];
}

test.each(Object.entries(WORKS))('%s', async (_, work) => {
  const [sent, direct] = await both(work);
  expect(direct).toBe(sent);
});

describe('trouble', () => {
  const KINDS: FaultKind[] = [
    ...(['error', 'timeout-before', 'timeout-after', 'lost-answer'] as const),
    ...(['conflict', 'busy', 'quota', 'latency'] as const),
  ];
  test.each(KINDS)('%s', async (kind) => {
    const write = () =>
      things()
        .doc('x')
        .update({ data: { n: 2 } });
    const [sent, direct] = await both(write, { action: 'database.modifyDocument', kind });
    expect(direct).toBe(sent);
    expect(sent).toContain(kind === 'latency' ? 'updated' : 'message');
  });
});
