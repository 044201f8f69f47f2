/** R10-8 a photo is seen by others once WeChat has looked at it, and by nobody when it does not pass. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkPhotos } from '../../cloudfunctions/accounts';
import { erase } from '../../cloudfunctions/erasure';
import { runJobs } from '../../cloudfunctions/jobs';
import { API_LIMITS, type Input } from '../../miniprogram/contract/api';
import { defaultName } from '../../miniprogram/contract/people';
import { DAY, HOUR, NOON, TODAY } from './backend';
import type { Inside, State } from './inside';
import { PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
let state: State;
useTown((here) => {
  ({ inside, town, state } = here);
});
const { ann, ben } = PEOPLE;
beforeEach(() => inside.setTime(NOON));
afterEach(() => inside.clearFaults());

/** As her phone does: where the cloud says that her next photo belongs. */
async function put(content: string): Promise<string> {
  const { photoPath } = (await inside.ask(ann, 'account.enter', {})).me;
  return inside.cloud.storage.put(photoPath, Buffer.from(content));
}
/** Chooses it; what the cloud keeps is a copy of its own. */
const choose = async (avatar: string) =>
  (await inside.ask(ann, 'account.update', { avatar })).me.avatar!;
const own = async () => (await inside.ask(ann, 'account.enter', {})).me.avatar;
/** As her friend sees her. */
const seen = async () =>
  (await inside.ask(ben, 'board.friends', { day: TODAY })).rows.find(
    ({ uid }) => uid === town.uids.ann,
  )?.avatar;
const traceOf = (file: string) =>
  inside.cloud.store
    .find('photos', { uid: town.uids.ann })
    .filter(({ doc }) => doc.file === file)
    .map(({ doc }) => String(doc.trace))[0]!;
const verdict = (trace: string, suggest: string, errcode = 0) =>
  inside.push('gh_wechat', {
    ...{ MsgType: 'event', Event: 'wxa_media_check', CreateTime: NOON, appid: 'wx', version: 2 },
    ...{ trace_id: trace, errcode, errmsg: 'ok', result: { suggest, label: 100 } },
  });
const asked = () =>
  inside.cloud.openapi.calls.filter(({ api }) => api === 'security.mediaCheckAsync').length;

test('R10-8 others see it once it passes; until then the one before', async () => {
  const first = await choose(await put('first'));
  expect([await own(), await seen()]).toEqual([first, undefined]);
  expect(await verdict(traceOf(first), 'pass')).toBe('success');
  expect(await seen()).toBe(first);
  inside.setTime(NOON + 60);
  const second = await choose(await put('second'));
  expect([await own(), await seen()]).toEqual([second, first]);
  await verdict(traceOf(second), 'pass');
  expect(await seen()).toBe(second);
  expect(inside.cloud.storage.get(first)).toBeUndefined();
});

test('R10-8 what a phone puts over a photo that has passed is seen by nobody', async () => {
  const chosen = await put('first');
  const photo = await choose(chosen);
  await verdict(traceOf(photo), 'pass');
  inside.cloud.storage.put(chosen.slice(chosen.indexOf('avatars/')), Buffer.from('another'));
  expect(inside.cloud.storage.get(String(await seen()))?.toString()).toBe('first');
});

test('a photo that was taken is not kept twice, and told again it changes nothing', async () => {
  const chosen = await put('first');
  const photo = await choose(chosen);
  expect(inside.cloud.storage.get(chosen)).toBeUndefined();
  const again = await inside.reply(ann, 'account.update', { avatar: chosen });
  expect(again).toMatchObject({ code: 'bad-input' });
  expect(await own()).toBe(photo);
  expect(inside.cloud.store.find('photos', { uid: town.uids.ann })).toHaveLength(1);
});

const place = async () => (await inside.ask(ann, 'account.enter', {})).me.photoPath;

test('no photo lies where one did that was read: a cache would answer that one for hours', async () => {
  const places = [await place()];
  for (let count = 0; count < API_LIMITS.hourly.photo; count++) {
    const photo = await choose(await put(`photo ${count}`));
    expect(inside.cloud.storage.get(photo)?.toString()).toBe(`photo ${count}`);
    places.push(await place());
  }
  await inside.ask(ann, 'account.update', { avatar: null });
  places.push(await place());
  expect(new Set(places).size).toBe(places.length);
});

test('what another phone put where a photo was taken since is not taken', async () => {
  const before = await place();
  const photo = await choose(await put('of this phone'));
  const avatar = inside.cloud.storage.put(before, Buffer.from('of the other'));
  const reply = await inside.reply(ann, 'account.update', { avatar });
  expect(reply).toMatchObject({ code: 'bad-input' });
  expect(await own()).toBe(photo);
  // It goes with all others.
  await inside.ask(ann, 'account.update', { avatar: null });
  expect(inside.cloud.storage.get(avatar)).toBeUndefined();
});

test('of two calls at once about one place one takes the photo', async () => {
  const avatar = await put('chosen');
  const ask = () => inside.reply(ann, 'account.update', { avatar });
  const replies = await Promise.all([ask(), ask()]);
  expect(replies.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(inside.cloud.storage.get(String(await own()))?.toString()).toBe('chosen');
  expect(inside.cloud.store.find('photos', { uid: town.uids.ann })).toHaveLength(1);
});

test('whatever failed once a photo was read, the next one has another place', async () => {
  const before = await put('failed');
  inside.cloud.faults.add({ action: 'database.startTransaction', kind: 'timeout-before' });
  const reply = await inside.reply(ann, 'account.update', { avatar: before });
  expect(reply).toMatchObject({ code: 'internal' });
  inside.clearFaults();
  const next = await put('next');
  expect(next).not.toBe(before);
  expect(inside.cloud.storage.get(await choose(next))?.toString()).toBe('next');
});

test.each(['timeout-before', 'timeout-after', 'lost-answer'] as const)(
  'R10-8 wherever a choice fails, chosen again it is there, and taken back nothing is: %s',
  async (kind) => {
    const { ann: uid } = town.uids;
    for (let index = 0, seen = index; seen >= index; index++) {
      await inside.restore(state);
      inside.setTime(NOON);
      const files = [await put('chosen')];
      seen = 0;
      inside.cloud.faults.add({ action: '*', kind, when: () => seen++ === index });
      await inside.reply(ann, 'account.update', { avatar: files[0]! });
      inside.clearFaults();
      inside.setTime(NOON + 5);
      files.push(await put('chosen'));
      const photo = await choose(files[1]!);
      expect(inside.cloud.storage.get(photo)?.toString()).toBe('chosen');
      const copies = inside.cloud.store.find('photos', { uid });
      expect(copies).toHaveLength(1);
      await inside.ask(ann, 'account.update', { avatar: null });
      for (const file of [...files, photo]) expect(inside.cloud.storage.get(file)).toBeUndefined();
      expect(inside.cloud.store.find('photos', { uid })).toHaveLength(0);
    }
  },
);

test('only what lies where the phone was told to put it is taken', async () => {
  const chosen = await put('first');
  const { photoPath } = (await inside.ask(ben, 'account.enter', {})).me;
  const others = [
    chosen.replace(/\w+$/, '0'.repeat(32)),
    chosen.replace('avatars', 'photos'),
    inside.cloud.storage.put(photoPath, Buffer.from('his')),
  ];
  for (const avatar of others) {
    const reply = await inside.reply(ann, 'account.update', { avatar });
    expect(reply).toMatchObject({ code: 'bad-input' });
  }
  inside.cloud.storage.remove({ fileid_list: [chosen] });
  const reply = await inside.reply(ann, 'account.update', { avatar: chosen });
  expect(reply).toMatchObject({ code: 'bad-input', message: 'avatar: no such photo' });
});

test('R10-5, R10-8 a photo that came up and that nobody was told of goes as well', async () => {
  const untold = await put('untold');
  await inside.ask(ann, 'account.update', { avatar: null });
  expect(inside.cloud.storage.get(untold)).toBeUndefined();
  await put('untold again');
  await inside.ask(ann, 'account.erase', { confirm: true });
  await runJobs([erase]);
  expect(inside.cloud.storage.get(untold)).toBeUndefined();
  // It came late: the clock looks once more.
  inside.cloud.storage.put(untold.slice(untold.indexOf('avatars/')), Buffer.from('late'));
  inside.setTime(NOON + HOUR);
  await runJobs([erase]);
  expect(inside.cloud.storage.get(untold)).toBeUndefined();
});

test.each([
  ['89504e470d0a1a0a00', '.png'],
  ['ffd8ffe000104a4649', '.jpg'],
  ['524946460000000057454250', '.webp'],
  ['00', ''],
])('what the copy is called follows from what it is: %s is %s', async (bytes, end) => {
  const { photoPath } = (await inside.ask(ann, 'account.enter', {})).me;
  const photo = await choose(inside.cloud.storage.put(photoPath, Buffer.from(bytes, 'hex')));
  expect(/\/[\w-]+(\.\w+)?$/.exec(photo)?.[1] ?? '').toBe(end);
});

test.each(['risky', 'review'])('R10-8 what is %s goes, and the one before stays', async (found) => {
  const first = await choose(await put('first'));
  await verdict(traceOf(first), 'pass');
  const second = await choose(await put('second'));
  await verdict(traceOf(second), found);
  expect([await own(), await seen()]).toEqual([first, first]);
  expect(inside.cloud.storage.get(second)).toBeUndefined();
});

test('a verdict on a photo that was replaced changes nothing; an unknown one neither', async () => {
  const trace = traceOf(await choose(await put('first')));
  inside.setTime(NOON + 60);
  const second = await choose(await put('second'));
  expect(await verdict(trace, 'pass')).toBe('success');
  expect(await verdict('nobody-knows-it', 'risky')).toBe('success');
  expect([await own(), await seen()]).toEqual([second, undefined]);
});

test('R10-8 a checker that is down is no open door: it is asked again after half an hour', async () => {
  inside.cloud.faults.add({ action: 'wx.openApi', kind: 'timeout-before' });
  const photo = await choose(await put('first'));
  expect([await own(), await seen()]).toEqual([photo, undefined]);
  const before = asked();
  inside.setTime(NOON + 1799);
  await runJobs([checkPhotos]);
  expect(asked()).toBe(before);
  inside.setTime(NOON + 1800);
  await runJobs([checkPhotos]);
  expect(asked()).toBe(before + 1);
  await verdict(traceOf(photo), 'pass', -1008);
  expect(await seen()).toBeUndefined();
  await verdict(traceOf(photo), 'pass');
  expect(await seen()).toBe(photo);
});

test('what WeChat says nothing of for a day goes unseen', async () => {
  const photo = await choose(await put('first'));
  inside.setTime(NOON + DAY);
  await runJobs([checkPhotos]);
  expect(await own()).toBeUndefined();
  expect(inside.cloud.storage.get(photo)).toBeUndefined();
});

test('R10-8 a photo and a name that are taken back are gone at once, and again nothing', async () => {
  const first = await choose(await put('first'));
  await verdict(traceOf(first), 'pass');
  inside.setTime(NOON + 60);
  const second = await choose(await put('second'));
  await inside.ask(ann, 'account.update', { name: '林晚' });
  const { id } = await inside.ask(ann, 'share.create', { day: TODAY });
  const waiting = traceOf(second);
  for (let times = 0; times < 2; times++) {
    const { me } = await inside.ask(ann, 'account.update', { avatar: null, name: null });
    expect([me.avatar, me.name]).toEqual([undefined, defaultName(town.uids.ann, 'zh')]);
    const { rows } = await inside.ask(ben, 'board.friends', { day: TODAY });
    expect(rows.find(({ uid }) => uid === me.uid)).toMatchObject({ name: me.name });
    expect(await seen()).toBeUndefined();
    for (const file of [first, second]) expect(inside.cloud.storage.get(file)).toBeUndefined();
    expect((await inside.ask(ben, 'share.open', { id })).name).toBe('步**');
  }
  // What WeChat says of it later brings nothing back.
  await verdict(waiting, 'pass');
  expect([await own(), await seen()]).toEqual([undefined, undefined]);
  // Another one may be chosen.
  inside.setTime(NOON + 120);
  const third = await choose(await put('third'));
  await verdict(traceOf(third), 'pass');
  expect(await seen()).toBe(third);
});

/** The first call waits before its transaction; the second, a second later, has all its time meanwhile. */
async function overtake(first: Input<'account.update'>, second: Input<'account.update'>) {
  let other: Promise<unknown> | null = null;
  inside.cloud.faults.add({
    ...{ action: 'database.startTransaction', kind: 'latency', latencyMs: 150 },
    when() {
      if (other) return false;
      inside.setTime(NOON + 61);
      other = inside.reply(ann, 'account.update', second);
      return true;
    },
  });
  await inside.ask(ann, 'account.update', first);
  await other;
}

test('R10-8 a photo that is told twice, the first time slowly, is one that is there', async () => {
  const before = await choose(await put('before'));
  await verdict(traceOf(before), 'pass');
  inside.setTime(NOON + 60);
  const avatar = await put('chosen');
  await overtake({ avatar }, { avatar });
  const chosen = String(await own());
  expect(inside.cloud.storage.get(chosen)?.toString()).toBe('chosen');
  expect(await seen()).toBe(before);
  expect(inside.cloud.storage.get(before)).toBeDefined();
  await verdict(traceOf(chosen), 'pass');
  expect([await own(), await seen()]).toEqual([chosen, chosen]);
  expect(inside.cloud.store.find('photos', { uid: town.uids.ann })).toHaveLength(1);
});

test('R10-8 a photo that is taken back while it is chosen is not there', async () => {
  inside.setTime(NOON + 60);
  await overtake({ avatar: await put('chosen') }, { avatar: null });
  expect([await own(), await seen()]).toEqual([undefined, undefined]);
});

test('WeChat is asked about so many photos of a person in an hour', async () => {
  const { photo } = API_LIMITS.hourly;
  for (let i = 0; i < photo; i++) await choose(await put(`photo ${i}`));
  const before = asked();
  const avatar = await put('one more');
  expect(await inside.reply(ann, 'account.update', { avatar })).toMatchObject({
    code: 'too-often',
  });
  expect(asked()).toBe(before);
});
