import { describe, expect, test } from '@jest/globals';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import { wechatAirsync } from '../../../miniprogram/bands/wechat-airsync/driver';
import type { VirtualAirSyncOptions } from '../../../miniprogram/bands/wechat-airsync/virtual/options';
import { BandError } from '../../../miniprogram/protocols/driver';
import { Kept, sync } from '../../../tools/harness/sync';
import { reasonsOf } from '../../helpers/truth';
import {
  DAY_AND_A_HALF,
  failed,
  readingTotals,
  setUp,
  totalsOf,
  undisturbed,
  WEEK,
} from './support';

describe('a week on the band', () => {
  test('R1-1 day totals equal the truth, by counters and by the sum of readings', async () => {
    const { run, kept, band } = setUp({ truth: WEEK });
    const { identity, sourceClass } = await run();
    expect(identity.serial).toBe('001A7DDA7113');
    expect(sourceClass).toBe('direct');
    expect(kept.summary().days).toEqual(totalsOf(WEEK));
    expect(readingTotals(kept)).toEqual(totalsOf(WEEK));
    expect(kept.faults).toEqual([]);
    expect(band.remembered).toBe(0);
  });

  const auth = { deviceType: 'gh_d53f87f298e5', deviceId: 'test_device' };

  test.each<[string, Partial<VirtualAirSyncOptions>]>([
    ['dated by the real-time clock', { times: 'rtc' }],
    ['last chunks padded with zeros', { padding: true }],
    ['md5 without encryption', { auth: { mode: 'md5', ...auth } }],
    ['one count a message', { itemsPerMessage: 1 }],
    ['everything in one message', { itemsPerMessage: 2000 }],
    ['a band that asks for the time', { filter: Uint8Array.of(0x70) }],
  ])('%s gives the same', async (_, options) => {
    const { summary } = await undisturbed({ truth: WEEK });
    const { run, kept } = setUp({ truth: WEEK, ...options });
    await run();
    expect(kept.summary()).toEqual(summary);
  });

  test('R11-1 a week takes well under a minute of radio time, progress never goes back', async () => {
    const { clock, band } = setUp({ truth: WEEK });
    const radio = createVirtualRadio({ clock, bands: [band], intervalMs: 30, hopMs: 15 });
    const kept = new Kept();
    const progress: number[] = [];
    const began = clock.now();
    const add = kept.add.bind(kept);
    kept.add = (page) => {
      progress.push((page as unknown as { progress: number }).progress);
      add(page);
    };
    await clock.run(sync({ clock, radio, deviceId: 'band', driver: wechatAirsync, kept }));
    expect(clock.now() - began).toBeLessThan(20_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBeCloseTo(1, 3);
    expect(Math.min(...progress)).toBeGreaterThanOrEqual(0);
    expect(kept.summary().days).toEqual(totalsOf(WEEK));
  });
});

describe('a band that misbehaves', () => {
  test('silent: no-answer, within seconds', async () => {
    const { run, band, clock } = setUp({ truth: DAY_AND_A_HALF });
    band.faults.silent = true;
    const began = clock.now();
    expect(await failed(run())).toHaveProperty('code', 'no-answer');
    expect(clock.now() - began).toBeLessThan(10_000);
  });

  test('garbage: a typed error with the bytes, and the next sync is whole', async () => {
    const { run, band, kept } = setUp({ truth: DAY_AND_A_HALF });
    band.faults.garbage = true;
    const error = await failed(run());
    expect(error).toBeInstanceOf(BandError);
    expect(error).toMatchObject({ code: 'garbage', faults: [{ reason: 'magic' }] });
    band.faults.garbage = false;
    await run();
    expect(kept.summary().days).toEqual(totalsOf(DAY_AND_A_HALF));
  });

  test('R11-7 data without end that is none of ours: ended, and the steps come later', async () => {
    const { run, band, kept } = setUp({ truth: WEEK });
    for (let i = 0; i < 1500; i++) band.sendVendor(Uint8Array.of(i & 0xff));
    expect(await failed(run())).toMatchObject({ code: 'garbage' });
    await run();
    expect(kept.faults).toEqual([]);
    expect(readingTotals(kept)).toEqual(totalsOf(WEEK));
  });

  test('stops in mid-packet: asked again in vain, no data, and the next sync is whole', async () => {
    const { run, band, kept } = setUp({ truth: DAY_AND_A_HALF });
    band.faults.cutFrame = true;
    await run();
    expect(reasonsOf(kept)).toEqual(['length', 'length', 'length']);
    expect(kept.summary().days).toEqual([]);
    band.faults.cutFrame = false;
    await run();
    expect(kept.summary().days).toEqual(totalsOf(DAY_AND_A_HALF));
  });

  test('auth.macNoEncrypt.cc254x: another address than the one we mean is another band', async () => {
    const { run, band } = setUp({ mac: '576543686174', truth: DAY_AND_A_HALF });
    const context = { expectedSerial: '9059AF0E6288' };
    expect(await failed(run({ context }))).toHaveProperty('code', 'other-band');
    expect(band.remembered).toBeGreaterThan(0);
    await run({ context: { expectedSerial: '576543686174' } });
  });
});
