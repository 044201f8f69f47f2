/** The privacy guideline and the scopes. */
import { phone } from '../runtime/phone';
import { authSetting, openSetting } from '../runtime/settings-sheets';
import { api, Failure, text } from './call';

type Resolve = (answer: { event: 'agree' | 'disagree' | 'exposureAuthorization' }) => void;
type NeedListener = (resolve: Resolve, info: { referrer: string }) => void;

let needListener: NeedListener | null = null;

/**
 * Before an api that the guideline covers. Asks by the page's own sheet when it listens, else by
 * WeChat's. @throws Failure as WeChat does when refused.
 */
export async function needPrivacy(referrer: string): Promise<void> {
  if (phone.settings.privacyAgreed) return;
  if (needListener) {
    const listener = needListener;
    const event = await new Promise<string>((resolve) => {
      listener(
        (answer) => {
          if (answer.event !== 'exposureAuthorization') resolve(answer.event);
        },
        { referrer },
      );
    });
    if (event === 'agree') return phone.agreePrivacy();
  } else {
    const { confirm } = await phone.overlays.modal({
      title: '用户隐私保护提示',
      content: '使用前请阅读并同意《隐私保护指引》',
      cancelText: '拒绝',
      confirmText: '同意',
    });
    if (confirm) return phone.agreePrivacy();
  }
  throw new Failure('privacy permission is not authorized', { errno: 104 });
}

/** Before an api of a scope. @throws Failure when denied. */
export async function needScope(
  scope: 'bluetoothScope' | 'albumScope' | 'weRunScope',
  what: string,
): Promise<void> {
  const state = phone.settings[scope];
  if (state === 'granted') return;
  if (state === 'ask') {
    const { confirm } = await phone.overlays.modal({
      title: `${phone.appName} 申请`,
      content: what,
      cancelText: '拒绝',
      confirmText: '允许',
    });
    phone.change({ [scope]: confirm ? 'granted' : 'denied' });
    if (confirm) return;
  }
  throw new Failure('auth deny', { errno: 103 });
}

const SCOPES = {
  'scope.bluetooth': ['bluetoothScope', '使用你的蓝牙'],
  'scope.writePhotosAlbum': ['albumScope', '保存图片到你的相册'],
  'scope.werun': ['weRunScope', '获取你的微信运动步数'],
} as const;

/** Of what the preview has not. */
const NOT_HERE = [
  'userLocation',
  'userFuzzyLocation',
  'userLocationBackground',
  'record',
  'camera',
  'addPhoneContact',
  'addPhoneCalendar',
];
/** Scopes that are given to everybody since they were withdrawn. */
const WITHDRAWN = ['userInfo', 'address', 'invoice', 'invoiceTitle'];

export const privacy = {
  getSetting: api('getSetting', () => ({ authSetting: authSetting(), subscriptionsSetting: {} })),
  openSetting: api('openSetting', async () => ({ authSetting: await openSetting() })),
  authorize: api('authorize', async ({ scope }) => {
    const known = SCOPES[text(scope) as keyof typeof SCOPES];
    const name = text(scope).replace(/^scope\./, '');
    if (WITHDRAWN.includes(name)) return;
    if (NOT_HERE.includes(name)) throw new Failure(`${name} is not supported in the preview`);
    if (!known) throw new Failure('invalid scope');
    await needPrivacy('authorize');
    await needScope(known[0], known[1]);
  }),
  getPrivacySetting: api('getPrivacySetting', () => ({
    needAuthorization: !phone.settings.privacyAgreed,
    privacyContractName: `《${phone.appName}小程序隐私保护指引》`,
  })),
  requirePrivacyAuthorize: api('requirePrivacyAuthorize', () =>
    needPrivacy('requirePrivacyAuthorize'),
  ),
  openPrivacyContract: api('openPrivacyContract', async () => {
    await phone.overlays.modal({
      title: '隐私保护指引',
      content: '这是预览。真实内容在小程序管理后台填写。',
      showCancel: false,
    });
  }),
  onNeedPrivacyAuthorization: (listener: NeedListener) => {
    needListener = listener;
  },
};
