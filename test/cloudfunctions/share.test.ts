import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Backend, DAY, dayOfSlots, NOON, type Person, startBackend, TODAY } from './backend';

let backend: Backend;
let a: Person;
let band: string;
beforeAll(async () => {
  backend = await startBackend();
  a = backend.person('sharer');
  await a.ask('account.update', { name: '阿甲乙丙' });
  band = await a.bind('am3', 'B00000000001');
  await a.upload(band, dayOfSlots(TODAY, { 40: 500 }));
});
afterAll(() => backend.stop());

const open = (id: string) => backend.send({ action: 'share.open', input: { id } }, null);

describe('R4 shares', () => {
  test('R4-2 anyone with the id sees the day without an identity, the name masked', async () => {
    const shared = await a.ask('share.create', { day: TODAY });
    expect(shared).toMatchObject({ name: '阿**', day: TODAY, goal: 8000, maker: 'ihealth' });
    expect(shared.id).toMatch(/^[\w-]{24}$/);
    expect(shared.total).toMatchObject({ steps: 500, leading: null });
    expect(await open(shared.id)).toEqual({ ok: true, data: shared });
    const text = JSON.stringify(shared);
    expect(text).not.toContain('B00000000001');
    expect(text).not.toContain(await a.uid());
    expect(text).not.toContain('甲乙');
  });

  test('values are frozen; a day that changed is another share, one that did not is the same', async () => {
    const first = await a.ask('share.create', { day: TODAY });
    expect((await a.ask('share.create', { day: TODAY })).id).toBe(first.id);
    await a.upload(band, dayOfSlots(TODAY, { 41: 100 }));
    const second = await a.ask('share.create', { day: TODAY });
    expect(second.id).not.toBe(first.id);
    expect(await open(first.id)).toMatchObject({ data: { total: { steps: 500 } } });
    expect(await open(second.id)).toMatchObject({ data: { total: { steps: 600 } } });
  });

  test('R4-3 withdrawn or expired shares are gone and say nothing', async () => {
    const { id } = await a.ask('share.create', { day: TODAY });
    const stranger = backend.person('stranger');
    await stranger.ask('share.revoke', { id });
    expect(await open(id)).toMatchObject({ ok: true });
    await a.ask('share.revoke', { id });
    await a.ask('share.revoke', { id });
    expect(await open(id)).toEqual({ ok: false, code: 'share-gone', message: expect.any(String) });
    const other = await a.ask('share.create', { day: TODAY });
    expect(Math.abs(other.expiresAt - NOON - 30 * DAY)).toBeLessThan(60);
    backend.setTime(other.expiresAt);
    expect(await open(other.id)).toMatchObject({ ok: false, code: 'share-gone' });
    backend.setTime(NOON);
  });

  test('R4-8 an edited id opens nothing; a day without data is no share', async () => {
    const { id } = await a.ask('share.create', { day: TODAY });
    expect(await open(`${id.slice(0, -1)}~`)).toMatchObject({ ok: false, code: 'share-gone' });
    expect(await a.refused('share.create', { day: TODAY - 1 })).toBe('not-found');
  });

  test('R4-3 sharing again does not move the end of a share; another day makes another', async () => {
    const first = await a.ask('share.create', { day: TODAY });
    backend.setTime(NOON + DAY / 2);
    expect(await a.ask('share.create', { day: TODAY })).toEqual(first);
    backend.setTime(NOON + 2 * DAY);
    const second = await a.ask('share.create', { day: TODAY });
    expect(second.id).not.toBe(first.id);
    backend.setTime(NOON + 30 * DAY + 60);
    expect(await open(first.id)).toMatchObject({ code: 'share-gone' });
    expect(await open(second.id)).toMatchObject({ ok: true });
    backend.setTime(NOON);
  });

  test('R12-2 that boards withhold a day is its owner’s business', async () => {
    const b = backend.person('withheld');
    await b.upload(await b.bind('am3', 'B00000000002'), {
      ...{ day: TODAY, slots: {} },
      counter: { steps: 70_000 },
    });
    const shared = await b.ask('share.create', { day: TODAY });
    expect(shared.total).toMatchObject({ steps: 70_000, withheld: null });
    expect(JSON.stringify(await open(shared.id))).not.toContain('too-many-steps');
  });

  test('R4-3 the owner is told which shares still open, and nobody else', async () => {
    const b = backend.person('lists');
    await b.upload(await b.bind('am3', 'B00000000004'), dayOfSlots(TODAY, { 40: 500 }));
    expect(await b.ask('share.list', {})).toEqual({ shares: [] });
    const { id, expiresAt } = await b.ask('share.create', { day: TODAY });
    const row = { id, day: TODAY, steps: 500, expiresAt };
    expect(await b.ask('share.list', {})).toEqual({ shares: [row] });
    await b.ask('share.revoke', { id });
    expect(await b.ask('share.list', {})).toEqual({ shares: [] });
  });

  test('R4-1, R4-8 a code opens a share of one’s own, or the app, and nothing else', async () => {
    const { id } = await a.ask('share.create', { day: TODAY });
    const own = await a.ask('share.code', { id });
    expect(own.type).toBe('image/png');
    expect(Buffer.from(own.base64, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect((await a.ask('share.code', {})).base64).not.toBe(own.base64);
    const other = backend.person('forger');
    expect(await other.refused('share.code', { id })).toBe('share-gone');
  });

  test('R4-2 how many of a hundred one is ahead of is frozen too', async () => {
    const edges = Array.from({ length: 101 }, (_, i) => i * 10);
    const world = { n: 5000, edges, top: [], madeAt: NOON - 60, final: false };
    await backend.cloud.store.insert('worlds', [{ _id: `${TODAY}`, ...world }]);
    const b = backend.person('ahead');
    await b.upload(await b.bind('am3', 'B00000000005'), dayOfSlots(TODAY, { 40: 505 }));
    const shared = await b.ask('share.create', { day: TODAY });
    expect(shared.ahead).toBe(50.5);
    expect(await open(shared.id)).toMatchObject({ data: { ahead: 50.5 } });
    await backend.cloud.store.remove('worlds', { _id: `${TODAY}` }, { multi: false });
    expect((await b.ask('share.create', { day: TODAY })).ahead).toBe(50.5);
  });

  test('taps at once are one share', async () => {
    const b = backend.person('taps');
    await b.upload(await b.bind('am3', 'B00000000003'), dayOfSlots(TODAY, { 40: 500 }));
    const taps = Array.from({ length: 8 }, () => b.persist('share.create', { day: TODAY }));
    const ids = (await Promise.all(taps)).map((reply) => reply.ok && reply.data.id);
    expect(new Set(ids).size).toBe(1);
  });
});
