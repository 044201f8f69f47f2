import { describe, expect, test } from '@jest/globals';
import { BandError } from '../../../miniprogram/bands/driver';
import {
  authAnswer,
  authChallenge,
  deviceMd5,
  openAesSign,
} from '../../../miniprogram/bands/wechat-airsync/crypto';
import { wechatAirsync } from '../../../miniprogram/bands/wechat-airsync/driver';
import {
  createVirtualAirSync,
  type VirtualAirSyncOptions,
} from '../../../miniprogram/bands/wechat-airsync/virtual';
import { type Fates, flipBit } from '../../../miniprogram/ble/virtual-faults';
import { createVirtualRadio } from '../../../miniprogram/ble/virtual-radio';
import { dayOf, dayStart } from '../../../miniprogram/contract/activity';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { plausibleWalks, type Walk } from '../../../miniprogram/lib/walks';
import { Kept, type SyncOptions, sync } from '../../support/sync';
import { createVirtualClock } from '../../support/virtual-clock';

const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
const WEEK = plausibleWalks({ seed: 1, until: NOON });
const SESSION_KEY = fromHex('101112131415161718191a1b1c1d1e1f')!;
const DAY_AND_A_HALF = plausibleWalks({ seed: 2, until: NOON, days: 2 });

function setUp(options: Partial<VirtualAirSyncOptions> = {}, fates?: Fates) {
  const clock = createVirtualClock(NOON * 1000);
  const band = createVirtualAirSync({
    deviceId: 'band',
    localName: 'Mambo',
    mac: '001A7DDA7113',
    now: () => clock.now() / 1000,
    ...options,
  });
  const radio = createVirtualRadio({ clock, bands: [band], ...(fates ? { fates } : {}) });
  const kept = new Kept();
  const run = (more: Partial<SyncOptions> = {}) =>
    clock.run(sync({ clock, radio, deviceId: 'band', driver: wechatAirsync, kept, ...more }));
  return { clock, band, radio, kept, run };
}

/** Steps of each day as they were walked. */
function totalsOf(walks: readonly Walk[]) {
  const days = new Map<number, number>();
  for (const { at, steps } of walks) days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + steps);
  return [...days].map(([day, steps]) => ({ day, steps }));
}

/** Steps of each day as the readings have them. */
const readingTotals = (kept: Kept) =>
  totalsOf(kept.summary().readings.map(({ start, steps }) => ({ at: start, steps })));

/** What an undisturbed sync of this truth keeps. */
async function undisturbed(options: Partial<VirtualAirSyncOptions>) {
  const { run, kept, radio } = setUp(options);
  await run();
  return { summary: kept.summary(), frames: radio.frames };
}

const failed = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return null;
};

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
  const key = fromHex('000102030405060708090a0b0c0d0e0f')!;

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

  test('md5 with AES: the key stays with the maker, the phone forwards', async () => {
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

  test.each(['no key', 'nonsense'])(
    'md5 with AES and %s: needs-key, nothing lost',
    async (what) => {
      const { run, band } = setUp({ truth: WEEK, auth: { mode: 'aes', ...auth, key } });
      const vendorAuth = () =>
        what === 'nonsense' ? Promise.resolve('1234') : Promise.reject(new Error(what));
      const error = await failed(run({ context: { vendorAuth } }));
      expect(error).toBeInstanceOf(BandError);
      expect(error).toHaveProperty('code', 'needs-key');
      expect(band.remembered).toBeGreaterThan(100);
    },
  );

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

  test('what is walked between two syncs is counted once, whole', async () => {
    const { run, kept, band, clock } = setUp({ truth: DAY_AND_A_HALF });
    await run();
    await clock.advance(7 * 60_000);
    band.addSteps(300);
    await run();
    await clock.advance(20 * 60_000);
    band.addSteps(200);
    await run();
    const expected = totalsOf([...DAY_AND_A_HALF, { at: NOON, steps: 500 }]);
    expect(kept.summary().days).toEqual(expected);
    expect(readingTotals(kept)).toEqual(expected);
  });
});

describe('nothing is lost', () => {
  test('R11-7 one damaged frame of an encrypted session: told, and read again whole', async () => {
    const auth = { mode: 'aes', deviceType: 'gh_1', deviceId: 'dev', key: SESSION_KEY } as const;
    const options = { truth: DAY_AND_A_HALF, auth };
    const vendorAuth = async () => authAnswer(SESSION_KEY, SESSION_KEY);
    const first = setUp(options);
    await first.run({ context: { vendorAuth } });
    let told = 0;
    for (let frame = 0; frame < first.radio.frames; frame++) {
      const { run, kept, band } = setUp(options, flipBit(frame, 7));
      const error = await failed(run({ context: { vendorAuth } }));
      if (error !== null || kept.faults.length > 0) told++;
      await run({ context: { vendorAuth } });
      expect({ frame, ...kept.summary() }).toEqual({ frame, ...first.kept.summary() });
      expect(band.remembered).toBe(0);
    }
    expect(told).toBeGreaterThan(first.radio.frames / 2);
  });

  test('a damaged frame of a plain session may go unseen, and never breaks the sync', async () => {
    // Plain AirSync has no checksum of its own; the air's CRC-24 is all there is.
    const truth = DAY_AND_A_HALF;
    const { summary, frames } = await undisturbed({ truth });
    for (let frame = 0; frame < frames; frame++) {
      const { run, kept, band } = setUp({ truth }, flipBit(frame, frame));
      const error = await failed(run());
      if (error !== null) expect(error).toBeInstanceOf(BandError);
      await run();
      expect(kept.days.size).toBeGreaterThanOrEqual(summary.days.length);
      expect(band.remembered).toBe(0);
    }
  });

  test('R11-7 a damaged header: exactly the uninterrupted data after the next sync', async () => {
    const truth = DAY_AND_A_HALF;
    const { summary } = await undisturbed({ truth });
    let packets = 0;
    const third: Fates = ({ operation, value }) => {
      const starts = operation === 'value' && value[0] === 0xfe && value[5] === 0x12;
      if (starts && ++packets === 3) return { value: Uint8Array.of(0, ...value.subarray(1)) };
      return 'deliver';
    };
    const { run, kept, band } = setUp({ truth }, third);
    await run();
    expect(kept.faults.map(({ reason }) => reason)).toEqual(['magic']);
    expect(band.remembered).toBeGreaterThan(0);
    await run();
    expect(kept.summary()).toEqual(summary);
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

  test('stops in mid-packet: a fault, no data, and the next sync is whole', async () => {
    const { run, band, kept } = setUp({ truth: DAY_AND_A_HALF });
    band.faults.cutFrame = true;
    await run();
    expect(kept.faults).toMatchObject([{ reason: 'length' }]);
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

describe('time', () => {
  test('R13-7 more than a day ahead: kept apart as time-unknown, counted nowhere', async () => {
    const clockError = 26 * 3600;
    const truth = [{ at: NOON - 1000, steps: 500 }];
    const { run, kept } = setUp({ truth, clockError });
    await run();
    expect(kept.summary()).toMatchObject({ readings: [], days: [] });
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
  });

  test('a real-time clock with a date that does not exist is time-unknown too', async () => {
    const { run, kept } = setUp({
      truth: [{ at: NOON - 1000, steps: 500 }],
      times: 'rtc',
      clockError: Date.UTC(1969, 0, 1) / 1000 - NOON,
    });
    await run();
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
  });

  test('R13-3 a sync just after midnight: the evening is yesterday, today is empty', async () => {
    const midnight = dayStart(20_261_122);
    const truth = [1, 2, 3].map((slice) => ({ at: midnight - slice * 1500, steps: 400 })).reverse();
    const { run, kept, clock } = setUp({ truth });
    await clock.advance((midnight + 180 - NOON) * 1000);
    await run();
    expect(kept.summary().days).toEqual([{ day: 20_261_121, steps: 1200 }]);
    expect(readingTotals(kept)).toEqual([{ day: 20_261_121, steps: 1200 }]);
  });

  test('R13-1 steps on both sides of midnight fall on two days', async () => {
    const midnight = dayStart(20_261_123);
    const { run, kept, clock, band } = setUp();
    await clock.advance((midnight - 60 - NOON) * 1000);
    band.addSteps(100);
    await clock.advance(61_000);
    band.addSteps(30);
    await run();
    const days = [
      { day: 20_261_122, steps: 100 },
      { day: 20_261_123, steps: 30 },
    ];
    expect(kept.summary().days).toEqual(days);
    expect(readingTotals(kept)).toEqual(days);
  });

  test('R12-3 a counter that falls begins again: no negative steps, the day keeps the larger', async () => {
    const { run, kept, clock, band } = setUp();
    band.addSteps(1000);
    await run();
    await clock.advance(15 * 60_000);
    band.setTotals({ steps: 40 });
    await run();
    expect(kept.summary().days).toEqual([{ day: 20_261_122, steps: 1000 }]);
    expect(kept.summary().readings.map(({ steps }) => steps)).toEqual([40]);
  });
});
