import { describe, expect, jest, test } from '@jest/globals';
import { type BleCode, BleError } from '../../miniprogram/ble/link';
import { preflight } from '../../miniprogram/phone/preflight';
import { actOn, buttonOf } from '../../miniprogram/phone/problem-action';
import { installWx } from '../helpers/wx';

const JUMPS = [
  'openSystemBluetoothSetting',
  'openAppAuthorizeSetting',
  'openSetting',
  'setClipboardData',
  'openPrivacyContract',
] as const;
type Jump = (typeof JUMPS)[number];

interface Phone {
  platform?: 'ios' | 'android' | 'ohos';
  /** What the radio says when it is opened; nothing when it opens. */
  radio?: BleCode;
  may?: 'denied';
  location?: false;
}

describe('five causes, each with its one button', () => {
  const wx = installWx();

  test.each<[string, Phone, BleCode, string, Jump | 'again']>([
    [
      'Bluetooth off',
      { radio: 'bluetooth-off' },
      'bluetooth-off',
      '打开蓝牙设置',
      'openSystemBluetoothSetting',
    ],
    [
      'Bluetooth off, iPhone',
      { platform: 'ios', radio: 'bluetooth-off' },
      'bluetooth-off',
      '再检查一次',
      'again',
    ],
    [
      'WeChat not authorised',
      { radio: 'bluetooth-off', may: 'denied' },
      'bluetooth-unauthorized',
      '去设置',
      'openAppAuthorizeSetting',
    ],
    [
      'WeChat not authorised, iPhone',
      { platform: 'ios', radio: 'bluetooth-unauthorized' },
      'bluetooth-unauthorized',
      '去设置',
      'openAppAuthorizeSetting',
    ],
    [
      'mini program not authorised',
      { radio: 'scope-refused' },
      'scope-refused',
      '去设置',
      'openSetting',
    ],
    [
      'privacy not declared',
      { radio: 'not-declared' },
      'not-declared',
      '复制错误',
      'setClipboardData',
    ],
    [
      'privacy not agreed to',
      { radio: 'privacy-refused' },
      'privacy-refused',
      '查看指引',
      'openPrivacyContract',
    ],
    [
      'location off on Android',
      { location: false },
      'location-off',
      '去打开',
      'openAppAuthorizeSetting',
    ],
  ])('%s', async (_, phone, cause, button, jump) => {
    const { platform = 'android', radio, may = 'authorized', location = true } = phone;
    Object.assign(wx(), {
      getDeviceInfo: () => ({ platform }),
      getSystemSetting: () => ({ bluetoothEnabled: !radio, locationEnabled: location }),
      getAppAuthorizeSetting: () => ({ bluetoothAuthorized: may }),
      getSetting: (o: { success(result: unknown): void }) => o.success({ authSetting: {} }),
    });
    const open = () => (radio ? Promise.reject(new BleError(radio, radio)) : Promise.resolve());
    expect(await preflight({ open })).toBe(cause);
    expect(buttonOf(cause)).toBe(button);
    const again = jest.fn();
    expect(actOn(cause, again)).toBe(true);
    const used = JUMPS.filter((name) => (wx()[name] as jest.Mock).mock.calls.length > 0);
    expect(used).toEqual(jump === 'again' ? [] : [jump]);
    expect(again).toHaveBeenCalledTimes(jump === 'again' ? 1 : 0);
  });

  test('without location HarmonyOS and iPhones search', async () => {
    for (const platform of ['ios', 'ohos']) {
      Object.assign(wx(), {
        getDeviceInfo: () => ({ platform }),
        getSystemSetting: () => ({ bluetoothEnabled: true, locationEnabled: false }),
        getSetting: (o: { success(result: unknown): void }) => o.success({ authSetting: {} }),
      });
      expect(await preflight({ open: () => Promise.resolve() })).toBeNull();
    }
  });
});
