/** A `wx` for tests: storage in a map, settings as data, everything else given by the test. */
import { afterEach, beforeEach, jest } from '@jest/globals';

type Call = (options?: Record<string, unknown>) => unknown;

export interface FakeWx {
  [name: string]: unknown;
  storage: Map<string, unknown>;
  baseInfo: Record<string, unknown>;
}

/** Every function a page may call without the test caring: answers success and remembers calls. */
const QUIET = [
  'navigateTo',
  'redirectTo',
  'switchTab',
  'navigateBack',
  'showToast',
  'hideToast',
  'showModal',
  'setNavigationBarTitle',
  'setTabBarItem',
  'stopPullDownRefresh',
  'pageScrollTo',
  'vibrateShort',
  'setClipboardData',
  'makePhoneCall',
  'openSetting',
  'openAppAuthorizeSetting',
  'openSystemBluetoothSetting',
  'openPrivacyContract',
  'showShareMenu',
  'scanCode',
  'navigateToMiniProgram',
];

/** A fresh fake; put it in place with `installWx`. */
export function fakeWx(over: Record<string, unknown> = {}): FakeWx {
  // Its owner agreed to the terms when the app was new.
  const storage = new Map<string, unknown>([['bm.terms', { version: 1, told: true }]]);
  const baseInfo: Record<string, unknown> = {
    language: 'zh_CN',
    fontSizeSetting: 17,
    SDKVersion: '3.8.12',
    version: '8.0.60',
  };
  const quiet: Record<string, unknown> = {};
  for (const name of QUIET) {
    quiet[name] = jest.fn<Call>((options) => {
      const success = options?.success;
      if (typeof success === 'function') success({});
      return Promise.resolve({});
    });
  }
  return {
    ...quiet,
    storage,
    baseInfo,
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
    removeStorageSync: (key: string) => void storage.delete(key),
    getAppBaseInfo: () => baseInfo,
    getDeviceInfo: () => ({ platform: 'android', system: 'Android 14', benchmarkLevel: 30 }),
    getWindowInfo: () => ({ windowWidth: 375, windowHeight: 812, screenHeight: 812 }),
    getSystemSetting: () => ({ bluetoothEnabled: true, locationEnabled: true }),
    getAppAuthorizeSetting: () => ({
      bluetoothAuthorized: 'authorized',
      locationAuthorized: 'authorized',
    }),
    onNetworkStatusChange: () => {},
    canIUse: () => true,
    env: { USER_DATA_PATH: 'wxfile://usr' },
    ...over,
  };
}

/** Puts a fake `wx` in place before each test and returns the way to the current one. */
export function installWx(over: () => Record<string, unknown> = () => ({})): () => FakeWx {
  const place = globalThis as unknown as { wx: FakeWx };
  beforeEach(() => {
    place.wx = fakeWx(over());
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  // Rendering a component replaces the object, so that it is looked up anew each time.
  return () => place.wx;
}
