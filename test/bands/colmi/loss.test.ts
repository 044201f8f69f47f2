import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Kept } from '../../../tools/harness/sync';
import { NOW } from '../../../tools/harness/world';
import { reasonsOf } from '../../helpers/truth';
import { scene } from './support';

describe('nothing is lost', () => {
  let whole: ReturnType<Kept['summary']>;
  beforeAll(async () => {
    const { kept, once } = scene();
    await once();
    whole = kept.summary();
  });

  test('R11-3 the app dies late, and goes on where it was', async () => {
    const { kept, radio, once } = scene();
    let seen = 0;
    await once({
      step: (name) => {
        if (name === 'kept' && ++seen === 6) throw new Error('killed');
      },
    });
    const before = radio.frames;
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(radio.frames - before).toBeLessThan(before);
  });

  test('R11-7 a corrupt packet is asked for again at once', async () => {
    for (let bad = 3; bad < 50; bad += 3) {
      const { radio, kept, once } = scene();
      radio.setFates(({ operation, index, value }) =>
        operation === 'value' && index === bad
          ? { value: value.map((byte, at) => (at === 9 ? byte ^ 0x10 : byte)) }
          : 'deliver',
      );
      await once();
      expect(kept.summary().readings).toEqual(whole.readings);
      expect(kept.faults).toEqual([]);
    }
  });

  test('R11-7 a packet that stays unreadable costs only itself, and comes next time', async () => {
    const { band, kept, once } = scene();
    band.faults.badRecord = 2;
    await once();
    expect(new Set(reasonsOf(kept))).toEqual(new Set(['checksum']));
    const some = kept.summary().readings;
    expect(some).toHaveLength(whole.readings.length - 7);
    for (const reading of some) expect(whole.readings).toContainEqual(reading);
    band.faults.badRecord = null;
    await once();
    expect(kept.summary()).toEqual(whole);
  });

  test('R13-7 a clock that was ahead: what it dated later than now is set aside', async () => {
    const { kept, once } = scene({ clockError: 6 * 3600, truth: [{ at: NOW, steps: 50 }] });
    await once();
    expect(kept.readings.size).toBe(0);
    expect(reasonsOf(kept)).toEqual(['time-unknown']);
  });
});
