/** What is special to these bands when something goes wrong; the rest is in ../loss-*.test.ts. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { VirtualHuaweiOptions } from '../../../miniprogram/bands/huawei/virtual/options';
import { Assembler } from '../../../miniprogram/bands/huawei/wire/assembler';
import { cutAt } from '../../../miniprogram/bands/virtual/faults';
import { minutesOf, NIGHT, WEEK, world } from './support';

/** Seven days with three busy hours each. */
const WALKS = WEEK.filter(({ at }) => [1, 4, 10].includes(Math.floor(at / 3600) % 24));
const TRUTH = minutesOf(WALKS);
const OPTIONS: Partial<VirtualHuaweiOptions> = { truth: WALKS, sleep: [NIGHT] };

const delivered = () => 'deliver' as const;

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

test('pieces of two requests never mix, however many answers come broken', async () => {
  const heard = new Assembler(false);
  const broken: string[] = [];
  const options = { truth: WEEK, payload: 20, dense: true };
  const one = world(options, ({ index, operation, value }) => {
    if (operation === 'write') {
      for (const event of heard.push(value)) if (event.broken) broken.push(event.broken.reason);
    }
    if (operation !== 'value' || index % 70 !== 9) return 'deliver';
    return { value: value.map((byte, at) => (at === 4 ? byte ^ 0x20 : byte)) };
  });
  await one.sync();
  expect(broken).toEqual([]);
});

test('a write that is never confirmed: the answer decides', async () => {
  const one = world(OPTIONS, ({ index }) => (index % 30 === 11 ? 'no-callback' : 'deliver'));
  expect((await one.sync()).error).toBeNull();
  expect(one.steps()).toEqual(TRUTH);
});

test('R13-7 a wrong clock is told once: lost only with the four frames that tell it', async () => {
  const truth = WALKS.slice(-6);
  const options = { truth, clockError: 5 * 3600 + 1200 };
  const whole = world(options);
  await whole.sync();
  expect(whole.steps()).toEqual(minutesOf(truth));
  const lost: number[] = [];
  for (let index = 0; index < whole.radio.frames; index++) {
    const one = world(options, cutAt(index));
    await one.sync();
    one.radio.setFates(delivered);
    await one.sync();
    if (!isDeepStrictEqual(one.steps(), whole.steps())) lost.push(index);
  }
  const [first = 0] = lost;
  expect(lost).toEqual([first, first + 1, first + 2, first + 3].slice(0, lost.length));
  expect(lost.length).toBeGreaterThan(0);
});

describe('a band that cannot', () => {
  test('one block unreadable: only its hour is missing, and it is read next time', async () => {
    const one = world(OPTIONS);
    one.band.faults.badBlock = 9;
    const { error, pages } = await one.sync();
    expect(error).toBeNull();
    expect(one.kept.faults.map(({ reason }) => reason)).toEqual(['checksum']);
    const missing = TRUTH.filter(([at]) => !one.kept.readings.has(at));
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
