import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import qrcode from 'qrcode-generator';
import { codePayload, parseCodePayload } from '../../../tools/cloud/index';
import { qrPng } from '../../../tools/cloud/wechat/png';
import { type TestCloud, testCloud } from './support';

const ALL = [
  'customerServiceMessage.send',
  'customerServiceMessage.setTyping',
  'customerServiceMessage.uploadTempMedia',
  'security.msgSecCheck',
  'security.imgSecCheck',
  'wxacode.getUnlimited',
  'wxacode.get',
  'subscribeMessage.send',
  'phonenumber.getPhoneNumber',
  'urllink.generate',
  'urlscheme.generate',
];

let now = Date.parse('2026-03-01T00:00:00Z');
let t: TestCloud;
beforeAll(async () => {
  t = await testCloud({
    clock: () => now,
    fixtures: {
      probe: { config: { permissions: { openapi: ALL } } },
      other: { config: { permissions: { openapi: [] } } },
      push: { code: 'exports.main = async () => "success";' },
    },
  });
});
afterAll(() => t.close());
let person = 0;
let me: { openid: string };
beforeEach(() => {
  me = { openid: `oPerson${++person}` };
});

/** Calls `cloud.openapi.<api>(data)`; the error's or the answer's errCode. */
const call = async (api: string, data: object, fn = 'probe') =>
  t.run(
    async ({ cloud, event, caught }) => {
      const [group, name] = event.api.split('.');
      const out = await caught(() => cloud.openapi[group][name](event.data));
      return out.value ?? out;
    },
    { api, data },
    me,
    fn,
  );
const text = (content = 'hi') => ({ touser: me.openid, msgtype: 'text', text: { content } });
const SEND = 'customerServiceMessage.send';

describe('customer service', () => {
  test('nobody is answered who did not write', async () => {
    expect(await call(SEND, text())).toMatchObject({
      errCode: 45015,
      errMsg: expect.stringContaining('response out of time limit or subscription is canceled'),
    });
  });

  test('a message allows five answers', async () => {
    await t.cloud.push({ FromUserName: me.openid, MsgType: 'text', Content: 'hello' });
    const codes = [];
    for (let i = 0; i < 6; i++) codes.push((await call(SEND, text())).errCode);
    expect(codes).toEqual([0, 0, 0, 0, 0, 45047]);
  });

  test('the next message allows five again', async () => {
    await t.cloud.push({ FromUserName: me.openid, MsgType: 'image', MediaId: 'm' });
    for (let i = 0; i < 5; i++) await call(SEND, text());
    await t.cloud.push({ FromUserName: me.openid, MsgType: 'miniprogrampage' });
    expect((await call(SEND, text())).errCode).toBe(0);
  });

  test('within 48 hours, not after', async () => {
    await t.cloud.push({ FromUserName: me.openid, MsgType: 'text', Content: 'hello' });
    now += 48 * 3600_000;
    expect((await call(SEND, text())).errCode).toBe(0);
    now += 1;
    expect((await call(SEND, text())).errCode).toBe(45015);
  });

  test('entering allows two, within a minute', async () => {
    const enter = { FromUserName: me.openid, MsgType: 'event', Event: 'user_enter_tempsession' };
    await t.cloud.push(enter);
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push((await call(SEND, text())).errCode);
    expect(codes).toEqual([0, 0, 45047]);
    await t.cloud.push(enter);
    now += 60_001;
    expect((await call(SEND, text())).errCode).toBe(45015);
  });

  test.each([
    [{ touser: '', msgtype: 'text', text: { content: 'x' } }, 40003],
    [{ touser: 'o', msgtype: 'video' }, 40008],
    [{ touser: 'o', msgtype: 'text', text: { content: '' } }, 44004],
    [{ touser: 'o', msgtype: 'text', text: { content: '长'.repeat(700) } }, 45002],
    [{ touser: 'o', msgtype: 'text' }, 40097],
    [{ touser: 'o', msgtype: 'link', link: { title: 't' } }, 40097],
  ])('%j is refused with %i', async (data, code) => {
    expect((await call(SEND, data)).errCode).toBe(code);
  });

  test('the window survives a restart of the cloud', async () => {
    await t.cloud.push({ FromUserName: me.openid, MsgType: 'text', Content: 'x' });
    expect(t.cloud.openapi.state.window(me.openid)).toMatchObject({ messageLeft: 5 });
    expect(t.cloud.store.names(true)).toContain('~wechat');
  });
});

describe('permissions', () => {
  test('what config.json does not name is -604101', async () => {
    expect((await call(SEND, text(), 'other')).errCode).toBe(-604101);
  });

  test('what WeChat does not have is -604101 too, or -604100 when named', async () => {
    expect((await call('made.up', {})).errCode).toBe(-604101);
  });

  test('every call is recorded, refusals too', async () => {
    t.cloud.openapi.calls.length = 0;
    const heard: string[] = [];
    const stop = t.cloud.openapi.onCall((one) => heard.push(one.api));
    await call(SEND, text());
    await call(SEND, text(), 'other');
    stop();
    expect(t.cloud.openapi.calls).toMatchObject([
      {
        api: SEND,
        data: { touser: me.openid, msgtype: 'text' },
        at: now,
        fn: 'probe',
        openid: me.openid,
        result: { errcode: 45015 },
      },
      { api: SEND, fn: 'other', result: { errCode: -604101 } },
    ]);
    expect(heard).toEqual([SEND, SEND]);
  });
});

describe('content', () => {
  const check = (content: string, more: object = { version: 2, scene: 2, openid: 'oA' }) =>
    call('security.msgSecCheck', { content, ...more });

  test('v2 answers a suggestion', async () => {
    expect(await check('走了一万步')).toMatchObject({
      errCode: 0,
      result: { suggest: 'pass', label: 100 },
    });
    expect(await check('特3456书yuuo莞6543李zxcz蒜7782法fgnv级')).toMatchObject({
      result: { suggest: 'risky' },
    });
    t.cloud.openapi.review.add('可疑');
    expect(await check('这很可疑')).toMatchObject({ result: { suggest: 'review' } });
  });

  test('v1 answers 87014', async () => {
    expect((await check('特3456书yuuo莞6543李zxcz蒜7782法fgnv级', {})).errCode).toBe(87014);
    expect((await check('好', {})).errCode).toBe(0);
  });

  test.each([
    [{ version: 2, scene: 9, openid: 'o' }, 40097],
    [{ version: 2, scene: 1 }, 40003],
    [{ version: 3 }, 40097],
  ])('%j is refused with %i', async (more, code) => {
    expect((await check('x', more)).errCode).toBe(code);
  });

  test('pictures travel as files', async () => {
    const code = await t.run(
      async ({ cloud }) =>
        (
          await cloud.openapi.security.imgSecCheck({
            media: { contentType: 'image/png', value: Buffer.from([1, 2, 3]) },
          })
        ).errCode,
    );
    expect(code).toBe(0);
    expect(t.cloud.openapi.calls.at(-1)?.data.media).toMatchObject({
      value: Buffer.from([1, 2, 3]),
    });
  });
});

describe('codes and links', () => {
  test('the picture is a QR code with page and scene', async () => {
    const out = await t.run(async ({ cloud }) => {
      const { buffer, contentType } = await cloud.openapi.wxacode.getUnlimited({
        scene: 'm=AM3&s=1',
        page: 'packages/add/index',
        checkPath: false,
      });
      return { contentType, base64: buffer.toString('base64') };
    });
    expect(out.contentType).toBe('image/png');
    const expected = qrPng(
      codePayload({ page: 'packages/add/index', scene: 'm=AM3&s=1', query: '' }),
      430,
    );
    expect(Buffer.from(out.base64, 'base64').equals(expected)).toBe(true);
  });

  test('the payload reads back', () => {
    const target = { page: 'pages/a/a', scene: 'm=AM3&s=é', query: '' };
    expect(parseCodePayload(codePayload(target))).toEqual(target);
    expect(parseCodePayload('https://example.com')).toBeUndefined();
  });

  test('the PNG holds the modules of the code', () => {
    const png = qrPng('hello', 300);
    const width = png.readUInt32BE(16);
    const at = png.indexOf('IDAT');
    const raw = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    const code = qrcode(0, 'M');
    code.addData('hello', 'Byte');
    code.make();
    const count = code.getModuleCount();
    const scale = width / (count + 8);
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) {
        const x = Math.floor((column + 4.5) * scale);
        const y = Math.floor((row + 4.5) * scale);
        expect(raw[y * (width + 1) + 1 + x]).toBe(code.isDark(row, column) ? 0 : 255);
      }
    }
  });

  test.each([
    [{ scene: '' }, 40169],
    [{ scene: 'x'.repeat(33) }, 40169],
    [{ scene: '中文' }, 40129],
    [{ scene: 'a', page: '/pages/x' }, 41030],
    [{ scene: 'a', page: 'pages/x?y=1' }, 41030],
    [{ scene: 'a', width: 100 }, 40097],
    [{ scene: 'a', envVersion: 'beta' }, 40097],
  ])('getUnlimited %j is refused with %i', async (data, code) => {
    expect((await call('wxacode.getUnlimited', data)).errCode).toBe(code);
  });

  test('pages that do not exist are refused once the pages are known', async () => {
    t.cloud.openapi.pages = new Set(['pages/today/today']);
    expect((await call('wxacode.getUnlimited', { scene: 'a', page: 'pages/none' })).errCode).toBe(
      41030,
    );
    expect((await call('urllink.generate', { path: 'pages/none' })).errCode).toBe(40165);
    expect(await call('urllink.generate', { path: '/pages/today/today' })).toMatchObject({
      urlLink: expect.stringContaining('https://wxaurl.cn/'),
    });
    expect(
      await call('urlscheme.generate', { jumpWxa: { path: '/pages/today/today' } }),
    ).toMatchObject({ openlink: expect.stringContaining('weixin://dl/business/') });
    t.cloud.openapi.pages = undefined;
  });
});

describe('subscriptions and phone numbers', () => {
  const message = () => ({
    touser: me.openid,
    templateId: 'T1',
    data: { thing1: { value: '步数' } },
  });

  test('one acceptance, one message', async () => {
    expect((await call('subscribeMessage.send', message())).errCode).toBe(43101);
    await t.cloud.openapi.grant(me.openid, 'T1');
    expect((await call('subscribeMessage.send', message())).errCode).toBe(0);
    expect((await call('subscribeMessage.send', message())).errCode).toBe(43101);
  });

  test.each([
    [{ touser: '' }, 40003],
    [{ templateId: '' }, 40037],
    [{ data: {} }, 47003],
    [{ data: { thing1: { value: '' } } }, 47003],
    [{ data: { thing1: { value: '一'.repeat(21) } } }, 47003],
  ])('%j is refused with %i', async (more, code) => {
    await t.cloud.openapi.grant(me.openid, 'T1');
    expect((await call('subscribeMessage.send', { ...message(), ...more })).errCode).toBe(code);
  });

  test('a phone code works once and for five minutes', async () => {
    const code = t.cloud.openapi.phoneCode('13800000000');
    expect(await call('phonenumber.getPhoneNumber', { code })).toMatchObject({
      phoneInfo: { purePhoneNumber: '13800000000', countryCode: '86' },
    });
    expect((await call('phonenumber.getPhoneNumber', { code })).errCode).toBe(40029);
    const late = t.cloud.openapi.phoneCode('13800000000');
    now += 300_001;
    expect((await call('phonenumber.getPhoneNumber', { code: late })).errCode).toBe(40029);
  });
});

test('callOpenAPI (JSON) reaches the same table', async () => {
  const out = await t.run(async ({ cloud, caught }) => ({
    ok: await caught(() =>
      cloud.callOpenAPI({ api: 'security.msgSecCheck', data: { content: 'x' } }),
    ),
    bad: await caught(() => cloud.callOpenAPI({ api: 'wxacode.createQRCode', data: {} })),
  }));
  expect(out.ok.value.result).toMatchObject({ errcode: 0 });
  expect(out.bad.errMsg).toContain('-604101');
});
