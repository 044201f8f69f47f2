/** A small run of `npm run fuzz`, each time of other frames, and proof that it sees what it looks for. */
import { describe, expect, test } from '@jest/globals';
import type { BandKit } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { seeded } from '../../../miniprogram/bands/virtual/walks';
import { streams } from '../../../tools/band/check/codec';
import { nextValues } from '../../../tools/band/fuzz/bytes';
import { fuzz } from '../../../tools/band/fuzz/fuzz';
import { kitOf } from '../../../tools/harness/kits';
import { scene } from '../../../tools/harness/scene';
import { AGAIN, SEED } from '../../helpers/seed';
import { bytes } from '../../helpers/vectors';

const kit = async (id: string): Promise<BandKit> => (await kitOf(id, require))!;

test.each(DRIVERS.map(({ id }) => id))(
  'R1-2 %s: 4000 random and mutated frames, and sessions with a lying band, throw nothing',
  async (id) => {
    const result = await fuzz(await kit(id), { frames: 4000, seed: SEED });
    expect({ AGAIN, failures: result.failures }).toEqual({ AGAIN, failures: [] });
    expect(result.frames).toBeGreaterThanOrEqual(4000);
    expect(result.understood).toBeGreaterThan(0);
  },
);

const SEALED = ['codoon', 'colmi', 'huawei', 'ihealth', 'lefun', 'lifesense', 'wechat-airsync'];

describe.each(SEALED)('frames of %s with their checksums put right', (id) => {
  test('are the same where nothing was wrong', async () => {
    const { decoders, virtuals, ...rest } = await kit(id);
    let count = 0;
    for (const virtual of virtuals) {
      const stage = scene({ decoders, virtuals, ...rest }, virtual, { sleep: true });
      await stage.once();
      for (const { from, at, values } of streams(stage.frames)) {
        const same = (one: (typeof decoders)[number]) =>
          one.from === from && one.at.characteristic === at.characteristic;
        const seal = decoders.find(same)?.seal;
        if (!seal) continue;
        expect(seal(values)).toEqual(values);
        count += values.length;
      }
    }
    expect(count).toBeGreaterThan(10);
  });

  test('are refused for no checksum, whatever they were', async () => {
    const random = seeded(5);
    const { decoders, golden } = await kit(id);
    const seeds = golden.flatMap(({ values }) => values.map((hex) => bytes(hex)));
    const reasons = new Set<string>();
    for (const { decode, seal } of decoders) {
      for (let left = seal ? 2000 : 0; left > 0; left--) {
        const result = decode(seal!(nextValues(random, seeds)));
        if (!result.ok) reasons.add(result.reason);
      }
    }
    const refused = ['checksum', 'start', 'magic', 'mark'].filter((reason) => reasons.has(reason));
    expect(refused).toEqual([]);
  });
});

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

  test('comes to a driver that trips over what stands behind a checksum', async () => {
    const sound = await kit('huawei');
    const { driver } = sound;
    const open: typeof driver.open = async (session, context) => {
      const run = await driver.open(session, context);
      const next: typeof run.next = async () => {
        const page = await run.next();
        if (page?.faults.some(({ reason }) => reason !== 'time-unknown')) throw new RangeError('x');
        return page;
      };
      return { ...run, next };
    };
    const bad = { ...sound, driver: { ...driver, open }, decoders: [] };
    const { failures, sealed } = await fuzz(bad, { frames: 100_000, seed: 1 });
    expect(sealed).toBeGreaterThan(0);
    expect(failures[0]).toContain('RangeError');
  });

  test('tells a driver that fails as no band fails', async () => {
    const sound = await kit('wechat-pedometer');
    const open = () => Promise.reject(new TypeError('undefined is not a function'));
    const bad = { ...sound, driver: { ...sound.driver, open } };
    const { failures } = await fuzz(bad, { frames: 1000, seed: 1 });
    expect(failures[0]).toContain('TypeError');
  });
});
