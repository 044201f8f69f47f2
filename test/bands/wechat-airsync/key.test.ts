import { describe, expect, test } from '@jest/globals';
import {
  authAnswer,
  authChallenge,
  deviceMd5,
  openAesSign,
} from '../../../miniprogram/bands/wechat-airsync/crypto';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { BandError } from '../../../miniprogram/protocols/driver';
import { failed, setUp, undisturbed, WEEK } from './support';

describe('md5 with AES', () => {
  const auth = { deviceType: 'gh_d53f87f298e5', deviceId: 'test_device' };
  const key = fromHex('000102030405060708090a0b0c0d0e0f')!;

  test('the key stays with the maker, the phone forwards', async () => {
    const { summary } = await undisturbed({ truth: WEEK });
    const { run, kept, band } = setUp({ truth: WEEK, auth: { mode: 'aes', ...auth, key } });
    const asked: string[] = [];
    await run({
      context: {
        vendorAuth: async ({ protocol, challenge }) => {
          asked.push(protocol);
          const [md5, sign = ''] = challenge.split(':');
          expect(md5).toBe('26cdd942b8ee68b022cc53bba16c7039');
          expect(openAesSign(key, auth.deviceId, fromHex(sign)!)).toEqual({ ok: true, value: 1 });
          return authAnswer(key, fromHex('101112131415161718191a1b1c1d1e1f')!);
        },
      },
    });
    expect(asked).toEqual(['wechat-airsync']);
    expect(kept.summary()).toEqual(summary);
    expect(band.remembered).toBe(0);
    expect(authChallenge(deviceMd5(auth.deviceType, auth.deviceId), key)).toContain(':0001');
  });

  test.each(['no key', 'nonsense'])('%s: needs-key, nothing lost', async (what) => {
    const { run, band } = setUp({ truth: WEEK, auth: { mode: 'aes', ...auth, key } });
    const vendorAuth = () =>
      what === 'nonsense' ? Promise.resolve('1234') : Promise.reject(new Error(what));
    const error = await failed(run({ context: { vendorAuth } }));
    expect(error).toBeInstanceOf(BandError);
    expect(error).toHaveProperty('code', 'needs-key');
    expect(band.remembered).toBeGreaterThan(100);
  });
});
