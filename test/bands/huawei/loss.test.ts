/** No step is lost: links cut at every frame, apps killed at every step, frames twice or broken. */
import { describe, expect, test } from '@jest/globals';
import type { VirtualHuaweiOptions } from '../../../miniprogram/bands/huawei/virtual';
import { cutAt, duplicateValues, flipBit } from '../../../miniprogram/ble/virtual-faults';
import { minutesOf, NIGHT, WEEK, type World, world } from './support';

/** Seven days with three busy hours each: every frame of it is cut, twice. */
const WALKS = WEEK.filter(({ at }) => [1, 4, 10].includes(Math.floor(at / 3600) % 24));
const TRUTH = minutesOf(WALKS);
const OPTIONS: Partial<VirtualHuaweiOptions> = { truth: WALKS, sleep: [NIGHT] };

async function whole(options = OPTIONS): Promise<{ frames: number; pages: number; world: World }> {
  const one = world(options);
  const { pages, error } = await one.sync();
  expect(error).toBeNull();
  return { frames: one.radio.frames, pages: pages.length, world: one };
}

const delivered = () => 'deliver' as const;

describe('R11-2 a link that drops', () => {
  test.each(['cut', 'deliver-cut'] as const)(
    '%s at every frame, then synced again: as if nothing had happened',
    async (when) => {
      const { frames, world: reference } = await whole();
      for (let index = 0; index < frames; index++) {
        const one = world(OPTIONS, cutAt(index, when));
        const { error } = await one.sync();
        if (index < frames - 1) expect(error).not.toBeNull();
        one.radio.setFates(delivered);
        expect((await one.sync()).error).toBeNull();
        expect(one.kept.summary()).toEqual(reference.kept.summary());
      }
    },
    10_000,
  );

  test('HiChain, at every frame of the first meeting', async () => {
    const { world: reference } = await whole({ ...OPTIONS, mode: 'hichain' });
    for (let index = 0; index < 30; index++) {
      const one = world({ ...OPTIONS, mode: 'hichain' }, cutAt(index));
      await one.sync();
      one.radio.setFates(delivered);
      let { error } = await one.sync();
      // The band had the token or had not: where both sides disagree, the next try starts over.
      if (error) ({ error } = await one.sync());
      expect([index, error]).toEqual([index, null]);
      expect(one.kept.summary()).toEqual(reference.kept.summary());
    }
  });
});

describe('R11-3 an app that dies', () => {
  test.each(['kept', 'released'] as const)('after every page that was %s', async (dieAfter) => {
    const { pages, world: reference } = await whole();
    for (let dieAt = 1; dieAt <= pages; dieAt++) {
      const one = world(OPTIONS);
      expect((await one.sync({ dieAt, dieAfter })).error).toMatchObject({
        message: 'the app died',
      });
      await one.sync();
      expect(one.kept.summary()).toEqual(reference.kept.summary());
    }
  });

  test('before a page was durable: it is read again, the same', async () => {
    const one = world(OPTIONS);
    await one.sync();
    const first = one.kept.summary();
    one.kept.cursor = null;
    await one.sync();
    expect(one.kept.summary()).toEqual(first);
  });
});

describe('a bad link', () => {
  test.each([
    ['values of 244', {}],
    ['values of 20', { payload: 20 }],
    ['HiChain', { mode: 'hichain' as const }],
  ])('every value twice, %s: counted once', async (_name, options) => {
    const one = world({ ...OPTIONS, ...options }, duplicateValues);
    expect((await one.sync()).error).toBeNull();
    expect(one.steps()).toEqual(TRUTH);
  });

  test('one wrong bit in any frame: read again at once, nothing missing', async () => {
    const { frames } = await whole();
    for (let index = 0; index < frames; index += 5) {
      const one = world(OPTIONS, flipBit(index, 37 + index * 11));
      const { error } = await one.sync();
      if (error) await one.sync();
      expect(one.steps()).toEqual(TRUTH);
    }
  });

  test('one frame in twenty broken: at worst another sync', async () => {
    const one = world(OPTIONS, ({ index, operation, value }) => {
      if (operation !== 'value' || index % 20 !== 7) return 'deliver';
      return { value: value.map((byte, at) => (at === value.length >> 1 ? byte ^ 0x10 : byte)) };
    });
    for (let i = 0; i < 3; i++) await one.sync();
    expect(one.steps()).toEqual(TRUTH);
  });

  test('values lost or late: asked for again', async () => {
    const lossy = world(OPTIONS, ({ index, operation }) =>
      operation === 'value' && index % 25 === 3 ? 'lose' : 'deliver',
    );
    expect((await lossy.sync()).error).toBeNull();
    expect(lossy.steps()).toEqual(TRUTH);
  });

  test('a write that is never confirmed: the answer decides', async () => {
    const one = world(OPTIONS, ({ index }) => (index % 30 === 11 ? 'no-callback' : 'deliver'));
    expect((await one.sync()).error).toBeNull();
    expect(one.steps()).toEqual(TRUTH);
  });
});

describe('a band that cannot', () => {
  test('one block unreadable: only its hour is missing, and it is read next time', async () => {
    const one = world(OPTIONS);
    one.band.faults.badBlock = 9;
    const { error, pages } = await one.sync();
    expect(error).toBeNull();
    expect(one.kept.faults.map(({ reason }) => reason)).toEqual(['checksum']);
    const missing = TRUTH.filter(([at]) => !one.kept.readings.has(`${at}+60`));
    expect(new Set(missing.map(([at]) => Math.floor(at / 3600))).size).toBe(1);
    expect(pages.at(-1)?.progress).toBe(1);
    one.band.faults.badBlock = null;
    await one.sync();
    expect(one.steps()).toEqual(TRUTH);
  });

  test('garbage and silence end with a reason', async () => {
    for (const fault of ['garbage', 'silent'] as const) {
      const one = world(OPTIONS);
      one.band.faults[fault] = true;
      const code = fault === 'garbage' ? 'garbage' : 'no-answer';
      expect((await one.sync()).error).toMatchObject({ name: 'BandError', code });
    }
  });

  test('a band that goes silent in the middle ends the sync', async () => {
    const one = world(OPTIONS);
    one.radio.setFates(({ index, operation }) =>
      index > 40 && operation === 'value' ? 'lose' : 'deliver',
    );
    expect((await one.sync()).error).toMatchObject({ code: 'no-answer' });
    one.radio.setFates(delivered);
    await one.sync();
    expect(one.steps()).toEqual(TRUTH);
  });
});
