/** R5-6: a list that anybody saw as final stays, whatever is committed, befriended or hidden later. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addDays } from '../../miniprogram/contract/activity';
import { DAY, dayOfSlots, HOUR, NOON, TODAY } from './backend';
import { type Inside, startInside } from './inside';

const [ANN, BEN, CAT, DAN] = ['ann', 'ben', 'cat', 'dan'].map(
  (name) => `oFinal-${name}-01234567`,
) as [string, string, string, string];
/** When the day of these tests takes nothing more. */
const CLOSING = NOON + DAY;

let inside: Inside;
beforeAll(async () => {
  inside = await startInside();
});
afterAll(() => inside.stop());

const uids = new Map<string, string>();
let bands: Map<string, string>;

const board = (who: string, day = TODAY) => inside.ask(who, 'board.friends', { day });
const hide = (who: string, hidden: boolean) => inside.ask(who, 'account.update', { hidden });
const upload = (who: string, slots: Record<number, number>, day = TODAY) =>
  inside.ask(who, 'activity.upload', { band: bands.get(who)!, days: [dayOfSlots(day, slots)] });
async function befriend(a: string, b: string) {
  const { token } = await inside.ask(a, 'invite.create', {});
  await inside.ask(b, 'invite.accept', { token });
}
const places = async (who: string) =>
  (await board(who)).rows.map(({ uid, rank, steps }) => [uid, rank, steps]);

/** Ann, Ben and Cat are friends with 300, 200 and 100 steps; Dan has 250 and no friend. */
beforeEach(async () => {
  await inside.restore(new Map());
  inside.setTime(NOON - HOUR);
  bands = new Map();
  for (const [i, who] of [ANN, BEN, CAT, DAN].entries()) {
    uids.set(who, (await inside.ask(who, 'account.enter', {})).me.uid);
    const serial = `F1A10000000${i}`;
    const what = { model: 'am3', protocol: 'ihealth', serial, virtual: false };
    bands.set(who, (await inside.ask(who, 'band.bind', what)).band.id);
    await upload(who, { 30: [300, 200, 100, 250][i]! });
    await upload(who, { 30: 1000 + i }, addDays(TODAY, -1));
  }
  inside.setTime(NOON);
  await befriend(ANN, BEN);
  await befriend(ANN, CAT);
  await befriend(BEN, CAT);
});

describe('R5-6 a commit', () => {
  test('after 12:00 of what was asked before it changes the history and no list', async () => {
    inside.setTime(CLOSING - 1);
    inside.cloud.faults.add({
      action: 'database.commitTransaction',
      kind: 'conflict',
      when() {
        inside.setTime(CLOSING + 2);
        return true;
      },
    });
    expect((await upload(CAT, { 31: 500 })).days).toMatchObject([{ steps: 600 }]);
    inside.clearFaults();
    inside.setTime(CLOSING + 60);
    expect((await board(ANN)).rows.map(({ steps }) => steps)).toEqual([300, 200, 100]);
  });

  test('that is under way at 12:00 comes before the list is called final', async () => {
    inside.setTime(CLOSING - 1);
    inside.cloud.faults.add({
      action: 'database.commitTransaction',
      kind: 'latency',
      when() {
        inside.setTime(CLOSING + 20);
        return true;
      },
    });
    await upload(CAT, { 31: 500 });
    inside.clearFaults();
    const seen = await board(ANN);
    expect(seen).toMatchObject({ state: 'settling', until: CLOSING });
    expect(seen.rows.map(({ steps }) => steps)).toEqual([600, 300, 200]);
    expect((await inside.reply(ANN, 'cheer.send', { to: uids.get(CAT)!, day: TODAY })).ok).toBe(
      false,
    );
  });
});

describe('R5-6 a friendship', () => {
  test('that begins after a list is final neither changes it nor reads it', async () => {
    inside.setTime(CLOSING + HOUR);
    const before = await places(ANN);
    await befriend(ANN, DAN);
    expect(await places(ANN)).toEqual(before);
    expect(await places(DAN)).toEqual([[uids.get(DAN), 1, 250]]);
    const tomorrow = await board(DAN, addDays(TODAY, 1));
    expect(tomorrow.absent).toMatchObject([{ uid: uids.get(ANN), previousSteps: null }]);
  });

  test('that begins before it counts for the day, and for no day before', async () => {
    inside.setTime(NOON + HOUR);
    await befriend(ANN, DAN);
    expect(await places(DAN)).toHaveLength(2);
    expect((await board(DAN, addDays(TODAY, -1))).rows).toHaveLength(1);
  });

  test('that ends after a list is final leaves a gap for both, and the others keep their places', async () => {
    inside.setTime(CLOSING + HOUR);
    const [first, second, third] = await places(ANN);
    await inside.ask(CAT, 'friend.remove', { uid: uids.get(BEN)! });
    expect(await places(CAT)).toEqual([first, third]);
    expect((await board(CAT)).own).toEqual({ rank: 3, steps: 100, of: 3, behindNext: 200 });
    expect(await places(BEN)).toEqual([first, second]);
    expect(JSON.stringify(await board(CAT))).not.toContain(uids.get(BEN));
    expect(await places(ANN)).toEqual([first, second, third]);
    // Friends again they see each other where they stood.
    await befriend(BEN, CAT);
    expect(await places(CAT)).toEqual([first, second, third]);
    expect((await board(CAT, addDays(TODAY, 1))).absent.map(({ uid }) => uid)).toContain(
      uids.get(BEN),
    );
  });

  test('that ends before it leaves none, and comes back to no list from between', async () => {
    await inside.ask(CAT, 'friend.remove', { uid: uids.get(BEN)! });
    inside.setTime(CLOSING + HOUR);
    const before = await places(CAT);
    expect(before.map(([, rank, steps]) => [rank, steps])).toEqual([
      [1, 300],
      [2, 100],
    ]);
    await befriend(BEN, CAT);
    expect(await places(CAT)).toEqual(before);
  });
});

describe('R5-9 who hides', () => {
  test('before a list is final is not in it, and does not come in later', async () => {
    await hide(BEN, true);
    inside.setTime(CLOSING + HOUR);
    const before = await places(ANN);
    expect(before.map(([, rank, steps]) => [rank, steps])).toEqual([
      [1, 300],
      [2, 100],
    ]);
    await hide(BEN, false);
    expect(await places(ANN)).toEqual(before);
  });

  test('after it is final is gone at once, and the others keep their places', async () => {
    inside.setTime(CLOSING + HOUR);
    const before = await places(ANN);
    await hide(BEN, true);
    expect(await places(ANN)).toEqual([before[0], before[2]]);
    expect((await board(CAT)).own).toEqual({ rank: 3, steps: 100, of: 3, behindNext: 200 });
    expect(JSON.stringify(await board(ANN))).not.toContain(uids.get(BEN));
    await hide(BEN, false);
    expect(await places(ANN)).toEqual(before);
  });

  test('while the day is open leaves no gap', async () => {
    await hide(BEN, true);
    expect((await board(CAT)).own).toEqual({ rank: 2, steps: 100, of: 2, behindNext: 200 });
  });
});

describe('R5-3 a cheer', () => {
  test.each(['cheer.send', 'friend.remove'] as const)(
    'that meets the end of the friendship goes with it, whichever comes first (%s late)',
    async (late) => {
      const cheer = () => inside.reply(ANN, 'cheer.send', { to: uids.get(BEN)!, day: TODAY });
      const end = () => inside.reply(BEN, 'friend.remove', { uid: uids.get(ANN)! });
      // The late one has its work done and meets the other at the commit.
      let other: Promise<unknown> | null = null;
      inside.cloud.faults.add({
        action: 'database.commitTransaction',
        kind: 'latency',
        latencyMs: 30,
        when() {
          other ??= late === 'cheer.send' ? end() : cheer();
          return true;
        },
      });
      await (late === 'cheer.send' ? cheer() : end());
      await other;
      inside.clearFaults();
      await end();
      const cheers = inside.cloud.store.find('cheers', {}).map(({ doc }) => doc.from);
      expect(cheers.flat()).toEqual([]);
      expect((await cheer()).ok).toBe(false);
    },
  );
});
