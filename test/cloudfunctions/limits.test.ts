/** Limits while two calls meet: the second begins when the first has counted and not yet committed. */
import { describe, expect, test } from '@jest/globals';
import type { DayDoc } from '../../cloudfunctions/activity';
import { erase } from '../../cloudfunctions/erasure';
import { runJobs } from '../../cloudfunctions/jobs';
import { withinLimit } from '../../cloudfunctions/meters';
import { type Action, API_LIMITS, type Input, type Metered } from '../../miniprogram/contract/api';
import { dayOfSlots, HOUR, NOON, TODAY } from './backend';
import type { Inside } from './inside';
import { PEOPLE, type Town, useTown } from './town';

const { ann, sam } = PEOPLE;

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
});

type Call = () => Promise<{ ok: boolean; code?: string }>;

/** A call that is asked again while others are in the way, as phones do. */
const calling =
  <A extends Action>(openid: string, action: A, input: Input<A>): Call =>
  async () => {
    for (;;) {
      const reply = await inside.reply(openid, action, input);
      if (reply.ok || reply.code !== 'contended') return reply;
    }
  };

/** Runs both so that the second has all its time between the first one's work and its commit. */
async function meet(first: Call, second: Call, latencyMs = 60) {
  let other: ReturnType<Call> | null = null;
  inside.cloud.faults.add({
    ...{ action: 'database.commitTransaction', kind: 'latency', latencyMs },
    when() {
      other = second();
      return true;
    },
  });
  const mine = await first();
  const answers = [mine, await other!];
  inside.clearFaults();
  return answers.map((answer) => (answer as Awaited<ReturnType<Call>>).code ?? 'ok').sort();
}

/** Documents that bring a person to one below a limit. */
const fill = (name: string, count: number, doc: (i: number) => { _id: string }) =>
  inside.cloud.store.insert(
    name,
    Array.from({ length: count }, (_, i) => doc(i)),
  );
const stored = (name: string, where: Record<string, unknown>) =>
  inside.cloud.store.count(name, where as never);

describe('one below the limit two calls meet, and one goes in', () => {
  test('bands', async () => {
    const owner = town.uids.ann;
    await fill('bands', API_LIMITS.bands - 3, (i) => ({ _id: `ihealth-${i}`, owner }));
    const bind = (serial: string) =>
      calling(ann, 'band.bind', { model: 'am3', protocol: 'ihealth', serial, virtual: false });
    expect(await meet(bind('NEW1'), bind('NEW2'))).toEqual(['ok', 'too-many']);
    expect(stored('bands', { owner })).toBe(API_LIMITS.bands);
  });

  test('members of a group', async () => {
    const { group } = town;
    await fill('members', API_LIMITS.groupMembers - 3, (i) => {
      return { _id: `m${i}`, group, uid: `u${i}`, seat: `s${i}`, state: 'member', at: NOON };
    });
    const join = async (who: string) => {
      await inside.ask(who, 'account.enter', {});
      const proof = inside.cloud.cloudId({ opengid: 'G-town' }, who);
      return calling(who, 'group.join', { proof });
    };
    const [first, second] = [await join('oTown-first'), await join('oTown-second')];
    expect(await meet(first, second)).toEqual(['ok', 'too-many']);
    expect(stored('members', { group, state: 'member' })).toBe(API_LIMITS.groupMembers);
  });

  test('friends of the one who invites', async () => {
    const { ann: uid } = town.uids;
    await fill('edges', API_LIMITS.friends - 3, (i) => {
      const pair = [uid, i.toString(16).padStart(20, '0')].sort();
      return { _id: pair.join('_'), pair, members: pair, at: NOON };
    });
    const more = { from: uid, expiresAt: NOON + 999, usedBy: null };
    await fill('invites', 1, () => ({ _id: 'second-token', ...more }));
    await inside.ask('oTown-late', 'account.enter', {});
    const accept = (who: string, token: string) => calling(who, 'invite.accept', { token });
    const answers = await meet(accept(sam, town.fromAnn), accept('oTown-late', 'second-token'));
    expect(answers).toEqual(['ok', 'too-many']);
    expect(stored('edges', { members: uid })).toBe(API_LIMITS.friends);
  });

  test('people whom somebody blocks; one who is blocked is so, said again', async () => {
    const { ann: uid } = town.uids;
    await fill('edges', API_LIMITS.blocked - 1, (i) => {
      const pair = [uid, i.toString(16).padStart(20, '0')].sort();
      const ended = { at: NOON, by: uid };
      return { _id: pair.join('_'), pair, members: [], at: NOON, ended, blockedBy: [uid] };
    });
    const block = (other: string) => calling(ann, 'friend.block', { uid: other });
    const { ben, rex } = town.uids;
    expect(await meet(block(ben), block(rex))).toEqual(['ok', 'too-many']);
    expect(stored('edges', { blockedBy: uid })).toBe(API_LIMITS.blocked);
    const again = [await block(ben)(), await block(rex)()].map(({ code }) => code ?? 'ok');
    expect(again.sort()).toEqual(['ok', 'too-many']);
  });

  test('invitations', async () => {
    const from = town.uids.sam;
    const waiting = { from, expiresAt: NOON + 999, usedBy: null };
    await fill('invites', API_LIMITS.openInvites - 2, (i) => ({ _id: `open-${i}`, ...waiting }));
    const invite = calling(sam, 'invite.create', {});
    expect(await meet(invite, invite)).toEqual(['ok', 'too-many']);
    expect(stored('invites', { from })).toBe(API_LIMITS.openInvites);
  });

  test('shares, and the same day twice is one', async () => {
    const { ann: uid } = town.uids;
    const old = { uid, name: '', day: 0, total: { hours: [], steps: 0 }, goal: 0, maker: null };
    const expiresAt = NOON + 9999;
    await fill('shares', API_LIMITS.openShares - 2, (i) => ({ _id: `s-${i}`, ...old, expiresAt }));
    const share = (day: number) => calling(ann, 'share.create', { day });
    expect(await meet(share(TODAY - 1), share(TODAY - 1))).toEqual(['ok', 'ok']);
    expect(stored('shares', { uid })).toBe(API_LIMITS.openShares);
    expect(await share(TODAY)()).toMatchObject({ ok: true });
  });

  test('bands of a day', async () => {
    const { ann: uid } = town.uids;
    const what = { model: 'am3', protocol: 'ihealth', serial: 'NEW3', virtual: false };
    const { band } = await inside.ask(ann, 'band.bind', what);
    const day = () => inside.cloud.store.find('days', { _id: `${uid}_${TODAY}` })[0]!.doc;
    const others = Array.from({ length: API_LIMITS.bandsPerDay - 2 }, (_, i) => `ihealth-${i}`);
    const told = others.map((one) => ({ band: one, maker: null, virtual: false, slots: '' }));
    const { _id, ...known } = day() as unknown as DayDoc;
    const fuller = { bands: [...known.bands, ...others], told: [...known.told, ...told] };
    await inside.cloud.store.set('days', _id, { ...known, ...fuller } as never);
    const upload = (one: string) =>
      calling(ann, 'activity.upload', { band: one, days: [dayOfSlots(TODAY, { 20: 5 })] });
    expect(await meet(upload(band.id), upload(town.virtual))).toEqual(['ok', 'ok']);
    expect(day().bands).toHaveLength(API_LIMITS.bandsPerDay);
    expect(day().told).toHaveLength(API_LIMITS.bandsPerDay);
    const more = await inside.ask(ann, 'band.bind', { ...what, serial: 'NEW4' });
    const reply = await upload(more.band.id)();
    const reason = 'too-many-bands';
    expect(reply).toMatchObject({ data: { rejected: [{ day: TODAY, slot: null, reason }] } });
  });
});

test.each(['upload first', 'hand-over first'])(
  'R2-8 a band that is handed over while it tells of days is nobody’s synced one: %s',
  async (order) => {
    const upload = calling(ann, 'activity.upload', {
      ...{ band: town.band, battery: 9 },
      days: [dayOfSlots(TODAY, { 20: 3000, 21: 3000, 22: 3000 })],
    });
    const give = calling(ann, 'band.answer', { claim: town.claim, give: true });
    const [first, second] = order === 'upload first' ? [upload, give] : [give, upload];
    const answers = await meet(first, second, 150);
    expect(answers).toContain('ok');
    const band = inside.cloud.store.find('bands', { _id: town.band })[0]!.doc;
    expect(band).toMatchObject({ owner: town.uids.sam, syncedAt: null, reminded: false });
    expect([band.low, band.goalDay, band.uploads]).toEqual([undefined, undefined, undefined]);
    // What was told is told whole, or not at all.
    const day = inside.cloud.store.find('days', { _id: `${town.uids.ann}_${TODAY}` })[0]!.doc;
    const noted = stored('notices', { uid: town.uids.ann, kind: 'battery-low' });
    const { slots } = (day as unknown as DayDoc).told.find(({ band: id }) => id === town.band)!;
    const all = answers.every((answer) => answer === 'ok');
    expect([slots.includes('20 3000'), noted]).toEqual([all, all ? 1 : 0]);
  },
);

test.each(Object.entries(API_LIMITS.hourly))(
  'what an hour’s counts do not have yet was not done: %s, %i times',
  async (name, limit) => {
    const what = name as Metered;
    // As a version before this one wrote it.
    await fill('meters', 1, () => ({ _id: `old-${what}`, hour: Math.floor(NOON / 3600) }));
    inside.requests();
    expect(await withinLimit(`old-${what}`, what, NOON)).toBe(true);
    expect(inside.requests()).toHaveLength(1);
    for (let times = 1; times < limit; times++) await withinLimit(`old-${what}`, what, NOON);
    expect(await withinLimit(`old-${what}`, what, NOON)).toBe(false);
  },
);

test('R6-1 two taps open one ticket', async () => {
  await inside.cloud.store.remove('tickets', {}, { multi: true });
  const open = calling(ann, 'support.open', { band: town.band });
  expect(await meet(open, open)).toEqual(['ok', 'ok']);
  expect(stored('tickets', { uid: town.uids.ann })).toBe(1);
});

test.each([
  ['activity.upload', () => ({ band: town.band, days: [dayOfSlots(TODAY - 2, { 20: 5 })] })],
  ['band.bind', () => ({ model: 'am3', protocol: 'p', serial: 'X1', virtual: false })],
  ['invite.create', () => ({})],
  ['share.create', () => ({ day: TODAY - 1 })],
  ['support.open', () => ({ band: town.band })],
  ['invite.accept', () => ({ token: town.fromSam })],
] as const)('R10-6 %s that meets an erasure leaves nothing', async (action, input) => {
  inside.setTime(NOON);
  const goodbye = async () => {
    const event = { MsgType: 'event', Event: 'user_authorization_cancellation', CreateTime: NOON };
    for (;;) {
      const answer = await inside.push(ann, { ...event, OpenID: ann });
      if (answer === 'success') return { ok: true };
    }
  };
  await meet(calling(ann, action as Action, input() as never), goodbye, 250);
  await runJobs([erase]);
  inside.setTime(NOON + HOUR);
  await runJobs([erase]);
  const left = [...inside.state()].filter(([name]) => name !== 'meters');
  const texts = left.flatMap(([, docs]) => [...docs.values()]);
  const named = texts.filter((text) => text.includes(town.uids.ann));
  expect(named).toEqual([]);
});
