/** The maker's half of a log-in, in the deployed bundle, with keys made up for this test. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digest, PHONE_MESSAGE } from '../../miniprogram/bands/huawei/login/vendor';
import { TEST_KEY } from '../../miniprogram/bands/huawei/virtual/options';
import * as ihealth from '../../miniprogram/bands/ihealth/crypto';
import { xxteaDecrypt } from '../../miniprogram/bands/ihealth/xxtea';
import * as airsync from '../../miniprogram/bands/wechat-airsync/crypto';
import { API_LIMITS } from '../../miniprogram/contract/api';
import { concat, fromHex, toHex } from '../../miniprogram/lib/bytes';
import { type Backend, HOUR, startBackend } from './backend';

const key = (seed: number) => Uint8Array.from({ length: 16 }, (_, i) => (i * seed + 7) & 0xff);
const AM3 = key(5);
const DEVICE = key(11);
const OTHER = key(13);

let backend: Backend;
beforeAll(async () => {
  const { digestSecret, first, second } = TEST_KEY;
  process.env.BANDMATES_KEY_IHEALTH = `AM3:${toHex(AM3)}, AM4:too-short`;
  process.env.BANDMATES_KEY_HUAWEI = `1:${toHex(concat(digestSecret, first, second))}`;
  const md5 = toHex(airsync.deviceMd5('gh_other', 'b'));
  process.env.BANDMATES_KEY_WECHAT_AIRSYNC = `*:${toHex(DEVICE)},${md5}:${toHex(OTHER)}`;
  backend = await startBackend();
});
afterAll(async () => {
  for (const name of ['IHEALTH', 'HUAWEI', 'WECHAT_AIRSYNC']) {
    delete process.env[`BANDMATES_KEY_${name}`];
  }
  await backend.stop();
});

const ask = async (protocol: string, challenge: string) =>
  (await backend.person('a').ask('band.vendorAuth', { protocol, challenge })).answer;
const refused = (protocol: string, challenge: string) =>
  backend.person('a').refused('band.vendorAuth', { protocol, challenge });

describe('band.vendorAuth', () => {
  test('iHealth: a genuine band is answered, one that proves nothing is not', async () => {
    const [random, deviceId, second] = [key(3), key(17), key(19)];
    const own = ihealth.bandKey(AM3, deviceId);
    const proof = { deviceId, first: xxteaDecrypt(random, own), second };
    const challenge = ihealth.authChallenge('AM3', random, proof);
    expect(await ask('ihealth', challenge)).toBe(ihealth.authAnswer(AM3, challenge));
    const forged = ihealth.authChallenge('AM3', key(4), proof);
    expect(await refused('ihealth', forged)).toBe('needs-key');
    const unknown = ihealth.authChallenge('AM4', random, proof);
    expect(await refused('ihealth', unknown)).toBe('needs-key');
  });

  test('Huawei: by the version of the question', async () => {
    const nonce = concat(key(3), key(4));
    const answer = await ask('huawei', `digest:1:${toHex(nonce)}`);
    expect(answer.startsWith(toHex(digest(TEST_KEY.digestSecret, PHONE_MESSAGE, nonce)))).toBe(
      true,
    );
    expect(await refused('huawei', `digest:2:${toHex(nonce)}`)).toBe('needs-key');
    expect(await refused('huawei', 'digest:1:00')).toBe('needs-key');
  });

  test('AirSync: a new session key each time, with the key of the band or of all', async () => {
    const question = (deviceKey: Uint8Array, type: string, id: string) => {
      const sign = airsync.aesSign(deviceKey, id, key(3).subarray(0, 4), 1);
      return airsync.authChallenge(airsync.deviceMd5(type, id), sign);
    };
    const answers = [
      await ask('wechat-airsync', question(DEVICE, 'gh_any', 'a')),
      await ask('wechat-airsync', question(DEVICE, 'gh_any', 'a')),
    ].map((text) => airsync.readAuthAnswer(text));
    const [first, second] = answers.map((read) => (read.ok ? read.value : null));
    expect(airsync.decryptBody(DEVICE, first!.forBand)).toEqual({
      ok: true,
      value: first!.sessionKey,
    });
    expect(second!.sessionKey).not.toEqual(first!.sessionKey);
    const other = airsync.readAuthAnswer(
      await ask('wechat-airsync', question(OTHER, 'gh_other', 'b')),
    );
    expect(other.ok && airsync.decryptBody(OTHER, other.value.forBand).ok).toBe(true);
    const stranger = question(fromHex('00'.repeat(16))!, 'gh_any', 'a');
    expect(await refused('wechat-airsync', stranger)).toBe('needs-key');
  });

  test('a protocol without a maker, or one that configured none, needs a key', async () => {
    expect(await refused('codoon', 'x')).toBe('needs-key');
    expect(await refused('constructor', 'x')).toBe('needs-key');
  });

  test('one person asks thirty different questions an hour; a repetition costs nothing', async () => {
    const [many, other] = [backend.person('many'), backend.person('other')];
    const question = (i: number) => ({
      protocol: 'huawei',
      challenge: `digest:1:${toHex(concat(key(i), key(i + 100)))}`,
    });
    for (let i = 0; i < API_LIMITS.hourly.question; i++) {
      const { answer } = await many.ask('band.vendorAuth', question(i));
      expect(await many.ask('band.vendorAuth', question(i))).toEqual({ answer });
    }
    expect(await many.refused('band.vendorAuth', question(99))).toBe('too-often');
    expect((await many.ask('band.vendorAuth', question(3))).answer).not.toBe('');
    expect((await other.ask('band.vendorAuth', question(99))).answer).not.toBe('');
    const uid = await many.uid();
    const kept = () => backend.documents('questions').find(({ _id }) => _id === uid);
    expect(kept()?.asked).toHaveLength(API_LIMITS.hourly.question);
    expect(JSON.stringify(kept())).not.toContain(toHex(key(3)));
    backend.setTime(backend.now() + HOUR);
    expect((await many.ask('band.vendorAuth', question(99))).answer).not.toBe('');
    expect(kept()?.asked).toHaveLength(1);
  });

  test('asked many times at once, not one question more is answered', async () => {
    const hasty = backend.person('hasty');
    await hasty.uid();
    const replies = await Promise.all(
      Array.from({ length: API_LIMITS.hourly.question + 10 }, (_, i) =>
        hasty.reply('band.vendorAuth', {
          protocol: 'huawei',
          challenge: `digest:1:${toHex(concat(key(i), key(i + 50)))}`,
        }),
      ),
    );
    const answered = replies.filter(({ ok }) => ok).length;
    expect(answered).toBeLessThanOrEqual(API_LIMITS.hourly.question);
    expect(answered).toBeGreaterThan(0);
  });

  test('where nothing is configured nothing is counted', async () => {
    const person = backend.person('unconfigured');
    const uid = await person.uid();
    for (let i = 0; i < API_LIMITS.hourly.question + 1; i++) {
      const question = { protocol: 'codoon', challenge: `x${i}` };
      expect(await person.refused('band.vendorAuth', question)).toBe('needs-key');
    }
    expect(backend.documents('questions').some(({ _id }) => _id === uid)).toBe(false);
  });

  test('nobody without an identity is answered', async () => {
    const event = { action: 'band.vendorAuth', input: { protocol: 'huawei', challenge: 'x' } };
    expect(await backend.send(event, null)).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('a band that is somebody else’s is not talked about', async () => {
    const [owner, thief] = [backend.person('owner'), backend.person('thief')];
    await owner.bind('honor-band', 'C0FFEE00AA01');
    const question = { protocol: 'huawei', challenge: 'bond:1:C0FFEE00AA01' };
    expect(await thief.refused('band.vendorAuth', question)).toBe('band-taken');
    expect((await owner.ask('band.vendorAuth', question)).answer).toMatch(/^[0-9a-f]{32}$/);
  });

  test('ten accounts have no more answers about one band than one has', async () => {
    const model = key(23);
    const asked = Array.from({ length: 40 }, (_, i) => {
      const random = Uint8Array.from({ length: 16 }, (_, byte) => (byte * 7 + i) & 0xff);
      const first = xxteaDecrypt(random, ihealth.bandKey(AM3, model));
      const proof = { deviceId: model, first, second: random };
      return { protocol: 'ihealth', challenge: ihealth.authChallenge('AM3', random, proof) };
    });
    const replies = await Promise.all(
      asked.map((one, i) => backend.person(`account-${i % 10}`).persist('band.vendorAuth', one)),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(API_LIMITS.hourly.question);
    expect(replies.find(({ ok }) => !ok)).toMatchObject({ code: 'too-often' });
  });
});
