import { describe, expect, test } from '@jest/globals';
import { type BleCode, BleError } from '../../miniprogram/ble/link';
import {
  causeNow,
  causeOf,
  causeOnPlatform,
  checksOf,
  isPreflight,
  type PhoneFacts,
  preflight,
  readFacts,
} from '../../miniprogram/phone/preflight';
import { installWx } from '../helpers/wx';

const good: PhoneFacts = {
  platform: 'android',
  bluetoothOn: true,
  wechatMayUseBluetooth: true,
  scopeGranted: true,
  locationOn: true,
  wechatMayUseLocation: true,
};

describe('one cause at a time', () => {
  test('nothing wrong, and what WeChat does not say is not wrong', () => {
    expect(causeOf(good)).toBeNull();
    expect(causeOf({ platform: 'ios' })).toBeNull();
  });

  test('R2-4 off and not allowed are different causes', () => {
    expect(causeOf({ ...good, bluetoothOn: false })).toBe('bluetooth-off');
    expect(causeOf({ ...good, wechatMayUseBluetooth: false })).toBe('bluetooth-unauthorized');
    expect(causeOf({ ...good, bluetoothOn: false, wechatMayUseBluetooth: false })).toBe(
      'bluetooth-unauthorized',
    );
  });

  test('R2-5 location counts on Android only', () => {
    const off = { locationOn: false, wechatMayUseLocation: false };
    expect(causeOf({ ...good, ...off })).toBe('location-off');
    expect(causeOf({ ...good, wechatMayUseLocation: false })).toBe('location-unauthorized');
    expect(causeOf({ ...good, ...off, platform: 'ios' })).toBeNull();
    expect(causeOf({ ...good, ...off, platform: 'ohos' })).toBeNull();
  });

  test('R2-5 an iPhone never hears of location, whatever the system said', () => {
    expect(causeOnPlatform('location-off', 'ios')).toBe('system');
    expect(causeOnPlatform('location-off', 'android')).toBe('location-off');
    expect(checksOf('bluetooth-off', 'ios').map((check) => check.id)).not.toContain('location');
  });

  test('R2-6 guideline, scope and a build without declaration are three causes', () => {
    for (const code of ['privacy-refused', 'scope-refused', 'not-declared'] as const) {
      expect(isPreflight(code)).toBe(true);
    }
    expect(causeOf({ ...good, scopeGranted: false })).toBe('scope-refused');
    expect(isPreflight('band-not-found')).toBe(false);
  });

  test('R8-1 a computer cannot connect bands', () => {
    expect(causeOf({ ...good, platform: 'pc' })).toBe('bluetooth-unsupported');
  });

  test('the list shows what is done, what is wrong and what comes later', () => {
    expect(checksOf('bluetooth-off', 'android')).toEqual([
      { id: 'guideline', state: 'good' },
      { id: 'permission', state: 'good' },
      { id: 'bluetooth', state: 'problem' },
      { id: 'location', state: 'later' },
    ]);
  });
});

describe('reading the phone', () => {
  const wx = installWx(() => ({
    getDeviceInfo: () => ({ platform: 'ios' }),
    getSystemSetting: () => ({ bluetoothEnabled: false }),
    getAppAuthorizeSetting: () => ({ bluetoothAuthorized: 'not determined' }),
    getSetting: (o: { success(r: unknown): void }) =>
      o.success({ authSetting: { 'scope.bluetooth': false } }),
  }));

  test('"not determined" is no refusal', async () => {
    expect(await readFacts()).toEqual({
      platform: 'ios',
      bluetoothOn: false,
      locationOn: undefined,
      wechatMayUseBluetooth: undefined,
      wechatMayUseLocation: undefined,
      scopeGranted: false,
    });
  });

  test('a getSetting that fails leaves the scope open', async () => {
    wx().getSetting = (o: { fail(): void }) => o.fail();
    expect((await readFacts()).scopeGranted).toBeUndefined();
  });
});

describe('before a search', () => {
  let location = true;
  let bluetooth = true;
  let permission = 'authorized';
  let scope: boolean | undefined;
  installWx(() => ({
    getSystemSetting: () => ({ bluetoothEnabled: bluetooth, locationEnabled: location }),
    getAppAuthorizeSetting: () => ({
      bluetoothAuthorized: permission,
      locationAuthorized: 'authorized',
    }),
    getSetting: (o: { success(r: unknown): void }) =>
      o.success({ authSetting: { 'scope.bluetooth': scope } }),
  }));
  const refusing = (code: BleCode) => ({ open: () => Promise.reject(new BleError(code, code)) });
  const opening = { open: () => Promise.resolve() };

  test('R2-4 a radio that opens overrules a setting that says off', async () => {
    bluetooth = false;
    expect(await preflight(opening)).toBeNull();
    bluetooth = true;
  });

  test('R2-4 off because WeChat may not use it is told as that', async () => {
    permission = 'denied';
    expect(await preflight(refusing('bluetooth-off'))).toBe('bluetooth-unauthorized');
    permission = 'authorized';
    expect(await preflight(refusing('bluetooth-off'))).toBe('bluetooth-off');
  });

  test('R2-5 the location switch is named before the search, not after an empty one', async () => {
    location = false;
    expect(await preflight(opening)).toBe('location-off');
    location = true;
  });

  test('R2-5 an old refusal that the radio does not share hides no location', async () => {
    location = false;
    scope = false;
    expect(await preflight(opening)).toBe('location-off');
    location = true;
    scope = undefined;
  });

  test('R2-6 what the radio names exactly is told exactly', async () => {
    bluetooth = false;
    for (const code of ['privacy-refused', 'scope-refused', 'not-declared'] as const) {
      expect(await preflight(refusing(code))).toBe(code);
    }
    bluetooth = true;
  });
});

describe('a radio that refuses in the middle of a sync is explained by the settings', () => {
  const wxNow = installWx();
  type Phone = {
    platform?: string;
    bluetooth?: boolean;
    may?: string;
    location?: boolean;
    mayLocate?: string;
  };
  test.each<[BleCode, Phone, BleCode]>([
    ['bluetooth-off', { bluetooth: false }, 'bluetooth-off'],
    ['bluetooth-off', { may: 'denied' }, 'bluetooth-unauthorized'],
    ['location-unauthorized', { location: false }, 'location-off'],
    ['location-off', { mayLocate: 'denied' }, 'location-unauthorized'],
    ['location-off', { platform: 'ios', location: false }, 'system'],
    ['band-not-found', { location: false }, 'location-off'],
    ['band-not-found', { platform: 'ios', location: false }, 'band-not-found'],
    ['band-not-found', {}, 'band-not-found'],
    ['band-not-found', { may: 'denied' }, 'band-not-found'],
    ['disconnected', { location: false, may: 'denied' }, 'disconnected'],
  ])('R2-5 %s on %j is %s', async (code, phone, cause) => {
    const { platform = 'android', bluetooth = true, location = true } = phone;
    const { may = 'authorized', mayLocate = 'authorized' } = phone;
    Object.assign(wxNow(), {
      getDeviceInfo: () => ({ platform }),
      getSystemSetting: () => ({ bluetoothEnabled: bluetooth, locationEnabled: location }),
      getAppAuthorizeSetting: () => ({ bluetoothAuthorized: may, locationAuthorized: mayLocate }),
      getSetting: (o: { success(result: unknown): void }) => o.success({ authSetting: {} }),
    });
    expect(await causeNow(code)).toBe(cause);
  });
});
