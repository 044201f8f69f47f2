import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Diagnostics, sessionFrom } from '../../miniprogram/contract/api';
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
  lastError: 'out-of-range',
  syncs: [{ at: NOON, ok: false, stage: 'read', code: 'out-of-range' }],
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
    expect(greetings(a)).toEqual([expect.stringContaining('咕咚客服')]);
    expect(greetings(a)[0]).toContain('咕咚手环');
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
      expect(await backend.cloud.push(push)).toBe('success');
    }
    const kept = messagesOf(a).filter(({ kind }) => kind !== 'user_enter_tempsession');
    expect(kept.map(({ kind }) => kind).sort()).toEqual(['image', 'miniprogrampage', 'text']);
    for (const one of kept) expect(one).toMatchObject({ ticket, maker: 'lifesense' });
    expect(kept.find(({ kind }) => kind === 'text')?.content).toEqual({ Content: '手环连不上' });
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

  test('R6-5 a maker without a desk is said to have none, with a way on', async () => {
    const a = backend.person('generic');
    const band = await a.bind('wechat-band', 'AA0000000007');
    const { sessionFrom: from } = await a.ask('support.open', { band });
    await backend.cloud.push(enter(a, from));
    expect(greetings(a)).toEqual([expect.stringMatching(/还没有在环友设人工客服.*https:\/\//)]);
  });

  test('a greeting that fails loses nothing', async () => {
    const a = backend.person('ungreeted');
    backend.cloud.faults.add({ action: 'wx.openApi', kind: 'timeout-before' });
    expect(await backend.cloud.push(enter(a, ''))).toBe('success');
    expect(messagesOf(a)).toHaveLength(1);
  });

  test('R6-6 a push in another person’s name is refused', async () => {
    const [a, b] = [backend.person('forged'), backend.person('forger')];
    const forged = text(a, 9, 'hello');
    expect(await backend.cloud.invoke('push', forged, { openid: b.openid })).toBe('forbidden');
    expect(await backend.cloud.invoke('push', forged, null)).toBe('forbidden');
    expect(messagesOf(a)).toEqual([]);
  });

  test.each([[{}], [{ MsgType: 'text' }], [{ MsgType: 'voice', FromUserName: 'x' }], [{ a: 1 }]])(
    '%j is none of ours and is answered',
    async (event) => {
      expect(await backend.cloud.invoke('push', event, { openid: 'oTest-x' })).toBe('success');
    },
  );
});
