/** A phone for page tests: files, a cloud, and a radio on which a virtual band may be. */
import { jest } from '@jest/globals';
import type { VirtualAirSync } from '../../miniprogram/bands/wechat-airsync/virtual-options';
import type { Peripheral } from '../../miniprogram/ble/peripheral';
import type { VirtualRadio } from '../../miniprogram/ble/virtual-radio';
import { MAC } from './bands';
import { fakeCloud } from './people';
import { fixTime } from './time';
import { installWx } from './wx';
import { fakeFileSystem } from './wx-files';

export interface PhoneOptions {
  /** Whether a virtual AirSync band is in range. */
  band?: boolean;
  /** Other bands in range. `now` in UTC seconds. */
  others?(now: () => number): Peripheral[];
}

/**
 * Installs `wx` and the radio service at the sample time; call at the top of a test file. What the
 * band walked was walked an hour before that.
 */
export function installPhone(options: PhoneOptions = {}) {
  const radios: { phone: VirtualRadio | null; band: VirtualAirSync | null } = {
    phone: null,
    band: null,
  };
  fixTime();
  const wxNow = installWx(() => ({
    getFileSystemManager: () => fakeFileSystem().manager,
    getSetting: (o: { success(result: unknown): void }) => o.success({ authSetting: {} }),
  }));
  jest.doMock('../../miniprogram/services/radio', () => {
    type Factory = typeof import('../../miniprogram/ble/virtual-radio');
    type Bands = typeof import('../../miniprogram/bands/wechat-airsync/virtual');
    type Clock = typeof import('../../miniprogram/lib/clock');
    const { createVirtualRadio } = jest.requireActual<Factory>(
      '../../miniprogram/ble/virtual-radio',
    );
    const { createVirtualAirSync } = jest.requireActual<Bands>(
      '../../miniprogram/bands/wechat-airsync/virtual',
    );
    const { systemClock } = jest.requireActual<Clock>('../../miniprogram/lib/clock');
    const now = () => Math.floor(systemClock.now() / 1000);
    const band = (mac: string, deviceId: string) =>
      createVirtualAirSync({
        deviceId,
        localName: 'iHealth AM3',
        mac,
        now,
        truth: [{ at: now() - 3600, steps: 1392 }],
      });
    radios.band = band(MAC, 'here');
    const phone = createVirtualRadio({
      clock: systemClock,
      bands: [...(options.band === false ? [] : [radios.band]), ...(options.others?.(now) ?? [])],
    });
    const demo = createVirtualRadio({ clock: systemClock, bands: [band('DE0000000001', 'demo')] });
    radios.phone = phone;
    return {
      phoneRadio: () => phone,
      demoRadio: () => demo,
      radioOf: ({ virtual }: { virtual: boolean }) => (virtual ? demo : phone),
      DEMO_BAND: { model: 'wechat-band', protocol: 'wechat-airsync' },
      demoSerial: () => 'DE0000000001',
    };
  });
  return {
    wx: wxNow,
    /** Gives the phone a cloud that answers so; remembers what was asked. */
    cloud(answers: Record<string, unknown>) {
      const { asked, cloud } = fakeCloud(answers);
      wxNow().cloud = cloud;
      return asked;
    },
    radio: () => radios.phone!,
    /** The band in range. */
    band: () => radios.band!,
  };
}

/** Lets time pass, and everything that falls due. */
export const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
