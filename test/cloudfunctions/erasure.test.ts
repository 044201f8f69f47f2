/** R10-6: a person takes back what they allowed, or closes their account; nothing of them stays. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NOT_PERSONAL, OWNED } from '../../cloudfunctions/erasure/owned';
import indexes from '../../cloudfunctions/indexes.json';
import { dayStart } from '../../miniprogram/contract/activity';
import { type Backend, dayOfSlots, HOUR, type Person, startBackend, TODAY } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const CANCELLED = 'user_authorization_cancellation';
const REVOKED = 'user_authorization_revoke';

/** As WeChat tells it: in its own name, the person is in OpenID. */
const goodbye = (person: Person, event = CANCELLED, more = {}) =>
  backend.cloud.push({
    FromUserName: 'oWeChat',
    MsgType: 'event',
    Event: event,
    OpenID: person.openid,
    ...more,
  });

/** Every stored document that names a person, as text; WeChat's own memory is not ours. */
const tracesOf = (...names: string[]) =>
  backend.cloud.store
    .names()
    .flatMap((name) => backend.documents(name).map((doc) => `${name} ${JSON.stringify(doc)}`))
    .filter((text) => names.some((name) => text.includes(name)));

let serial = 0;

/** Somebody who left something in every collection, and their friend. */
async function resident(name: string) {
  const [person, friend] = [backend.person(name), backend.person(`${name}-friend`)];
  const uid = await person.uid();
  await backend.befriend(person, friend);
  const address = `E1000000${(++serial).toString(16).padStart(4, '0').toUpperCase()}`;
  const band = await person.bind('am3', address);
  await person.upload(band, dayOfSlots(TODAY, { 40: 500 }));
  const fast = dayOfSlots(TODAY - 1, { 40: 2700, 41: 2700, 42: 2700, 43: 2700 });
  await person.upload(band, fast);
  await person.ask('review.ask', { day: TODAY - 1, note: '', slots: [] });
  await friend.ask('cheer.send', { to: uid, day: TODAY });
  await person.ask('cheer.send', { to: await friend.uid(), day: TODAY });
  const { id: share } = await person.ask('share.create', { day: TODAY });
  const { token } = await person.ask('invite.create', {});
  const proof = backend.cloud.cloudId({ opengid: 'G' }, person.openid);
  const { group } = await person.ask('group.join', { proof });
  await person.ask('board.group', { group, day: TODAY });
  const { sessionFrom } = await person.ask('support.open', { band });
  const enter = { MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: sessionFrom };
  await backend.cloud.push({ FromUserName: person.openid, ...enter });
  await friend.ask('band.claim', { model: 'am3', serial: address });
  const List = { TemplateId: 'T', SubscribeStatusString: 'accept' };
  const asked = { MsgType: 'event', Event: 'subscribe_msg_popup_event', List };
  await backend.cloud.push({ FromUserName: person.openid, ...asked });
  await backend.cloud.store.insert('questions', [{ _id: uid, asked: [] }]);
  const { token: used } = await friend.ask('invite.create', {});
  await backend.cloud.store.set('invites', used, { from: 'x', expiresAt: 9e9, usedBy: uid });
  const card = { _id: `card-${uid}`, uid, expiresAt: 9e9 };
  await backend.cloud.store.insert('guardianCards', [card]);
  const seat = { maker: 'codoon', role: 'agent', until: 9e9 };
  await backend.cloud.store.set('agents', uid, seat);
  await backend.cloud.store.set('agents', 'x', { ...seat, maker: 'ihealth' });
  const said = { MsgType: 'text', MsgId: ++serial, Content: '你好' };
  await backend.cloud.push({ FromUserName: person.openid, ...said });
  await person.ask('desk.enter', { code: '000000' });
  const thread = String(backend.documents('threads').at(-1)!._id);
  expect(await person.refused('desk.read', { thread })).toBe('not-found');
  const photo = Buffer.from(`the face of ${uid}`);
  const { photoPath } = (await person.ask('account.enter', {})).me;
  const avatar = backend.cloud.storage.put(photoPath, photo);
  await person.ask('account.update', { avatar });
  // Another one, of which the cloud never heard.
  backend.cloud.storage.put(photoPath, photo);
  await person.ask('export.start', {});
  await backend.cloud.fire('timer');
  const part = { _id: `part-${uid}`, uid, secret: 's', text: '[]' };
  await backend.cloud.store.insert('exportParts', [part]);
  await backend.cloud.store.insert('withdrawals', [{ _id: uid, at: 0 }]);
  return { person, friend, uid, address, band, share, token };
}

/** The clock strikes now, and an hour later. */
async function clock(): Promise<void> {
  await backend.cloud.fire('timer');
  backend.setTime(backend.now() + HOUR);
  await backend.cloud.fire('timer');
}

/** Everything that is on the disk of the cloud, as it was last written: documents and files. */
function disk(): string {
  const documents = backend.cloud.store
    .names()
    .filter((name) => !name.startsWith('~'))
    .flatMap((name) => backend.documents(name).map((doc) => JSON.stringify(doc)));
  return [...documents, ...backend.files()].join('\n');
}

test('every collection has an owner, or a reason to have none', () => {
  const known = [...Object.keys(OWNED), ...Object.keys(NOT_PERSONAL)].sort();
  expect(known).toEqual(Object.keys(indexes).sort());
});

describe('R10-6', () => {
  test.each([CANCELLED, REVOKED])('%s takes everything, and again nothing', async (event) => {
    const { person, friend, uid, address, band, share, token } = await resident(event.slice(-6));
    const seen = new Set(tracesOf(uid, person.openid).map((text) => text.split(' ')[0]));
    expect([...seen].sort()).toEqual(Object.keys(OWNED).sort());
    expect(disk()).toContain(uid);
    expect(await goodbye(person, event)).toBe('success');
    const board = await friend.ask('board.friends', { day: TODAY });
    expect(JSON.stringify(board)).not.toContain(uid);
    expect(await goodbye(person, event)).toBe('success');
    expect(await friend.refused('invite.open', { token })).toBe('invite-invalid');
    expect(await friend.refused('share.open', { id: share })).toBe('share-gone');
    expect(await friend.bind('am3', address)).toBe(band);
    await friend.ask('band.unbind', { band });
    await clock();
    for (const trace of [uid, person.openid, address, band]) expect(disk()).not.toContain(trace);
    expect(await person.uid()).not.toBe(uid);
  });

  test('somebody nobody knows is answered', async () => {
    expect(await goodbye(backend.person('never-here'))).toBe('success');
  });

  test('WeRun taken back alone takes what we have of WeRun and nothing else', async () => {
    const { person, uid } = await resident('werun');
    await backend.cloud.store.remove('withdrawals', { _id: uid }, { multi: false });
    const traces = () =>
      tracesOf(uid, person.openid)
        .map((text) => text.replace(/"turn":"\w+"/, ''))
        .filter((text) => !/^(meters|consents) /.test(text));
    const before = traces();
    await person.ask('consent.set', { kind: 'werun', version: 1, given: true });
    const stepInfoList = [{ timestamp: dayStart(TODAY - 1), step: 700 }];
    const proof = backend.cloud.cloudId({ stepInfoList }, person.openid);
    await person.ask('activity.werun', { proof });
    expect(traces().join()).toContain('"werun"');
    expect(before.join()).not.toContain('"werun"');
    expect(await goodbye(person, REVOKED, { RevokeInfo: '12' })).toBe('success');
    expect(traces()).toEqual(before);
    expect((await person.ask('account.enter', {})).me.consents).not.toContain('werun');
  });

  test('what is under way meanwhile leaves nothing', async () => {
    const { person, uid, band } = await resident('busy');
    const uploads = Array.from({ length: 6 }, (_, i) =>
      person.reply('activity.upload', { band, days: [dayOfSlots(TODAY, { [20 + i]: 100 })] }),
    );
    const [first] = await Promise.all([
      goodbye(person),
      ...uploads,
      person.reply('share.create', { day: TODAY }),
      person.reply('support.open', { band }),
    ]);
    if (first !== 'success') expect(await goodbye(person)).toBe('success');
    await clock();
    // A count of this hour may come late; it says nothing.
    expect(tracesOf(uid).filter((text) => !text.startsWith('meters '))).toEqual([]);
  });
});

describe('R10-5 by the person’s own word', () => {
  test('they are nowhere at once, and nothing of them is left within a day', async () => {
    const { person, friend, uid, address, band, share, token } = await resident('leaver');
    const name = '莫愁湖畔人';
    await person.ask('account.update', { name });
    const board = () => friend.ask('board.friends', { day: TODAY });
    expect(JSON.stringify(await board())).toContain(uid);
    const { until } = await person.ask('account.erase', { confirm: true });
    expect(until - backend.now()).toBeLessThanOrEqual(24 * HOUR);
    expect(JSON.stringify(await board())).not.toContain(uid);
    expect((await board()).rows.every(({ cheers }) => cheers === 0)).toBe(true);
    expect(await friend.refused('share.open', { id: share })).toBe('share-gone');
    expect(await friend.refused('invite.open', { token })).toBe('invite-invalid');
    expect(await friend.refused('activity.upload', { band, days: [] })).toBe('not-found');
    await clock();
    for (const trace of [uid, person.openid, address, name]) expect(disk()).not.toContain(trace);
    expect(await person.ask('account.erase', { confirm: true })).toMatchObject({
      until: expect.any(Number),
    });
    const { me, bands, days } = await person.ask('account.enter', {});
    expect(me).toMatchObject({ goal: 8000, consents: ['terms'] });
    expect([me.uid === uid, bands, days]).toEqual([false, [], []]);
  });

  test('they are told how far it is, and nobody else is', async () => {
    const { person, friend, uid } = await resident('looker');
    const far = (who: Person) => who.ask('erasure.get', {});
    expect(await far(person)).toEqual({ state: 'none' });
    // Nobody learns that a stranger blocked them, not even by one more that went.
    await backend.person('stranger').ask('friend.block', { uid });
    const { until } = await person.ask('account.erase', { confirm: true });
    const begun = await far(person);
    expect(begun).toMatchObject({ state: 'running', until, cleared: false });
    // A friend, a group and a share; steps wait for the clock.
    expect(begun).toMatchObject({ gone: { boards: 3, steps: 0 } });
    expect(await far(friend)).toEqual({ state: 'none' });
    // Looking keeps nothing of who looks.
    expect(tracesOf(person.openid).filter((text) => text.startsWith('identities '))).toEqual([]);
    await backend.cloud.fire('timer');
    expect(await far(person)).toMatchObject({ cleared: true, gone: { boards: 3, steps: 3 } });
    backend.setTime(backend.now() + HOUR);
    await backend.cloud.fire('timer');
    expect(await far(person)).toEqual({ state: 'none' });
  });

  test('what stays says that it was done, and of nobody', async () => {
    const { person, uid } = await resident('audited');
    const before = new Set(backend.documents('audits').map(({ _id }) => _id));
    await person.ask('account.erase', { confirm: true });
    await clock();
    const [audit] = backend.documents('audits').filter(({ _id }) => !before.has(_id));
    expect(audit).toMatchObject({ kind: 'account.erase', counts: { days: 2 } });
    expect(JSON.stringify(audit)).not.toContain(uid);
    expect(backend.documents('erasures')).toEqual([]);
  });

  test('whoever comes back meanwhile keeps what is theirs now', async () => {
    const { person } = await resident('back');
    await person.ask('account.erase', { confirm: true });
    backend.setTime(backend.now() + 60);
    const uid = await person.uid();
    await backend.cloud.push({
      ...{ FromUserName: person.openid, MsgType: 'text', Content: '我回来了', MsgId: 77 },
    });
    await clock();
    expect(await person.uid()).toBe(uid);
    expect(disk()).toContain('我回来了');
  });

  test('somebody whose files will not go keeps nobody else waiting', async () => {
    const [stuck, other] = [await resident('stuck'), await resident('other')];
    const free = backend.cloud.faults.add({
      ...{ action: 'storage.batchDeleteFile', kind: 'error', times: Number.POSITIVE_INFINITY },
      when: ({ fileid_list }) => JSON.stringify(fileid_list).includes(stuck.uid),
    });
    await stuck.person.reply('account.erase', { confirm: true });
    await other.person.ask('account.erase', { confirm: true });
    await clock();
    expect(disk()).toContain(stuck.uid);
    for (const trace of [other.uid, other.person.openid]) expect(disk()).not.toContain(trace);
    free();
    await clock();
    await clock();
    for (const trace of [stuck.uid, stuck.person.openid]) expect(disk()).not.toContain(trace);
  });

  test('a clock that is late is loud about it, and makes up for it', async () => {
    const { person, uid } = await resident('late');
    await person.ask('account.erase', { confirm: true });
    backend.setTime(backend.now() + 21 * HOUR);
    await backend.cloud.fire('timer');
    expect(backend.cloud.logs.some(({ text }) => text.includes('erasure: Error'))).toBe(true);
    expect(tracesOf(uid).filter((text) => !text.startsWith('erasures '))).toEqual([]);
  });
});
