import { describe, expect, test } from '@jest/globals';
import { type Fates, flipBit } from '../../../miniprogram/bands/virtual/faults';
import { authAnswer } from '../../../miniprogram/bands/wechat-airsync/crypto';
import { BandError } from '../../../miniprogram/protocols/driver';
import { AGAIN, somePlaces } from '../../helpers/seed';
import { DAY_AND_A_HALF, failed, SESSION_KEY, setUp, undisturbed } from './support';

describe('nothing is lost', () => {
  test('R11-7 one damaged frame of an encrypted session: told, and read again whole', async () => {
    const auth = { mode: 'aes', deviceType: 'gh_1', deviceId: 'dev', key: SESSION_KEY } as const;
    const options = { truth: DAY_AND_A_HALF, auth };
    const vendorAuth = async () => authAnswer(SESSION_KEY, SESSION_KEY);
    const first = setUp(options);
    await first.run({ context: { vendorAuth } });
    let told = 0;
    const damaged = somePlaces()([...Array(first.radio.frames).keys()]);
    for (const frame of damaged) {
      const { run, kept, band } = setUp(options, flipBit(frame, 7));
      const error = await failed(run({ context: { vendorAuth } }));
      if (error !== null || kept.faults.length > 0) told++;
      await run({ context: { vendorAuth } });
      expect({ AGAIN, frame, ...kept.summary() }).toEqual({
        AGAIN,
        frame,
        ...first.kept.summary(),
      });
      expect(band.remembered).toBe(0);
    }
    expect(told).toBeGreaterThan(damaged.length / 2);
  });

  test('a damaged frame of a plain session may go unseen, and never breaks the sync', async () => {
    // Plain AirSync has no checksum of its own; the air's CRC-24 is all there is.
    const truth = DAY_AND_A_HALF;
    const { summary, frames } = await undisturbed({ truth });
    for (const frame of somePlaces()([...Array(frames).keys()])) {
      const { run, kept, band } = setUp({ truth }, flipBit(frame, frame));
      const error = await failed(run());
      if (error !== null) expect(error).toBeInstanceOf(BandError);
      await run();
      const { remembered } = band;
      const all = kept.days.size >= summary.days.length;
      expect({ AGAIN, frame, all, remembered }).toMatchObject({ all: true, remembered: 0 });
    }
  });

  test('R11-4 a write that nobody confirms: the sync goes on where the band does', async () => {
    const truth = DAY_AND_A_HALF;
    const writes: number[] = [];
    const counting: Fates = ({ index, operation }) => {
      if (operation === 'write') writes.push(index);
      return 'deliver';
    };
    const calm = setUp({ truth }, counting);
    await calm.run();
    const outcomes = [];
    for (const write of writes) {
      const silent: Fates = ({ index }) => (index === write ? 'no-callback' : 'deliver');
      const { run, kept, band } = setUp({ truth }, silent);
      const error = await failed(run());
      outcomes.push(error instanceof BandError ? error.code : error);
      expect({ write, ...kept.summary() }).toEqual({ write, ...calm.kept.summary() });
      expect(band.remembered).toBe(0);
    }
    // After the last one a band has nothing more to say, and may not have heard it.
    expect(outcomes.pop()).toBe('no-answer');
    expect(outcomes).toEqual(outcomes.map(() => null));
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
