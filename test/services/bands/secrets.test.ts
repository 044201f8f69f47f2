/** What pairing left on this phone, and what the maker's key in the cloud says. */
import { describe, expect, test } from '@jest/globals';
import { randomSource } from '../../../miniprogram/phone/random';
import { BandError } from '../../../miniprogram/protocols/driver';
import { forgetSecret, keepSecret, secretAt } from '../../../miniprogram/services/bands/secrets';
import { vendorKeys } from '../../../miniprogram/services/bands/vendor';
import { fakeWx, installWx } from '../../helpers/wx';

describe('secrets', () => {
  installWx(() => fakeWx());

  test('made while adding are found by serial afterwards, wherever the band is then', async () => {
    await secretAt('place-1', null).set('key');
    expect(secretAt('place-1', null).get()).toBe('key');
    expect(secretAt('place-2', 'S1').get()).toBeNull();
    keepSecret('place-1', 'S1');
    expect(secretAt('place-2', 'S1').get()).toBe('key');
    expect(secretAt('place-1', null).get()).toBeNull();
  });

  test('of the band that is meant survive a stranger who was met on the way', async () => {
    await secretAt('here', null).set('mine');
    keepSecret('here', 'S1');
    await secretAt('stranger', 'S1').set('theirs');
    expect(secretAt('here', 'S1').get()).toBe('mine');
    keepSecret('stranger', 'S2');
    expect([secretAt('x', 'S1').get(), secretAt('x', 'S2').get()]).toEqual(['mine', 'theirs']);
  });

  test('made anew replace the old, and unbinding forgets them', async () => {
    await secretAt('here', null).set('old');
    keepSecret('here', 'S1');
    await secretAt('here', 'S1').set('new');
    expect(secretAt('here', 'S1').get()).toBe('new');
    keepSecret('here', 'S1');
    forgetSecret('S1');
    expect(secretAt('here', 'S1').get()).toBeNull();
  });
});

describe('random bytes', () => {
  installWx(() => fakeWx());

  test('come from WeChat, never the same twice, and from elsewhere when they run out', async () => {
    const values = Uint8Array.from({ length: 2048 }, (_, i) => i & 0xff).buffer;
    Object.assign(wx, {
      getRandomValues: ({ success }: { success(result: { randomValues: ArrayBuffer }): void }) =>
        success({ randomValues: values }),
    });
    const random = await randomSource();
    expect([...random(3), ...random(2)]).toEqual([0, 1, 2, 3, 4]);
    expect(random(2048)).toHaveLength(2048);
  });

  test('come from elsewhere where WeChat has none', async () => {
    expect((await randomSource())(16)).toHaveLength(16);
  });
});

describe("the maker's key", () => {
  const question = { protocol: 'ihealth', challenge: 'x' };
  const answered = (result: unknown) => ({
    cloud: { callFunction: async () => ({ result }) },
  });
  installWx(() => fakeWx());

  test('is asked in the cloud', async () => {
    Object.assign(wx, answered({ ok: true, data: { answer: 'ab' } }));
    expect(await vendorKeys().vendorAuth(question)).toBe('ab');
  });

  test('that is missing is told as missing; one that could not be asked for as that', async () => {
    const missing = vendorKeys();
    Object.assign(wx, answered({ ok: false, code: 'needs-key', message: 'none' }));
    await expect(missing.vendorAuth(question)).rejects.toMatchObject({ code: 'needs-key' });
    const locked = new BandError('needs-key', 'locked');
    expect(missing.explain(locked)).toBe(locked);
    const unasked = vendorKeys();
    const fail = () => Promise.reject({ errCode: -1, errMsg: 'request:fail' });
    Object.assign(wx, { cloud: { callFunction: fail } });
    await expect(unasked.vendorAuth(question)).rejects.toMatchObject({ code: 'needs-key' });
    expect(unasked.explain(locked)).toMatchObject({ code: 'offline' });
    expect(unasked.explain('other')).toBe('other');
  });
});
