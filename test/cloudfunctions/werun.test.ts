/** WeRun: a source of its own, proven by WeChat, beside the bands and never added to them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withdrawWerun } from '../../cloudfunctions/activity';
import { runJobs } from '../../cloudfunctions/jobs';
import { JOBS } from '../../cloudfunctions/timer/jobs';
import { addDays, dayOf, dayStart } from '../../miniprogram/contract/activity';
import { DAY, dayOfSlots, HOUR, NOON, TODAY } from './backend';
import { type Inside, type State, startInside } from './inside';

let inside: Inside;
let empty: State;
beforeAll(async () => {
  inside = await startInside();
  empty = inside.state();
});
afterAll(() => inside.stop());
beforeEach(async () => {
  inside.setTime(NOON);
  await inside.restore(empty);
  await consent(true);
});

const ANN = 'oWerun-ann-0123456789';

const consent = (given: boolean) =>
  inside.ask(ANN, 'consent.set', { kind: 'werun', version: 1, given });

/** WeChat's list of these days, as `wx.getWeRunData` leads to it. */
const told = (steps: Readonly<Record<number, unknown>>) =>
  Object.entries(steps).map(([day, step]) => ({ timestamp: dayStart(Number(day)), step }));
const proofOf = (stepInfoList: unknown) => inside.cloud.cloudId({ stepInfoList }, ANN);
const werun = (steps: Readonly<Record<number, unknown>>) =>
  inside.ask(ANN, 'activity.werun', { proof: proofOf(told(steps)) });

async function band(steps: number, day = TODAY) {
  const what = { model: 'am3', protocol: 'ihealth', serial: 'BAND-ann', virtual: false };
  const { id } = (await inside.ask(ANN, 'band.bind', what)).band;
  const part = Math.floor(steps / 4);
  const slots = { 30: part - 10, 32: part, 34: part + 10, 36: steps - 3 * part };
  return inside.ask(ANN, 'activity.upload', { band: id, days: [dayOfSlots(day, slots)] });
}

const board = async () => inside.ask(ANN, 'board.friends', { day: TODAY });
const dayNow = async (day = TODAY) =>
  (await inside.ask(ANN, 'activity.days', { from: day, to: day })).days[0];
const uidOf = async () => (await inside.ask(ANN, 'account.enter', {})).me.uid;

test('R10-2 without its consent, or after it was taken back, nothing is taken', async () => {
  await werun({ [TODAY]: 4321 });
  await consent(false);
  const refused = await inside.reply(ANN, 'activity.werun', {
    proof: proofOf(told({ [TODAY]: 1 })),
  });
  expect(refused).toMatchObject({ ok: false, code: 'needs-werun' });
  expect(await dayNow()).toBeUndefined();
  await consent(true);
  await werun({ [TODAY]: 4321 });
  expect((await dayNow())?.steps).toBe(4321);
});

test('R5-10 somebody with WeRun alone is on the board as such', async () => {
  expect(await werun({ [TODAY]: 4321, [TODAY - 1]: 8000 })).toMatchObject({
    ...{ changed: 2, newSteps: 4321, rejected: [] },
    days: [{ day: TODAY - 1 }, { day: TODAY, leading: 'werun', sourceClass: 'werun' }],
  });
  expect((await board()).rows).toMatchObject([
    { rank: 1, steps: 4321, sourceClass: 'werun', maker: null },
  ]);
});

test('R12-4 where a band tells of the day WeRun does not count, in whatever order they come', async () => {
  await werun({ [TODAY]: 9000, [TODAY - 1]: 700 });
  await band(3000);
  expect(await dayNow()).toMatchObject({ steps: 3000, sourceClass: 'direct' });
  await werun({ [TODAY]: 9500 });
  expect(await dayNow()).toMatchObject({ steps: 3000, sourceClass: 'direct' });
  expect(await dayNow(TODAY - 1)).toMatchObject({ steps: 700, sourceClass: 'werun' });
});

test('R13-6 a month of Beijing days is taken, and of it again only what changed', async () => {
  const month = Object.fromEntries(
    Array.from({ length: 31 }, (_, i) => [addDays(TODAY, -i), 5000 + i]),
  );
  expect((await werun(month)).changed).toBe(31);
  inside.requests();
  expect(await werun({ ...month, [TODAY]: 6000 })).toMatchObject({ changed: 1, newSteps: 1000 });
  const written = inside.requests().filter(({ action }) => action === 'database.modifyDocument');
  // The meter, the turn, and today.
  expect(written).toHaveLength(3);
});

test.each<[string, unknown]>([
  ['no list', undefined],
  ['a text', 'steps'],
  ['a list as a number', 31],
])('%s is no proof', async (_, list) => {
  await uidOf();
  const reply = await inside.reply(ANN, 'activity.werun', { proof: proofOf(list) });
  expect(reply).toMatchObject({ ok: false, code: 'proof-refused' });
});

test('entries that say nothing are passed over, and what cannot be is refused', async () => {
  const stamp = dayStart(TODAY);
  const list = [null, 7, {}, { timestamp: 'x', step: 5 }, { timestamp: stamp, step: '9' }];
  const more = [
    { timestamp: stamp, step: -5 },
    { timestamp: stamp - DAY, step: 0 },
  ];
  await uidOf();
  const taken = await inside.ask(ANN, 'activity.werun', { proof: proofOf([...list, ...more]) });
  expect(taken).toMatchObject({ changed: 0, rejected: [] });
  expect(await werun({ [TODAY]: 400_000, [TODAY + 2]: 5, [TODAY - 1]: 1.5 })).toMatchObject({
    changed: 0,
    rejected: expect.arrayContaining([
      { day: TODAY, slot: null, reason: 'too-fast' },
      { day: TODAY + 2, slot: null, reason: 'future' },
      { day: TODAY - 1, slot: null, reason: 'not-a-number' },
    ]),
  });
});

describe('R12-6 a band that tells far more than WeRun', () => {
  const morning = NOON + 20 * HOUR;

  test.each([
    [2000, 2600, null],
    [2000, 2612, 'unconfirmed'],
  ])('WeRun %i, band %i: %s, once the day is over', async (steps, walked, reason) => {
    await werun({ [TODAY]: steps });
    await band(walked);
    expect((await board()).withheld).toBeNull();
    inside.setTime(morning);
    await werun({ [TODAY]: steps });
    const after = await board();
    expect(after.withheld).toBe(reason);
    expect(after.rows).toHaveLength(reason ? 0 : 1);
    expect(await dayNow()).toMatchObject({ steps: walked, withheld: reason });
  });

  test('is held against it by its own sync, too', async () => {
    await werun({ [TODAY]: 2000 });
    await band(6000);
    inside.setTime(morning);
    await band(6000);
    expect((await board()).withheld).toBe('unconfirmed');
  });

  test('is believed again when WeRun has caught up', async () => {
    await werun({ [TODAY]: 2000 });
    await band(6000);
    inside.setTime(morning);
    await werun({ [TODAY]: 2000 });
    await werun({ [TODAY]: 5500 });
    expect((await board()).rows).toMatchObject([{ steps: 6000, sourceClass: 'direct' }]);
  });

  test('is not withheld from a list that is final', async () => {
    await band(6000);
    inside.setTime(NOON + DAY + 61);
    await werun({ [TODAY]: 2000 });
    expect((await board()).rows).toMatchObject([{ steps: 6000 }]);
  });
});

describe('WeRun taken back', () => {
  test('R10-2 has told nothing: its days go, days of bands are as without it', async () => {
    await band(3000, TODAY - 1);
    const before = await dayNow(TODAY - 1);
    await werun({ [TODAY]: 4000, [TODAY - 1]: 2000 });
    await withdrawWerun(await uidOf());
    expect(await dayNow()).toBeUndefined();
    expect(await dayNow(TODAY - 1)).toEqual(before);
    expect((await board()).rows).toEqual([]);
    const state = [...inside.state()].flatMap(([, docs]) => [...docs.values()]);
    expect(state.filter((text) => /"(band|leading|sourceClass)":"werun"/.test(text))).toEqual([]);
  });

  test('is gone from a list that is final', async () => {
    await werun({ [TODAY]: 4000 });
    inside.setTime(NOON + 3 * DAY);
    await band(100);
    expect((await board()).rows).toMatchObject([{ sourceClass: 'werun' }]);
    await withdrawWerun(await uidOf());
    expect((await board()).rows).toEqual([]);
  });

  test('goes on by the clock where a call did not finish, and takes nothing new meanwhile', async () => {
    const uid = await uidOf();
    for (const month of [0, 1]) {
      inside.setTime(NOON + month * 31 * DAY);
      const first = dayOf(Date.now() / 1000);
      await werun(
        Object.fromEntries(Array.from({ length: 31 }, (_, i) => [addDays(first, -i), 9])),
      );
    }
    inside.cloud.faults.add({
      ...{ action: 'database.commitTransaction', kind: 'timeout-before', times: 99 },
      when: () => inside.state().get('days')!.size < 40,
    });
    await expect(withdrawWerun(uid)).rejects.toThrow();
    inside.clearFaults();
    expect(inside.state().get('days')!.size).toBe(34);
    const reply = await inside.reply(ANN, 'activity.werun', { proof: proofOf([]) });
    expect(reply).toMatchObject({ ok: false, code: 'contended' });
    expect(await runJobs(JOBS)).toContainEqual({ job: 'werun', steps: 4, end: 'done' });
    expect(inside.state().get('days')!.size).toBe(0);
    expect(inside.state().get('withdrawals')!.size).toBe(0);
    expect((await werun({ [dayOf(Date.now() / 1000)]: 9 })).changed).toBe(1);
  });
});
