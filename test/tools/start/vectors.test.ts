/** What the inspector exports of each protocol's frames is read again by `npm run band -- decode`. */
import { expect, jest, test } from '@jest/globals';
import type { BandKit } from '../../../miniprogram/bands/kit';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { decodeWith } from '../../../tools/band/commands/decode';
import { allKits } from '../../../tools/harness/kits';
import { Record } from '../../../tools/preview/shell/inspector/record';
import { vectorFile } from '../../../tools/preview/shell/inspector/vectors';
import { making } from '../../../tools/start/bands/making';

interface Exported {
  id: string;
  at: string;
  hex: string;
  decoded: unknown;
}

/** The kit's golden frames as the inspector exports them. */
function exported(kit: BandKit): Exported[] {
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
    for (const value of values) record.heard({ deviceId: id, from, at, value: fromHex(value)! });
  }
  return (JSON.parse(vectorFile(id, 'here', record.packets)) as { vectors: Exported[] }).vectors;
}

test('every protocol’s golden frames', async () => {
  const kits = await allKits((path) => require(path) as unknown);
  expect(kits.length).toBeGreaterThan(10);
  for (const kit of kits) {
    const messages = new Map<string, Exported[]>();
    for (const one of exported(kit)) {
      const name = one.id.replace(/\.\d+of\d+$/, '');
      messages.set(name, [...(messages.get(name) ?? []), one]);
    }
    expect(messages.size).toBeGreaterThan(0);
    for (const parts of messages.values()) {
      const [{ at, decoded }] = parts as [Exported];
      const characteristic = at.split('/')[1]!;
      const hexes = parts.map(({ hex }) => hex);
      expect(decodeWith(kit, characteristic, hexes)).toMatchObject({ means: decoded });
    }
  }
});
