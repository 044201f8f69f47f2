/** A friend's day, opened from the board: what it tells, and what it keeps to itself. */
import { describe, expect, test } from '@jest/globals';
import type { BandDay } from '../../miniprogram/contract/activity';
import { DAY, dayOfSlots, NOON, TODAY } from './backend';
import type { Inside } from './inside';
import { PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
});

const seen = (day = TODAY) => inside.ask(PEOPLE.ben, 'friend.day', { uid: town.uids.ann, day });
const refusal = async (day = TODAY) => {
  const reply = await inside.reply(PEOPLE.ben, 'friend.day', { uid: town.uids.ann, day });
  return reply.ok ? 'ok' : reply.code;
};
const upload = (day: BandDay) =>
  inside.ask(PEOPLE.ann, 'activity.upload', { band: town.band, days: [day] });

describe('R5-1 a friend’s day', () => {
  test('has the board’s number, its hours, and what it was counted from', async () => {
    const day = await seen();
    expect(day).toMatchObject({
      ...{ uid: town.uids.ann, day: TODAY, state: 'open', steps: 400, sourceClass: 'direct' },
      ...{ maker: 'ihealth', cheers: 1, cheered: true, at: NOON },
      sources: [{ maker: 'ihealth', slots: 1, steps: 400 }],
    });
    expect(day.hours?.map((steps, hour) => [hour, steps]).filter(([, steps]) => steps)).toEqual([
      [7, 400],
    ]);
    expect(JSON.stringify(day)).not.toMatch(/A4:?00|A40000|mac-/i);
  });

  test('of a total alone has no hours', async () => {
    await upload({ day: TODAY, slots: {}, counter: { steps: 5000 } });
    expect(await seen()).toMatchObject({
      ...{ steps: 5000, sourceClass: 'counter', hours: null },
      sources: [{ maker: 'ihealth', slots: 0, steps: 5000 }],
    });
  });

  test('R5-10 of WeRun tells the number and nothing behind it', async () => {
    const { store } = inside.cloud;
    await store.remove('days', { uid: town.uids.ann }, { multi: true });
    await inside.ask(PEOPLE.ann, 'activity.werun', { proof: town.steps });
    expect(await seen()).toMatchObject({
      ...{ steps: 800, sourceClass: 'werun', maker: null, hours: null, sources: [] },
    });
  });

  test('R5-6 stays as the board is: what came later is its owner’s alone', async () => {
    inside.setTime(NOON + DAY + 61);
    await upload(dayOfSlots(TODAY, { 50: 500 }));
    expect(await seen()).toMatchObject({ state: 'final', steps: 400, hours: null, sources: [] });
  });

  test('R5-9 is nobody’s once they hide, R5-3 or are no friends, or before they were', async () => {
    expect(await refusal(TODAY - 2)).toBe('forbidden');
    await inside.ask(PEOPLE.ann, 'account.update', { hidden: true });
    expect(await refusal()).toBe('forbidden');
    await inside.ask(PEOPLE.ann, 'account.update', { hidden: false });
    expect(await refusal()).toBe('ok');
    await inside.ask(PEOPLE.ann, 'friend.remove', { uid: town.uids.ben });
    expect(await refusal()).toBe('forbidden');
  });

  test('that is withheld is not told', async () => {
    const _id = `${town.uids.ann}_${TODAY}`;
    const $set = { 'board.withheld': 'too-many-steps' };
    await inside.cloud.store.update('days', { _id }, { $set }, { multi: false });
    expect(await refusal()).toBe('forbidden');
  });
});
