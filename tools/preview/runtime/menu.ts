/** The "…" menu of the capsule. */
import { phone, SCENE } from './phone';
import { openSetting } from './settings-sheets';
import { shareNow, shareToChat } from './sharing';

/** A page offers what it has a handler for. */
export async function openMenu(): Promise<void> {
  const view = phone.stack.current;
  if (!view || phone.single) return;
  const items = [];
  if (view.has('onShareAppMessage') && phone.shareMenu.includes('shareAppMessage')) {
    items.push({ label: '转发给朋友', testid: 'menu-share', run: () => shareToChat('menu') });
  }
  if (view.has('onShareTimeline')) {
    items.push({
      label: '分享到朋友圈',
      testid: 'menu-moments',
      run: () => shareNow(view, { kind: 'moments', from: 'menu' }),
    });
  }
  items.push({ label: '设置', testid: 'menu-settings', run: () => void openSetting() });
  items.push({
    label: '重新进入小程序',
    testid: 'menu-restart',
    run: () => phone.restart({ path: '', scene: SCENE.discover }),
  });
  const hint = items.length < 4 ? '当前页面未开放转发或朋友圈' : undefined;
  const index = await phone.overlays.sheet(items, hint);
  if (index !== null) void items[index]?.run();
}
