/** Everybody's board, as the clock counts it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sampleOf } from '../../cloudfunctions/boards/world-sample';
import { runJobs } from '../../cloudfunctions/jobs';
import { JOBS } from '../../cloudfunctions/timer/jobs';
import { DAY, dayOfSlots, HOUR, NOON, TODAY } from './backend';
import { type Inside, type State, startInside } from './inside';

let inside: Inside;
let town: State;
beforeAll(async () => {
  inside = await startInside();
  await crowd(300);
  town = inside.state();
});
afterAll(() => inside.stop());
beforeEach(async () => {
  inside.setTime(NOON);
  await inside.restore(town);
});

const ANN = 'oWorld-ann-0123456789';
/** Uids fall anywhere, as random ones do. */
const uidOf = (i: number) =>
  ((i * 2654435761) % 2 ** 32).toString(16).padStart(8, '0').padEnd(20, 'a');
const world = (day = TODAY) => inside.ask(ANN, 'board.world', { day });
const tick = () => runJobs(JOBS);

/** So many people of whom number i walked i steps. */
async function crowd(count: number): Promise<void> {
  const uids = Array.from({ length: count }, (_, i) => uidOf(i + 1));
  const { store } = inside.cloud;
  const person = {
    name: '小安',
    avatar: null,
    hidden: false,
    goals: [],
    createdAt: 0,
    consents: {},
    age: null,
  };
  await store.insert(
    'people',
    uids.map((_id) => ({ _id, ...person })),
  );
  const common = { sourceClass: 'direct', maker: 'codoon', reachedAt: NOON, syncedAt: NOON };
  await store.insert(
    'days',
    uids.map((uid, i) => ({
      ...{ _id: `${uid}_${TODAY}`, uid, day: TODAY },
      board: { ...common, steps: i + 1, withheld: null },
    })),
  );
}

const change = (name: string, _id: string, $set: Record<string, unknown>) =>
  inside.cloud.store.update(name, { _id }, { $set }, { multi: false });

async function walks(steps: number): Promise<void> {
  const what = { model: 'am3', protocol: 'ihealth', serial: 'BAND-ann', virtual: false };
  const { band } = await inside.ask(ANN, 'band.bind', what);
  const days = [dayOfSlots(TODAY, { 30: steps })];
  await inside.ask(ANN, 'activity.upload', { band: band.id, days });
}

test('ahead of how many, and the first hundred without their names', async () => {
  await walks(262);
  expect(await world()).toMatchObject({ ahead: null, rank: null, top: [], of: 0 });
  await tick();
  const seen = await world();
  expect(seen).toMatchObject({
    of: 301,
    sampled: 301,
    steps: 262,
    next: { ahead: 90, steps: 100 },
  });
  expect(seen.bins).toEqual([100, ...Array.from({ length: 15 }, () => 0)]);
  expect(seen.ahead).toBeGreaterThan(86.5);
  expect(seen.ahead).toBeLessThan(87.5);
  expect(seen).toMatchObject({ day: TODAY, state: 'open', at: NOON, rank: 39 });
  expect(seen.top).toHaveLength(100);
  expect(seen.top[0]).toEqual({
    ...{ rank: 1, name: '小**', steps: 300, sourceClass: 'direct', maker: 'codoon', own: false },
  });
  const own = seen.top.filter((row) => row.own);
  expect(own).toMatchObject([{ steps: 262, rank: 39 }]);
  expect(own[0]!.name).toMatch(/^步友 /);
  expect(JSON.stringify(seen)).not.toMatch(/uid|avatar/);
});

test('who hides, is withheld, walked nothing or is gone is in no number', async () => {
  await change('people', uidOf(300), { hidden: true });
  await change('days', `${uidOf(299)}_${TODAY}`, { 'board.withheld': 'too-many-steps' });
  await change('days', `${uidOf(298)}_${TODAY}`, { 'board.steps': 0 });
  await inside.cloud.store.remove('people', { _id: uidOf(297) }, { multi: false });
  await tick();
  const seen = await world();
  expect(seen.of).toBe(296);
  expect(seen.top[0]).toMatchObject({ rank: 1, steps: 296 });
  await change('people', uidOf(296), { hidden: true });
  expect((await world()).top[0]).toMatchObject({ rank: 1, steps: 295 });
});

test('below two hundred nothing is told', async () => {
  for (let i = 1; i <= 101; i++) await change('people', uidOf(i), { hidden: true });
  await walks(150);
  await change('days', `${(await inside.ask(ANN, 'account.enter', {})).me.uid}_${TODAY}`, {
    'board.withheld': 'too-many-steps',
  });
  await tick();
  expect(await world()).toMatchObject({ ahead: null, rank: null, top: [], of: 0 });
  await change('people', uidOf(1), { hidden: false });
  inside.setTime(NOON + 600);
  await tick();
  expect(await world()).toMatchObject({ ahead: null, of: 200 });
});

describe('a day that is final', () => {
  test('is so once the clock has counted it after its end, late or not, and never changes', async () => {
    await walks(262);
    inside.setTime(NOON + DAY - HOUR);
    await tick();
    expect((await world()).state).toBe('settling');
    inside.setTime(NOON + DAY + 61);
    expect((await world()).state).toBe('settling');
    inside.setTime(NOON + 4 * DAY);
    await tick();
    const { top, ...final } = await world();
    expect(final).toMatchObject({ state: 'final', of: 301, rank: 39 });
    await change('people', uidOf(200), { hidden: true });
    inside.setTime(NOON + 6 * DAY);
    await tick();
    const { top: later, ...still } = await world();
    expect(still).toEqual(final);
    expect(top.length - later.length).toBe(0);
  });

  test('of a whole week without a clock each day is made up', async () => {
    inside.setTime(NOON + 7 * DAY);
    await tick();
    expect(inside.state().get('worlds')!.size).toBe(8);
    expect(await world()).toMatchObject({ state: 'final', of: 300 });
  });
});

test('who goes is taken out of the top', async () => {
  await walks(500);
  await tick();
  const { uid } = (await inside.ask(ANN, 'account.enter', {})).me;
  expect([...inside.state().get('worlds')!.values()].join()).toContain(uid);
  await inside.push('oWeChat', {
    MsgType: 'event',
    Event: 'user_authorization_cancellation',
    ...{ OpenID: ANN, CreateTime: NOON },
  });
  expect([...inside.state().get('worlds')!.values()].join()).not.toContain(uid);
});

test('a sample tells how many there are', async () => {
  const none: ReadonlyMap<string, string> = new Map();
  await inside.restore(new Map([...town, ['days', none], ['people', none]]));
  await crowd(6000);
  const { steps, n } = await sampleOf(TODAY, NOON, 2000);
  expect(steps).toHaveLength(2000);
  expect(Math.abs(n / 6000 - 1)).toBeLessThan(0.03);
  expect(await sampleOf(TODAY, NOON, 9999)).toMatchObject({ n: 6000 });
});
