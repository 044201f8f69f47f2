/** What both generations of Mi Band keep alike, though they share no protocol. */
import { describe, expect, test } from '@jest/globals';
import { plausibleWalks } from '../../miniprogram/bands/virtual/walks';
import type { Page } from '../../miniprogram/protocols/driver';
import { NOW } from '../../tools/harness/world';
import { reasonsOf, stepsOf } from '../helpers/truth';
import { COUNTED, scene as miBand, truthOf } from './mi-band/support';
import { scene as miBand2 } from './mi-band-2/support';

type Options = Parameters<typeof miBand2>[0];
type Air = Parameters<typeof miBand2>[1];

const GENERATIONS = [
  {
    name: 'Mi Band 1',
    scene: (options: Options = {}, air: Air = {}) => miBand({ profile: COUNTED, ...options }, air),
    /** Bytes of a value that is full, or ends a walk. */
    valueBytes: 19,
    /** Whether what was read but not let go is read, and let go, next time. */
    tellsAgain: true,
  },
  { name: 'Mi Band 2', scene: miBand2, valueBytes: 17, tellsAgain: false },
];

describe.each(GENERATIONS)('$name', ({ scene, valueBytes, tellsAgain }) => {
  const uninterrupted = async () => {
    const { kept, once } = scene();
    await once();
    return kept.summary();
  };

  test('R11-1 a dense week at 20 bytes takes less than 60 s, and progress never goes back', async () => {
    const truth = plausibleWalks({ seed: 6, until: NOW - 700 });
    const { clock, progress, once } = scene({ truth, dense: true }, { intervalMs: 30, hopMs: 15 });
    const before = clock.now();
    await once();
    expect(clock.now() - before).toBeLessThan(60_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(progress.length).toBeGreaterThan(5);
  });

  test('a goal is set', async () => {
    const { band, once } = scene();
    await once({ context: { goal: 9000 } });
    expect(band.goal).toBe(9000);
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
    const left = stored - pages[1]!.readings.length;
    expect(band.remembered).toBe(left);
    for (const page of pages) kept.add(page);
    await once();
    expect(kept.summary()).toEqual(await uninterrupted());
    expect(band.remembered).toBe(tellsAgain ? 0 : left);
  });

  test('R11-7 a value cut short is asked for again at once', async () => {
    const { radio, kept, once } = scene();
    let left = 1;
    radio.setFates(({ operation, value }) =>
      operation === 'value' && value.length === valueBytes && left-- > 0
        ? { value: value.subarray(0, 12) }
        : 'deliver',
    );
    await once();
    expect(left).toBeLessThan(1);
    expect(kept.summary()).toEqual(await uninterrupted());
    expect(kept.faults).toEqual([]);
  });

  test('R11-7 a value that never comes costs its minutes only, and comes next time', async () => {
    const truth = plausibleWalks({ seed: 7, until: NOW - 700, days: 2 });
    const { band, kept, once } = scene({ truth, dense: true });
    band.faults.lostValue = 10;
    const stored = band.remembered;
    await once();
    expect(new Set(reasonsOf(kept))).toEqual(new Set(['missing']));
    expect(band.remembered).toBeGreaterThan(stored / 2);
    const all = truthOf(truth);
    const some = stepsOf(kept);
    for (const [start, steps] of some) expect(all.get(start)).toBe(steps);
    expect(some.size).toBeGreaterThan(all.size * 0.9);
    band.faults.lostValue = null;
    await once();
    expect(stepsOf(kept)).toEqual(all);
    if (tellsAgain) expect(band.remembered).toBe(0);
  });
});
