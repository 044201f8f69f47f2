import { beforeAll, describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../../miniprogram/bands/lefun/codec';
import { type Fates, swapValues } from '../../../miniprogram/bands/virtual/faults';
import type { Kept } from '../../../tools/harness/sync';
import { scene } from './support';

describe('nothing is lost', () => {
  let whole: ReturnType<Kept['summary']>;
  beforeAll(async () => {
    const { kept, once } = scene();
    await once();
    whole = kept.summary();
  });

  test.each([
    ['values swap places', swapValues],
    ['every ninth frame is lost', ({ index }) => (index % 9 === 5 ? 'lose' : 'deliver')],
    [
      'no write is confirmed',
      ({ operation }) => (operation === 'write' ? 'no-callback' : 'deliver'),
    ],
    [
      'every twelfth frame has a wrong bit',
      ({ operation, index, value }) =>
        operation === 'value' && index % 12 === 7
          ? { value: value.map((byte, at) => (at === 5 ? byte ^ 0x10 : byte)) }
          : 'deliver',
    ],
  ] as [string, Fates][])('%s: asked for again at once', async (_, fates) => {
    const { kept, once } = scene({}, { fates });
    await once();
    expect(kept.summary()).toEqual(whole);
    expect(kept.faults).toEqual([]);
  });

  test('R11-7 a record that stays unreadable costs itself only, and comes next time', async () => {
    const { band, kept, once } = scene();
    band.faults.badRecord = 4;
    await once();
    expect(kept.faults.map(({ reason }) => reason)).toEqual(['checksum']);
    expect(kept.summary().readings).toHaveLength(whole.readings.length - 1);
    band.faults.badRecord = null;
    await once();
    expect(kept.summary()).toEqual(whole);
  });
});

describe('a band that misbehaves', () => {
  test('says nothing', async () => {
    const { band, once } = scene();
    band.faults.silent = true;
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });

  test('speaks garbage', async () => {
    const { band, once } = scene();
    band.faults.garbage = true;
    expect(await once()).toMatchObject({
      error: { code: 'garbage', faults: [{ reason: 'checksum' }] },
    });
  });

  test('falls silent after the log-in', async () => {
    const { once } = scene(
      {},
      {
        fates: ({ operation, value }) =>
          operation === 'value' && value[2] === COMMANDS.activity ? 'lose' : 'deliver',
      },
    );
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });
});
