import { describe, expect, test } from '@jest/globals';
import { COMMANDS, decodePacket, encodePacket } from '../../../miniprogram/bands/colmi/codec';
import { LARGE_NOTIFY } from '../../../miniprogram/bands/colmi/gatt';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { apart } from '../../../miniprogram/contract/counting';
import { reasonsOf, stepsOf } from '../../helpers/truth';
import { scene, truthOf, WEEK } from './support';

describe('sleep', () => {
  const pieces = Array.from({ length: 40 }, (_, at) => ({
    stage: at % 2 === 0 ? ('light' as const) : ('deep' as const),
    minutes: 12,
  }));
  const night = { daysAgo: 0, start: -60, end: 420, pieces };
  const asleep = (spans: readonly { seconds: number }[]) =>
    spans.reduce((sum, { seconds }) => sum + seconds, 0);

  test('pieces that happen to be equal are not one heard twice', async () => {
    const { kept, once } = scene({ nights: [night] });
    await once();
    expect(kept.summary().sleep).toHaveLength(40);
    expect(asleep(kept.summary().sleep)).toBe(480 * 60);
  });

  test.each(['short', 'long'] as const)('a ring that answers only the %s request', async (kind) => {
    const { kept, once } = scene({ nights: [night], answersOnly: kind });
    await once();
    expect(kept.summary().sleep).toHaveLength(40);
  });

  test('a message with a wrong checksum is not believed', async () => {
    const { radio, kept, once } = scene({ nights: [night] });
    radio.setFates(({ operation, at, value }) =>
      operation === 'value' && sameCharacteristic(at, LARGE_NOTIFY) && value[0] !== 0xbc
        ? { value: value.map((byte, place) => (place === 3 ? byte ^ 0x10 : byte)) }
        : 'deliver',
    );
    await once();
    expect(kept.summary().sleep).toEqual([]);
    expect(reasonsOf(kept)).toEqual(['checksum']);
    radio.setFates(() => 'deliver');
    await once();
    expect(kept.summary().sleep).toHaveLength(40);
  });
});

test.each([
  ['31 April', [0x26, 0x04, 0x31]],
  ['quarter 96', [0x26, 0x11, 0x21, 96]],
])('%s costs its record, and is not asked for three times', async (_, bytes) => {
  const usual = scene();
  await usual.once();
  const { radio, kept, once } = scene();
  let left = 1;
  radio.setFates(({ operation, value }) => {
    const packet = operation === 'value' ? decodePacket(value) : null;
    const record = packet?.ok && packet.value.command === COMMANDS.steps && value[1]! < 0x99;
    if (!record || left-- <= 0) return 'deliver';
    const payload = packet.value.payload.slice();
    payload.set(bytes);
    return { value: encodePacket(COMMANDS.steps, payload) };
  });
  await once();
  expect(reasonsOf(kept)).toEqual(['time-unknown']);
  expect(radio.frames).toBe(usual.radio.frames);
  expect(stepsOf(kept).size).toBe(truthOf(WEEK).size - 1);
});

test('a quarter that was never written is none, an unknown battery null', async () => {
  const { kept, once } = scene({ blank: true });
  expect(await once()).toMatchObject({ battery: null });
  expect(stepsOf(kept)).toEqual(truthOf(WEEK));
  expect(apart(kept.summary().readings)).toEqual(kept.summary().readings);
  expect(kept.faults).toEqual([]);
});
