import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Action } from '../../miniprogram/contract/api';
import { AGREEING, type Backend, dayOfSlots, startDeployed, TODAY } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startDeployed();
});
afterAll(() => backend.stop());

/** For every action: inputs that must be refused, and the field the answer must name. */
const BAD: Record<Action, [input: unknown, field: string][]> = {
  'account.enter': [
    [undefined, 'input'],
    [{ uid: 'x' }, 'uid'],
  ],
  'account.update': [
    [{}, 'input'],
    [{ age: 'child' }, 'age'],
    [{ goal: 0 }, 'goal'],
    [{ goal: '8000' }, 'goal'],
    [{ goal: 8000.5 }, 'goal'],
    [{ hidden: 1 }, 'hidden'],
    [{ name: 'x'.repeat(401) }, 'name'],
    [{ avatar: 'https://evil.example/pixel.gif' }, 'avatar'],
    [{ avatar: `javascript:${'alert(1)'}` }, 'avatar'],
    [{ avatar: `cloud://local/avatars/${'0'.repeat(20)}/${'0'.repeat(32)}` }, 'avatar'],
    [{ avatar: `cloud://other/avatars/${'0'.repeat(20)}/../a.png` }, 'avatar'],
  ],
  'consent.set': [
    [{ kind: 'everything', version: 1, given: true }, 'kind'],
    [{ kind: 'terms', version: 0, given: true }, 'version'],
    [{ kind: 'terms', version: 99, given: true }, 'version'],
    [{ kind: 'terms', version: 1, given: false }, 'given'],
    [{ kind: 'terms', version: 1, given: 1 }, 'given'],
  ],
  'guardian.ask': [[{ uid: 'x' }, 'uid']],
  'guardian.open': [[{ token: '' }, 'token']],
  'guardian.give': [[{ token: 1 }, 'token']],
  'account.erase': [
    [{}, 'confirm'],
    [{ confirm: false }, 'confirm'],
  ],
  'erasure.get': [[{ openid: 'x' }, 'openid']],
  'export.start': [[{ uid: 'x' }, 'uid']],
  'export.get': [[{ uid: 'x' }, 'uid']],
  'band.bind': [
    [{}, 'model'],
    [{ model: 'no-such', protocol: 'p', serial: 'S', virtual: false }, 'model'],
    [{ model: 'am3', protocol: 'p', serial: '', virtual: false }, 'serial'],
    [{ model: 'am3', protocol: 'p', serial: ' :- ', virtual: false }, 'serial'],
    [{ model: 'am3', protocol: 'p', serial: '手环', virtual: false }, 'serial'],
    [{ model: 'am3', protocol: '../x', serial: 'S', virtual: false }, 'protocol'],
    [{ model: 'am3', protocol: 'p', serial: 'S', virtual: 'no' }, 'virtual'],
  ],
  'band.unbind': [[{ band: { $ne: null } }, 'band']],
  'band.claim': [
    [{ serial: 'S' }, 'model'],
    [{ model: 'no-such', serial: 'S' }, 'model'],
    [{ model: 'am3', serial: ' :- ' }, 'serial'],
    [{ model: 'am3', serial: 'S', proof: [{ day: 1 }] }, 'proof.0.day'],
  ],
  'band.withdraw': [[{ claim: '' }, 'claim']],
  'band.claims': [[{ uid: 'x' }, 'uid']],
  'band.answer': [
    [{ claim: '', give: true }, 'claim'],
    [{ claim: 'x' }, 'give'],
  ],
  'notice.seen': [
    [{ until: 1.5, kinds: ['goal'] }, 'until'],
    [{ until: 0, kinds: ['sale'] }, 'kinds.0'],
  ],
  'device.ticket': [[{ band: '' }, 'band']],
  'device.allow': [
    [{ band: 'x' }, 'templates'],
    [{ band: 'x', templates: ['<script>'] }, 'templates.0'],
    [{ band: 'x', templates: ['1', '2', '3', '4'] }, 'templates'],
  ],
  'band.vendorAuth': [
    [{ protocol: 'ihealth' }, 'challenge'],
    [{ protocol: 'ihealth', challenge: '' }, 'challenge'],
    [{ protocol: 'ihealth', challenge: 'x'.repeat(257) }, 'challenge'],
    [{ protocol: 'ihealth', challenge: 'AM3:<script>' }, 'challenge'],
    [{ protocol: '../env', challenge: 'x' }, 'protocol'],
  ],
  'activity.upload': [
    [{ band: 'x' }, 'days'],
    [{ band: 'x', days: [], battery: 101 }, 'battery'],
    [{ band: 'x', days: [], battery: 12.5 }, 'battery'],
    [{ band: 'x', days: Array.from({ length: 15 }, () => dayOfSlots(TODAY, {})) }, 'days'],
    [{ band: 'x', days: [dayOfSlots(20261301, {})] }, 'days.0.day'],
    [{ band: 'x', days: [{ day: TODAY, slots: [], counter: 1 }, { day: TODAY }] }, 'days.1.slots'],
    [{ band: 'x', days: [{ day: TODAY, slots: { abc: { steps: 1 } } }] }, 'days.0.slots.abc'],
    [{ band: 'x', days: [{ day: TODAY, slots: { '-1': { steps: 1 } } }] }, 'days.0.slots.-1'],
  ],
  'activity.werun': [[{ proof: { cloudID: 'x', data: { stepInfoList: [] } } }, 'proof']],
  'activity.dropCounter': [[{ band: 'x', day: 20261301 }, 'day']],
  'activity.days': [
    [{ from: TODAY, to: 'x' }, 'to'],
    [{ from: TODAY, to: 20261121 }, 'to'],
    [{ from: 20260101, to: TODAY }, 'to'],
  ],
  'activity.sources': [[{ day: 20261301 }, 'day']],
  'activity.year': [
    [{ year: '2026' }, 'year'],
    [{ year: 2013 }, 'year'],
    [{ year: 20261122 }, 'year'],
  ],
  'group.open': [
    [{}, 'proof'],
    [{ proof: { cloudID: 'x', data: { opengid: 'G' } } }, 'proof'],
    [{ proof: 'x'.repeat(401) }, 'proof'],
  ],
  'group.join': [
    [{ proof: { cloudID: 'x', data: { opengid: 'G' } } }, 'proof'],
    [{ proof: 'a b' }, 'proof'],
  ],
  'group.leave': [[{ group: { $ne: null } }, 'group']],
  'group.allow': [
    [{ group: '0'.repeat(24) }, 'guests'],
    [{ group: 'G1', guests: true }, 'group'],
  ],
  'group.list': [[{ uid: 'x' }, 'uid']],
  'board.group': [
    [{ group: '0'.repeat(24), day: 20261301 }, 'day'],
    [{ group: 'G1', day: TODAY }, 'group'],
    [{ group: '0'.repeat(24), day: TODAY, from: -1 }, 'from'],
    [{ group: '0'.repeat(24), day: TODAY, version: '../x' }, 'version'],
  ],
  'review.ask': [
    [{ day: 20261301, note: '', slots: [] }, 'day'],
    [{ day: TODAY, note: '长'.repeat(61), slots: [] }, 'note'],
    [{ day: TODAY, note: '' }, 'slots'],
    [{ day: TODAY, note: '', slots: [{ band: 'x', slot: 96, steps: 1 }] }, 'slots.0.slot'],
    [{ day: TODAY, note: '', slots: [{ band: 'x', slot: 1, steps: -1 }] }, 'slots.0.steps'],
    [
      {
        ...{ day: TODAY, note: '' },
        slots: Array.from({ length: 97 }, () => ({ band: 'x', slot: 1, steps: 1 })),
      },
      'slots',
    ],
  ],
  'review.withdraw': [[{ day: 0 }, 'day']],
  'desk.reviews': [[{ after: 'x' }, 'after']],
  'desk.review': [[{ review: '' }, 'review']],
  'desk.decide': [
    [{ review: 'x', total: 1, verdict: 'cheat' }, 'verdict'],
    [{ review: 'x', total: 1.5, verdict: 'counts' }, 'total'],
    [{ total: 1, verdict: 'counts' }, 'review'],
  ],
  'board.world': [[{ day: 20261301 }, 'day']],
  'board.friends': [
    [{}, 'day'],
    [{ day: 20261123 }, 'day'],
  ],
  'friend.day': [[{ uid: 'someone', day: TODAY }, 'uid']],
  'cheer.send': [
    [{ to: 'someone', day: TODAY }, 'to'],
    [{ to: '0'.repeat(20), day: TODAY, group: 'G1' }, 'group'],
  ],
  'invite.create': [[{ from: 'x' }, 'from']],
  'invite.open': [[{ token: 5 }, 'token']],
  'invite.accept': [[{ token: '' }, 'token']],
  'friend.remove': [[{ uid: '' }, 'uid']],
  'friend.block': [[{ uid: '' }, 'uid']],
  'friend.list': [[{ uid: 'x' }, 'uid']],
  'friend.unblock': [[{ uid: 'someone' }, 'uid']],
  'share.create': [[{ day: 0 }, 'day']],
  'share.open': [[{ id: 'x'.repeat(65) }, 'id']],
  'share.list': [[{ uid: 'x' }, 'uid']],
  'share.code': [[{ id: '' }, 'id']],
  'share.revoke': [[{}, 'id']],
  'desk.enter': [[{ code: '' }, 'code']],
  'desk.invite': [[{ role: 'owner' }, 'role']],
  'desk.inbox': [[{ after: 'x' }, 'after']],
  'desk.read': [[{}, 'thread']],
  'desk.picture': [[{ thread: 'x' }, 'message']],
  'desk.reply': [
    [{ thread: 'x', text: ' ', key: 'k' }, 'text'],
    [{ thread: 'x', text: '长'.repeat(700), key: 'k' }, 'text'],
    [{ thread: 'x', text: 'y' }, 'key'],
  ],
  'desk.close': [[{ thread: 1 }, 'thread']],
  'support.open': [
    [{ band: '' }, 'band'],
    [{ band: 'x', diagnostics: {} }, 'diagnostics.model'],
  ],
};

describe('malformed input', () => {
  test.each(
    Object.entries(BAD).flatMap(([action, cases]) =>
      cases.map(([input, field]) => [action, field, input] as const),
    ),
  )('%s names the field %s', async (action, field, input) => {
    const reply = await backend.send({ action, input }, 'oTest-bad');
    expect(reply).toMatchObject({ ok: false, code: 'bad-input' });
    expect((reply as { message: string }).message).toMatch(
      new RegExp(`^${field.replace('.', '\\.')}:`),
    );
  });

  test.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ action: 5 }],
    [{ action: 'no.such', input: {} }],
    [{ action: 'constructor', input: {} }],
    [{ action: '__proto__', input: {} }],
    [{ action: 'toString' }],
  ])('%j is an unknown action', async (event) => {
    expect(await backend.send(event ?? {}, 'oTest-bad')).toMatchObject({
      ok: false,
      code: 'unknown-action',
    });
  });

  test('an answer never repeats what was sent', async () => {
    const input = { model: 'am3', protocol: '<script>', serial: 'S', virtual: false };
    const reply = await backend.send({ action: 'band.bind', input }, 'oTest-bad');
    expect(JSON.stringify(reply)).not.toContain('script');
    const long = { band: 'x', days: [{ day: TODAY, slots: { ['k'.repeat(1 << 20)]: {} } }] };
    for (const [action, bad] of [
      ['activity.upload', long],
      ['account.enter', { ['k'.repeat(1 << 20)]: 1 }],
    ]) {
      const answer = JSON.stringify(await backend.send({ action, input: bad }, 'oTest-bad'));
      expect(answer.length).toBeLessThan(300);
      expect(answer).not.toContain('kkkk');
    }
  });
});

describe('R10-7 identity', () => {
  test.each(Object.keys(BAD).filter((action) => action !== 'share.open'))(
    '%s without an identity is forbidden',
    async (action) => {
      const reply = await backend.send({ action, input: VALID[action as Action] }, null);
      expect(reply).toMatchObject({ ok: false, code: 'forbidden' });
    },
  );

  test('share.open needs none', async () => {
    const reply = await backend.send({ action: 'share.open', input: { id: 'unknown' } }, null);
    expect(reply).toMatchObject({ ok: false, code: 'share-gone' });
  });

  test('an OpenID in the event or the input changes nothing', async () => {
    const a = backend.person('victim');
    const uid = await a.uid();
    const forged = { openid: a.openid, OPENID: a.openid, userInfo: { openId: a.openid } };
    const event = { action: 'account.update', input: { goal: 12345, uid, ...forged }, ...forged };
    expect(await backend.send(event, 'oTest-forger')).toMatchObject({ ok: true });
    expect((await a.ask('account.enter', {})).me).toMatchObject({ uid, goal: 8000 });
  });
});

/** One well-formed input per action. */
const VALID: Record<Action, unknown> = {
  'account.enter': {},
  'account.update': { goal: 9000 },
  'consent.set': AGREEING.input,
  'guardian.ask': {},
  'guardian.open': { token: 'x' },
  'guardian.give': { token: 'x' },
  'account.erase': { confirm: true },
  'erasure.get': {},
  'export.start': {},
  'export.get': {},
  'band.bind': { model: 'am3', protocol: 'wechat-airsync', serial: 'A0', virtual: false },
  'band.unbind': { band: 'x' },
  'band.claim': { model: 'am3', serial: 'A0' },
  'band.withdraw': { claim: 'x' },
  'band.claims': {},
  'band.answer': { claim: 'x', give: true },
  'notice.seen': { until: 0, kinds: ['goal'] },
  'device.ticket': { band: 'x' },
  'device.allow': { band: 'x', templates: [] },
  'band.vendorAuth': { protocol: 'ihealth', challenge: 'x' },
  'activity.upload': { band: 'x', days: [] },
  'activity.werun': { proof: 'x' },
  'activity.dropCounter': { band: 'x', day: TODAY },
  'activity.days': { from: TODAY, to: TODAY },
  'activity.sources': { day: TODAY },
  'activity.year': { year: 2026 },
  'review.ask': { day: TODAY, note: '', slots: [] },
  'review.withdraw': { day: TODAY },
  'desk.reviews': {},
  'desk.review': { review: 'x' },
  'desk.decide': { review: 'x', total: 1, verdict: 'counts' },
  'board.friends': { day: TODAY },
  'board.world': { day: TODAY },
  'group.open': { proof: 'x' },
  'group.join': { proof: 'x' },
  'group.leave': { group: '0'.repeat(24) },
  'group.allow': { group: '0'.repeat(24), guests: true },
  'group.list': {},
  'board.group': { group: '0'.repeat(24), day: TODAY },
  'friend.day': { uid: '0'.repeat(20), day: TODAY },
  'cheer.send': { to: '0'.repeat(20), day: TODAY },
  'invite.create': {},
  'invite.open': { token: 'x' },
  'invite.accept': { token: 'x' },
  'friend.remove': { uid: '0'.repeat(20) },
  'friend.block': { uid: '0'.repeat(20) },
  'friend.list': {},
  'friend.unblock': { uid: '0'.repeat(20) },
  'share.create': { day: TODAY },
  'share.open': { id: 'x' },
  'share.list': {},
  'share.code': { id: 'x' },
  'share.revoke': { id: 'x' },
  'desk.enter': {},
  'desk.invite': { role: 'agent' },
  'desk.inbox': {},
  'desk.read': { thread: 'x' },
  'desk.picture': { thread: 'x', message: 'y' },
  'desk.reply': { thread: 'x', text: 'y', key: 'k' },
  'desk.close': { thread: 'x' },
  'support.open': { band: 'x' },
};

test('a database that fails is "internal" with a reference, without a stack', async () => {
  const a = backend.person('unlucky');
  await a.uid();
  backend.cloud.faults.add({ action: 'database.getDocument', kind: 'error', code: 'SYS_ERR' });
  const reply = await a.reply('account.enter', {});
  expect(reply).toMatchObject({ ok: false, code: 'internal' });
  expect((reply as { message: string }).message).toMatch(/^reference [0-9a-f]{12}$/);
  expect((await a.reply('account.enter', {})).ok).toBe(true);
});
