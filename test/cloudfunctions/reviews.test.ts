/** 申请核实: a day that boards withhold is asked about, looked at, decided, told; and what comes later. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runJobs } from '../../cloudfunctions/jobs';
import { sweep } from '../../cloudfunctions/sweep';
import { dayStart } from '../../miniprogram/contract/activity';
import type { HeldSlot, Input, KeptWhy, Output } from '../../miniprogram/contract/api';
import { DAY, dayOfSlots, NOON, TODAY } from './backend';
import type { Inside } from './inside';
import { ASKED, FAST_STEPS, HELD, PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
});
const { ann, ben, hal, sam } = PEOPLE;

/** An hour at 180 steps a minute: boards withhold the day. */
const HOUR = { 40: 2700, 41: 2700, 42: 2700, 43: 2700 };
/** 281 steps a minute for a quarter of an hour: the cloud refuses the slot. */
const ROPE: Omit<HeldSlot, 'band'> = { slot: 47, steps: 4210 };

beforeEach(() => inside.setTime(NOON));

const upload = (days: Input<'activity.upload'>['days'], battery = 90) =>
  inside.ask(ann, 'activity.upload', { band: town.band, days, battery });
const ask = (day: number, slots: HeldSlot[] = [], note = '') =>
  inside.ask(ann, 'review.ask', { day, note, slots });
const sources = async (day: number) => inside.ask(ann, 'activity.sources', { day });
const withheld = async (day: number) => (await sources(day)).total?.withheld;
const list = async (who: string = hal) => (await inside.ask(who, 'desk.reviews', {})).reviews;
const see = (review: string): Promise<Output<'desk.review'>> =>
  inside.ask(hal, 'desk.review', { review });
const own = async (day: number) => {
  const board = await inside.ask(ann, 'board.friends', { day });
  return { withheld: board.withheld, steps: board.own?.steps ?? null };
};

/** Looks at the one of a day that waits, and decides. */
async function decide(day: number, verdict: 'counts' | KeptWhy = 'counts') {
  const { id } = (await list()).find((one) => one.day === day)!;
  const { total } = await see(id);
  return inside.ask(hal, 'desk.decide', { review: id, total, verdict });
}

describe('R12-2 asking for a review', () => {
  test('a withheld day waits at the operator’s desk, and its owner sees so', async () => {
    const { review } = await ask(HELD, [], '  陪孩子\n跳绳 ');
    expect(review).toEqual({
      ...{ state: 'asked', at: NOON, note: '陪孩子 跳绳', reason: 'too-fast', steps: FAST_STEPS },
      ...{ slots: [], decidedAt: null, why: null },
    });
    expect((await sources(HELD)).review).toEqual(review);
    expect((await list()).map(({ day }) => day)).toEqual([ASKED, HELD]);
  });

  test('asked again it is the same', async () => {
    const first = await ask(HELD, [], '跳绳');
    inside.setTime(NOON + 60);
    expect(await ask(HELD, [], '还是跳绳')).toEqual(first);
    expect(await list()).toHaveLength(2);
  });

  test('a day that counts, or that has nothing, is not asked about', async () => {
    for (const day of [TODAY - 1, 20200101]) {
      expect(await inside.reply(ann, 'review.ask', { day, note: '', slots: [] })).toMatchObject({
        code: 'not-found',
      });
    }
  });

  test('a virtual band’s day is not asked about', async () => {
    await inside.ask(ben, 'band.bind', {
      ...{ model: 'am3', protocol: 'ihealth', serial: 'BEN', virtual: true },
    });
    const { bands } = await inside.ask(ben, 'account.enter', {});
    await inside.ask(ben, 'activity.upload', {
      band: bands[0]!.id,
      days: [dayOfSlots(TODAY, HOUR)],
    });
    const slots = [{ band: bands[0]!.id, ...ROPE }];
    expect(await inside.reply(ben, 'review.ask', { day: TODAY, note: '', slots })).toMatchObject({
      code: 'not-found',
    });
  });

  test.each([
    ['a slot that the rule takes', { slot: 47, steps: 3750 }],
    ['a slot of the future', { slot: 95, steps: 4210 }],
  ])('%s is no reason to ask', async (_, one) => {
    const slots = [{ band: town.band, ...one }];
    expect(await inside.reply(ann, 'review.ask', { day: TODAY, note: '', slots })).toMatchObject({
      code: 'not-found',
    });
  });

  test('nor is one of a band that told nothing of the day', async () => {
    const slots = [{ band: 'am3-somebodys', ...ROPE }];
    expect(await inside.reply(ann, 'review.ask', { day: TODAY, note: '', slots })).toMatchObject({
      code: 'not-found',
    });
  });

  test('a note that WeChat lets nobody read is refused, and nothing is asked', async () => {
    inside.cloud.openapi.risky.add('加微信');
    const reply = await inside.reply(ann, 'review.ask', { day: HELD, note: '加微信', slots: [] });
    expect(reply).toMatchObject({ code: 'text-refused' });
    expect(await list()).toHaveLength(1);
  });

  test('a note that WeChat cannot check now is told so, and nothing is asked', async () => {
    inside.cloud.faults.add({ action: 'wx.openApi', kind: 'timeout-before' });
    const reply = await inside.reply(ann, 'review.ask', { day: HELD, note: '跳绳', slots: [] });
    expect(reply).toMatchObject({ code: 'text-unchecked' });
    expect(await list()).toHaveLength(1);
  });

  test('twenty an hour are the most', async () => {
    for (let count = 1; count < 20; count++) await ask(HELD);
    expect(await inside.reply(ann, 'review.ask', { day: HELD, note: '', slots: [] })).toMatchObject(
      { code: 'too-often' },
    );
  });

  test('taken back it is gone from the desk, and may be asked again', async () => {
    await inside.ask(ann, 'review.withdraw', { day: ASKED });
    expect((await sources(ASKED)).review).toBeNull();
    expect(await list()).toEqual([]);
    expect(await inside.reply(hal, 'desk.review', { review: town.review })).toMatchObject({
      code: 'not-found',
    });
    const decided = { review: town.review, total: FAST_STEPS, verdict: 'counts' } as const;
    expect(await inside.reply(hal, 'desk.decide', decided)).toMatchObject({ code: 'not-found' });
    expect((await ask(ASKED)).review.state).toBe('asked');
  });
});

describe('R12-2 at the operator’s desk', () => {
  test('the day is seen by source, without a word of whose it is', async () => {
    const seen = await see(town.review);
    expect(seen).toMatchObject({
      ...{ day: ASKED, reason: 'too-fast', steps: FAST_STEPS, total: FAST_STEPS },
      ...{ note: '陪孩子跳绳' },
      sources: [{ model: 'am3', protocol: 'ihealth', maker: 'ihealth', held: [], counter: null }],
    });
    expect(seen.sources[0]!.hours[10]).toBe(FAST_STEPS);
    const said = JSON.stringify([seen, await list()]);
    for (const one of [town.uids.ann, town.serial, town.band]) expect(said).not.toContain(one);
  });

  test('nobody decides their own', async () => {
    await inside.ask(hal, 'band.bind', {
      ...{ model: 'am3', protocol: 'ihealth', serial: 'A40000000009', virtual: false },
    });
    const { bands } = await inside.ask(hal, 'account.enter', {});
    await inside.ask(hal, 'activity.upload', {
      band: bands[0]!.id,
      days: [dayOfSlots(TODAY - 1, HOUR)],
    });
    await inside.ask(hal, 'review.ask', { day: TODAY - 1, note: '', slots: [] });
    expect((await list()).map(({ day }) => day)).toEqual([ASKED]);
    const mine = inside.cloud.store.find('reviews', { uid: town.uids.hal })[0]!.doc;
    expect(await inside.reply(hal, 'desk.review', { review: String(mine.token) })).toMatchObject({
      code: 'not-found',
    });
  });

  test('a maker’s people know nothing of it', async () => {
    for (const [action, input] of [
      ['desk.reviews', {}],
      ['desk.review', { review: town.review }],
      ['desk.decide', { review: town.review, total: FAST_STEPS, verdict: 'counts' }],
    ] as const) {
      expect(await inside.reply(sam, action, input)).toMatchObject({ code: 'forbidden' });
    }
  });

  test('what changed since it was looked at waits on', async () => {
    await ask(HELD);
    const { id } = (await list())[1]!;
    const { total } = await see(id);
    await upload([dayOfSlots(HELD, { 44: 2700 })]);
    const late = { review: id, total, verdict: 'counts' } as const;
    expect(await inside.ask(hal, 'desk.decide', late)).toEqual({ state: 'asked' });
    expect(await withheld(HELD)).toBe('too-fast');
  });

  test('what was decided stands', async () => {
    await decide(ASKED, 'too-even');
    const again = { review: town.review, total: FAST_STEPS, verdict: 'counts' } as const;
    expect(await inside.ask(hal, 'desk.decide', again)).toEqual({ state: 'kept' });
    expect(await withheld(ASKED)).toBe('too-fast');
    expect(await list()).toEqual([]);
  });
});

describe('R12-2 a day that stays off boards', () => {
  test('its owner is told, and why', async () => {
    await decide(ASKED, 'too-many');
    expect((await sources(ASKED)).review).toMatchObject({
      ...{ state: 'kept', why: 'too-many', decidedAt: NOON },
    });
    const { notices } = await inside.ask(ann, 'account.enter', {});
    expect(notices[0]).toMatchObject({ kind: 'review-done', facts: { day: ASKED } });
  });

  test('is not asked about again, until there is more', async () => {
    await decide(ASKED, 'unclear');
    expect((await ask(ASKED)).review.state).toBe('kept');
    expect(await list()).toEqual([]);
    await upload([dayOfSlots(ASKED, { 50: 300 })]);
    expect((await ask(ASKED)).review).toMatchObject({ state: 'asked', steps: FAST_STEPS + 300 });
  });
});

describe('R12-2 a day that counts after all', () => {
  test('goes up on the open board', async () => {
    await upload([dayOfSlots(TODAY, HOUR)]);
    expect(await own(TODAY)).toEqual({ withheld: 'too-fast', steps: null });
    await ask(TODAY);
    inside.setTime(NOON + 600);
    expect(await decide(TODAY)).toEqual({ state: 'counted' });
    expect(await own(TODAY)).toEqual({ withheld: null, steps: FAST_STEPS + 400 });
    const { rows } = await inside.ask(ann, 'board.friends', { day: TODAY });
    // Nobody synced while it was looked at.
    expect(rows.find((row) => row.own)).toMatchObject({ syncedAt: NOON, reachedAt: NOON + 600 });
  });

  test('on a final list it corrects the history alone', async () => {
    await upload([dayOfSlots(TODAY, HOUR)]);
    await ask(TODAY);
    inside.setTime(NOON + DAY + 60);
    await decide(TODAY);
    expect(await withheld(TODAY)).toBeNull();
    expect(await own(TODAY)).toEqual({ withheld: 'too-fast', steps: null });
  });

  test('R12-7 is counted by the version it began with', async () => {
    const id = `${town.uids.ann}_${ASKED}`;
    const { doc } = inside.cloud.store.find('days', { _id: id })[0]!;
    const total = { ...(doc.total as object), ruleVersion: 1 };
    await inside.cloud.store.set('days', id, { ...doc, total });
    await decide(ASKED);
    expect((await sources(ASKED)).total).toMatchObject({ ruleVersion: 1, withheld: null });
  });

  test('the same upload again does not withhold it, more of the usual neither', async () => {
    await decide(ASKED);
    await upload([dayOfSlots(ASKED, HOUR)]);
    expect(await withheld(ASKED)).toBeNull();
    await upload([dayOfSlots(ASKED, { 60: 500 })]);
    expect((await sources(ASKED)).total).toMatchObject({
      ...{ steps: FAST_STEPS + 500, withheld: null },
    });
  });

  test('another such hour was not looked at: it withholds the day, and may be asked about', async () => {
    await decide(ASKED);
    await upload([dayOfSlots(ASKED, { 60: 2700, 61: 2700, 62: 2700, 63: 2700 })]);
    expect(await withheld(ASKED)).toBe('too-fast');
    expect((await ask(ASKED)).review.state).toBe('asked');
  });

  test('more in the slots that were looked at withholds it, too', async () => {
    await decide(ASKED);
    await upload([dayOfSlots(ASKED, { 40: 2701, 41: 2701, 42: 2701, 43: 2701 })]);
    expect(await withheld(ASKED)).toBe('too-fast');
  });

  test('a total beyond the limit passes as far as it was looked at', async () => {
    const day = TODAY - 3;
    const busy = (steps: number) =>
      dayOfSlots(
        day,
        Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i + 20, steps + i])),
      );
    await upload([busy(1100)]);
    expect(await withheld(day)).toBe('too-many-steps');
    await ask(day);
    await decide(day);
    expect(await withheld(day)).toBeNull();
    await upload([busy(1101)]);
    expect(await withheld(day)).toBe('too-many-steps');
  });

  test('WeRun has no say any more in what was looked at', async () => {
    const day = TODAY - 1;
    await inside.ask(ann, 'activity.werun', { proof: town.steps });
    await upload([dayOfSlots(day, { 41: 900 })]);
    expect(await withheld(day)).toBe('unconfirmed');
    await ask(day);
    await decide(day);
    await upload([dayOfSlots(day, { 41: 900 })]);
    expect(await withheld(day)).toBeNull();
    expect(await own(day)).toMatchObject({ withheld: null });
    await upload([dayOfSlots(day, { 42: 10 })]);
    expect(await withheld(day)).toBe('unconfirmed');
  });
});

describe('R12-1 slots that the cloud refused', () => {
  const day = TODAY - 2;
  const told = dayOfSlots(day, { 40: 900, [ROPE.slot]: ROPE.steps });
  const asked = () => ask(day, [{ band: town.band, ...ROPE }]);

  test('are looked at, and count with exactly what was looked at', async () => {
    expect((await upload([told])).rejected).toHaveLength(1);
    expect((await asked()).review).toMatchObject({ reason: 'too-fast', steps: ROPE.steps });
    const { id } = (await list()).find((one) => one.day === day)!;
    const seen = await see(id);
    expect(seen).toMatchObject({ total: 900 + ROPE.steps, sources: [{ held: [ROPE] }] });
    expect((await sources(day)).total).toMatchObject({ steps: 900 });
    await decide(day);
    expect((await sources(day)).total).toMatchObject({ steps: 900 + ROPE.steps, withheld: null });
  });

  test('are refused no more when they come again, and still when there is more in them', async () => {
    await upload([told]);
    await asked();
    await decide(day);
    expect(await upload([told])).toMatchObject({ changed: 0, rejected: [] });
    const alone = dayOfSlots(day, { [ROPE.slot]: ROPE.steps });
    expect((await upload([alone])).rejected).toEqual([]);
    const more = dayOfSlots(day, { [ROPE.slot]: ROPE.steps + 1 });
    expect((await upload([more])).rejected).toEqual([{ day, slot: 47, reason: 'too-fast' }]);
    expect((await sources(day)).total).toMatchObject({ steps: 900 + ROPE.steps });
  });

  test('stay out of the day when it is decided so', async () => {
    await upload([told]);
    await asked();
    await decide(day, 'too-many');
    expect((await sources(day)).total).toMatchObject({ steps: 900, withheld: null });
  });
});

describe('R12-1 what the cloud refused of a day is known to all phones of its owner', () => {
  const day = TODAY - 2;
  const YEAR = Math.floor(TODAY / 10_000);
  /** What each answer about several days says of one: of a day, of a year, at start. */
  const kept = async (at: number) => {
    const answers = [
      await inside.ask(ann, 'activity.days', { from: at, to: at }),
      await inside.ask(ann, 'activity.year', { year: YEAR }),
      await inside.ask(ann, 'account.enter', {}),
    ];
    const known = answers.map(({ days }) => days.find((one) => one.day === at)!);
    return known.map((one) => ('keptOff' in one ? one.keptOff : 'absent'));
  };
  const inAll = <T>(value: T) => [value, value, value];
  const rope = (steps: number) => dayOfSlots(day, { 40: 900, [ROPE.slot]: steps });
  const off = async (at = day) =>
    (await sources(at)).sources.find(({ source }) => source === town.band)?.heldOff;

  test('the most that was told of a slot, in any order', async () => {
    await upload([rope(4000)]);
    expect(await off()).toEqual({ [ROPE.slot]: 4000 });
    await upload([rope(4210)]);
    await upload([rope(4100), dayOfSlots(day, { 48: 3751 })]);
    expect(await off()).toEqual({ [ROPE.slot]: 4210, 48: 3751 });
    expect((await sources(day)).total).toMatchObject({ steps: 900, withheld: null });
  });

  test('the same again changes nothing, and is refused as ever', async () => {
    await upload([rope(ROPE.steps)]);
    const days = inside.state().get('days');
    expect((await upload([rope(ROPE.steps)])).rejected).toHaveLength(1);
    expect(inside.state().get('days')).toEqual(days);
  });

  test('what was never anybody’s steps is none of it', async () => {
    // Of the future, of no slot, more in a quarter of an hour than a day may have, of a virtual band.
    const days = [
      dayOfSlots(TODAY, { 30: 450, 95: 5000, 96: 5000 }),
      dayOfSlots(TODAY - 5, { 9: 60_001 }),
    ];
    await upload(days);
    const virtual = [dayOfSlots(TODAY, { 20: 5000 })];
    await inside.ask(ann, 'activity.upload', { band: town.virtual, days: virtual });
    expect(await sources(TODAY - 5)).toMatchObject({ sources: [], total: null });
    const { sources: told } = await sources(TODAY);
    expect(told.map(({ heldOff }) => heldOff)).toEqual([undefined, undefined]);
  });

  test('of a day with nothing else in it, too: it may be asked about', async () => {
    const alone = TODAY - 5;
    await upload([dayOfSlots(alone, { [ROPE.slot]: ROPE.steps })]);
    expect(await off(alone)).toEqual({ [ROPE.slot]: ROPE.steps });
    expect((await sources(alone)).total).toMatchObject({ steps: 0, withheld: null });
    const { days } = await inside.ask(ann, 'activity.days', { from: alone, to: alone });
    expect(days).toMatchObject([{ day: alone, steps: 0 }]);
    expect((await ask(alone)).review).toMatchObject({ reason: 'too-fast', steps: ROPE.steps });
    await decide(alone);
    expect((await sources(alone)).total).toMatchObject({ steps: ROPE.steps, withheld: null });
    expect(await off(alone)).toBeUndefined();
  });

  test('R12-2 how much it is, in every answer about days; of a usual day no answer has a word of it', async () => {
    await upload([dayOfSlots(day, { 40: 900 })]);
    expect(await kept(day)).toEqual(inAll('absent'));
    const [told] = (await upload([dayOfSlots(day, { [ROPE.slot]: 4000, 48: 3800 })])).days;
    expect(told).toMatchObject({ steps: 900, keptOff: 7800 });
    // A band more of the same time is no more of it, and the most of each slot counts.
    const more = [dayOfSlots(day, { [ROPE.slot]: ROPE.steps })];
    const wish = { model: 'am3', protocol: 'ihealth', serial: '004D320A1B2C', virtual: false };
    const { band } = await inside.ask(ann, 'band.bind', wish);
    await inside.ask(ann, 'activity.upload', { band: band.id, days: more });
    expect(await kept(day)).toEqual(inAll(ROPE.steps + 3800));
    await ask(day);
    await decide(day);
    expect(await kept(day)).toEqual(inAll('absent'));
  });

  test('R12-2 all of a day that is withheld, and none of one that only a virtual band told of', async () => {
    await upload([dayOfSlots(TODAY - 3, HOUR)]);
    expect(await kept(TODAY - 3)).toEqual(inAll((await sources(TODAY - 3)).total?.steps));
    const virtual = [dayOfSlots(TODAY - 4, { 40: 900 })];
    await inside.ask(ann, 'activity.upload', { band: town.virtual, days: virtual });
    expect(await withheld(TODAY - 4)).toBe('virtual');
    expect(await kept(TODAY - 4)).toEqual(inAll('absent'));
  });

  test('of a day that WeRun tells of, too: its number stays', async () => {
    const alone = TODAY - 5;
    const stepInfoList = [{ timestamp: dayStart(alone), step: 800 }];
    const proof = inside.cloud.cloudId({ stepInfoList }, ann);
    await inside.ask(ann, 'activity.werun', { proof });
    await upload([dayOfSlots(alone, { [ROPE.slot]: ROPE.steps })]);
    expect((await sources(alone)).total).toMatchObject({ steps: 800, sourceClass: 'werun' });
    expect(await off(alone)).toEqual({ [ROPE.slot]: ROPE.steps });
  });

  test('is asked about by a phone that sent none of it, and counts when it was let count', async () => {
    await upload([rope(ROPE.steps)]);
    expect((await ask(day)).review).toMatchObject({
      ...{ reason: 'too-fast', steps: ROPE.steps },
      slots: [{ band: town.band, ...ROPE }],
    });
    await decide(day);
    expect(await off()).toBeUndefined();
    expect(await upload([rope(ROPE.steps)])).toMatchObject({ changed: 0, rejected: [] });
    expect(await off()).toBeUndefined();
    await upload([rope(ROPE.steps + 9)]);
    expect(await off()).toEqual({ [ROPE.slot]: ROPE.steps + 9 });
  });

  test('stays when it was decided so, and more of it may be asked about', async () => {
    await upload([rope(ROPE.steps)]);
    await ask(day);
    await decide(day, 'too-many');
    expect(await off()).toEqual({ [ROPE.slot]: ROPE.steps });
    expect((await ask(day)).review.state).toBe('kept');
    await upload([rope(ROPE.steps + 1)]);
    expect((await ask(day)).review).toMatchObject({ state: 'asked', steps: ROPE.steps + 1 });
  });

  test('is nobody else’s', async () => {
    await upload([dayOfSlots(TODAY, { 30: 450, 31: ROPE.steps })]);
    expect(await off(TODAY)).toEqual({ 31: ROPE.steps });
    const seen = await inside.ask(ben, 'friend.day', { uid: town.uids.ann, day: TODAY });
    expect(JSON.stringify(seen)).not.toMatch(/heldOff|4210/);
  });

  test('is there when one phone tells it while another tells more', async () => {
    await upload([rope(ROPE.steps)]);
    const counter = { day, slots: {}, counter: { steps: 5000 } };
    await upload([counter]);
    await inside.ask(ann, 'activity.dropCounter', { band: town.band, day });
    expect(await off()).toEqual({ [ROPE.slot]: ROPE.steps });
  });
});

describe('R10 a review is its owner’s', () => {
  test('who erases their account leaves nothing to look at', async () => {
    await inside.ask(ann, 'account.erase', { confirm: true });
    expect(await list()).toEqual([]);
    const decided = { review: town.review, total: FAST_STEPS, verdict: 'counts' } as const;
    expect(await inside.reply(hal, 'desk.decide', decided)).toMatchObject({ code: 'not-found' });
    expect(inside.cloud.store.find('reviews', {})).toEqual([]);
  });

  test('what was decided is known for half a year, what waits stays', async () => {
    await ask(HELD);
    await decide(ASKED, 'unclear');
    inside.setTime(NOON + 181 * DAY);
    await runJobs([sweep]);
    const left = inside.cloud.store.find('reviews', {}).map(({ doc }) => doc.day);
    expect(left).toEqual([HELD]);
  });
});
