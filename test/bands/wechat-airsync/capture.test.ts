import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../../miniprogram/bands/wechat-airsync/codec';
import { wechatAirsync } from '../../../miniprogram/bands/wechat-airsync/driver';
import { INDICATE, WRITE } from '../../../miniprogram/bands/wechat-airsync/gatt';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual/band';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { openSession } from '../../../miniprogram/ble/link-session';
import { utf8Encode } from '../../../miniprogram/lib/utf8';
import { createVirtualClock } from '../../../tools/harness/clock';
import { contextOf, radioWith } from '../../../tools/harness/sync';
import fixture from '../../fixtures/wechat-ble.vectors.json';
import { transcript } from '../../helpers/transcript';

const captured = fixture.vectors.filter(({ id }) => id.startsWith('cap.s1.'));

const text = utf8Encode('12345678');
/** What the captured phone pushed once the band had sent its data. */
const PUSHES: Message[] = [
  { name: 'recvDataPush', fields: { data: text, type: 0 } },
  { name: 'recvDataPush', fields: { data: text, type: 10001 } },
  { name: 'recvDataPush', fields: { data: new Uint8Array(0), type: 1 } },
  { name: 'switchViewPush', fields: { op: 1, view: 1 } },
  { name: 'switchViewPush', fields: { op: 2, view: 1 } },
  { name: 'switchViewPush', fields: { op: 1, view: 2 } },
  { name: 'switchViewPush', fields: { op: 2, view: 2 } },
  { name: 'switchBackgroundPush', fields: { op: 1 } },
  { name: 'switchBackgroundPush', fields: { op: 2 } },
  { name: 'switchBackgroundPush', fields: { op: 3 } },
];

describe('a captured session with a real phone', () => {
  test('driver and virtual band say it again, byte for byte and chunk for chunk', async () => {
    const clock = createVirtualClock();
    const band = createVirtualAirSync({
      deviceId: 'band',
      localName: 'GumpWX',
      mac: '001a7dda7113',
      now: () => clock.now() / 1000,
    });
    band.sendVendor(new Uint8Array(0));
    const radio = radioWith(clock, band);
    const { lines, fates } = transcript();
    radio.setFates(fates);

    await clock.run(
      (async () => {
        const session = await openSession(await radio.connect('band', 1000), { clock });
        const run = await wechatAirsync.open(session, contextOf(clock));
        expect(run.identity.serial).toBe('001A7DDA7113');
        expect(await run.next()).toBeNull();
        for (const push of PUSHES) await run.push(push);
        await session.close();
      })(),
    );

    const said = lines
      .filter(({ operation }) => operation === 'write' || operation === 'value')
      .map(({ at, hex }) => ({
        direction: sameCharacteristic(at, INDICATE) ? 'device->phone' : 'phone->device',
        hex,
      }));
    const expected = captured.flatMap(({ direction, chunks = [] }) =>
      chunks.map((hex) => ({ direction, hex })),
    );
    expect(captured).toHaveLength(16);
    expect(said).toEqual(expected);
    expect(
      lines.every(({ at, operation }) => operation !== 'write' || sameCharacteristic(at, WRITE)),
    ).toBe(true);
    expect(band.pushes).toEqual(PUSHES);
  });
});
