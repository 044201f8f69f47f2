import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { API_LIMITS, type Diagnostics, sessionFrom } from '../../miniprogram/contract/api';
import { sendCustomerMessage } from '../../tools/cloud/wechat/customer-service';
import { type Backend, DAY, NOON, type Person, startBackend } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const diagnostics: Diagnostics = {
  model: 'codoon-band',
  protocol: 'wechat-airsync',
  firmware: '1.2.3',
  phone: { system: 'iOS 18.1', wechat: '8.0.56' },
  lastError: 'out-of-range',
  syncs: [{ at: NOON, ok: false, stage: 'read', code: 'out-of-range' }],
  errors: [{ at: NOON, page: 'pages/today/today', code: 'timeout', number: 10012, words: null }],
};

/** What the functions stored, read past the functions. */
const stored = (name: string) => backend.documents(name);
const ticketOf = (id: string) => stored('tickets').find(({ _id }) => _id === id);
const messagesOf = (person: Person) =>
  stored('messages').filter(({ openid }) => openid === person.openid);
const greetings = (person: Person) =>
  backend.cloud.openapi.calls
    .filter(({ api }) => api === 'customerServiceMessage.send')
    .map(({ data }) => data as { touser: string; text: { content: string } })
    .filter(({ touser }) => touser === person.openid)
    .map(({ text }) => text.content);

let clock = 0;
function enter(person: Person, from: string, createTime = backend.now() + clock++) {
  return {
    ToUserName: 'gh_0',
    FromUserName: person.openid,
    CreateTime: createTime,
    MsgType: 'event',
    Event: 'user_enter_tempsession',
    SessionFrom: from,
  };
}
/** WeChat tells of accounts in its own name; whose it is stands in OpenID. */
const goodbye = (person: Person, event: string, more = {}) => ({
  ToUserName: 'gh_0',
  FromUserName: 'oWeChat',
  CreateTime: NOON,
  MsgType: 'event',
  Event: event,
  OpenID: person.openid,
  ...more,
});
function text(person: Person, id: string | number, content: string) {
  return {
    ToUserName: 'gh_0',
    FromUserName: person.openid,
    CreateTime: backend.now(),
    MsgType: 'text',
    Content: content,
    MsgId: id,
  };
}

/** What WeChat needs to hear so that its staff tool shows a message. */
const transferOf = (person: Person) => ({
  ToUserName: person.openid,
  FromUserName: 'gh_0',
  CreateTime: expect.any(Number),
  MsgType: 'transfer_customer_service',
});

describe('R6-1 tickets', () => {
  test('carry maker, model and a ticket, and are taken up again on the same day', async () => {
    const a = backend.person('a');
    const band = await a.bind('codoon-band', 'AA0000000001');
    const opened = await a.ask('support.open', { band });
    expect(sessionFrom.parse(opened.sessionFrom)).toEqual({
      maker: 'codoon',
      model: 'codoon-band',
      ticket: opened.ticket,
    });
    expect(await a.ask('support.open', { band })).toEqual(opened);
    backend.setTime(NOON + DAY + 60);
    expect((await a.ask('support.open', { band })).ticket).not.toBe(opened.ticket);
    backend.setTime(NOON);
  });

  test('R6-4 diagnostics leave only when ticked, exactly the fields agreed, never a serial', async () => {
    const b = backend.person('b');
    const band = await b.bind('codoon-band', 'AA0000000002');
    const extra = { ...diagnostics, serial: 'AA0000000002', steps: 12_345 };
    const { ticket } = await b.ask('support.open', { band, diagnostics: extra });
    expect(ticketOf(ticket)?.diagnostics).toEqual(diagnostics);
    await b.ask('support.open', { band });
    const plain = ticketOf(ticket);
    expect(plain).toMatchObject({ maker: 'codoon', model: 'codoon-band' });
    expect(plain).not.toHaveProperty('diagnostics');
    expect(JSON.stringify(plain)).not.toContain('AA0000000002');
  });

  test('R10-7 nobody opens a ticket for someone else’s band', async () => {
    const [c, d] = [backend.person('c'), backend.person('d')];
    const band = await c.bind('am3', 'AA0000000003');
    expect(await d.refused('support.open', { band })).toBe('not-found');
  });
});

describe('R6-2 pushes', () => {
  test('an enter event is kept once, attached to its ticket, and greeted once', async () => {
    const a = backend.person('enters');
    const band = await a.bind('codoon-band', 'AA0000000004');
    const opened = await a.ask('support.open', { band });
    const event = enter(a, opened.sessionFrom);
    expect(await backend.cloud.push(event)).toBe('success');
    expect(await backend.cloud.push(event)).toBe('success');
    expect(messagesOf(a)).toMatchObject([
      { kind: 'user_enter_tempsession', ticket: opened.ticket, maker: 'codoon' },
    ]);
    expect(greetings(a)).toEqual([
      expect.stringMatching(/环友.*咕咚手环.*https:\/\/www\.codoon\.com/),
    ]);
    expect(greetings(a)[0]).not.toContain('咕咚客服');
  });

  test('five deliveries of one event at once are one', async () => {
    const a = backend.person('fivefold');
    const event = enter(a, 'x');
    await Promise.all(Array.from({ length: 5 }, () => backend.cloud.push(event)));
    expect(messagesOf(a)).toHaveLength(1);
    expect(greetings(a)).toHaveLength(1);
  });

  test('at most two greetings in a minute', async () => {
    const a = backend.person('restless');
    for (let i = 0; i < 4; i++) await backend.cloud.push(enter(a, ''));
    expect(messagesOf(a)).toHaveLength(4);
    expect(greetings(a)).toHaveLength(2);
    backend.setTime(NOON + 90);
    await backend.cloud.push(enter(a, ''));
    expect(greetings(a)).toHaveLength(3);
    backend.setTime(NOON);
  });

  test('text, image and card are kept once, with the ticket of the session', async () => {
    const a = backend.person('writes');
    const band = await a.bind('mambo', 'AA0000000005');
    const { ticket, sessionFrom: from } = await a.ask('support.open', { band });
    await backend.cloud.push(enter(a, from));
    const base = { ToUserName: 'gh_0', FromUserName: a.openid, CreateTime: backend.now() };
    const image = { ...base, MsgType: 'image', PicUrl: 'https://p/1', MediaId: 'm1', MsgId: 2 };
    const card = {
      ...base,
      MsgType: 'miniprogrampage',
      MsgId: '3',
      Title: 't',
      AppId: 'wx0',
      PagePath: 'pages/today/today',
    };
    for (const push of [text(a, 1, '手环连不上'), image, card, image, text(a, 1, '手环连不上')]) {
      expect(await backend.cloud.push(push)).toEqual(transferOf(a));
    }
    const kept = messagesOf(a).filter(({ kind }) => kind !== 'user_enter_tempsession');
    expect(kept.map(({ kind }) => kind).sort()).toEqual(['image', 'miniprogrampage', 'text']);
    for (const one of kept) expect(one).toMatchObject({ ticket, maker: 'lifesense' });
    expect(kept.find(({ kind }) => kind === 'text')?.content).toEqual({ Content: '手环连不上' });
    expect(JSON.stringify(kept)).not.toContain('https://');
    expect(greetings(a)).toHaveLength(1);
  });

  test('another person’s, an unknown and a malformed ticket are kept without one', async () => {
    const [a, b] = [backend.person('owner'), backend.person('thief')];
    const band = await a.bind('codoon-band', 'AA0000000006');
    const { sessionFrom: from } = await a.ask('support.open', { band });
    await b.uid();
    for (const text of [from, 'codoon/codoon-band/unknown-ticket', '<script>', '']) {
      await backend.cloud.push(enter(b, text));
    }
    const kept = messagesOf(b);
    expect(kept).toHaveLength(4);
    for (const one of kept) expect(one).toMatchObject({ ticket: null, maker: null });
    expect(greetings(b)[0]).toContain('环友');
  });

  test('R6-5 the greeting says who answers, and how to reach the maker itself', async () => {
    const a = backend.person('generic');
    const band = await a.bind('wechat-band', 'AA0000000007');
    const { sessionFrom: from } = await a.ask('support.open', { band });
    await backend.cloud.push(enter(a, from));
    expect(greetings(a)).toEqual([
      expect.stringMatching(/环友.*转给人工客服.*手环厂商：https:\/\//),
    ]);
  });

  test('a greeting that fails loses nothing, and is said when the event comes again', async () => {
    const a = backend.person('ungreeted');
    const event = enter(a, '', NOON);
    backend.cloud.faults.add({ action: 'wx.openApi', kind: 'timeout-before' });
    expect(await backend.cloud.push(event)).toMatch(/^internal /);
    expect(messagesOf(a)).toHaveLength(1);
    expect(greetings(a)).toEqual([]);
    backend.setTime(NOON + 30);
    expect(await backend.cloud.push(event)).toBe('success');
    expect(await backend.cloud.push(event)).toBe('success');
    expect(messagesOf(a)).toHaveLength(1);
    expect(greetings(a)).toHaveLength(1);
    backend.setTime(NOON);
  });

  test('a greeting that WeChat refuses is not tried again', async () => {
    const a = backend.person('refused');
    const errcode = { errcode: 45015, errmsg: 'response out of time limit' };
    backend.cloud.openapi.handle('customerServiceMessage.send', () => errcode);
    const event = enter(a, '', NOON);
    expect(await backend.cloud.push(event)).toBe('success');
    backend.cloud.openapi.handle('customerServiceMessage.send', sendCustomerMessage);
    backend.setTime(NOON + 30);
    expect(await backend.cloud.push(event)).toBe('success');
    expect(messagesOf(a)).toMatchObject([{ greeted: true }]);
    backend.setTime(NOON);
  });

  test('every message goes to the staff, also when it cannot be kept, and no event does', async () => {
    const a = backend.person('heard');
    const stop = backend.cloud.faults.add({
      action: 'database.insertDocument',
      kind: 'error',
      times: 9,
    });
    expect(await backend.cloud.push(text(a, 21, 'help'))).toEqual(transferOf(a));
    stop();
    backend.cloud.faults.add({ action: 'database.insertDocument', kind: 'timeout-before' });
    expect(await backend.cloud.push(text(a, 22, 'help!'))).toEqual(transferOf(a));
    expect(messagesOf(a).map(({ content }) => content)).toEqual([{ Content: 'help!' }]);
    expect(await backend.cloud.push(enter(a, ''))).toBe('success');
  });

  test.each(['entrance first', 'message first', 'together'])(
    'R6-1 a message belongs to the entrance before it, whichever arrives first (%s)',
    async (order) => {
      const a = backend.person(`slow-${order.replace(' ', '-')}`);
      const tag = order.length.toString(16).padStart(2, '0').toUpperCase();
      const [first, second] = [
        await a.bind('codoon-band', `A10000000${tag}1`),
        await a.bind('mambo', `A10000000${tag}2`),
      ];
      const old = await a.ask('support.open', { band: first });
      const fresh = await a.ask('support.open', { band: second });
      const early = { ...text(a, 30, 'codoon?'), CreateTime: NOON - 90 };
      const late = { ...text(a, 31, 'mambo?'), CreateTime: NOON - 20 };
      const entrance = enter(a, fresh.sessionFrom, NOON - 30);
      await backend.cloud.push(enter(a, old.sessionFrom, NOON - 100));
      const pushes = order === 'entrance first' ? [entrance, early, late] : [late, early, entrance];
      if (order === 'together') await Promise.all(pushes.map((one) => backend.cloud.push(one)));
      else for (const one of pushes) await backend.cloud.push(one);
      const places = messagesOf(a)
        .filter(({ kind }) => kind === 'text')
        .map(({ content, ticket, maker }) => [
          (content as { Content: string }).Content,
          ticket,
          maker,
        ]);
      expect(places.sort()).toEqual([
        ['codoon?', old.ticket, 'codoon'],
        ['mambo?', fresh.ticket, 'lifesense'],
      ]);
    },
  );

  test('two entrances in one second, and MsgIds that JSON rounds to one, are two', async () => {
    const a = backend.person('twins');
    await backend.cloud.push(enter(a, 'codoon/codoon-band/aaaaaaaa', NOON));
    await backend.cloud.push(enter(a, 'codoon/codoon-band/bbbbbbbb', NOON));
    await backend.cloud.push(text(a, Number('24512345678901232'), 'one'));
    await backend.cloud.push(text(a, Number('24512345678901233'), 'two'));
    expect(messagesOf(a)).toHaveLength(4);
  });

  test('a time from the future keeps nobody with a maker', async () => {
    const a = backend.person('pinned');
    const band = await a.bind('codoon-band', 'AA0000000008');
    const { sessionFrom: from } = await a.ask('support.open', { band });
    await backend.cloud.push(enter(a, from, 9e15));
    backend.setTime(NOON + 10);
    await backend.cloud.push(enter(a, '', NOON + 10));
    await backend.cloud.push(text(a, 41, 'hello'));
    expect(messagesOf(a).find(({ kind }) => kind === 'text')).toMatchObject({ maker: null });
    backend.setTime(NOON);
  });

  test('sixty pushes an hour are kept, the rest only goes to the staff', async () => {
    const a = backend.person('flood');
    await backend.cloud.push(text(a, 99, 'first'));
    const { push } = API_LIMITS.hourly;
    const one = { _id: a.openid };
    await backend.cloud.store.update('meters', one, { $set: { push: push - 4 } }, { multi: false });
    const flood = Array.from({ length: 10 }, (_, i) => text(a, 100 + i, `${i}`));
    const answers = await Promise.all(flood.map((one) => backend.cloud.push(one)));
    for (const answer of answers) expect(answer).toEqual(transferOf(a));
    expect(messagesOf(a)).toHaveLength(1 + 4);
  });

  test('R6-6 a phone is not WeChat: what it sends in its own name is refused', async () => {
    const a = backend.person('modified');
    for (const event of [text(a, 1, 'x'), enter(a, ''), goodbye(a, 'user_authorization_revoke')]) {
      expect(await backend.cloud.invoke('push', event, { openid: a.openid })).toBe('forbidden');
    }
    expect(messagesOf(a)).toEqual([]);
  });

  test('R6-6 a push in another person’s name is refused', async () => {
    const [a, b] = [backend.person('forged'), backend.person('forger')];
    const forged = text(a, 9, 'hello');
    expect(await backend.cloud.push(forged, { openid: b.openid })).toBe('forbidden');
    expect(await backend.cloud.invoke('push', forged, null)).toBe('forbidden');
    expect(messagesOf(a)).toEqual([]);
  });

  test.each([[{}], [{ MsgType: 'text' }], [{ MsgType: 'voice' }], [{ a: 1 }]])(
    '%j is none of ours and is answered',
    async (event) => {
      expect(await backend.cloud.push({ FromUserName: 'oTest-x', ...event })).toBe('success');
    },
  );
});
