/** How often a band may tell of days: a count in its own document, true however many calls come at once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BandDay } from '../../miniprogram/contract/activity';
import { API_LIMITS } from '../../miniprogram/contract/api';
import { type Backend, dayOfSlots, HOUR, NOON, type Person, startBackend, TODAY } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const today = async (person: Person) =>
  (await person.ask('activity.days', { from: TODAY, to: TODAY })).days[0];

describe('an hour has a number of uploads of a band', () => {
  const all = API_LIMITS.hourly.upload;
  const stored = (_id: string) => backend.cloud.store.find('bands', { _id })[0]?.doc;

  /** Somebody whose band has that many left in this hour. */
  async function almostFull(name: string, serial: string, left: number) {
    const a = backend.person(name);
    const band = await a.bind('am3', serial);
    const uploads = { hour: Math.floor(backend.now() / 3600), count: all - left };
    const { store } = backend.cloud;
    await store.update('bands', { _id: band }, { $set: { uploads } }, { multi: false });
    const ask = (...days: BandDay[]) => a.persist('activity.upload', { band, days });
    return { a, band, ask };
  }

  test('also of those that come at once, and the next has another', async () => {
    const { band, ask } = await almostFull('meter', 'D00000000020', 5);
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask()));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(5);
    expect(stored(band)).toMatchObject({ uploads: { count: all } });
    backend.setTime(NOON + HOUR);
    expect(await ask()).toMatchObject({ ok: true });
    expect(stored(band)).toMatchObject({ uploads: { count: 1 } });
    // Another instance's clock is a moment behind: it is the same hour still.
    backend.setTime(NOON + HOUR - 60);
    expect(await ask()).toMatchObject({ ok: true });
    expect(stored(band)).toMatchObject({ uploads: { count: 2 } });
    backend.setTime(NOON);
  });

  test('one too many leaves nothing, and another band of theirs is none the worse', async () => {
    const { a, band, ask } = await almostFull('too-many', 'D00000000021', 0);
    const before = stored(band);
    expect(await ask(dayOfSlots(TODAY, { 40: 70 }))).toMatchObject({ code: 'too-often' });
    expect([await today(a), stored(band)]).toEqual([undefined, before]);
    const other = await a.bind('am3', 'D00000000022');
    await a.upload(other, dayOfSlots(TODAY, { 40: 60 }));
    expect((await today(a))?.steps).toBe(60);
  });

  test('renewing what it is does not begin another; who has it next begins their own', async () => {
    const serial = 'D00000000023';
    const { a, band, ask } = await almostFull('renewer', serial, 0);
    await a.bind('am3', serial);
    expect(await ask()).toMatchObject({ code: 'too-often' });
    const next = backend.person('receiver');
    await next.ask('band.claim', { model: 'am3', serial });
    const [wish] = (await a.ask('band.claims', {})).asked;
    await a.ask('band.answer', { claim: wish!.claim, give: true });
    expect(stored(band)).not.toHaveProperty('uploads');
    await next.upload(band);
    expect(await ask()).toMatchObject({ code: 'not-found' });
    expect(stored(band)).toMatchObject({ uploads: { count: 1 } });
  });

  test('nobody binds a band again and again to begin another', async () => {
    const a = backend.person('rebinder');
    const serial = 'D00000000024';
    const band = await a.bind('am3', serial);
    const { bind } = API_LIMITS.hourly;
    const { store } = backend.cloud;
    await store.update('meters', { _id: await a.uid() }, { $set: { bind } }, { multi: false });
    await a.ask('band.unbind', { band });
    const again = { model: 'am3', protocol: 'ihealth', serial, virtual: false };
    expect(await a.refused('band.bind', again)).toBe('too-often');
  });
});
