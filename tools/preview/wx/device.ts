/** Small things a phone does: clipboard, vibration, network, calls, codes. */

import { phone } from '../runtime/phone';
import { chooseCode } from '../runtime/scan-sheet';
import { api, bufferOf, Failure, Listeners, needTap, text } from './call';
import { toBase64 } from './files';
import { needPrivacy } from './privacy';

const network = new Listeners<{ isConnected: boolean; networkType: string }>();
const captures = new Listeners<void>();
const memory = new Listeners<{ level: number }>();

/** Tells `onNetworkStatusChange` listeners. */
export function networkChanged(networkType: string): void {
  network.emit({ isConnected: networkType !== 'none', networkType });
}

let clipboard = '';

export const device = {
  setClipboardData: api('setClipboardData', async ({ data }) => {
    await needPrivacy('setClipboardData');
    clipboard = text(data);
    phone.note('clipboard', clipboard);
    phone.overlays.showToast('内容已复制', 'none', null, 1500, false);
  }),
  getClipboardData: api('getClipboardData', async () => {
    await needPrivacy('getClipboardData');
    return { data: clipboard };
  }),
  vibrateShort: api('vibrateShort', ({ type }) => phone.note('vibrate', text(type, 'heavy'))),
  vibrateLong: api('vibrateLong', () => phone.note('vibrate', 'long')),
  getNetworkType: api('getNetworkType', () => ({
    networkType: phone.settings.network,
    hasSystemProxy: false,
    weakNet: false,
  })),
  onNetworkStatusChange: network.on,
  offNetworkStatusChange: network.off,
  onNetworkWeakChange: () => undefined,
  offNetworkWeakChange: () => undefined,
  onUserCaptureScreen: captures.on,
  offUserCaptureScreen: captures.off,
  onMemoryWarning: memory.on,
  offMemoryWarning: memory.off,
  setKeepScreenOn: api('setKeepScreenOn', () => undefined),
  getScreenBrightness: api('getScreenBrightness', () => ({ value: 0.6 })),
  getBatteryInfoSync: () => ({ level: '80', isCharging: false }),
  getBatteryInfo: api('getBatteryInfo', () => ({ level: 80, isCharging: false })),
  getRandomValues: api('getRandomValues', ({ length }) => {
    const bytes = crypto.getRandomValues(new Uint8Array(Number(length)));
    return { randomValues: bufferOf(bytes) };
  }),
  makePhoneCall: api('makePhoneCall', async ({ phoneNumber }) => {
    const { confirm } = await phone.overlays.modal({
      title: text(phoneNumber),
      content: '预览不会真的拨打',
      confirmText: '呼叫',
    });
    if (!confirm) throw new Failure('cancel');
  }),
  navigateToMiniProgram: api('navigateToMiniProgram', async ({ appId, path, shortLink }) => {
    if (phone.single) throw new Failure('not supported in single page mode');
    needTap();
    const { confirm } = await phone.overlays.modal({
      title: '即将打开其他小程序',
      content: text(shortLink) || `${text(appId)}\n${text(path, '首页')}`,
      confirmText: '允许',
    });
    if (!confirm) throw new Failure('cancel');
    phone.note('navigateToMiniProgram', `${text(appId)} ${text(path)}`);
  }),
  openEmbeddedMiniProgram: api('openEmbeddedMiniProgram', () => {
    throw new Failure('not supported in the preview');
  }),
  openCustomerServiceChat: api('openCustomerServiceChat', () => {
    throw new Failure('not supported in the preview');
  }),
  scanCode: api('scanCode', async () => {
    if (phone.single) throw new Failure('not supported in single page mode');
    const code = await chooseCode(phone.overlays, phone.hub.codes());
    if (!code) throw new Failure('cancel');
    return {
      result: code.text,
      scanType: code.path ? 'WX_CODE' : 'QR_CODE',
      charSet: 'utf-8',
      rawData: toBase64(new TextEncoder().encode(code.text)),
      ...(code.path ? { path: code.path } : {}),
    };
  }),
  hideKeyboard: api('hideKeyboard', () => undefined),
  onKeyboardHeightChange: () => undefined,
  offKeyboardHeightChange: () => undefined,
  login: api('login', () => {
    if (phone.single) throw new Failure('login is not allowed in single page mode');
    return { code: `preview-${phone.hub.clock.now()}` };
  }),
  checkSession: api('checkSession', () => undefined),
};
