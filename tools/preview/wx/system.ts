/** What the phone says about itself. */

import { phone } from '../runtime/phone';
import { openSystemSettings } from '../runtime/settings-sheets';
import { api, Listeners } from './call';

const SDK = '3.8.12';
const WECHAT = '8.0.60';
const HEADER = 88;
const PIXEL_RATIO = 3;

function windowInfo() {
  const screenWidth = window.innerWidth;
  const screenHeight = window.innerHeight;
  const bottom = phone.single ? screenHeight : screenHeight - 34;
  const top = phone.single ? 0 : 44;
  return {
    pixelRatio: PIXEL_RATIO,
    screenWidth,
    screenHeight,
    windowWidth: screenWidth,
    // To know it the page is laid out: not for those who ask for the rest while it is built.
    get windowHeight() {
      return phone.stack.current?.frame.clientHeight ?? screenHeight - HEADER;
    },
    statusBarHeight: 44,
    screenTop: HEADER,
    safeArea: {
      left: 0,
      right: screenWidth,
      top,
      bottom,
      width: screenWidth,
      height: bottom - top,
    },
  };
}

const baseInfo = () => ({
  SDKVersion: SDK,
  version: WECHAT,
  language: phone.settings.language,
  theme: phone.theme,
  enableDebug: false,
  fontSizeSetting: 16 * phone.settings.fontScale,
  fontSizeScaleFactor: phone.settings.fontScale,
  host: { env: 'WeChat', appId: '', version: Number.parseInt(WECHAT, 10) },
  mode: phone.single ? 'singlePage' : 'default',
});

const DEVICES = {
  android: { brand: 'Preview', model: 'Preview A14', system: 'Android 14' },
  ios: { brand: 'iPhone', model: 'iPhone 15', system: 'iOS 18.1' },
  ohos: { brand: 'HUAWEI', model: 'Preview H5', system: 'HarmonyOS 5.0' },
  windows: { brand: 'microsoft', model: 'microsoft', system: 'Windows 11 x64' },
  devtools: { brand: 'devtools', model: 'iPhone 15', system: 'iOS 18.1' },
} as const;

const deviceInfo = () => ({
  abi: 'arm64-v8a',
  deviceAbi: 'arm64-v8a',
  benchmarkLevel: 40,
  ...DEVICES[phone.settings.platform],
  platform: phone.settings.platform,
  cpuType: 'preview',
  memorySize: '8192',
});

const systemSetting = () => ({
  bluetoothEnabled: phone.settings.bluetooth,
  locationEnabled: phone.settings.location,
  wifiEnabled: phone.settings.network === 'wifi',
  deviceOrientation: 'portrait',
});

const authorized = (on: boolean): string => (on ? 'authorized' : 'denied');

const appAuthorizeSetting = () => ({
  albumAuthorized: 'authorized',
  bluetoothAuthorized: authorized(phone.settings.bluetoothForWeChat),
  cameraAuthorized: 'authorized',
  locationAuthorized: authorized(phone.settings.locationForWeChat),
  locationReducedAccuracy: false,
  microphoneAuthorized: 'authorized',
  notificationAuthorized: 'authorized',
  phoneCalendarAuthorized: 'not determined',
});

const systemInfo = () => ({
  ...deviceInfo(),
  ...windowInfo(),
  ...baseInfo(),
  ...systemSetting(),
  bluetoothAuthorized: phone.settings.bluetoothForWeChat,
  locationAuthorized: phone.settings.locationForWeChat,
  albumAuthorized: true,
  cameraAuthorized: true,
});

const themes = new Listeners<{ theme: string }>();
const resizes = new Listeners<object>();

/** Tells `onThemeChange` listeners. */
export const themeChanged = (theme: string): void => themes.emit({ theme });

export const system = {
  getWindowInfo: windowInfo,
  getAppBaseInfo: baseInfo,
  getDeviceInfo: deviceInfo,
  getSystemSetting: systemSetting,
  getAppAuthorizeSetting: appAuthorizeSetting,
  getSystemInfoSync: systemInfo,
  getSystemInfo: api('getSystemInfo', systemInfo),
  getSystemInfoAsync: api('getSystemInfoAsync', systemInfo),
  getSkylineInfoSync: () => ({ isSupported: false, version: '', reason: 'preview' }),
  getRendererUserAgent: api('getRendererUserAgent', () => ({ userAgent: navigator.userAgent })),
  // Of a mini program that no third-party platform made, it is empty.
  getExtConfigSync: () => ({}),
  getExtConfig: api('getExtConfig', () => ({ extConfig: {} })),
  getAccountInfoSync: () => ({
    miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' },
    plugin: {},
  }),
  getMenuButtonBoundingClientRect: () => ({
    width: 87,
    height: 32,
    top: 50,
    right: window.innerWidth - 7,
    bottom: 82,
    left: window.innerWidth - 94,
  }),
  openAppAuthorizeSetting: api('openAppAuthorizeSetting', () => openSystemSettings('app')),
  openSystemBluetoothSetting: api('openSystemBluetoothSetting', () =>
    openSystemSettings('bluetooth'),
  ),
  onThemeChange: themes.on,
  offThemeChange: themes.off,
  onWindowResize: resizes.on,
  offWindowResize: resizes.off,
  getUpdateManager: () => ({
    applyUpdate: () => undefined,
    onCheckForUpdate: (listener: (result: { hasUpdate: boolean }) => void) =>
      setTimeout(() => listener({ hasUpdate: false })),
    onUpdateReady: () => undefined,
    onUpdateFailed: () => undefined,
  }),
  getPerformance: () => ({
    now: () => performance.now(),
    mark: () => undefined,
    measure: () => undefined,
    getEntries: () => [],
    getEntriesByName: () => [],
    getEntriesByType: () => [],
    createObserver: () => ({ observe: () => undefined, disconnect: () => undefined }),
  }),
  reportPerformance: () => undefined,
  reportEvent: () => undefined,
  reportAnalytics: () => undefined,
  getExptInfoSync: () => ({}),
  setEnableDebug: api('setEnableDebug', () => undefined),
  getLogManager: () => logger,
  getRealtimeLogManager: () => logger,
  nextTick: (task: () => void) => void Promise.resolve().then(task),
  env: {} as Record<string, string>,
};

const quiet = () => undefined;
const logger = {
  info: quiet,
  log: quiet,
  warn: quiet,
  debug: quiet,
  error: quiet,
  setFilterMsg: quiet,
  addFilterMsg: quiet,
  tag: () => logger,
};
