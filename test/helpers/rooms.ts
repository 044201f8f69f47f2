/** The import table of ARCHITECTURE.md: who may import whom, and what of `wx` each room may touch. */

export interface Room {
  /** Files below this folder (or this file) obey the rule; the first that fits counts. */
  room: string;
  /** Folders or files whose values it may import, besides its own room. */
  may: string[];
  /** Folders or files it may import types from. */
  types?: string[];
  /** What it may load later, from a subpackage: `require.async`. */
  later?: string[];
  /** `wx` members it may use. */
  wx?: readonly string[];
  /** Libraries it may import. */
  libraries?: RegExp;
}

const M = 'miniprogram';

/** What a page does with WeChat's own surface. */
const UI = [
  'getDeviceInfo',
  'makePhoneCall',
  'navigateBack',
  'pageScrollTo',
  'redirectTo',
  'scanCode',
  'setNavigationBarTitle',
  'showToast',
  'stopPullDownRefresh',
  'switchTab',
  'vibrateShort',
];

/** The one place of everything else. */
const PHONE: Record<string, readonly string[]> = {
  agreement: ['navigateTo'],
  clipboard: ['setClipboardData', 'showToast'],
  cloud: ['cloud'],
  'devtools-cloud': ['getAccountInfoSync', 'getDeviceInfo', 'getFileSystemManager', 'request'],
  dialog: ['getAppBaseInfo', 'showModal'],
  group: ['getGroupEnterInfo', 'showShareMenu'],
  files: ['env', 'getFileSystemManager'],
  launch: ['navigateTo'],
  pictures: [
    'canIUse',
    'canvasToTempFilePath',
    'getAppBaseInfo',
    'openSetting',
    'saveImageToPhotosAlbum',
    'showShareImageMenu',
  ],
  preflight: ['getAppAuthorizeSetting', 'getDeviceInfo', 'getSetting', 'getSystemSetting'],
  peripheral: ['canIUse', 'getDeviceInfo', 'wx'],
  'problem-action': [
    'getDeviceInfo',
    'openAppAuthorizeSetting',
    'openSetting',
    'openSystemBluetoothSetting',
  ],
  random: ['getRandomValues'],
  saving: ['canIUse', 'downloadFile', 'reLaunch', 'restartMiniProgram', 'shareFileMessage'],
  subscribe: ['canIUse', 'openSetting', 'requestSubscribeDeviceMessage', 'requestSubscribeMessage'],
  wechat: [
    'getDeviceInfo',
    'getAppBaseInfo',
    'canIUse',
    'getAccountInfoSync',
    'getEnterOptionsSync',
    'openPrivacyContract',
  ],
  store: ['getStorageInfoSync', 'getStorageSync', 'removeStorageSync', 'setStorageSync', 'wx'],
  werun: ['getWeRunData', 'login'],
};

const PURE = [`${M}/contract`, `${M}/lib`];
const BAND_LIBRARIES = /^(pbf|@noble\/)/;

const PAGES = {
  may: [`${M}/services`, `${M}/phone`, `${M}/words`, `${M}/components`, `${M}/behaviors`, ...PURE],
  types: [`${M}/protocols`],
  wx: UI,
  libraries: /^tdesign-miniprogram\//,
};

export const ROOMS: readonly Room[] = [
  { room: `${M}/contract`, may: [] },
  { room: `${M}/lib`, may: [`${M}/contract`] },
  { room: `${M}/ble/wx-radio`, may: [`${M}/ble`, `${M}/lib`], wx: ['wx'] },
  { room: `${M}/ble`, may: [`${M}/lib`] },
  { room: `${M}/protocols`, may: [`${M}/ble/link.ts`, ...PURE], types: [`${M}/ble`] },
  ...['index', 'registry', 'demo'].map((file) => ({
    room: `${M}/bands/${file}.ts`,
    may: [`${M}/bands`, `${M}/protocols`, `${M}/ble`, ...PURE],
  })),
  {
    room: `${M}/bands/lab`,
    may: [`${M}/bands`, `${M}/protocols`, `${M}/ble/link.ts`, ...PURE],
    types: [`${M}/ble`],
  },
  {
    room: `${M}/bands/virtual`,
    types: [`${M}/ble/peripheral.ts`],
    may: [`${M}/bands/common`, `${M}/ble/link.ts`, ...PURE],
  },
  {
    room: `${M}/bands/probe`,
    ...PAGES,
    may: [...PAGES.may, `${M}/ble`, `${M}/protocols`],
  },
  {
    room: `${M}/bands`,
    may: [
      `${M}/bands/common`,
      `${M}/bands/kit`,
      `${M}/bands/virtual`,
      `${M}/protocols`,
      `${M}/ble/link.ts`,
      ...PURE,
    ],
    types: [`${M}/ble`],
    libraries: BAND_LIBRARIES,
  },
  ...Object.entries(PHONE).map(([file, wx]) => ({
    room: `${M}/phone/${file}.ts`,
    may: [`${M}/phone`, `${M}/words`, `${M}/ble`, ...PURE],
    wx,
  })),
  {
    room: `${M}/phone`,
    may: [`${M}/words`, `${M}/ble`, `${M}/protocols`, ...PURE],
  },
  {
    room: `${M}/words/appearance.ts`,
    may: [`${M}/words`],
    wx: ['getAppBaseInfo', 'getWindowInfo', 'setTabBarItem'],
  },
  {
    room: `${M}/words`,
    may: [`${M}/phone/store.ts`, ...PURE],
    types: [`${M}/phone/errors.ts`, `${M}/protocols`],
    wx: ['getAppBaseInfo'],
  },
  {
    room: `${M}/services/shop`,
    may: [`${M}/phone`, ...PURE],
    wx: ['navigateToMiniProgram'],
  },
  {
    room: `${M}/services/bands/drivers.ts`,
    may: [`${M}/phone`],
    types: [`${M}/bands/index.ts`],
    later: [`${M}/bands/index.ts`],
  },
  {
    room: `${M}/services/bands/lab-door.ts`,
    may: [],
    types: [`${M}/bands/lab`],
    later: [`${M}/bands/lab/index.ts`],
  },
  {
    room: `${M}/services`,
    may: [`${M}/services`, `${M}/phone`, `${M}/words`, `${M}/ble`, `${M}/protocols`, ...PURE],
  },
  { room: `${M}/behaviors/leaving.ts`, may: [], wx: ['navigateTo'] },
  { room: `${M}/behaviors/growing.ts`, may: [...PURE], wx: ['getWindowInfo'] },
  {
    room: `${M}/behaviors`,
    may: [`${M}/services`, `${M}/phone`, `${M}/words`, `${M}/components`, ...PURE],
    wx: UI,
  },
  {
    room: `${M}/components`,
    may: [`${M}/words`, `${M}/behaviors`, ...PURE],
    types: [`${M}/services`, `${M}/protocols`],
    wx: UI,
  },
  { room: `${M}/pages`, ...PAGES },
  { room: `${M}/packages`, ...PAGES },
  {
    room: `${M}/app.ts`,
    may: [`${M}/services`, `${M}/phone`, `${M}/lib/clock.ts`],
    wx: ['onMemoryWarning', 'onNetworkStatusChange'],
  },
  {
    room: 'cloudfunctions/bands',
    // The maker's half of a log-in: one arithmetic for the cloud and for the virtual bands.
    may: [
      'cloudfunctions',
      `${M}/bands/huawei/login/vendor.ts`,
      `${M}/bands/ihealth/crypto.ts`,
      `${M}/bands/wechat-airsync/crypto.ts`,
      ...PURE,
    ],
    libraries: /^(valibot|node:)/,
  },
  {
    room: 'cloudfunctions',
    may: ['cloudfunctions', `${M}/contract`],
    libraries: /^(wx-server-sdk|valibot|node:)/,
  },
  // These two know nothing of this project: another may use them as they are.
  { room: 'tools/cloud', may: [], later: ['tools/cloud'], libraries: /./ },
  { room: 'tools/preview', may: ['tools/cloud/index.ts'], libraries: /./ },
  // Not tests: what both need is in tools/harness.
  {
    room: 'tools',
    may: [M, 'cloudfunctions'],
    later: ['tools', M, 'cloudfunctions'],
    libraries: /./,
  },
];

/** Folders whose subfolders are entered by their index alone. */
export const DOMAINS = [`${M}/services`, 'cloudfunctions'];
/** The facade of a domain folder that everybody may enter anywhere. */
export const OPEN_DOMAINS = ['cloudfunctions/cloud'];

/**
 * Three kinds of files speak of a band. What ships knows neither of the others, a virtual band no
 * driver (nothing that talks over a session), a kit both; tools and tests may import all of them.
 */
export const KIT = /^miniprogram\/bands\/(kit\/|[^/]+\/kit\.ts$)/;
export const VIRTUAL = /^miniprogram\/bands\/([^/]+\/)?virtual\//;
/** The app's own virtual band, which ships. */
export const DEMO = `${M}/bands/demo.ts`;
/** Virtual bands of all protocols, for develop versions: no release has them. */
export const LAB = /^miniprogram\/bands\/lab\//;
/** What loads them; a release has another file in its place. */
export const LAB_DOOR = `${M}/services/bands/lab-door.ts`;
