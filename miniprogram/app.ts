/** Launch: the cloud, codes that open the app, and the last net under every page. */

import { openCloud } from './phone/cloud';
import { codeOfLaunch } from './phone/launch';
import { networkChanged } from './services/account/index';
import { uploadPending } from './services/activity/index';
import { appVisible, parseBandCode } from './services/bands/index';

/** The add page reads its own query; elsewhere a code that came along leads there. */
function openCode(options: WxOpening): void {
  const code = codeOfLaunch(options);
  if (code === null || parseBandCode(code).kind === 'unknown-code') return;
  wx.navigateTo({ url: `/packages/add/add?q=${encodeURIComponent(code)}`, fail: () => {} });
}

App({
  onLaunch() {
    openCloud();
    wx.onNetworkStatusChange(({ isConnected }) => {
      networkChanged(isConnected);
      if (isConnected) void uploadPending();
    });
  },
  onShow(options) {
    openCode(options);
    appVisible(true);
    void uploadPending();
  },
  onHide() {
    appVisible(false);
  },
  /** Nothing a page started may end in silence; the reason is for the developer's console. */
  onUnhandledRejection({ reason }) {
    console.error('unhandled rejection', reason);
  },
});
