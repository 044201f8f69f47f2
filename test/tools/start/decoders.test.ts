/** What the inspector reads of each protocol's golden frames is what `npm run band -- decode` reads. */
import { expect, jest, test } from '@jest/globals';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { decodeWith } from '../../../tools/band/commands/decode';
import { allKits } from '../../../tools/harness/kits';
import { Record } from '../../../tools/preview/shell/inspector/record';
import { making } from '../../../tools/start/bands/making';

test('every protocol’s golden frames', async () => {
  const kits = await allKits((path) => require(path) as unknown);
  expect(kits.length).toBeGreaterThan(10);
  for (const kit of kits) {
    const { id } = kit.driver;
    const plan = {
      id,
      protocol: id,
      speaks: id,
      seed: 1,
      registered: true,
      create: jest.fn<never>(),
    };
    const { decoders = [] } = making([{ id, load: () => kit }])(plan);
    const record = new Record(
      () => 0,
      () => decoders,
    );
    for (const { from, at, values } of kit.golden) {
      const dir = from === 'phone' ? 'write' : 'notify';
      for (const value of values) record.heard({ deviceId: id, dir, at, value: fromHex(value)! });
    }
    const messages = new Set(record.packets.map(({ message }) => message));
    expect(messages.size).toBeGreaterThan(0);
    for (const { values, means } of messages) {
      const { at } = record.packets.find(({ message }) => message.values === values)!;
      const hexes = values.map((value) => Buffer.from(value).toString('hex'));
      expect(decodeWith(kit, at.characteristic, hexes)).toMatchObject({ means });
    }
  }
});
