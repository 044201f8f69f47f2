/** R2-8: a band changes hands; what was counted stays where it was, and both sides are told. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { knowsBand } from '../../cloudfunctions/handover/possession';
import type { BandDay } from '../../miniprogram/contract/activity';
import { API_LIMITS, type NoticeKind, type Output } from '../../miniprogram/contract/api';
import { DAY, dayOfSlots, HOUR, NOON, TODAY } from './backend';
import type { Inside } from './inside';
import { PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
});

const { ann, ben, hal, rex, sam } = PEOPLE;
/** Ten slots of the morning, each with a number of its own. */
const MORNING = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [20 + i, 101 + i * 13]));
const walked = dayOfSlots(TODAY, MORNING);

beforeEach(async () => {
  inside.setTime(NOON);
  await inside.ask(ann, 'activity.upload', { band: town.band, days: [walked] });
});

const claim = async (who: string, proof?: BandDay[]) => {
  const wish = { model: 'am3', serial: town.serial, ...(proof && { proof }) };
  return (await inside.ask(who, 'band.claim', wish)).state;
};
const enter = (who: string): Promise<Output<'account.enter'>> =>
  inside.ask(who, 'account.enter', {});
const has = async (who: string) => (await enter(who)).bands.some(({ id }) => id === town.band);
const told = async (who: string, kind: NoticeKind) =>
  (await enter(who)).notices.filter((notice) => notice.kind === kind);
const answer = (give: boolean, id = town.claim) =>
  inside.reply(ann, 'band.answer', { claim: id, give });

describe('somebody with the band at hand', () => {
  test('has it at once; its owner is told, and keeps their days', async () => {
    const before = await inside.ask(ann, 'activity.days', { from: TODAY, to: TODAY });
    expect(await claim(rex, [walked])).toBe('granted');
    expect(await has(rex)).toBe(true);
    expect(await has(ann)).toBe(false);
    expect(await told(ann, 'band-moved')).toMatchObject([{ seen: false, facts: { model: 'am3' } }]);
    expect(await inside.ask(ann, 'activity.days', { from: TODAY, to: TODAY })).toEqual(before);
    const late = { band: town.band, days: [walked] };
    expect(await inside.reply(ann, 'activity.upload', late)).toMatchObject({ code: 'not-found' });
  });

  test('counts what they walk from then on; what the band remembers of before is not theirs', async () => {
    await claim(rex, [walked]);
    const later = { ...MORNING, 48: 70, 49: 30 };
    inside.setTime(NOON + HOUR);
    const counter = { day: TODAY, slots: later, counter: { steps: 9000 } };
    const days = [
      Object.assign(dayOfSlots(TODAY, later), { counter: counter.counter }),
      dayOfSlots(TODAY - 1, { 30: 500 }),
    ];
    const result = await inside.ask(rex, 'activity.upload', { band: town.band, days });
    expect(result.days.map(({ day, steps }) => [day, steps])).toEqual([[TODAY, 100]]);
  });

  test('is not who guesses', async () => {
    const off = (by: number) =>
      dayOfSlots(TODAY, Object.fromEntries(Object.entries(MORNING).map(([s, n]) => [s, n + by])));
    expect(await claim(rex, [off(1)])).toBe('asked');
    expect(await has(ann)).toBe(true);
  });
});

test('who sees a friend’s hours does not know the band: a guess of all quarters of an hour is one', async () => {
  // An hour that was walked in one quarter alone says what that quarter had.
  const FIRST = 9;
  const quarters = Array.from({ length: 12 }, (_, i) => [(FIRST + i) * 4 + (i % 4), 120 + i * 7]);
  inside.setTime(NOON + 9 * HOUR);
  await inside.ask(ann, 'activity.upload', {
    band: town.band,
    days: [dayOfSlots(TODAY, Object.fromEntries(quarters))],
  });
  const { hours } = await inside.ask(ben, 'friend.day', { uid: town.uids.ann, day: TODAY });
  const guess = hours!.flatMap((steps, hour) =>
    steps > 0 && hour >= FIRST ? [0, 1, 2, 3].map((quarter) => [hour * 4 + quarter, steps]) : [],
  );
  expect(guess).toHaveLength(48);
  expect(await claim(ben, [dayOfSlots(TODAY, Object.fromEntries(guess))])).toBe('asked');
  expect(await has(ann)).toBe(true);
});

describe('what shows that a band is at hand', () => {
  const part = (count: number, over: Record<number, number> = {}) =>
    dayOfSlots(TODAY, { ...Object.fromEntries(Object.entries(MORNING).slice(0, count)), ...over });

  test.each([
    ['eight slots of the owner’s', [part(8)], true],
    ['seven', [part(7)], false],
    ['newer slots, which the owner has not read', [part(10, { 60: 5, 61: 9 })], true],
    ['one that has grown since, of ten', [part(9, { 29: 999 })], true],
    ['two that differ, of ten', [part(8, { 28: 999, 29: 999 })], false],
    [
      'the right ones among every other number',
      [part(10), part(0, { 20: 1 }), part(0, { 21: 1 })],
      false,
    ],
    ['what it remembers of who had it before', [part(10, { 3: 70, 4: 80, 5: 90 })], true],
    ['another day', [dayOfSlots(TODAY - 1, MORNING)], false],
    ['nothing', [], false],
  ] as const)('%s', (_, shown, atHand) => {
    expect(knowsBand(shown, [walked])).toBe(atHand);
  });
});

describe('somebody without it', () => {
  test('is asked about, once, and told to nobody else', async () => {
    const asked = await told(ann, 'band-asked');
    expect(asked).toMatchObject([{ facts: { claim: town.claim, model: 'am3' } }]);
    expect(asked[0]!.facts.who).toMatch(/^.\*\*$/);
    expect(await claim(sam)).toBe('asked');
    expect(await told(ann, 'band-asked')).toHaveLength(1);
  });

  test('has it when its owner gives it, however often that is said', async () => {
    expect(await answer(true)).toMatchObject({ ok: true });
    expect(await answer(true)).toMatchObject({ ok: true });
    expect(await has(sam)).toBe(true);
    expect(await told(sam, 'band-given')).toHaveLength(1);
    expect(await told(ann, 'band-moved')).toHaveLength(1);
    expect(await answer(false)).toMatchObject({ code: 'not-found' });
  });

  test('has it not when they keep it, and does not ask again for a week', async () => {
    expect(await answer(false)).toMatchObject({ ok: true });
    expect(await told(sam, 'band-kept')).toHaveLength(1);
    expect(await claim(sam)).toBe('refused');
    inside.setTime(NOON + API_LIMITS.claimDays * DAY + 1);
    expect(await claim(sam)).toBe('asked');
    expect(await has(ann)).toBe(true);
  });

  test('waits with two others at most', async () => {
    expect([await claim(ben), await claim(hal)]).toEqual(['asked', 'asked']);
    const wish = { model: 'am3', serial: town.serial };
    expect(await inside.reply(rex, 'band.claim', wish)).toMatchObject({ code: 'too-many' });
  });

  test('asks in vain once the band is somebody else’s', async () => {
    await claim(rex, [walked]);
    expect(await answer(true)).toMatchObject({ code: 'not-found' });
    expect(await has(rex)).toBe(true);
  });
});

describe('a wish that is taken back', () => {
  const withdraw = (who: string) => inside.ask(who, 'band.withdraw', { claim: town.claim });

  test('R2-8 is answered no more, and rests for its week', async () => {
    await withdraw(rex);
    expect((await inside.ask(ann, 'band.claims', {})).asked).toHaveLength(1);
    await withdraw(sam);
    await withdraw(sam);
    expect((await inside.ask(ann, 'band.claims', {})).asked).toEqual([]);
    expect(await answer(true)).toMatchObject({ code: 'not-found' });
    expect(await claim(sam)).toBe('withdrawn');
    inside.setTime(NOON + API_LIMITS.claimDays * DAY + 1);
    expect(await claim(sam)).toBe('asked');
  });

  test('R2-8 is no longer told to the owner', async () => {
    expect(await told(ann, 'band-asked')).toHaveLength(1);
    await withdraw(rex);
    expect(await told(ann, 'band-asked')).toHaveLength(1);
    await withdraw(sam);
    expect(await told(ann, 'band-asked')).toHaveLength(0);
  });

  test('R2-8 does not undo an answer', async () => {
    await answer(false);
    await withdraw(sam);
    expect(await claim(sam)).toBe('refused');
  });
});

test('R2-8 both sides see what was asked: of the other a masked name, or none', async () => {
  const times = { claim: town.claim, at: NOON, until: NOON + API_LIMITS.claimDays * DAY };
  const own = { band: town.band, model: 'am3', tail: '0001', state: 'asked', ...times };
  expect(await inside.ask(sam, 'band.claims', {})).toEqual({ mine: [own], asked: [] });
  expect(await inside.ask(ann, 'band.claims', {})).toEqual({
    mine: [],
    asked: [{ band: town.band, who: expect.stringMatching(/^.\*\*$/), ...times }],
  });
  await answer(true);
  expect((await inside.ask(sam, 'band.claims', {})).mine).toMatchObject([{ state: 'given' }]);
  expect((await inside.ask(ann, 'band.claims', {})).asked).toEqual([]);
});

describe('a serial that somebody only named', () => {
  const serial = 'A4C1380B0077';
  const wish = { model: 'am3', serial };
  beforeEach(() =>
    inside.ask(ann, 'band.bind', { ...wish, protocol: 'wechat-airsync', virtual: false }),
  );

  test('lapses after three days, for who binds it in earnest, with all that it remembers', async () => {
    inside.setTime(NOON + 72 * HOUR);
    expect((await inside.ask(rex, 'band.claim', wish)).state).toBe('asked');
    inside.setTime(NOON + 72 * HOUR + 1);
    expect((await inside.ask(rex, 'band.claim', wish)).state).toBe('granted');
    const { band } = await inside.ask(rex, 'band.bind', {
      ...wish,
      ...{ protocol: 'wechat-airsync', virtual: false },
    });
    const result = await inside.ask(rex, 'activity.upload', { band: band.id, days: [walked] });
    expect(result.changed).toBe(10);
  });

  test('does not lapse once it was read', async () => {
    await inside.ask(ann, 'activity.upload', { band: `mac-${serial}`, days: [walked] });
    inside.setTime(NOON + 30 * DAY);
    expect((await inside.ask(rex, 'band.claim', wish)).state).toBe('asked');
  });
});

test('a band of nobody, or of one’s own, is there to be bound', async () => {
  expect(await claim(ann)).toBe('granted');
  await inside.ask(ann, 'band.unbind', { band: town.band });
  expect(await claim(rex)).toBe('granted');
  expect(await has(rex)).toBe(false);
});

test('what was told is seen up to when it was looked at', async () => {
  await inside.ask(ann, 'notice.seen', { until: NOON - 1, kinds: ['band-asked'] });
  expect(await told(ann, 'band-asked')).toMatchObject([{ seen: false }]);
  await inside.ask(ann, 'notice.seen', { until: NOON, kinds: ['band-asked'] });
  expect(await told(ann, 'band-asked')).toMatchObject([{ seen: true }]);
});
