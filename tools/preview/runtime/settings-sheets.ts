/** WeChat's page of scopes and the phone's own settings, as sheets of switches. */
import type { PhoneSettings } from '../hub/phones';
import type { SheetItem } from './overlays';
import { phone } from './phone';

interface Row extends SheetItem {
  /** What a tap changes. */
  patch: Partial<PhoneSettings>;
}

/** Shows the rows until the sheet is closed; a tap flips one. */
async function flipping(
  title: string,
  rows: (settings: Readonly<PhoneSettings>) => Row[],
): Promise<void> {
  for (;;) {
    const items = rows(phone.settings);
    const index = await phone.overlays.sheet(items, title);
    const patch = index === null ? undefined : items[index]?.patch;
    if (!patch) return;
    phone.change(patch);
  }
}

/** What getSetting tells: only scopes that were asked for. */
export function authSetting(): Record<string, boolean> {
  const { bluetoothScope, albumScope } = phone.settings;
  const setting: Record<string, boolean> = {};
  if (bluetoothScope !== 'ask') setting['scope.bluetooth'] = bluetoothScope === 'granted';
  if (albumScope !== 'ask') setting['scope.writePhotosAlbum'] = albumScope === 'granted';
  return setting;
}

/** WeChat's page of scopes, until it is closed; the scopes as they then are. */
export async function openSetting(): Promise<Record<string, boolean>> {
  const row = (label: string, testid: string, scope: 'bluetoothScope' | 'albumScope'): Row => {
    const granted = phone.settings[scope] === 'granted';
    const patch = { [scope]: granted ? 'denied' : 'granted' };
    return { label, testid, note: granted ? '允许' : '不允许', patch };
  };
  await flipping(`允许“${phone.appName}”使用`, () => [
    row('蓝牙', 'setting-bluetooth', 'bluetoothScope'),
    row('添加到相册', 'setting-album', 'albumScope'),
  ]);
  return authSetting();
}

/** The phone's own settings; the mini program is left meanwhile. */
export async function openSystemSettings(which: 'app' | 'bluetooth'): Promise<void> {
  type Switch = 'bluetooth' | 'bluetoothForWeChat' | 'location' | 'locationForWeChat';
  const row = (label: string, name: Switch): Row => {
    const on = phone.settings[name];
    return { label, testid: `system-${name}`, note: on ? '开' : '关', patch: { [name]: !on } };
  };
  await flipping('手机设置', () =>
    which === 'bluetooth'
      ? [row('蓝牙', 'bluetooth')]
      : [
          row('微信使用蓝牙', 'bluetoothForWeChat'),
          row('微信使用定位', 'locationForWeChat'),
          row('定位开关', 'location'),
        ],
  );
  phone.toBackgroundAndBack();
}
