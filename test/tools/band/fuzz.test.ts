/** A small run of `npm run fuzz`, and proof that it sees what it looks for. */
import { describe, expect, test } from '@jest/globals';
import type { BandKit } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { seeded } from '../../../miniprogram/lib/walks';
import { nextValues } from '../../../tools/band/fuzz/bytes';
import { fuzz } from '../../../tools/band/fuzz/fuzz';
import { kitOf } from '../../../tools/band/kits';

const kit = async (id: string): Promise<BandKit> => (await kitOf(id, require))!;

test.each(DRIVERS.map(({ id }) => id))(
  '%s: 20 000 random and mutated frames, and sessions with a lying band, throw nothing',
  async (id) => {
    const result = await fuzz(await kit(id), { frames: 20_000, seed: 7 });
    expect(result.failures).toEqual([]);
    expect(result.frames).toBeGreaterThanOrEqual(20_000);
    expect(result.understood).toBeGreaterThan(0);
  },
  60_000,
);

describe('the fuzzer', () => {
  test('gives the same frames for the same seed, and others for another', () => {
    const seeds = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)];
    const some = (seed: number) => {
      const random = seeded(seed);
      return Array.from({ length: 50 }, () => nextValues(random, seeds));
    };
    expect(some(3)).toEqual(some(3));
    expect(some(3)).not.toEqual(some(4));
  });

  test('tells a codec that throws, with the bytes to see it again', async () => {
    const sound = await kit('wechat-pedometer');
    const [first] = sound.decoders;
    const decode: (typeof first & object)['decode'] = (values) => {
      if (values[0]![0] === 0xff) throw new RangeError('boom');
      return first!.decode(values);
    };
    const bad = { ...sound, decoders: [{ ...first!, decode }], virtuals: [] };
    const { failures } = await fuzz(bad, { frames: 20_000, seed: 1 });
    expect(failures[0]).toMatch(/RangeError: boom: ff/);
  });

  test('tells a driver that fails as no band fails', async () => {
    const sound = await kit('wechat-pedometer');
    const open = () => Promise.reject(new TypeError('undefined is not a function'));
    const bad = { ...sound, driver: { ...sound.driver, open } };
    const { failures } = await fuzz(bad, { frames: 1000, seed: 1 });
    expect(failures[0]).toContain('TypeError');
  });
});
