/** The one thing to do about a problem, where WeChat can do it. */

import { text } from '../words/index';
import { permit, permitted, reconsider } from './agreement';
import { copy } from './clipboard';
import type { AppCode } from './errors';
import { platformOf } from './preflight';
import { openGuideline } from './wechat';

const quiet = { fail: () => {} };

const onIos = () => platformOf(wx.getDeviceInfo().platform) === 'ios';

/** Whether the button of a problem opens WeChat's or the phone's own settings. */
export function leavesApp(code: AppCode): boolean {
  const { action } = text().problems[code];
  if (action === 'open-bluetooth') return !onIos();
  return action === 'open-location' || action === 'open-settings' || action === 'read-guideline';
}

/** The words of that button on this phone. */
export function buttonOf(code: AppCode): string {
  const { action, button } = text().problems[code];
  return action === 'open-bluetooth' && onIos() ? text().addCheckAgain : button;
}

/**
 * Does what the button of a problem says. Returns false when it is the page's own business
 * (choose a model, scan again, see the bands, talk to support, go back).
 */
export function actOn(code: AppCode, retry: () => void): boolean {
  const { action, title } = text().problems[code];
  switch (action) {
    case 'retry':
      if (code === 'needs-consent' || code === 'guardian-needed') reconsider();
      retry();
      return true;
    case 'open-bluetooth':
      // iPhones allow no jump: there the button looks again.
      if (onIos()) retry();
      else wx.openSystemBluetoothSetting(quiet);
      return true;
    case 'open-location':
      wx.openAppAuthorizeSetting(quiet);
      return true;
    case 'open-settings':
      if (code === 'scope-refused' || code === 'werun-refused') wx.openSetting({ complete: retry });
      else wx.openAppAuthorizeSetting(quiet);
      return true;
    case 'read-guideline':
      reconsider();
      if (permitted()) openGuideline();
      else void permit().then(retry, () => undefined);
      return true;
    case 'copy':
      void copy(`${code}: ${title}`);
      return true;
    case 'none':
      return true;
    default:
      return false;
  }
}
