/** Launch: the cloud, codes that open the app, and the last net under every page. */

import { systemClock } from './lib/clock';
import { openCloud } from './phone/cloud';
import { watchErrors } from './phone/error-log';
import { noteEntry, openNoted } from './phone/launch';
import { watchSpace } from './phone/space';
import { checkLibrary } from './phone/wechat';
import { enterUnasked, leave, networkChanged } from './services/account/index';
import { forgetPast, uploadPending } from './services/activity/index';
import { appVisible, bandDrivers, parseBandCode } from './services/bands/index';

/** By then a slow phone shows its first page. */
const FIRST_PAINT_MS = 1500;

App({
  onLaunch() {
    watchErrors();
    openCloud();
    watchSpace();
    // Ahead of time, and behind the first paint: whoever needs them and finds none is told so there.
    systemClock.after(FIRST_PAINT_MS, () => void bandDrivers().catch(() => {}));
    wx.onNetworkStatusChange(({ isConnected }) => {
      networkChanged(isConnected);
      if (isConnected) void uploadPending();
    });
    // What can be asked for again goes first; what was read from a band is in its journal already.
    wx.onMemoryWarning?.(forgetPast);
    checkLibrary();
  },
  onShow(options) {
    appVisible(true);
    systemClock.after(FIRST_PAINT_MS, () => {
      void uploadPending();
      // 今天 has asked by then; 排行, to which a card leads, does not.
      enterUnasked();
    });
    noteEntry(options, (code) => parseBandCode(code).kind !== 'unknown-code');
    // At launch there is no page yet: the first one does it.
    openNoted();
  },
  onHide() {
    appVisible(false);
    leave();
  },
  /** Nothing a page started may end in silence; the reason is for the developer's console. */
  onUnhandledRejection({ reason }) {
    console.error('unhandled rejection', reason);
  },
});
