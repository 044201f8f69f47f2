/** A band that is almost empty: told once, as WeChat's device message where its owner takes it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runJobs } from '../../cloudfunctions/jobs';
import { tell } from '../../cloudfunctions/notices';
import { DAY, NOON } from './backend';
import type { Inside } from './inside';
import { DEVICE_TEMPLATE, PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
});

const { ann } = PEOPLE;
const SUBSCRIPTION = 'T-battery';
const TOKEN = '/cgi-bin/stable_token';
const SEND = '/cgi-bin/message/device/subscribe/send';

/** WeChat's interface as its documentation says it; `answers` come first, one each. */
let wechat: Server;
const asked: { path: string; body: Record<string, unknown> }[] = [];
const answers: { path: string; answer: object | 'cut' }[] = [];
const saidTo = (path: string) => asked.filter((one) => one.path.startsWith(path));

function answerTo(path: string): object | 'cut' {
  const at = answers.findIndex((one) => one.path === path);
  if (at >= 0) return answers.splice(at, 1)[0]!.answer;
  return path === TOKEN
    ? { access_token: `token${asked.length}`, expires_in: 7200 }
    : { errcode: 0, errmsg: 'ok' };
}

beforeAll(async () => {
  wechat = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = request.url ?? '';
    asked.push({ path, body: JSON.parse(String(Buffer.concat(parts))) });
    const answer = answerTo(path.split('?')[0]!);
    if (answer === 'cut') request.socket.destroy();
    else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((ready) => wechat.listen(0, '127.0.0.1', ready));
  const { port } = wechat.address() as AddressInfo;
  process.env.BANDMATES_WECHAT_API = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  delete process.env.BANDMATES_WECHAT_API;
  wechat.closeAllConnections();
  wechat.close();
});

let begun = NOON;
beforeEach(async () => {
  // Each test lives days after the one before, when no token of it is good any more.
  begun += 2 * DAY;
  inside.setTime(begun);
  asked.length = 0;
  answers.length = 0;
  inside.cloud.openapi.calls.length = 0;
  await inside.cloud.openapi.state.setQuota(ann, SUBSCRIPTION, 0);
  process.env.BANDMATES_APPID = 'wxTest';
  process.env.BANDMATES_APP_SECRET = 'secret';
  process.env.BANDMATES_TEMPLATES = `battery-low=${SUBSCRIPTION}:thing1,thing2`;
});
afterEach(() => {
  delete process.env.BANDMATES_APPID;
  delete process.env.BANDMATES_APP_SECRET;
  delete process.env.BANDMATES_TEMPLATES;
});

const sync = (battery?: number, band = town.band) =>
  inside.ask(ann, 'activity.upload', {
    ...{ band, days: [] },
    ...(battery !== undefined && { battery }),
  });
const allow = (templates = [DEVICE_TEMPLATE]) =>
  inside.ask(ann, 'device.allow', { band: town.band, templates });
const clock = () => runJobs([tell]);
const told = async () =>
  (await inside.ask(ann, 'account.enter', {})).notices.filter(({ kind }) => kind === 'battery-low');
const band = () => inside.cloud.store.find('bands', { _id: town.band })[0]!.doc;
/** One message by subscription is allowed. */
async function subscribe(): Promise<void> {
  await inside.cloud.openapi.grant(ann, SUBSCRIPTION);
  await inside.push(ann, {
    ...{ MsgType: 'event', Event: 'subscribe_msg_popup_event', CreateTime: begun },
    List: [{ TemplateId: SUBSCRIPTION, SubscribeStatusString: 'accept', PopupScene: '0' }],
  });
}
const subscribed = () =>
  inside.cloud.openapi.calls.filter(({ api }) => api === 'subscribeMessage.send').length;

describe('a battery', () => {
  test('is told at 15 %, once, and again only after it was charged', async () => {
    await sync(16);
    expect(await told()).toEqual([]);
    await sync(15);
    await sync(14);
    await sync(20);
    await sync(9);
    const facts = { band: town.band, model: 'am3', battery: 15 };
    expect(await told()).toMatchObject([{ facts }]);
    await sync(80);
    inside.setTime(begun + DAY);
    await sync(10);
    expect(await told()).toHaveLength(2);
  });

  test('of a virtual band, or of one that says nothing, is nobody’s trouble', async () => {
    await sync(3, town.virtual);
    await sync();
    expect(await told()).toEqual([]);
    expect(band()).not.toHaveProperty('low');
  });

  test.each(['timeout-before', 'lost-answer'] as const)(
    'is told though the sync that said so first ended in a %s',
    async (kind) => {
      inside.cloud.faults.add({ action: 'database.commitTransaction', kind });
      await expect(sync(9)).rejects.toThrow('internal');
      inside.clearFaults();
      await sync(9);
      expect(await told()).toHaveLength(1);
    },
  );

  test('low at three syncs at once is one notice', async () => {
    await Promise.all([sync(8), sync(7), sync(8)]);
    expect(await told()).toHaveLength(1);
  });
});

describe('a ticket', () => {
  test('is WeChat’s, for a band of one’s own whose model it knows', async () => {
    const answer = await inside.ask(ann, 'device.ticket', { band: town.band });
    expect(answer).toEqual({
      ...{ serial: town.serial, model: 'M1', templates: [DEVICE_TEMPLATE] },
      ticket: expect.stringMatching(/^[0-9a-f]+$/),
    });
    expect((await inside.ask(ann, 'account.enter', {})).devices).toEqual(['am3']);
  });

  test('there is none for a virtual band, or a model that is not configured', async () => {
    const ticket = (band: string) => inside.reply(ann, 'device.ticket', { band });
    expect(await ticket(town.virtual)).toMatchObject({ code: 'needs-key' });
    const before = process.env.BANDMATES_DEVICES;
    process.env.BANDMATES_DEVICES = 'am3=M1:T-low:const1,number2;mambo=M2';
    expect(await ticket(town.band)).toMatchObject({ code: 'needs-key' });
    expect((await inside.ask(ann, 'account.enter', {})).devices).toEqual([]);
    process.env.BANDMATES_DEVICES = before;
  });
});

describe('the message', () => {
  test('says the battery and nothing else, in place of the subscription’s', async () => {
    await allow();
    await subscribe();
    await sync(12);
    await clock();
    await clock();
    expect(saidTo(SEND).map(({ body }) => body)).toEqual([
      {
        ...{ to_openid_list: [ann], template_id: DEVICE_TEMPLATE, modelId: 'M1' },
        ...{ sn: town.serial, page: 'pages/bands/bands', lang: 'zh_CN' },
        data: { const1: { value: '电量不足' }, number2: { value: '12' } },
      },
    ]);
    expect(subscribed()).toBe(0);
  });

  test('a token is asked for once, and anew when WeChat calls it stale', async () => {
    await allow();
    const low = async (hour: number) => {
      inside.setTime(begun + hour * 60);
      await sync(90);
      await inside.cloud.store.remove('notices', {}, { multi: true });
      await sync(12);
      await clock();
    };
    await low(1);
    await low(2);
    expect(saidTo(SEND)).toHaveLength(2);
    expect(saidTo(TOKEN).map(({ body }) => body)).toEqual([
      { grant_type: 'client_credential', appid: 'wxTest', secret: 'secret' },
    ]);
    answers.push({ path: SEND, answer: { errcode: 42001, errmsg: 'access_token expired' } });
    await low(3);
    await low(4);
    expect(saidTo(SEND)).toHaveLength(4);
    expect(saidTo(TOKEN)).toHaveLength(2);
  });

  test.each([
    [40037, 'invalid template_id', true],
    [47003, 'argument invalid', true],
    [45009, 'reach max api daily quota limit', true],
    [40003, 'invalid openid', true],
    [43101, 'user refuse to accept the msg', false],
    [9800006, 'wrong sn', false],
  ])('refused with %i it goes by the subscription', async (errcode, errmsg, stays) => {
    await allow();
    await subscribe();
    answers.push({ path: SEND, answer: { errcode, errmsg } });
    await sync(12);
    await clock();
    expect(subscribed()).toBe(1);
    expect(band().messages).toEqual(stays ? [DEVICE_TEMPLATE] : []);
  });

  const refuse = (answer: object | 'cut') => () => answers.push({ path: TOKEN, answer });
  test.each([
    ['no secret is set', () => delete process.env.BANDMATES_APP_SECRET],
    ['the address is not on WeChat’s list', refuse({ errcode: 40164, errmsg: 'invalid ip' })],
    ['the line is cut before a token came', refuse('cut')],
    ['a token is none', refuse({ access_token: 7 })],
  ])('%s: it goes by the subscription, and the yes stays', async (_, fail) => {
    await allow();
    await subscribe();
    fail();
    await sync(12);
    await clock();
    expect(saidTo(SEND)).toEqual([]);
    expect(subscribed()).toBe(1);
    expect(band().messages).toEqual([DEVICE_TEMPLATE]);
  });

  test('that may have been sent is not sent again in another way', async () => {
    await allow();
    await subscribe();
    answers.push({ path: SEND, answer: 'cut' });
    await sync(12);
    await clock();
    await clock();
    expect(saidTo(SEND)).toHaveLength(1);
    expect(subscribed()).toBe(0);
  });

  test('goes to nobody who took it back, or has the band no more', async () => {
    await allow();
    await allow([]);
    await sync(12);
    await clock();
    await allow();
    inside.setTime(begun + DAY);
    await sync(90);
    await sync(12);
    await inside.ask(ann, 'band.unbind', { band: town.band });
    await clock();
    expect(saidTo(SEND)).toEqual([]);
    expect(await told()).toHaveLength(2);
  });

  test('another’s word changes nothing', async () => {
    await allow();
    await inside.ask(PEOPLE.rex, 'device.allow', { band: town.band, templates: [] });
    expect(band().messages).toEqual([DEVICE_TEMPLATE]);
  });
});
