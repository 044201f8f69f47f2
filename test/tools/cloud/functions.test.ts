import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CloudID } from '../../../tools/cloud/index';
import { deploy, type TestCloud, testCloud } from './support';

const MAIN = 'exports.main = async (event, context) => ';
let now = Date.parse('2026-03-01T00:00:00Z');
let t: TestCloud;
beforeAll(async () => {
  t = await testCloud({
    clock: () => now,
    workers: 6,
    fixtures: {
      probe: {},
      slow: { config: { timeout: 1 }, code: `${MAIN} new Promise(() => {});` },
      spin: { config: { timeout: 1 }, code: `${MAIN} { for (;;); };` },
      hungry: {
        config: { timeout: 20, memorySize: 64 },
        code: `${MAIN} { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); };`,
      },
      large: { code: `${MAIN} 'x'.repeat(event.bytes - 2);` },
      throws: { code: `${MAIN} { throw new TypeError('no such thing'); };` },
      rejects: {
        code: `exports.main = async () => { Promise.reject(new Error('nobody waits')); await new Promise(() => {}); };`,
      },
      time: {
        code: `const loaded = Date.now();
        exports.main = async () => ({
          loaded,
          now: Date.now(),
          made: new Date().getTime(),
          called: new Date(Date()).getTime(),
          told: new Date(7).getTime(),
          date: new Date() instanceof Date && new Date().constructor === Date,
        });`,
      },
      echo: { code: `${MAIN} ({ event, context });` },
      count: { code: `let n = 0; exports.main = async () => ++n;` },
      nomain: { code: `exports.handler = 1;` },
      broken: { code: `this is not JavaScript` },
      nothing: { code: `exports.main = () => {};` },
      slowpoke: {
        code: `exports.main = async (event) => {
          const before = process.env.WX_OPENID;
          await new Promise((go) => setTimeout(go, event.ms));
          return { before, after: process.env.WX_OPENID, token: process.env.WX_API_TOKEN };
        };`,
      },
      push: {
        code: `${MAIN} ({ event, openid: process.env.WX_OPENID, source: process.env.TCB_SOURCE });`,
      },
      clock: {
        config: { triggers: [{ name: 'tick', type: 'timer', config: '0 */5 * * * * *' }] },
        code: `let runs = []; exports.main = async (event) => { if (event.Type) runs.push(event.TriggerName); return { runs, src: process.env.TRIGGER_SRC, openid: process.env.WX_OPENID ?? null, source: process.env.TCB_SOURCE }; };`,
      },
    },
  });
});
afterAll(() => t.close());

const a = { openid: 'oA' };
const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => ({ errCode: 0, errMsg: 'no error' }),
    (error: { errCode: number; errMsg: string }) => ({
      errCode: error.errCode,
      errMsg: error.errMsg,
    }),
  );

test('functions live by the cloud’s clock, from before they load and over a jump', async () => {
  const before = now;
  const first = (await t.cloud.invoke('time', {}, a)) as Record<string, number>;
  now += 86_400_000;
  const later = (await t.cloud.invoke('time', {}, a)) as Record<string, number>;
  now = before;
  const near = (got: number | undefined, wanted: number) =>
    expect(Math.abs((got ?? 0) - wanted)).toBeLessThan(20_000);
  near(first.loaded, before);
  for (const name of ['now', 'made', 'called']) {
    near(first[name], before);
    near(later[name], before + 86_400_000);
  }
  expect(later).toMatchObject({ loaded: first.loaded, told: 7, date: true });
});

describe('limits', () => {
  test('an event that takes too long', async () => {
    expect(await fault(t.cloud.invoke('slow', {}, a))).toEqual({
      errCode: -504003,
      errMsg: expect.stringContaining('Invoking task timed out after 1 seconds'),
    });
  });

  test('an endless loop is ended too, and the next event works', async () => {
    expect((await fault(t.cloud.invoke('spin', {}, a))).errCode).toBe(-504003);
    expect((await fault(t.cloud.invoke('spin', {}, a))).errCode).toBe(-504003);
  });

  test('more memory than config.json allows', async () => {
    const { errMsg } = await fault(t.cloud.invoke('hungry', {}, a));
    expect(errMsg).toContain('memory limit of 64 MB');
  });

  test('a result over 1 MB towards the mini program: -604001', async () => {
    const most = 1024 * 1024;
    expect(await t.cloud.invoke('large', { bytes: most }, a)).toHaveLength(most - 2);
    expect(await fault(t.cloud.invoke('large', { bytes: most + 1 }, a))).toMatchObject({
      errCode: -604001,
      errMsg: expect.stringContaining('cloudfunction result size exceed limit (1MB)'),
    });
  });

  test('between functions 1 MB is fine', async () => {
    const length = await t.run(async ({ cloud }) => {
      const { result } = await cloud.callFunction({ name: 'large', data: { bytes: 2_000_000 } });
      return result.length;
    });
    expect(length).toBe(1_999_998);
  });
});

describe('errors', () => {
  test.each([
    ['throws', 'TypeError: no such thing'],
    ['rejects', 'nobody waits'],
    ['nomain', 'does not export main'],
    ['broken', 'Unexpected'],
  ])('%s: -504002, in one line', async (fn, text) => {
    const { errCode, errMsg } = await fault(t.cloud.invoke(fn, {}, a));
    expect(errCode).toBe(-504002);
    expect(errMsg).toContain(text);
    expect(errMsg).not.toContain('\n');
  });

  test('the stack is in the log', async () => {
    await fault(t.cloud.invoke('throws', {}, a));
    const line = t.cloud.logs.find(
      (one) => one.fn === 'throws' && one.text.includes('no such thing'),
    );
    expect(line?.text).toContain('at ');
  });

  test('a function that is not there', async () => {
    expect((await fault(t.cloud.invoke('nope', {}, a))).errCode).toBe(-501000);
    expect((await fault(t.cloud.invoke('../echo', {}, a))).errCode).toBe(-501000);
  });

  test('no result is null', async () => {
    expect(await t.cloud.invoke('nothing', {}, a)).toBeNull();
  });
});

describe('identity', () => {
  test('400 events of mixed people over 6 workers: 0 wrong', async () => {
    const started = Array.from({ length: 400 }, (_, i) => `o${i % 7}`);
    const results = await Promise.all(
      started.map(async (openid, i) => {
        const out = (await t.cloud.invoke('slowpoke', { ms: i % 4 }, { openid })) as {
          before: string;
          after: string;
        };
        return out.before === openid && out.after === openid;
      }),
    );
    expect(results.filter((right) => !right)).toHaveLength(0);
  });

  test('who calls is told what the function asks of the cloud, and the functions it calls', async () => {
    type Asked = { action: string; collection: string | null; inTransaction: boolean };
    const asking = async (script: string) => {
      const seen: Asked[] = [];
      const event = { script };
      await t.cloud.invoke('probe', event, { openid: 'oA' }, (asked) => void seen.push(asked));
      return seen.map(({ action, collection }) => `${action} ${collection}`);
    };
    const read = `({ db }) => db.collection('seen').get().catch(() => null)`;
    const nested = `({ cloud }) => cloud.callFunction({ name: 'probe', data: { script: ${JSON.stringify(read)} } })`;
    const both = await Promise.all([asking(read), asking(nested)]);
    expect(both).toEqual([
      ['database.getDocument seen'],
      ['functions.invokeFunction null', 'database.getDocument seen'],
    ]);
  });

  test('the SDK tells the caller, and a nested call keeps them', async () => {
    const identity = { openid: 'oZ', unionid: 'uZ', clientIp: '10.1.1.1' };
    const out = await t.run(
      async ({ cloud }) => ({
        own: cloud.getWXContext(),
        nested: (await cloud.callFunction({ name: 'push', data: {} })).result,
      }),
      {},
      identity,
    );
    expect(out.own).toMatchObject({
      OPENID: 'oZ',
      UNIONID: 'uZ',
      CLIENTIP: '10.1.1.1',
      SOURCE: 'wx_client',
    });
    expect(out.nested).toMatchObject({ openid: 'oZ', source: 'wx_client,scf' });
  });

  test('an unauthenticated call has no OPENID, not even the one before', async () => {
    const body = async ({ cloud }: { cloud: { getWXContext(): unknown } }) => cloud.getWXContext();
    await t.run(body as never, {}, { openid: 'oX', unionid: 'uX' });
    const context = (await t.run(body as never, {}, null)) as Record<string, unknown>;
    expect(context.OPENID).toBeUndefined();
    expect(context.UNIONID).toBeUndefined();
    expect(context.APPID).toBe('wx0000000000000000');
  });

  test('forged members of the event do not become the caller', async () => {
    const forged = { userInfo: { openId: 'oEvil' }, WX_OPENID: 'oEvil' };
    const out = (await t.cloud.invoke('echo', forged, a)) as { event: { userInfo: unknown } };
    expect(out.event.userInfo).toEqual({ appId: 'wx0000000000000000', openId: 'oA' });
  });
});

describe('CloudID', () => {
  const open = async (event: Record<string, unknown>, identity = a) =>
    ((await t.cloud.invoke('echo', event, identity)) as { event: Record<string, unknown> }).event;

  test('is opened at the top level for its owner', async () => {
    const id = t.cloud.cloudId({ openGId: 'G' }, 'oA');
    const event = await open({ group: new CloudID(id) });
    expect(event.group).toMatchObject({
      cloudID: id,
      data: { openGId: 'G', watermark: { appid: 'wx0000000000000000' } },
    });
  });

  test('deeper down it stays text', async () => {
    const id = t.cloud.cloudId({ openGId: 'G' }, 'oA');
    expect(await open({ deep: { group: { $cloudID: id } } })).toMatchObject({
      deep: { group: id },
    });
  });

  test('somebody else gets -601007, an unknown one -601005, an old one -601006', async () => {
    const id = t.cloud.cloudId({ openGId: 'G' }, 'oA');
    expect((await open({ group: { $cloudID: id } }, { openid: 'oB' })).group).toMatchObject({
      errCode: -601007,
    });
    expect((await open({ group: { $cloudID: 'made-up' } })).group).toMatchObject({
      errCode: -601005,
    });
    now += 5 * 60_000 + 1;
    expect((await open({ group: { $cloudID: id } })).group).toMatchObject({ errCode: -601006 });
  });
});

describe('message push and timers', () => {
  test('a message reaches the function with its sender', async () => {
    const out = await t.cloud.push({
      FromUserName: 'oC',
      MsgType: 'text',
      Content: 'hi',
      MsgId: 1,
    });
    expect(out).toMatchObject({
      event: {
        FromUserName: 'oC',
        MsgType: 'text',
        Content: 'hi',
        CreateTime: Math.floor(now / 1000),
      },
      openid: 'oC',
      source: 'wx_unknown',
    });
  });

  test('fire runs a timer now, without a person', async () => {
    expect(await t.cloud.fire('clock')).toMatchObject({
      runs: ['tick'],
      src: 'timer',
      openid: null,
      source: 'wx_trigger',
    });
  });

  test('a virtual clock fires what became due, once', async () => {
    await t.cloud.runTimers();
    const before = ((await t.cloud.invoke('clock', {}, a)) as { runs: string[] }).runs.length;
    now += 4 * 60_000;
    await t.cloud.runTimers();
    now += 6 * 60_000;
    const due = await t.cloud.runTimers();
    expect(due.map(({ trigger }) => trigger)).toEqual(['tick']);
    expect(await t.cloud.runTimers()).toEqual([]);
    const after = ((await t.cloud.invoke('clock', {}, a)) as { runs: string[] }).runs.length;
    expect(after - before).toBeGreaterThanOrEqual(1);
    expect(after - before).toBeLessThanOrEqual(2);
  });
});

test('a changed file is the next version, without a restart', async () => {
  const file = join(t.folder, 'count', 'index.js');
  expect(await t.cloud.invoke('count', {}, a)).toBe(1);
  expect(await t.cloud.invoke('count', {}, a)).toBe(2);
  writeFileSync(file, 'exports.main = async () => "new";');
  expect(await t.cloud.invoke('count', {}, a)).toBe('new');
});

test('a config.json that is wrong does not keep the timers of other functions', async () => {
  const path = join(t.folder, 'count', 'config.json');
  const before = readFileSync(path);
  writeFileSync(path, '{ half');
  now += 10 * 60_000;
  expect((await t.cloud.runTimers()).map(({ fn }) => fn)).toEqual(['clock']);
  writeFileSync(path, before);
});

test('a config.json that is wrong says what and where', async () => {
  const folder = deploy({
    bad: { config: { triggers: [{ name: 't', type: 'timer', config: '0 0 * * *' }] }, code: '' },
  });
  const broken = await testCloud({ fixtures: { probe: {} } });
  writeFileSync(join(broken.folder, 'probe', 'config.json'), '{"timeout":0}');
  await expect(broken.cloud.invoke('probe', {}, a)).rejects.toThrow('"timeout" is in seconds');
  writeFileSync(join(broken.folder, 'probe', 'config.json'), '{"memorySize":"big"}');
  await expect(broken.cloud.invoke('probe', {}, a)).rejects.toThrow('"memorySize" is in megabytes');
  writeFileSync(join(broken.folder, 'probe', 'config.json'), '{ half');
  await expect(broken.cloud.invoke('probe', {}, a)).rejects.toThrow('config.json is not JSON');
  await broken.close();
  rmSync(folder, { recursive: true });
});
