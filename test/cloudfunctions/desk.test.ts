/** R6: a maker's people answer their own, as far as WeChat takes it, and nobody else's. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Diagnostics, sessionFrom, type ThreadState } from '../../miniprogram/contract/api';
import { DAY, HOUR, NOON } from './backend';
import type { Inside } from './inside';
import { DESK_CODE, PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
});

/** Ann has a band of iHealth's, at whose desk Sam sits. */
const { ann, ben, rex, sam } = PEOPLE;
beforeEach(async () => {
  inside.setTime(NOON);
  inside.cloud.openapi.calls.length = 0;
  await inside.push(ann, { MsgType: 'text', MsgId: 2, Content: '充不进电', CreateTime: NOON });
  await inside.cloud.openapi.state.setWindow(ann, {
    ...{ messageAt: NOON * 1000, messageLeft: 5, enteredAt: 0, enteredLeft: 0 },
  });
});
afterEach(() => inside.clearFaults());

const inbox = async (who: string = sam) => (await inside.ask(who, 'desk.inbox', {})).threads;
const read = (who: string = sam) => inside.ask(who, 'desk.read', { thread: town.thread });
const answer = (key: string, text = '请换一根线') =>
  inside.reply(sam, 'desk.reply', { thread: town.thread, text, key });
const says = (content: string, id: number, at: number, who: string = ann) => {
  inside.setTime(at);
  return inside.push(who, { MsgType: 'text', MsgId: id, Content: content, CreateTime: at });
};
const sent = () =>
  inside.cloud.openapi.calls
    .filter(({ api }) => api === 'customerServiceMessage.send')
    .map(({ data }) => (data.text as { content: string }).content);

describe('a code', () => {
  const enter = (who: string, code: string) => inside.ask(who, 'desk.enter', { code });
  const invite = async () => (await inside.ask(sam, 'desk.invite', { role: 'agent' })).code;

  test('of six digits lets one person in, once', async () => {
    const code = await invite();
    expect(code).toMatch(/^\d{6}$/);
    expect(await enter(ben, code)).toEqual({ maker: 'ihealth', role: 'agent' });
    expect(await enter(ben, code)).toEqual({ maker: 'ihealth', role: 'agent' });
    expect(await enter(rex, code)).toEqual({ why: 'wrong', left: 4 });
    expect(JSON.stringify([...inside.state().get('agentCodes')!])).not.toContain(code);
  });

  test('of the operator’s works once too, and makes a lead', async () => {
    expect(await inside.ask(sam, 'desk.enter', {})).toEqual({ maker: 'ihealth', role: 'lead' });
    expect(await enter(rex, DESK_CODE)).toEqual({ why: 'wrong', left: 4 });
    expect(await enter(rex, 'ihealth')).toEqual({ why: 'wrong', left: 3 });
  });

  test('is made by leads alone, and ends after ten minutes; a seat after a year', async () => {
    const [code, late] = [await invite(), await invite()];
    await enter(ben, code);
    expect(await inside.reply(ben, 'desk.invite', { role: 'agent' })).toMatchObject({
      code: 'forbidden',
    });
    inside.setTime(NOON + 600);
    expect(await enter(rex, late)).toEqual({ why: 'old', left: 4 });
    inside.setTime(NOON + 365 * DAY);
    expect(await inside.reply(ben, 'desk.inbox', {})).toMatchObject({ code: 'forbidden' });
  });

  test('may be guessed at five times; then not even the right one opens, for ten minutes', async () => {
    const right = await invite();
    const wrong = right === '000000' ? '000001' : '000000';
    for (let left = 4; left >= 0; left--) {
      expect(await enter(rex, wrong)).toEqual({ why: 'wrong', left });
    }
    expect(await enter(rex, right)).toEqual({ why: 'tries', left: 0 });
    inside.setTime(NOON + 600);
    expect(await enter(rex, await invite())).toEqual({ maker: 'ihealth', role: 'agent' });
  });
});

describe('R6-6 another maker’s thread', () => {
  beforeEach(async () => {
    await inside.cloud.store.set('agents', town.uids.rex, {
      ...{ maker: 'codoon', role: 'lead', until: NOON + DAY },
    });
  });

  test('is unknown, as one that does not exist', async () => {
    for (const thread of [town.thread, 'no-such-thread']) {
      const asked = [
        await inside.reply(rex, 'desk.read', { thread }),
        await inside.reply(rex, 'desk.reply', { thread, text: '你好', key: 'x' }),
        await inside.reply(rex, 'desk.close', { thread }),
        await inside.reply(rex, 'desk.picture', { thread, message: town.picture }),
      ];
      for (const reply of asked) {
        expect(reply).toEqual({ ok: false, code: 'not-found', message: 'no such thread' });
      }
    }
    expect(await inbox(rex)).toEqual([]);
    expect(sent()).toEqual([]);
    // Kept for whoever runs the desks; what does not exist is nobody's business.
    expect(inside.cloud.store.find('trespasses', {}).map(({ doc }) => doc)).toMatchObject([
      { uid: town.uids.rex, from: 'codoon', into: 'ihealth', thread: town.thread, times: 4 },
    ]);
  });

  test('R6-5 one person’s words go to the maker they entered with, whatever comes late', async () => {
    const codoon = sessionFrom.format('codoon', 'codoon-band', 'ticket-of-codoon');
    await inside.cloud.store.set('tickets', 'ticket-of-codoon', {
      ...{ uid: town.uids.ann, maker: 'codoon', model: 'codoon-band', openedAt: NOON },
    });
    // The word arrives before the entrance it belongs to.
    await says('咕咚的问题', 5, NOON + 20);
    await inside.push(ann, {
      ...{ MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: codoon },
      CreateTime: NOON + 10,
    });
    const [theirs] = await inbox(rex);
    const { messages, model } = await inside.ask(rex, 'desk.read', { thread: theirs!.id });
    expect(messages.map(({ text }) => text)).toEqual(['咕咚的问题']);
    expect(model).toBe('codoon-band');
    expect((await read()).messages.map(({ text }) => text)).toEqual(['充不进电', '']);
  });
});

describe('the inbox', () => {
  test('shows who waits, without a name, with what they said and what is left', async () => {
    expect(await inbox()).toEqual([
      {
        ...{ id: town.thread, mark: expect.stringMatching(/^[0-9A-F]{4}$/), text: '充不进电' },
        ...{ at: NOON, left: 5, until: NOON + 48 * HOUR, model: 'am3', diagnosed: false },
      },
    ]);
    expect(await read()).toMatchObject({ mark: (await inbox())[0]!.mark, state: 'open' });
    const { messages } = await read();
    expect(messages).toMatchObject([
      { by: 'person', kind: 'text', text: '充不进电', sure: true },
      { by: 'person', kind: 'image', id: town.picture },
    ]);
  });

  test('has those first whose time is nearly over, and nobody whose is', async () => {
    await inside.push(ben, {
      ...{ MsgType: 'event', Event: 'user_enter_tempsession', CreateTime: NOON },
      SessionFrom: (await benTicket()).sessionFrom,
    });
    await says('还有我', 8, NOON + HOUR, ben);
    expect((await inbox()).map(({ at }) => at)).toEqual([NOON, NOON + HOUR]);
    inside.setTime(NOON + 48 * HOUR);
    expect((await inbox()).map(({ at }) => at)).toEqual([NOON + HOUR]);
  });

  async function benTicket() {
    const wish = { model: 'am3', protocol: 'ihealth', serial: 'A4C1380B0066', virtual: false };
    const { band } = await inside.ask(ben, 'band.bind', wish);
    return inside.ask(ben, 'support.open', { band: band.id });
  }

  const among = async (state: ThreadState) =>
    (await inside.ask(sam, 'desk.inbox', { state })).threads.length;

  test('is left by what is answered or closed, until there is a new word', async () => {
    await answer('k1');
    expect([await among('open'), await among('answered')]).toEqual([0, 1]);
    await inside.ask(sam, 'desk.close', { thread: town.thread });
    expect([await among('answered'), await among('closed')]).toEqual([0, 1]);
    await says('还是不行', 9, NOON + 60);
    expect((await inbox()).map(({ text }) => text)).toEqual(['还是不行']);
    expect(await among('closed')).toBe(0);
  });

  test('has whom nobody answered in time among the closed', async () => {
    inside.setTime(NOON + 48 * HOUR);
    expect([await among('open'), await among('closed')]).toEqual([0, 1]);
  });
});

describe('R6-3 answers', () => {
  test('are five, then the desk says so; a new word brings five more', async () => {
    for (let n = 1; n <= 5; n++) {
      expect(await answer(`k${n}`, `第 ${n} 句`)).toEqual({ ok: true, data: { left: 5 - n } });
    }
    expect(await answer('k6')).toMatchObject({ code: 'quota-used' });
    expect(sent()).toHaveLength(5);
    await says('谢谢', 10, NOON + 60);
    await inside.cloud.openapi.state.setWindow(ann, {
      ...{ messageAt: (NOON + 60) * 1000, messageLeft: 5, enteredAt: 0, enteredLeft: 0 },
    });
    expect(await answer('k6')).toEqual({ ok: true, data: { left: 4 } });
    const { messages } = await read();
    expect(messages.filter(({ by }) => by === 'desk')).toHaveLength(6);
  });

  test('are sent once for a key', async () => {
    expect(await answer('same')).toEqual({ ok: true, data: { left: 4 } });
    expect(await answer('same')).toEqual({ ok: true, data: { left: 4 } });
    expect(sent()).toHaveLength(1);
  });

  test('end after 48 hours', async () => {
    inside.setTime(NOON + 48 * HOUR);
    expect(await answer('late')).toMatchObject({ code: 'quota-used' });
    expect(sent()).toEqual([]);
  });

  test('that WeChat counted out before us are said so, and are not there', async () => {
    await inside.cloud.openapi.state.setWindow(ann, {
      ...{ messageAt: NOON * 1000, messageLeft: 0, enteredAt: 0, enteredLeft: 0 },
    });
    expect(await answer('k1')).toMatchObject({ code: 'quota-used' });
    expect(await read()).toMatchObject({ left: 0 });
    expect((await read()).messages.every(({ by }) => by === 'person')).toBe(true);
  });

  test('whose fate is unknown stand there as not sure, and are not sent again', async () => {
    inside.cloud.faults.add({ action: 'wx.openApi', kind: 'lost-answer' });
    expect(await answer('k1')).toEqual({ ok: true, data: { left: 4 } });
    expect(await answer('k1')).toEqual({ ok: true, data: { left: 4 } });
    expect(sent()).toHaveLength(1);
    expect((await read()).messages.find(({ by }) => by === 'desk')).toMatchObject({ sure: false });
  });
});

describe('R6-4 what the maker sees', () => {
  const diagnostics: Diagnostics = {
    ...{ model: 'am3', protocol: 'ihealth', firmware: '1.0', lastError: 'timeout' },
    phone: { system: 'iOS 18.1', wechat: '8.0.56' },
    syncs: [{ at: NOON, ok: false, stage: 'read', code: 'timeout' }],
    errors: [],
  };

  test('is the model, and what was ticked: no serial, no OpenID', async () => {
    expect(await read()).toMatchObject({ model: 'am3', diagnostics: null });
    await inside.ask(ann, 'support.open', { band: town.band, diagnostics });
    const seen = await read();
    expect(seen.diagnostics).toEqual(diagnostics);
    expect(JSON.stringify(seen)).not.toContain(town.serial);
    expect(JSON.stringify(seen)).not.toContain(ann);
  });

  test('is a picture by what WeChat calls it, and no other', async () => {
    const ask = (message: string) =>
      inside.reply(sam, 'desk.picture', { thread: town.thread, message });
    expect(await ask(town.picture)).toEqual({
      ...{ ok: true, data: { type: 'image/png', base64: Buffer.from('png').toString('base64') } },
    });
    expect(await ask('0'.repeat(32))).toMatchObject({ code: 'not-found' });
    inside.cloud.openapi.media.clear();
    expect(await ask(town.picture)).toMatchObject({ code: 'not-found' });
  });
});

describe('without anybody at the desk', () => {
  test('WeChat’s own staff tool gets it, as what names no maker', async () => {
    await inside.cloud.store.remove('agents', {}, { multi: true });
    const transfer = { MsgType: 'transfer_customer_service', ToUserName: ann };
    expect(await says('有人吗', 11, NOON + 60)).toMatchObject(transfer);
    const stranger = await says('你好', 12, NOON + 60, 'oTown-stranger');
    expect(stranger).toMatchObject({ MsgType: 'transfer_customer_service' });
  });

  test('with somebody, they answer', async () => {
    expect(await says('有人吗', 13, NOON + 60)).toBe('success');
  });
});
