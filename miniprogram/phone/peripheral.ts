/** This phone as a band, for the lab: silent until its owner agreed to the terms. */
import { BleError } from '../ble/link';
import type { Peripheral } from '../ble/peripheral';
import { type Heard, type PeripheralPlatform, PhoneBand } from '../ble/wx-peripheral/index';
import { permit } from './agreement';
import { platformOf } from './preflight';

/** Where WeChat has a peripheral side (2.10.3); DevTools and computers have none. */
const PLATFORMS: readonly string[] = ['ios', 'android', 'ohos'] satisfies PeripheralPlatform[];

/** The system whose limits a band here has; what is no phone is taken for an Android. */
export const peripheralPlatform = (): PeripheralPlatform => {
  const platform = platformOf(wx.getDeviceInfo().platform);
  return platform === 'ios' || platform === 'ohos' ? platform : 'android';
};

/** A band that can be started; `start` rejects where this phone cannot be one. */
export function phoneBand(band: Peripheral, heard: Heard): Pick<PhoneBand, 'start' | 'stop'> {
  const platform = platformOf(wx.getDeviceInfo().platform);
  const able = PLATFORMS.includes(platform) && wx.canIUse('createBLEPeripheralServer');
  const server = new PhoneBand(wx, peripheralPlatform(), band, heard);
  return {
    async start() {
      await permit();
      if (!able) throw new BleError('bluetooth-unsupported', `no peripheral on ${platform}`);
      await server.start();
    },
    stop: () => server.stop(),
  };
}
