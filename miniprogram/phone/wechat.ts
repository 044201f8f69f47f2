/** What this WeChat is and can do. Facts that it may not have are never in the way of a page. */
import { text } from '../words/index';
import { tell } from './dialog';

/**
 * The oldest base library, to be set in the console: privacy authorization is asked for since then.
 * What is newer is looked for before it is used.
 */
export const MINIMUM_LIBRARY = '2.32.3';

const meetsMinimum = (): boolean => wx.canIUse('openPrivacyContract');

/** Says so at launch when this WeChat is older than the app can do with. */
export function checkLibrary(): void {
  if (!meetsMinimum()) tell(text().wechatOld, text().wechatOldHint);
}

/** Opens the privacy guideline; says why it cannot. */
export function openGuideline(): void {
  if (meetsMinimum()) wx.openPrivacyContract({ fail: () => {} });
  else checkLibrary();
}

/** The released version; a development build has none. */
export function appVersion(): string {
  try {
    return wx.getAccountInfoSync().miniProgram.version || '0.1.0';
  } catch {
    return '0.1.0';
  }
}

/** Whether this is a develop version: in DevTools, or opened by one of its developers. Not when in doubt. */
export function isDevelop(): boolean {
  try {
    return wx.getAccountInfoSync().miniProgram.envVersion === 'develop';
  } catch {
    return false;
  }
}

/** Its system and WeChat, by version, as far as WeChat tells. */
export function phoneVersions(): { system: string; wechat: string } {
  const { system = '', platform } = wx.getDeviceInfo();
  return { system: system || platform, wechat: wx.getAppBaseInfo().version };
}

/** Where the app was opened from, as far as WeChat tells. */
export function entry(): { scene?: number; apiCategory?: string } {
  try {
    return wx.getEnterOptionsSync() ?? {};
  } catch {
    return {};
  }
}

/** Opened from Moments alone: nobody is logged in there, and nothing can be opened. */
export const SINGLE_PAGE = 1154;
