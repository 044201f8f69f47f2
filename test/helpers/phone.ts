/** A phone for page tests: files, a cloud, and a radio on which a virtual band may be. */
import { jest } from '@jest/globals';
import type { Peripheral } from '../../miniprogram/bands/virtual/peripheral';
import type { VirtualRadio } from '../../miniprogram/bands/virtual/radio';
import type { VirtualAirSync } from '../../miniprogram/bands/wechat-airsync/virtual/options';
import { now, systemClock } from '../../miniprogram/lib/clock';
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
  const virtualBand = (mac: string, deviceId: string): VirtualAirSync => {
    const { createVirtualAirSync } = jest.requireActual<
      typeof import('../../miniprogram/bands/wechat-airsync/virtual/band')
    >('../../miniprogram/bands/wechat-airsync/virtual/band');
    const truth = [{ at: now() - 3600, steps: 1392 }];
    return createVirtualAirSync({ deviceId, localName: 'iHealth AM3', mac, now, truth });
  };
  const radio = (bands: Peripheral[]): VirtualRadio =>
    jest
      .requireActual<typeof import('../../miniprogram/bands/virtual/radio')>(
        '../../miniprogram/bands/virtual/radio',
      )
      .createVirtualRadio({ clock: systemClock, bands });
  jest.doMock('../../miniprogram/phone/radio', () => {
    const band = virtualBand(MAC, 'here');
    const phone = radio([
      ...(options.band === false ? [] : [band]),
      ...(options.others?.(now) ?? []),
    ]);
    Object.assign(radios, { band, phone });
    return { phoneRadio: () => phone };
  });
  jest.doMock('../../miniprogram/services/bands/demo', () => {
    const demo = radio([virtualBand('DE0000000001', 'demo')]);
    const { phoneRadio } = jest.requireMock<typeof import('../../miniprogram/phone/radio')>(
      '../../miniprogram/phone/radio',
    );
    return {
      demoRadio: async () => demo,
      radioOf: async ({ virtual }: { virtual: boolean }) => (virtual ? demo : phoneRadio()),
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
