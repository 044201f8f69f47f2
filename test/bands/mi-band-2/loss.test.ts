import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '../../../miniprogram/bands/driver';
import { FETCH } from '../../../miniprogram/bands/mi-band-2/gatt';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { plausibleWalks } from '../../../miniprogram/lib/walks';
import type { Kept } from '../../support/sync';
import { NOW, reasonsOf, stepsOf } from '../../support/world';
import { scene, truthOf } from './support';

describe('nothing is lost', () => {
  let whole: ReturnType<Kept['summary']>;
  beforeAll(async () => {
    const { kept, once } = scene();
    await once();
    whole = kept.summary();
  });

  test('a page nobody let go stays on the band; release may be called late, and again', async () => {
    const { band, kept, once, opened } = scene();
    const stored = band.remembered;
    const pages: Page[] = [];
    await opened(async (run) => {
      for (let page = await run.next(); page; page = await run.next()) {
        pages.push(page);
        if (pages.length === 2) {
          await page.release();
          await page.release();
        }
      }
      for (const page of pages) await page.release();
    });
    const second = pages[1]!.readings.length;
    expect(band.remembered).toBe(stored - second);
    for (const page of pages) kept.add(page);
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(band.remembered).toBe(stored - second);
  });

  test('R11-7 a value cut short is asked for again at once', async () => {
    const { radio, kept, once } = scene();
    let left = 1;
    radio.setFates(({ operation, value }) =>
      operation === 'value' && value.length === 17 && left-- > 0
        ? { value: value.subarray(0, 12) }
        : 'deliver',
    );
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(kept.faults).toEqual([]);
  });

  test('R11-7 a value that never comes costs its minutes only, and comes next time', async () => {
    const truth = plausibleWalks({ seed: 7, until: NOW - 700, days: 2 });
    const options = { truth, dense: true };
    const { band, kept, once } = scene(options);
    band.faults.lostValue = 10;
    const stored = band.remembered;
    await once();
    expect(new Set(reasonsOf(kept))).toEqual(new Set(['missing']));
    expect(band.remembered).toBe(stored);
    const all = truthOf(truth);
    const some = stepsOf(kept);
    for (const [start, steps] of some) expect(all.get(start)).toBe(steps);
    expect(some.size).toBeGreaterThan(all.size * 0.9);
    band.faults.lostValue = null;
    await once();
    expect(stepsOf(kept)).toEqual(all);
  });

  test('R11-7 an offer that is cut short is asked for again at once', async () => {
    const { radio, kept, once } = scene();
    let left = 1;
    radio.setFates(({ operation, at, value }) =>
      operation === 'value' && sameCharacteristic(at, FETCH) && value.length > 3 && left-- > 0
        ? { value: value.subarray(0, 7) }
        : 'deliver',
    );
    expect(await once()).not.toHaveProperty('error');
    expect(left).toBeLessThan(1);
    expect(kept.summary()).toEqual(whole);
  });
});
