import { type BleCode, BleError, uuid } from '../../miniprogram/ble/link';
import { createWxRadio } from '../../miniprogram/ble/wx-radio';
import { createVirtualClock } from '../../tools/harness/clock';
import { type FakeWx, fakeWx } from './fake-wx-bluetooth';

export const SERVICE = '0000FEE7-0000-1000-8000-00805F9B34FB';
export const READ = '0000FEA1-0000-1000-8000-00805F9B34FB';
/** The place of both, as this house writes it. */
export const AT = { service: uuid('fee7'), characteristic: uuid('fea1') };

export const codeOfRejection = (work: Promise<unknown>): Promise<BleCode> =>
  work.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: unknown) => (error instanceof BleError ? error.code : Promise.reject(error)),
  );

/** A phone's radio over a table of answers. */
export function setUp(platform?: string) {
  const wx = fakeWx(platform);
  const clock = createVirtualClock();
  const radio = createWxRadio(wx.api, clock);
  return { wx, clock, radio };
}

/** One band is connected and discovered. */
export async function connected(platform?: string) {
  const { wx, clock, radio } = setUp(platform);
  withTable(wx);
  const link = await radio.connect('device', 1000);
  await link.discover();
  return { wx, clock, radio, link };
}

/** One service with one characteristic. */
export function withTable(wx: FakeWx, more: Record<string, boolean> = {}) {
  const properties = { read: true, write: true, notify: true, indicate: true, ...more };
  wx.answer('getBLEDeviceServices', { result: { services: [{ uuid: SERVICE }] } });
  wx.answer('getBLEDeviceCharacteristics', {
    result: { characteristics: [{ uuid: READ, properties }] },
  });
}
