import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, type BandDay, type DaySlots } from '../../miniprogram/contract/activity';
import {
  type Backend,
  DAY,
  dayOfSlots,
  HOUR,
  NOON,
  type Person,
  startBackend,
  TODAY,
} from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const today = async (person: Person) =>
  (await person.ask('activity.days', { from: TODAY, to: TODAY })).days[0];
const ownRow = async (person: Person, day = TODAY) =>
  (await person.ask('board.friends', { day })).rows.find((row) => row.own);

describe('R11-6 uploads', () => {
  test('R12-5 the same upload again changes nothing and says so', async () => {
    const a = backend.person('repeat');
    const band = await a.bind('am3', 'D00000000001');
    const days = [
      dayOfSlots(addDays(TODAY, -1), { 30: 100 }),
      { ...dayOfSlots(TODAY, { 40: 500, 41: 20 }), counter: { steps: 600, metres: 400 } },
    ];
    const first = await a.upload(band, ...days);
    expect(first).toMatchObject({ changed: 4, rejected: [], newSteps: 600 });
    expect(first.days.map(({ steps }) => steps)).toEqual([100, 600]);
    const row = await ownRow(a);
    backend.setTime(NOON + 60);
    const second = await a.upload(band, ...days);
    expect(second).toEqual({ ...first, changed: 0, newSteps: 0 });
    const later = await ownRow(a);
    expect(later).toEqual({ ...row, syncedAt: later?.syncedAt });
    expect(later!.syncedAt).toBeGreaterThan(row!.syncedAt);
    backend.setTime(NOON);
  });

  test.each(['lost-answer', 'timeout-after'] as const)(
    'after a commit with a %s the repetition ends in the same state',
    async (kind) => {
      const a = backend.person(`lost-${kind}`);
      const band = await a.bind('am3', kind === 'lost-answer' ? 'D0000000000A' : 'D0000000000B');
      const day = dayOfSlots(TODAY, { 40: 500 });
      backend.cloud.faults.add({ action: 'database.commitTransaction', kind });
      expect(await a.refused('activity.upload', { band, days: [day] })).toBe('internal');
      expect(await a.upload(band, day)).toMatchObject({ changed: 0, newSteps: 0 });
      expect((await today(a))?.steps).toBe(500);
    },
  );

  test('a database that is gone half-way leaves the whole upload or nothing', async () => {
    const a = backend.person('half');
    const band = await a.bind('am3', 'D00000000002');
    const days = [dayOfSlots(addDays(TODAY, -1), { 1: 10 }), dayOfSlots(TODAY, { 1: 20 })];
    let writes = 0;
    backend.cloud.faults.add({
      action: 'database.modifyDocument',
      kind: 'error',
      when: () => ++writes === 4,
    });
    expect(await a.refused('activity.upload', { band, days })).toBe('internal');
    expect(await today(a)).toBeUndefined();
    const retried = await a.upload(band, ...days);
    expect(retried.changed).toBe(2);
    expect(retried.days.map(({ steps }) => steps)).toEqual([10, 20]);
  });

  test.each(['conflict', 'busy'] as const)('a %s is tried again', async (kind) => {
    const a = backend.person(`contended-${kind}`);
    const band = await a.bind('am3', kind === 'busy' ? 'D0000000000C' : 'D0000000000D');
    const when = (params: Record<string, unknown>) => Boolean(params.transactionId);
    backend.cloud.faults.add({ action: 'database.modifyDocument', kind, times: 3, when });
    expect(await a.upload(band, dayOfSlots(TODAY, { 40: 7 }))).toMatchObject({ changed: 1 });
    backend.cloud.faults.add({ action: 'database.commitTransaction', kind, times: 2 });
    expect(await a.upload(band, dayOfSlots(TODAY, { 41: 7 }))).toMatchObject({ newSteps: 7 });
  });

  test('an endless conflict ends', async () => {
    const a = backend.person('endless');
    const band = await a.bind('am3', 'D0000000000E');
    const stop = backend.cloud.faults.add({
      action: 'database.commitTransaction',
      kind: 'conflict',
      times: 100,
    });
    expect(await a.refused('activity.upload', { band, days: [dayOfSlots(TODAY, { 1: 1 })] })).toBe(
      'contended',
    );
    stop();
  });

  test('any order gives the same day', async () => {
    const a = backend.person('orders-a');
    const b = backend.person('orders-b');
    const parts: BandDay[] = [
      dayOfSlots(TODAY, { 40: 100, 41: 50 }),
      dayOfSlots(TODAY, { 40: 80, 42: 7 }),
      { day: TODAY, slots: { 41: { steps: 50, metres: 30 } }, counter: { steps: 120 } },
    ];
    const bands = [await a.bind('am3', 'D00000000003'), await b.bind('am3', 'D00000000004')];
    for (const part of parts) await a.upload(bands[0]!, part);
    for (const part of [...parts].reverse()) await b.upload(bands[1]!, part);
    const [one, other] = [await today(a), await today(b)];
    expect({ ...one, leading: '' }).toEqual({ ...other, leading: '' });
    expect(one?.steps).toBe(157);
  });
});

test('R10-7 R12-5 nobody uploads for someone else’s band', async () => {
  const [a, b] = [backend.person('owner'), backend.person('intruder')];
  const band = await a.bind('am3', 'D0000000001A');
  const days = [dayOfSlots(TODAY, { 40: 3000 })];
  expect(await b.refused('activity.upload', { band, days })).toBe('not-found');
  expect(await today(a)).toBeUndefined();
  expect(await today(b)).toBeUndefined();
});

describe('many at once', () => {
  async function persist(person: Person, band: string, day: BandDay) {
    const reply = await person.persist('activity.upload', { band, days: [day] });
    if (!reply.ok) throw new Error(reply.message);
    return reply.data;
  }

  test('20 parallel uploads of one band and day from two phones are exact', async () => {
    const a = backend.person('parallel');
    const band = await a.bind('am3', 'D00000000005');
    const uploads = Array.from({ length: 20 }, (_, i): BandDay => {
      const slots: DaySlots = {};
      for (let slot = 20; slot < 40; slot++)
        slots[slot] = { steps: 100 + ((slot * 7 + i * 13) % 20) };
      return { day: TODAY, slots };
    });
    const results = await Promise.all(uploads.map((day) => persist(a, band, day)));
    const truth = Array.from({ length: 20 }, (_, i) =>
      Math.max(...uploads.map((day) => day.slots[20 + i]!.steps)),
    ).reduce((all, steps) => all + steps, 0);
    expect((await today(a))?.steps).toBe(truth);
    expect((await ownRow(a))?.steps).toBe(truth);
    expect(results.reduce((all, { newSteps }) => all + newSteps, 0)).toBe(truth);
  });

  test('two bands of one person at once: the larger counts in each slot', async () => {
    const a = backend.person('two-bands');
    const bands = [await a.bind('am3', 'D00000000006'), await a.bind('mambo', 'D00000000007')];
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        persist(a, bands[i % 2]!, dayOfSlots(TODAY, { [20 + i]: 100, 40: i % 2 ? 500 : 450 })),
      ),
    );
    expect(await today(a)).toMatchObject({ steps: 1500, sources: 2 });
  });
});

describe('R12-1 what cannot be', () => {
  test('is refused slot by slot, and the rest is taken', async () => {
    const a = backend.person('absurd');
    const band = await a.bind('am3', 'D00000000008');
    const slots = {
      10: { steps: 100 },
      11: { steps: -5 },
      12: { steps: Number.NaN },
      13: { steps: 2.5 },
      14: { steps: 4000 },
      15: { steps: '7' },
      16: null,
      17: {},
      95: { steps: 3 },
    };
    const input = { band, days: [{ day: TODAY, slots, counter: { steps: null } }] };
    const reply = await a.reply('activity.upload', input as never);
    expect(reply).toMatchObject({ ok: true, data: { changed: 1, newSteps: 100 } });
    expect(reply.ok && reply.data.rejected).toEqual([
      { day: TODAY, slot: 11, reason: 'not-a-number' },
      { day: TODAY, slot: 12, reason: 'not-a-number' },
      { day: TODAY, slot: 13, reason: 'not-a-number' },
      { day: TODAY, slot: 14, reason: 'too-fast' },
      { day: TODAY, slot: 15, reason: 'not-a-number' },
      { day: TODAY, slot: 16, reason: 'not-a-number' },
      { day: TODAY, slot: 17, reason: 'not-a-number' },
      { day: TODAY, slot: 95, reason: 'future' },
      { day: TODAY, slot: null, reason: 'not-a-number' },
    ]);
  });

  test('a day of tomorrow is the future, whatever the phone says', async () => {
    const a = backend.person('tomorrow');
    const band = await a.bind('am3', 'D00000000009');
    const result = await a.upload(band, {
      ...dayOfSlots(addDays(TODAY, 1), { 0: 5 }),
      counter: { steps: 5 },
    });
    expect(result.rejected.map(({ reason }) => reason)).toEqual(['future', 'future']);
    expect(result.days).toEqual([]);
  });
});

describe('boards follow', () => {
  test('R12-2 a withheld day stays with its owner, who is told', async () => {
    const a = backend.person('withheld');
    const b = backend.person('withheld-friend');
    await backend.befriend(a, b);
    const band = await a.bind('am3', 'D00000000010');
    await a.upload(band, { day: TODAY, slots: {}, counter: { steps: 70_000 } });
    expect(await today(a)).toMatchObject({ steps: 70_000, withheld: 'too-many-steps' });
    expect(await a.ask('board.friends', { day: TODAY })).toMatchObject({
      rows: [],
      own: null,
      withheld: 'too-many-steps',
    });
    expect(await b.ask('board.friends', { day: TODAY })).toMatchObject({
      rows: [],
      absent: [],
      withheld: null,
    });
  });

  test('R12-8 a virtual band is never on a board, nor added to a real one', async () => {
    const a = backend.person('virtual');
    const band = await a.bind('am3', 'DEMO1', true);
    const { days } = await a.upload(band, dayOfSlots(TODAY, { 40: 900 }));
    expect(days).toMatchObject([{ steps: 900, sourceClass: 'virtual', withheld: 'virtual' }]);
    expect(await a.ask('board.friends', { day: TODAY })).toMatchObject({
      rows: [],
      withheld: 'virtual',
    });
    const real = await a.bind('am3', 'D00000000011');
    await a.upload(real, dayOfSlots(TODAY, { 41: 10 }));
    expect(await ownRow(a)).toMatchObject({ steps: 10, sourceClass: 'direct', maker: 'ihealth' });
  });

  test('reachedAt moves only when the total grows', async () => {
    const a = backend.person('reached');
    const band = await a.bind('am3', 'D00000000012');
    await a.upload(band, dayOfSlots(TODAY, { 40: 10 }));
    const before = await ownRow(a);
    backend.setTime(NOON + HOUR);
    await a.upload(band, { day: TODAY, slots: { 40: { steps: 9, metres: 7 } } });
    expect((await ownRow(a))?.reachedAt).toBe(before?.reachedAt);
    await a.upload(band, dayOfSlots(TODAY, { 40: 11 }));
    expect((await ownRow(a))!.reachedAt).toBeGreaterThan(before!.reachedAt + HOUR - 60);
    backend.setTime(NOON);
  });

  test('R5-6 data after the day is final corrects its owner’s history, not the board', async () => {
    const a = backend.person('late');
    const b = backend.person('later');
    await backend.befriend(a, b);
    const bands = [await a.bind('am3', 'D00000000013'), await b.bind('am3', 'D00000000014')];
    await a.upload(bands[0]!, dayOfSlots(TODAY, { 40: 500 }));
    backend.setTime(NOON + DAY - 30 * 60);
    await a.upload(bands[0]!, dayOfSlots(TODAY, { 41: 100 }));
    const settling = await a.ask('board.friends', { day: TODAY });
    expect(settling).toMatchObject({ state: 'settling', own: { steps: 600 } });
    backend.setTime(NOON + DAY + 60);
    const final = await a.ask('board.friends', { day: TODAY });
    expect(final).toMatchObject({ state: 'final', until: null, own: { steps: 600 } });
    const { days } = await a.upload(bands[0]!, dayOfSlots(TODAY, { 42: 1000 }));
    expect(days).toMatchObject([{ steps: 1600 }]);
    await b.upload(bands[1]!, dayOfSlots(TODAY, { 42: 2000 }));
    const after = await a.ask('board.friends', { day: TODAY });
    expect(after.rows).toEqual(final.rows);
    expect(after.absent).toHaveLength(1);
    expect((await today(a))?.steps).toBe(1600);
    backend.setTime(NOON);
  });

  test('R13-3 yesterday’s data read after midnight is yesterday’s', async () => {
    const a = backend.person('midnight');
    const band = await a.bind('am3', 'D00000000015');
    backend.setTime(NOON + 12 * HOUR + 180);
    const result = await a.upload(band, dayOfSlots(TODAY, { 88: 300, 95: 200 }));
    expect(result).toMatchObject({ newSteps: 0, days: [{ day: TODAY, steps: 500 }] });
    expect((await ownRow(a))?.steps).toBe(500);
    expect(await ownRow(a, addDays(TODAY, 1))).toBeUndefined();
    backend.setTime(NOON);
  });

  test('R12-8 a virtual number that was reached first does not win the tie for a real one', async () => {
    const a = backend.person('tied');
    const virtual = await a.bind('am3', 'DEMO3', true);
    await a.upload(virtual, dayOfSlots(TODAY, { 40: 3000 }));
    backend.setTime(NOON + HOUR);
    await a.upload(await a.bind('am3', 'D00000000019'), dayOfSlots(TODAY, { 41: 3000 }));
    expect((await ownRow(a))!.reachedAt).toBeGreaterThanOrEqual(NOON + HOUR);
    backend.setTime(NOON);
  });

  test('R12-7 a day that an earlier version of the rule counted keeps it', async () => {
    const a = backend.person('version');
    const band = await a.bind('am3', 'D0000000002A');
    const day = { ...dayOfSlots(TODAY, { 40: 1 }), counter: { steps: 50_000 } };
    await a.upload(band, day);
    expect(await today(a)).toMatchObject({ ruleVersion: 2, sourceClass: 'counter' });
    const id = `${await a.uid()}_${TODAY}`;
    await backend.cloud.store.update(
      'days',
      { _id: id },
      { $set: { 'total.ruleVersion': 1 } },
      { multi: false },
    );
    await a.upload(band, dayOfSlots(TODAY, { 41: 1 }));
    expect(await today(a)).toMatchObject({ ruleVersion: 1, sourceClass: 'direct' });
  });

  test('R12-3 a counter that is plainly wrong is put right by its owner, the band bound or not', async () => {
    const a = backend.person('wrong');
    const band = await a.bind('am3', 'D0000000001B');
    await a.upload(band, { ...dayOfSlots(TODAY, { 40: 800 }), counter: { steps: 59_999 } });
    await a.ask('band.unbind', { band });
    const { day } = await a.ask('activity.dropCounter', { band, day: TODAY });
    expect(day).toMatchObject({ steps: 800, sourceClass: 'direct' });
    expect(await ownRow(a)).toMatchObject({ steps: 800 });
    await a.bind('am3', 'D0000000001B');
    const again = { ...dayOfSlots(TODAY, { 41: 50 }), counter: { steps: 59_999 } };
    expect((await a.upload(band, again)).days).toMatchObject([{ steps: 850 }]);
    expect(await a.refused('activity.dropCounter', { band, day: TODAY - 1 })).toBe('not-found');
  });

  test('a counter-only band is labelled so', async () => {
    const a = backend.person('counter');
    const band = await a.bind('wechat-pedometer', 'D00000000016');
    await a.upload(band, { day: TODAY, slots: {}, counter: { steps: 0 } });
    const zero = { rank: null, steps: 0, sourceClass: 'counter', maker: 'generic' };
    expect(await ownRow(a)).toMatchObject(zero);
  });

  test('a band read without a step so far is on the board without a rank; other days are no news', async () => {
    const a = backend.person('zero');
    const band = await a.bind('am3', 'D000000000F7');
    const nothing = { day: TODAY, slots: {} };
    const result = await a.upload(band, nothing, { day: addDays(TODAY, -1), slots: {} });
    expect(result).toMatchObject({ changed: 0, days: [{ day: TODAY, steps: 0, sources: 1 }] });
    expect(await ownRow(a)).toMatchObject({ rank: null, steps: 0, maker: 'ihealth' });
    const board = await a.ask('board.friends', { day: TODAY });
    expect(board).toMatchObject({ own: null, withheld: null });
  });
});

describe('growth is bounded', () => {
  test('days of 1900 and 1970 are refused slot by slot, the rest is taken', async () => {
    const a = backend.person('ancient');
    const band = await a.bind('am3', 'D0000000001F');
    const days = [19_700_101, 19_010_101, TODAY].map((day) => dayOfSlots(day, { 40: 10 }));
    const result = await a.upload(band, ...days);
    expect(result.rejected.map(({ reason }) => reason)).toEqual(['too-old', 'too-old']);
    expect(result.days.map(({ day }) => day)).toEqual([TODAY]);
  });
});
