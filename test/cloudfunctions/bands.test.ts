import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { API_LIMITS } from '../../miniprogram/contract/api';
import { type Backend, dayOfSlots, type Person, startBackend, TODAY } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const wish = { model: 'am3', protocol: 'wechat-airsync', virtual: false };
const bandsOf = async (person: Person) => (await person.ask('account.enter', {})).bands;

describe('bands', () => {
  test('a band is bound, listed, and bound again without becoming two', async () => {
    const a = backend.person('a');
    const { band } = await a.ask('band.bind', { ...wish, serial: 'a4:c1:38:0b:00:01' });
    expect(band).toMatchObject({
      model: 'am3',
      name: 'iHealth AM3',
      syncedAt: null,
      virtual: false,
    });
    const again = await a.ask('band.bind', { ...wish, serial: 'A4C1380B0001', model: 'mambo' });
    expect(again.band.id).toBe(band.id);
    expect(await bandsOf(a)).toEqual([again.band]);
    expect(again.band).toMatchObject({ model: 'mambo', boundAt: band.boundAt });
  });

  test('R2-8 a band that is someone else’s is taken, until they let it go', async () => {
    const [b, c] = [backend.person('b'), backend.person('c')];
    const serial = 'A4C1380B0002';
    const id = await b.bind('am3', serial);
    expect(await c.refused('band.bind', { ...wish, serial })).toBe('band-taken');
    expect(await c.refused('band.bind', { ...wish, model: 'mambo', serial })).toBe('band-taken');
    await c.ask('band.unbind', { band: id });
    expect(await bandsOf(b)).toHaveLength(1);
    await b.ask('band.unbind', { band: id });
    expect(await c.bind('am3', serial)).toBe(id);
    await b.ask('band.unbind', { band: id });
    expect(await bandsOf(c)).toHaveLength(1);
  });

  test.each([':-', '0000', '00:00:00:00:00:00', '123456789', '112233445566', '123456FFFE9ABCDE'])(
    'a serial that many bands share is none: %s',
    async (serial) => {
      const d = backend.person('d');
      expect(await d.refused('band.bind', { ...wish, serial })).toBe('bad-input');
      expect(await bandsOf(d)).toEqual([]);
    },
  );

  test('two people binding one band at once: one of them has it', async () => {
    const people = Array.from({ length: 8 }, (_, i) => backend.person(`race-${i}`));
    const replies = await Promise.all(
      people.map((one) => one.reply('band.bind', { ...wish, serial: 'A4C1380B0003' })),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    const others = replies.filter(({ ok }) => !ok);
    expect(others.every((reply) => !reply.ok && reply.code === 'band-taken')).toBe(true);
  });

  test('R2-10 unbound and bound again, history is kept and not counted twice', async () => {
    const a = backend.person('again');
    const id = await a.bind('am3', 'A4C1380B0004');
    const day = dayOfSlots(TODAY, { 40: 500 });
    await a.upload(id, day);
    await a.ask('band.unbind', { band: id });
    expect(await a.refused('activity.upload', { band: id, days: [day] })).toBe('not-found');
    expect((await a.ask('activity.days', { from: TODAY, to: TODAY })).days[0]?.steps).toBe(500);
    await a.bind('am3', 'A4C1380B0004');
    expect(await a.upload(id, day)).toMatchObject({ changed: 0, newSteps: 0 });
  });

  test('the same serial text of two makers is two bands', async () => {
    const a = backend.person('makers');
    const ids = [await a.bind('am3', 'SN-1'), await a.bind('honor-band', 'sn1')];
    expect(new Set(ids).size).toBe(2);
  });

  test('virtual bands of two people are two bands', async () => {
    const [a, b] = [backend.person('virtual-a'), backend.person('virtual-b')];
    const ids = [await a.bind('am3', 'DEMO', true), await b.bind('am3', 'DEMO', true)];
    expect(new Set(ids).size).toBe(2);
  });

  test('R2-8 what comes late of an unbinding, a sync or a binding leaves the next owner alone', async () => {
    const [a, b] = [backend.person('slow'), backend.person('next')];
    const serial = 'A4C1380B0005';
    const band = await a.bind('am3', serial);
    const slow = (action: string, collectionName: string) =>
      backend.cloud.faults.add({
        ...{ action, kind: 'latency', latencyMs: 150 },
        when: (params) => params.collectionName === collectionName && !params.transactionId,
      });
    slow('database.removeDocument', 'bands');
    slow('database.modifyDocument', 'bands');
    const late = [
      a.reply('activity.upload', { band, days: [] }),
      a.reply('band.unbind', { band }),
      a.reply('band.bind', { ...wish, serial }),
    ];
    await Promise.race([late[2]]);
    await a.ask('band.unbind', { band });
    await b.bind('am3', serial);
    await Promise.all(late);
    expect(await bandsOf(a)).toEqual([]);
    expect(await bandsOf(b)).toMatchObject([{ id: band, syncedAt: null }]);
  });

  test('R2-8 more bindings at once than there may be keep the limit; past it one can still enter and bind again', async () => {
    const a = backend.person('hoarder');
    await a.uid();
    const serials = Array.from({ length: 26 }, (_, i) => `HOARD${i}`);
    const replies = await Promise.all(
      serials.map((serial) => a.persist('band.bind', { ...wish, serial })),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(API_LIMITS.bands);
    const owner = await a.uid();
    const what = { owner, ...wish, serial: 'S', boundAt: 1, syncedAt: null };
    const more = Array.from({ length: 5 }, (_, i) => ({ ...what, _id: `ihealth-OLD${i}` }));
    await backend.cloud.store.insert('bands', more);
    expect(await bandsOf(a)).toHaveLength(API_LIMITS.bands + 5);
    expect(await a.bind('am3', 'OLD1')).toBe('ihealth-OLD1');
    expect(await a.refused('band.bind', { ...wish, serial: 'NEW' })).toBe('too-many');
  });

  test('there is a limit', async () => {
    const a = backend.person('collector');
    for (let i = 0; i < API_LIMITS.bands; i++) await a.bind('am3', `MANY${i}`);
    expect(await a.refused('band.bind', { ...wish, serial: 'ONEMORE' })).toBe('too-many');
    expect(await a.bind('am3', 'MANY0')).toBe('ihealth-MANY0');
  });
});
